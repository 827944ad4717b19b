import { describe, expect, test } from 'vitest';
import { aalenJohansen } from './aalen-johansen.ts';
import { wilsonInterval } from './wilson.ts';

describe('Aalen-Johansen', () => {
  test('without censoring it is the plain share', () => {
    const curve = aalenJohansen([1, 1, 2, 3], [1, 2, 1, 1], 1, 4);
    expect(curve.estimate).toEqual([0, 0.25, 0.5, 0.75, 0.75]);
  });
  test('alone it is one less Kaplan-Meier: a case by hand', () => {
    // Five at risk at 1 (one event), one leaves at 2, three at risk at 3 (one event): S = 4/5 * 2/3.
    const curve = aalenJohansen([1, 2, 3, 4, 4], [1, 0, 1, 0, 0], 1, 4);
    expect(curve.estimate[3]).toBeCloseTo(1 - (4 / 5) * (2 / 3), 12);
    expect(curve.low[3]).toBeLessThan(curve.estimate[3]);
    expect(curve.high[3]).toBeGreaterThan(curve.estimate[3]);
  });
  test('the restricted mean is the area above the curve', () => {
    expect(aalenJohansen([2, 2], [1, 1], 1, 5).restrictedMean).toBe(2);
  });
  test('where none or all have had the event the interval is Wilson’s, not a point', () => {
    const curve = aalenJohansen([2, 2, 2, 2, 2, 3, 3, 3, 3, 4], Array(10).fill(1), 1, 4);
    expect([curve.low[0], curve.high[0]]).toEqual([0, wilsonInterval(0, 10).high]);
    expect(curve.estimate[4]).toBeCloseTo(1, 12);
    expect([curve.low[4], curve.high[4]]).toEqual([wilsonInterval(10, 10).low, 1]);
    expect(curve.atRisk).toEqual([10, 10, 10, 5, 1]);
  });
  test('times must be whole', () => expect(() => aalenJohansen([1.5], [1], 1, 3)).toThrow(/whole/));
});

test('Wilson at 0 of 10 is not a point', () => {
  const { low, high } = wilsonInterval(0, 10);
  expect(low).toBe(0);
  expect(high).toBeCloseTo(0.2775, 3);
});
