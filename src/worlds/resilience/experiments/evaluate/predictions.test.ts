import { describe, expect, test } from 'vitest';
import type { Evaluated } from '../shared/tasks.ts';
import { predictionsOf } from './predictions.ts';

/** A household that was told `foretold` of 10, and of whose fresh paths so many of `paths` recovered. */
const told = (foretold: number, recovered: number, paths: number): Evaluated =>
  ({
    predicted: { recovered: foretold, paths: 10 },
    plays: [
      { planner: 'rule-book', recoveredMonth: [null, null] },
      { planner: 'learned', recoveredMonth: Array.from({ length: paths }, (_, i) => (i < recovered ? 7 : null)) },
    ],
  }) as unknown as Evaluated;

describe('recovery foretold and realised', () => {
  test('by hand: three households in two bins', () => {
    const found = predictionsOf([told(9, 6, 10), told(10, 10, 10), told(2, 1, 10)]);
    expect(found).toMatchObject({ households: 3, paths: 30 });
    expect(found?.predicted).toBeCloseTo(0.7, 12);
    expect(found?.realised).toBeCloseTo(17 / 30, 12);
    // Squares: 6 of .01 and 4 of .81; 10 of 0; 1 of .64 and 9 of .04.
    expect(found?.brier).toBeCloseTo((0.06 + 3.24 + 0.64 + 0.36) / 30, 12);
    expect(found?.brier_of_base_rate).toBeCloseTo((17 / 30) * (13 / 30), 12);
    expect(found?.bins.map(({ low, high, households, paths }) => ({ low, high, households, paths }))).toEqual([
      { low: 0.1, high: 0.2, households: 1, paths: 10 },
      { low: 0.8, high: 0.9, households: 1, paths: 10 },
      { low: 0.9, high: 1, households: 1, paths: 10 },
    ]);
    // Gaps .1, .3 and 0, a third of the paths each.
    expect(found?.expected_calibration_error).toBeCloseTo(0.4 / 3, 12);
    const [first, second] = found?.bins ?? [];
    expect(first.predicted).toBeCloseTo(0.2, 12);
    // Wilson at 6 of 10.
    expect(second.realised.p).toBeCloseTo(0.6, 12);
    expect(second.realised.lo).toBeCloseTo(0.31267, 4);
    expect(second.realised.hi).toBeCloseTo(0.83182, 4);
  });
  test('who says the truth has no calibration error; who swaps yes and no has the largest', () => {
    expect(predictionsOf([told(10, 8, 8), told(0, 0, 8)])).toMatchObject({ brier: 0, expected_calibration_error: 0 });
    expect(predictionsOf([told(0, 8, 8), told(10, 0, 8)])).toMatchObject({ brier: 1, expected_calibration_error: 1 });
  });
  test('households with more paths count more; without households there is nothing to say', () => {
    expect(predictionsOf([told(5, 30, 30), told(5, 0, 10)])).toMatchObject({ predicted: 0.5, realised: 0.75 });
    expect(predictionsOf([])).toBeNull();
  });
});
