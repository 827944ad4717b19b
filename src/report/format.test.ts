import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCents, formatCount, formatDuration, formatNumber, formatP, formatPercent } from './format.ts';

const SEED = 20263;

describe('formatCents', () => {
  test.each([
    [2000, '$20.00'],
    [0, '$0.00'],
    [-0, '$0.00'],
    [-150, '-$1.50'],
    [5, '$0.05'],
    [123456789, '$1,234,567.89'],
    [-99, '-$0.99'],
    [12345678901234567890n, '$123,456,789,012,345,678.90'],
    [40000 / 3, '$133.33'],
    [0.5, '$0.00'],
    [1.5, '$0.02'],
    [2.5, '$0.02'],
    [-0.5, '$0.00'],
    [-1.5, '-$0.02'],
    [Number.NaN, 'n/a'],
    [Number.POSITIVE_INFINITY, 'n/a'],
  ])('%s -> %s', (cents, text) => expect(formatCents(cents)).toBe(text));

  test('reads back as the same integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), (cents) => {
        expect(BigInt(formatCents(cents).replace(/[$,.]/g, ''))).toBe(cents);
      }),
      { seed: SEED },
    );
  });
});

test.each([
  [0.2, '20 %'],
  [0.135, '13.5 %'],
  [1, '100 %'],
  [0, '0 %'],
  [-0.05, '-5 %'],
  [2 / 3, '66.7 %'],
  [Number.NaN, 'n/a'],
])('percent %s -> %s', (share, text) => expect(formatPercent(share)).toBe(text));

test.each([
  [0.03125, '0.0313'],
  [1, '1.0000'],
  [0.00009, '< 0.0001'],
  [0, '< 0.0001'],
  [null, 'n/a'],
])('p %s -> %s', (p, text) => expect(formatP(p)).toBe(text));

test.each([
  [12345, '12,345'],
  [999, '999'],
  [1000, '1,000'],
  [-1234567, '-1,234,567'],
  [10n ** 12n, '1,000,000,000,000'],
  [2.5, '2.5'],
  [0, '0'],
])('count %s -> %s', (count, text) => expect(formatCount(count)).toBe(text));

test.each([
  [-0.001, '0'],
  [1234.5, '1,234.5'],
  [0.1 + 0.2, '0.3'],
  [1e22, '1e+22'],
])('number %s -> %s', (value, text) => expect(formatNumber(value)).toBe(text));

test.each([
  [0, '0 s'],
  [0.0004, '< 1 ms'],
  [0.0042, '4.2 ms'],
  [0.42, '420 ms'],
  [0.99999, '1 s'],
  [2.345, '2.35 s'],
  [12.34, '12.3 s'],
  [59.99, '1 min 00 s'],
  [200, '3 min 20 s'],
  [3599.6, '1 h 00 min'],
  [7500, '2 h 05 min'],
  [97200, '1 d 3 h'],
  [-5, '-5 s'],
])('duration %s s -> %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
