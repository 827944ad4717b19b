import type { ZodType } from 'zod';
import { CeterisError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { type Complaint, mostTelling } from './complaint.ts';
import { SchemaKeys } from './schema-keys.ts';
import { pathText, type YamlFile } from './yaml-file.ts';

/**
 * The value of a file as a schema reads it.
 * @throws UNKNOWN_KEY, BAD_VALUE with path, line and column of the most telling complaint
 */
export function checkedValue<T>(file: YamlFile, schema: ZodType<T>): T {
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return parsed.data;
  const complaint = mostTelling(parsed.error.issues as unknown as readonly Complaint[]);
  if (complaint.code === 'unrecognized_keys') {
    const key = complaint.keys?.[0] ?? '';
    throw unknownKey(key, new SchemaKeys(schema).keysAt(complaint.path), file.placeOfKey(complaint.path, key));
  }
  const isMissing = complaint.path.length > 0 && /received undefined$/.test(complaint.message);
  throw isMissing
    ? new CeterisError('BAD_VALUE', `${pathText(complaint.path)} is missing`, 'add it', file.placeOf(complaint.path))
    : new CeterisError('BAD_VALUE', complaint.message, 'mend the value', file.placeOf(complaint.path));
}

/** @param known Keys that may stand in its place. */
export function unknownKey(key: string, known: readonly string[], place: CeterisError['place']): CeterisError {
  const near = nearest(key, known);
  const remedy = near !== null ? `did you mean ${near}?` : known.length === 0 ? 'remove it' : `known here: ${known.join(', ')}`;
  return new CeterisError('UNKNOWN_KEY', `unknown key ${JSON.stringify(key)}`, remedy, place);
}
