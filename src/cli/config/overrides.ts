/** `--set key=value` and the flags that stand for a config key: dot paths, YAML values; unknown keys are refused with the nearest. */
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { CeterisError, nearest } from '../../core/index.ts';
import { OPTION_NAMES, OPTIONS, type CliOptions, type OptionName } from '../options.ts';
import type { SchemaKeys } from '../../core/yaml/index.ts';

export interface Override {
  readonly path: readonly string[];
  readonly value: unknown;
  /** As typed: `--max-iter`, `--set optimisation.gate`. */
  readonly flag: string;
}

function readSet(item: string): Override {
  const cut = item.indexOf('=');
  if (cut <= 0)
    throw new CeterisError(
      'BAD_OPTION_VALUE',
      `--set needs key=value, not ${JSON.stringify(item)}`,
      'for example --set optimisation.max_iterations=10',
    );
  const key = item.slice(0, cut).trim();
  const path = key.split('.');
  if (path.some((part) => part === '' || part === '__proto__' || part === 'constructor' || part === 'prototype')) {
    throw new CeterisError(
      'BAD_OPTION_VALUE',
      `${JSON.stringify(key)} is not a config key`,
      'write a dot path, for example optimisation.max_iterations',
      { path: key },
    );
  }
  return { path, value: yamlValue(item.slice(cut + 1), key), flag: `--set ${key}` };
}

function yamlValue(text: string, key: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const cause = (error as Error).message.split('\n')[0] ?? '';
    throw new CeterisError(
      'BAD_OPTION_VALUE',
      `the value of --set ${key} is malformed YAML: ${cause}`,
      'quote it as your shell and YAML want it',
      { path: key },
    );
  }
}

/** `--model X` for everyone, `--model AGENT=X` for one agent; a decider's own name may hold `=` only after a colon. */
function readModels(items: readonly string[]): Override[] {
  const byAgent: Record<string, string> = {};
  let general: string | undefined;
  for (const item of items) {
    const match = /^([^:=]+)=(.+)$/.exec(item);
    if (match === null) general = fromHere(item);
    else byAgent[match[1] ?? ''] = fromHere(match[2] ?? '');
  }
  if (Object.keys(byAgent).length === 0) return general === undefined ? [] : [{ path: ['model'], value: general, flag: '--model' }];
  return [{ path: ['model'], value: general === undefined ? byAgent : { default: general, ...byAgent }, flag: '--model' }];
}

/** Files that a flag names are the working folder's. */
const fromHere = (spec: string): string =>
  spec.replace(/^(script|replay):(.+)$/s, (_, scheme: string, path: string) => `${scheme}:${resolve(path)}`);

/** In order: flags of the table, then `--set`, so that the more specific wins. */
export function overridesOf(options: Partial<CliOptions>): Override[] {
  const found: Override[] = [];
  for (const name of OPTION_NAMES) {
    const { configKey, long } = OPTIONS[name];
    const value = options[name];
    if (configKey === undefined || value === undefined) continue;
    if (name === 'model') found.push(...readModels(options.model ?? []));
    else
      found.push({
        path: configKey.split('.'),
        value: name === 'seed' ? readSeed(String(value), long) : configValueOf(name, value),
        flag: long,
      });
  }
  return [...found, ...(options.set ?? []).map(readSet)];
}

/** What an option puts into the config: paths are the working folder's, where those of a file are the file's. */
function configValueOf(name: OptionName, value: unknown): unknown {
  const { configValue, path } = OPTIONS[name];
  if (configValue !== undefined) return configValue;
  const isPath = path === 'always' || (path === 'word' && !/^[\w-]+$/.test(String(value)));
  return isPath ? resolve(String(value)) : value;
}

/** Files that the command supplies where neither flag nor file names one, and the experiment has the key. */
export function defaultPaths(given: Readonly<Record<string, unknown>>, keys: SchemaKeys): Override[] {
  return OPTION_NAMES.flatMap((name) => {
    const { configKey, defaultPath } = OPTIONS[name];
    if (configKey === undefined || defaultPath === undefined || configKey in given || !keys.keysAt([]).includes(configKey)) return [];
    return [{ path: [configKey], value: resolve(defaultPath), flag: 'default' }];
  });
}

/** Unsigned 64-bit; a plain number when it fits, else its decimal text, which stays exact. */
export function readSeed(text: string, flag = '--seed'): number | string {
  if (!/^\d+$/.test(text) || BigInt(text) >= 1n << 64n) {
    throw new CeterisError(
      'BAD_OPTION_VALUE',
      `${flag} needs a whole number from 0 to 2^64 - 1, not ${JSON.stringify(text)}`,
      `for example ${flag} 42`,
      { path: flag },
    );
  }
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** A key that the schema does not know is refused here, where the flag can still be named. */
export function checkKey(override: Override, keys: SchemaKeys): void {
  for (let length = 0; length < override.path.length; length++) {
    const above = override.path.slice(0, length);
    const part = override.path[length] ?? '';
    const known = keys.keysAt(above);
    if (known.includes(part)) continue;
    if (keys.isOpen(above)) return;
    const near = nearest(part, known);
    const prefix = above.map((name) => `${name}.`).join('');
    throw new CeterisError(
      'UNKNOWN_KEY',
      `unknown config key ${JSON.stringify(override.path.join('.'))} (${override.flag.split(' ')[0]})`,
      near !== null
        ? `did you mean ${prefix}${near}?`
        : known.length > 0
          ? `known here: ${known.map((name) => prefix + name).join(', ')}`
          : `${above.join('.')} holds no keys`,
      { path: override.path.join('.') },
    );
  }
}

export function applyOverride(config: Readonly<Record<string, unknown>>, override: Override): Record<string, unknown> {
  const [head = '', ...rest] = override.path;
  if (rest.length === 0) return { ...config, [head]: override.value };
  const inner = config[head];
  if (Array.isArray(inner)) {
    const copy = [...inner] as unknown[];
    const index = Number(rest[0]);
    if (!Number.isInteger(index) || index < 0 || index > copy.length) {
      throw new CeterisError(
        'UNKNOWN_KEY',
        `${head} is a list: ${JSON.stringify(rest[0])} is not one of its positions`,
        `write ${head}.0 to ${head}.${copy.length - 1}`,
        { path: override.path.join('.') },
      );
    }
    copy[index] =
      rest.length === 1
        ? override.value
        : applyOverride((copy[index] ?? {}) as Record<string, unknown>, { ...override, path: rest.slice(1) });
    return { ...config, [head]: copy };
  }
  const map = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  return { ...config, [head]: applyOverride(map, { ...override, path: rest }) };
}
