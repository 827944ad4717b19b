import { expect, test } from 'vitest';
import { nextDown, nextUp } from './neighbours.ts';

test('nothing lies between a number and its neighbours', () => {
  for (const x of [1, -1, 0.1, -0.1, 1e300, -1e300, 2 ** 53, Number.MIN_VALUE, -Number.MIN_VALUE, 0, -0]) {
    expect(nextUp(x)).toBeGreaterThan(x);
    expect(nextDown(x)).toBeLessThan(x);
    expect(nextDown(nextUp(x))).toBe(x === 0 ? 0 : x);
    const middle = x + (nextUp(x) - x) / 2;
    expect(middle === x || middle === nextUp(x)).toBe(true);
  }
  expect(nextUp(1)).toBe(1 + Number.EPSILON);
  expect(nextUp(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY);
  expect([nextUp(Number.POSITIVE_INFINITY), nextUp(Number.NaN), nextUp(Number.NEGATIVE_INFINITY)]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NaN,
    -Number.MAX_VALUE,
  ]);
});
