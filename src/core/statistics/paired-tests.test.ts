import { describe, expect, test } from 'vitest';
import { streamFor } from '../random/stream.ts';
import { pairedTTest } from './paired-t-test.ts';
import { studentTInterval } from './student-t-interval.ts';
import { wilcoxonSignedRank } from './wilcoxon.ts';

// Depression scale, two visits: Hollander and Wolfe (1973), table 3.1; the example of R's wilcox.test.
const FIRST = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const SECOND = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

describe('paired t test', () => {
  test('agrees with R and SciPy', () => {
    const result = pairedTTest(FIRST, SECOND);
    expect(result.statistic).toBeCloseTo(-3.0353754156485913, 12);
    expect(result.pValue).toBeCloseTo(0.0161766274349081, 13);
    expect(result.interval.low).toBeCloseTo(-0.7599990655056093, 12);
    expect(result.interval.high).toBeCloseTo(-0.10377871227216856, 12);
  });

  test('equal arms: p is 1; a constant difference: p is 0', () => {
    expect(pairedTTest([1, 2, 3], [1, 2, 3])).toMatchObject({ statistic: 0, pValue: 1, meanDifference: 0 });
    expect(pairedTTest([1, 2, 3], [2, 3, 4])).toMatchObject({ statistic: Number.POSITIVE_INFINITY, pValue: 0 });
  });

  test('pairs must match', () => {
    expect(() => pairedTTest([1], [1, 2])).toThrowError(expect.objectContaining({ code: 'PAIRS_UNEQUAL' }) as Error);
    expect(() => pairedTTest([1], [1])).toThrowError(expect.objectContaining({ code: 'SAMPLE_TOO_SMALL' }) as Error);
  });
});

test('the 95 % interval covers in 95 % of 2000 normal samples (seed 61)', () => {
  const stream = streamFor(61);
  let covered = 0;
  for (let i = 0; i < 2000; i++) {
    const { low, high } = studentTInterval(Array.from({ length: 6 }, () => stream.normal(10, 4)));
    if (low <= 10 && 10 <= high) covered++;
  }
  expect(Math.abs(covered / 2000 - 0.95)).toBeLessThan(0.02);
});

describe('Wilcoxon signed rank', () => {
  test('exact: V = 5, p = 0.03906 in R', () => {
    expect(wilcoxonSignedRank(FIRST, SECOND)).toEqual({ n: 9, statistic: 5, pValue: 0.0390625, method: 'exact' });
  });

  test('with ties p equals the enumeration of all signs', () => {
    const differences = [1, -1, 2, 2, -3, 4, 4, 4, 0, 5];
    const result = wilcoxonSignedRank(
      differences.map(() => 0),
      differences,
    );
    const ranks = [1.5, 1.5, 3.5, 3.5, 5, 7, 7, 7, 9];
    const total = 45;
    let asExtreme = 0;
    for (let signs = 0; signs < 2 ** 9; signs++) {
      const sum = ranks.reduce((s, rank, i) => s + ((signs >> i) & 1 ? rank : 0), 0);
      if (Math.min(sum, total - sum) <= Math.min(result.statistic, total - result.statistic)) asExtreme++;
    }
    expect(result.statistic).toBe(38.5);
    expect(result.pValue).toBeCloseTo(asExtreme / 2 ** 9, 14);
  });

  test('exact and normal meet at n = 100', () => {
    const stream = streamFor(62);
    const a = Array.from({ length: 101 }, () => stream.normal());
    const b = a.map((x) => x + 0.15 + stream.normal());
    const exact = wilcoxonSignedRank(a.slice(1), b.slice(1));
    const normal = wilcoxonSignedRank(a, b);
    expect([exact.method, normal.method]).toEqual(['exact', 'normal']);
    expect(Math.abs(exact.pValue - normal.pValue)).toBeLessThan(0.05);
  });

  test('no differing pair: p is 1', () => {
    expect(wilcoxonSignedRank([1, 2], [1, 2])).toMatchObject({ n: 0, pValue: 1 });
  });
});
