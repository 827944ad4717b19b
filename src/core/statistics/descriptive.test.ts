import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, standardDeviation, sum, variance } from './moments.ts';
import { median, quantile } from './quantile.ts';

test('moments of NIST StRD NumAcc4 (certified: mean 10000000.2, deviation 0.1)', () => {
  const xs = [10000000.2];
  for (let i = 0; i < 500; i++) xs.push(10000000.1, 10000000.3);
  expect(mean(xs)).toBeCloseTo(10000000.2, 8);
  // The data themselves carry 9 decimals as doubles, which bounds the digits that can agree.
  expect(standardDeviation(xs)).toBeCloseTo(0.1, 8);
});

test('the sum keeps what cancels', () => {
  expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  expect(variance([3, 3, 3])).toBe(0);
});

test('a quantile interpolates as in R: quantile(c(1, 2, 4, 8), type = 7)', () => {
  const xs = [8, 1, 4, 2];
  expect([0, 0.25, 0.5, 1].map((p) => quantile(xs, p))).toEqual([1, 1.75, 3, 8]);
  expect(quantile(xs, 0.9)).toBeCloseTo(6.8, 14);
  expect(median([5])).toBe(5);
  expect(xs).toEqual([8, 1, 4, 2]);
});

test('shifting a sample shifts mean and median and leaves the variance (seed 51)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 }),
      fc.integer({ min: -1e6, max: 1e6 }),
      (xs, by) => {
        const moved = xs.map((x) => x + by);
        expect(mean(moved)).toBeCloseTo(mean(xs) + by, 6);
        expect(median(moved)).toBeCloseTo(median(xs) + by, 6);
        expect(variance(moved)).toBeCloseTo(variance(xs), 6);
      },
    ),
    { seed: 51 },
  );
});

test.each<[string, () => unknown, string]>([
  ['no value', () => mean([]), 'SAMPLE_TOO_SMALL'],
  ['one value has no variance', () => variance([1]), 'SAMPLE_TOO_SMALL'],
  ['NaN', () => mean([1, Number.NaN]), 'SAMPLE_NOT_FINITE'],
  ['probability above one', () => quantile([1], 1.1), 'PROBABILITY_OUTSIDE'],
])('%s is an error', (_, act, code) => {
  expect(act).toThrowError(expect.objectContaining({ code }) as Error);
});
