import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { CeterisError } from './errors.ts';

test('the example of RFC 8785, section 3.2.2', () => {
  const value = {
    numbers: JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]') as number[],
    string: '\u20ac$\u000f\nA\'B"\\\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(value)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
});

test('members are sorted by UTF-16 code units: RFC 8785, section 3.2.3', () => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toHaveLength(7);
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
});

test('minus zero is zero, undefined members are left out, toJSON is honoured', () => {
  expect(canonicalJson({ b: undefined, a: -0, c: { toJSON: () => 'shown' } })).toBe('{"a":0,"c":"shown"}');
  expect(canonicalJson(Object.create(null))).toBe('{}');
});

test('the order in which members were added does not matter, and parsing gives the value back (seed 3)', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
    { seed: 3 },
  );
});

test.each([
  ['NaN', { a: [1, Number.NaN] }, '$.a[1]'],
  ['infinity', [Number.POSITIVE_INFINITY], '$[0]'],
  ['bigint', { cents: 1n }, '$.cents'],
  ['undefined in a list', [undefined], '$[0]'],
  ['a map', { m: new Map() }, '$.m'],
  ['a typed array', new Uint8Array(2), '$'],
  ['half a surrogate pair', ['\ud800'], '$[0]'],
])('%s is refused with its place', (_, value, path) => {
  expect(() => canonicalJson(value)).toThrowError(expect.objectContaining({ code: 'JSON_NOT_CANONICAL', place: { path } }) as Error);
});

test('a cycle and a very deep value are errors, not a stack overflow', () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(() => canonicalJson(cycle)).toThrow(CeterisError);
  let deep: unknown = 0;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(() => canonicalJson(deep)).toThrow(/nested too deeply/);
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, member] of Object.entries(value).reverse()) copy[key] = reversed(member);
  return copy;
}
