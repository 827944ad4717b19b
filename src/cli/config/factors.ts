/** `--over key=a,b,c`: the keys and values of a sweep, each value checked as if it had been set alone. */
import type { ZodType } from 'zod';
import { parse } from 'yaml';
import { CeterisError } from '../../core/index.ts';
import { checkKey, type Override } from './overrides.ts';
import { SchemaKeys } from '../../core/yaml/index.ts';

export interface SweptKey {
  readonly key: string;
  readonly values: readonly unknown[];
}

export function readFactors(items: readonly string[], schema: ZodType, check: (override: Override) => unknown): SweptKey[] {
  const keys = new SchemaKeys(schema);
  const factors = items.map(readFactor);
  for (const [at, { key, values }] of factors.entries()) {
    if (factors.findIndex((other) => other.key === key) !== at)
      throw refused(key, `${key} is swept twice`, 'write all its values in one --over');
    if (key === 'master_seed')
      throw refused(
        key,
        'the seed is no setting of an arm: every arm runs under the same seeds',
        'use --seeds N, and --seed for the first',
      );
    const path = key.split('.');
    checkKey({ path, value: values[0], flag: `--over ${key}` }, keys);
    for (const value of values) check({ path, value, flag: `--over ${key}` });
  }
  return factors;
}

function readFactor(item: string): SweptKey {
  const cut = item.indexOf('=');
  const key = item.slice(0, Math.max(0, cut)).trim();
  if (cut <= 0 || key.split('.').some((part) => part === '' || part === '__proto__' || part === 'constructor' || part === 'prototype'))
    throw refused(
      key,
      `--over needs key=value,value, not ${JSON.stringify(item)}`,
      'for example --over optimisation.gate=own-cost,paired-t',
    );
  const values = listOf(item.slice(cut + 1), key);
  const twice = values.find((value, at) => values.findIndex((other) => JSON.stringify(other) === JSON.stringify(value)) !== at);
  if (twice !== undefined) throw refused(key, `--over ${key} has ${JSON.stringify(twice)} twice`, 'write each value once');
  return { key, values };
}

/** A YAML flow sequence without its brackets: texts, numbers, and lists and maps in their own brackets. */
function listOf(text: string, key: string): unknown[] {
  try {
    const values = parse(`[${text}]`) as unknown[];
    if (Array.isArray(values) && values.length > 0 && values.every((value) => value !== null)) return values;
  } catch {
    // Said below: the parser's own words speak of brackets that nobody typed.
  }
  throw refused(
    key,
    `the values of --over ${key} are not a list: ${JSON.stringify(text)}`,
    'separate YAML values by commas, and quote texts that hold one',
  );
}

const refused = (path: string, cause: string, remedy: string): CeterisError =>
  new CeterisError('BAD_OPTION_VALUE', cause, remedy, { path });
