/** Loans files read for the commands: the world itself reads no files. */
import { CeterisError } from '../../core/index.ts';
import { readText } from '../config/read-file.ts';

export function readJsonFile(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CeterisError('BAD_JSON', `${file} is not JSON: ${(error as Error).message}`, 'check the file, it may be cut short', { file });
  }
}
