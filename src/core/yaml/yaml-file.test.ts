import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CeterisError } from '../index.ts';
import { checkedValue, parseYamlText, pathText } from './index.ts';

const failure = (action: () => unknown): CeterisError => {
  try {
    action();
  } catch (error) {
    if (error instanceof CeterisError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('a YAML file', () => {
  it('knows the place of values and keys', () => {
    const file = parseYamlText('a: 1\nb:\n  c:\n    - x\n    - y: 2\n', 'f.yaml');
    expect(file.placeOf(['b', 'c', 1, 'y'])).toEqual({ file: 'f.yaml', line: 5, column: 10, path: 'b.c[1].y' });
    expect(file.placeOfKey(['b'], 'c')).toEqual({ file: 'f.yaml', line: 3, column: 3, path: 'b.c' });
  });

  it('falls back to the nearest parent for what the file does not have', () => {
    const file = parseYamlText('a: 1\nb:\n  c: 2\n', 'f.yaml');
    expect(file.placeOf(['b', 'missing', 'deep'])).toMatchObject({ line: 3, path: 'b.missing.deep' });
  });

  it('says line and column of malformed text', () => {
    const error = failure(() => parseYamlText('a: 1\nb: [1, 2\nc: 3\n', 'f.yaml'));
    expect(error.code).toBe('YAML_SYNTAX');
    expect(error.place).toMatchObject({ file: 'f.yaml', line: expect.any(Number), column: expect.any(Number) });
  });

  it('refuses duplicate keys, and aliases that explode', () => {
    expect(failure(() => parseYamlText('a: 1\na: 2\n', 'f.yaml')).place.line).toBe(2);
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[i]}`).join(', ')}]`),
    ].join('\n');
    expect(failure(() => parseYamlText(bomb, 'f.yaml')).code).toBe('YAML_SYNTAX');
  });

  it('reads JSON indented with tabs', () => {
    expect(parseYamlText('{\n\t"a": {\n\t\t"b": [1,\n\t\t2]\n\t}\n}\n', 'f.json').value).toEqual({ a: { b: [1, 2] } });
  });

  it('writes paths as people do', () => {
    expect(pathText(['scenario', 'agents', 0, 'id'])).toBe('scenario.agents[0].id');
  });

  it('is checked against a schema, with the place of what is wrong', () => {
    const schema = z.strictObject({ rounds: z.number().min(1), banks: z.array(z.string()) });
    const read = (text: string): unknown => checkedValue(parseYamlText(text, 'f.yaml'), schema);
    expect(read('rounds: 2\nbanks: [a]\n')).toEqual({ rounds: 2, banks: ['a'] });
    const value = failure(() => read('rounds: 0\nbanks: [a]\n'));
    expect([value.code, value.place]).toEqual(['BAD_VALUE', { file: 'f.yaml', line: 1, column: 9, path: 'rounds' }]);
    const key = failure(() => read('rounds: 1\nbanks: [a]\nround: 3\n'));
    expect([key.code, key.remedy, key.place.line]).toEqual(['UNKNOWN_KEY', 'did you mean rounds?', 3]);
    expect(failure(() => read('banks: [a]\n')).message).toBe('rounds is missing');
    const misspelt = failure(() => read('round: 3\nbanks: [a]\n'));
    expect([misspelt.code, misspelt.remedy], 'the key that is wrong says more than the one that is missing').toEqual([
      'UNKNOWN_KEY',
      'did you mean rounds?',
    ]);
  });
});
