import { expect, it } from 'vitest';
import { readYamlFile } from './read-file.ts';

it.each([
  ['/no/such/file.yaml', 'FILE_NOT_FOUND'],
  ['.', 'NOT_A_FILE'],
])('%s: %s', (file, code) => {
  expect(() => readYamlFile(file)).toThrow(expect.objectContaining({ code }) as Error);
});
