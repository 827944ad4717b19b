import type { ZodType } from 'zod';
import { CeterisError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { YamlFile } from './yaml-file.ts';

/**
 * The value of a file as a schema reads it.
 * @throws UNKNOWN_KEY, BAD_VALUE with path, line and column of the first complaint
 */
export function checkedValue<T>(file: YamlFile, schema: ZodType<T>): T {
  const parsed = schema.safeParse(file.value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const known = 'shape' in schema ? nearest(key, Object.keys(schema.shape as object)) : null;
    throw new CeterisError(
      'UNKNOWN_KEY',
      `${JSON.stringify(key)} is not a key of this file`,
      known === null ? 'remove it' : `did you mean ${known}?`,
      file.placeOfKey(issue.path, key),
    );
  }
  throw new CeterisError('BAD_VALUE', issue.message, 'mend the value', file.placeOf(issue.path));
}
