/** The config of a run: flag > file > default, checked by the experiment's schema; every value knows where it came from. */
import type { ZodType } from 'zod';
import { CeterisError } from '../../core/index.ts';
import { type Complaint, mostTelling, pathText, SchemaKeys, unknownKey, type YamlFile } from '../../core/yaml/index.ts';
import type { CliOptions } from '../options.ts';
import { applyOverride, checkKey, defaultPaths, overridesOf, type Override } from './overrides.ts';

export interface ConfigValue {
  readonly key: string;
  readonly value: unknown;
  /** The flag as typed, `file`, or `default`. */
  readonly from: string;
}

export interface ResolvedConfig {
  /** As the schema parsed it, defaults filled in. */
  readonly config: unknown;
  /** File and flags only. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly values: readonly ConfigValue[];
}

function refusal(issue: Complaint, file: YamlFile, keys: SchemaKeys, overrides: readonly Override[]): CeterisError {
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys?.[0] ?? '';
    return unknownKey(key, keys.keysAt(issue.path), file.placeOfKey(issue.path, key));
  }
  const path = pathText(issue.path);
  const override = overrides.find((item) => item.path.every((part, i) => String(issue.path[i]) === part));
  const where = override === undefined ? file.placeOf(issue.path) : { path };
  const subject = path === '' ? 'the config' : path;
  return new CeterisError(
    'BAD_CONFIG',
    `${subject}: ${issue.message}`,
    override === undefined
      ? 'see `ceteris info` for the keys and what they take'
      : `mend ${override.flag}; \`ceteris info\` lists the keys and what they take`,
    where,
  );
}

export function resolveConfig(
  schema: ZodType,
  config: Readonly<Record<string, unknown>>,
  file: YamlFile,
  options: Partial<CliOptions>,
  /** After all flags. */
  last: readonly Override[] = [],
): ResolvedConfig {
  const keys = new SchemaKeys(schema);
  const overrides = [...overridesOf(options), ...last];
  let given: Record<string, unknown> = { ...config };
  for (const override of overrides) {
    checkKey(override, keys);
    given = applyOverride(given, override);
  }
  const supplied = defaultPaths(given, keys);
  for (const override of supplied) given = applyOverride(given, override);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw refusal(mostTelling(parsed.error.issues as unknown as readonly Complaint[]), file, keys, overrides);
  }
  return { config: parsed.data, given, values: originsOf(parsed.data, config, [...supplied, ...overrides]) };
}

/** Leaf by leaf: the last flag that set it or something above it, else the file, else the default. */
function originsOf(config: unknown, file: unknown, overrides: readonly Override[]): ConfigValue[] {
  const rows: ConfigValue[] = [];
  const walk = (value: unknown, inFile: unknown, path: readonly string[]): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
      for (const [key, child] of Object.entries(value)) {
        walk(child, typeof inFile === 'object' && inFile !== null ? (inFile as Record<string, unknown>)[key] : undefined, [...path, key]);
      }
      return;
    }
    if (value === undefined) return;
    const flag = overrides.findLast((item) => item.path.every((part, i) => path[i] === part));
    rows.push({ key: path.join('.'), value, from: flag?.flag ?? (inFile === undefined ? 'default' : 'file') });
  };
  walk(config, file, []);
  return rows;
}
