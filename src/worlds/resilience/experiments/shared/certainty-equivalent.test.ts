import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RISK_AVERSION, RISK_TOLERANCES } from '../../people/index.ts';
import { amountOf, certaintyEquivalent, type LivingTerms, lossOf } from './certainty-equivalent.ts';

const SEED = 98;
const TERMS: LivingTerms = { gamma: 2, discount: 0.5, planned: 100, essential: 60 };
const living = (monthly: readonly number[], wealth: number) => ({ monthlyCents: Float64Array.from(monthly), wealthCents: wealth });

describe(`certainty-equivalent consumption (seed ${SEED})`, () => {
  test('a steady amount is worth itself, whatever the aversion', () => {
    for (const gamma of [8, 5, 3, 2])
      for (const discount of [0.5, 0.997])
        expect(certaintyEquivalent(living(new Array<number>(60).fill(100), 0), { ...TERMS, gamma, discount })).toBeCloseTo(100, 9);
  });
  test('by hand: two months of 50 and 200, then 100 with interest of 0.5 on 200', () => {
    // Weights 1/2, 1/4, 1/4; gamma 2: the harmonic mean of 50, 200 and 100 + 0.5 x 200 = 200.
    expect(certaintyEquivalent(living([50, 200], 200), TERMS)).toBeCloseTo(1 / (0.5 / 50 + 0.25 / 200 + 0.25 / 200), 9);
    // gamma 3: one over the root of the mean of one over the square.
    const root = Math.sqrt(0.5 / 50 ** 2 + 0.25 / 200 ** 2 + 0.25 / 200 ** 2);
    expect(certaintyEquivalent(living([50, 200], 200), { ...TERMS, gamma: 3 })).toBeCloseTo(1 / root, 9);
  });
  test('nothing to live on counts as a quarter of the essentials; so does what debt leaves after the horizon', () => {
    expect(certaintyEquivalent(living([0, 0], 0), TERMS)).toBeCloseTo(1 / (0.75 / 15 + 0.25 / 100), 9);
    expect(certaintyEquivalent(living([15, 15], -1e9), TERMS)).toBeCloseTo(15, 9);
  });
  test('more to live on in any month, or more wealth, is better; more aversion is a lower equivalent; money has no scale', () => {
    const amount = fc.double({ min: 20, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 12 }),
        fc.double({ min: -5000, max: 5000, noNaN: true }),
        fc.nat(11),
        fc.constantFrom(8, 5, 3, 2),
        (monthly, wealth, at, gamma) => {
          const terms = { ...TERMS, gamma, discount: 0.997 };
          const value = certaintyEquivalent(living(monthly, wealth), terms);
          const more = monthly.map((x, i) => (i === at % monthly.length ? 1.5 * x : x));
          expect(certaintyEquivalent(living(more, wealth), terms)).toBeGreaterThan(value);
          expect(certaintyEquivalent(living(monthly, wealth + 1000), terms)).toBeGreaterThan(value);
          expect(certaintyEquivalent(living(monthly, wealth), { ...terms, gamma: gamma + 1 })).toBeLessThanOrEqual(value * (1 + 1e-12));
          const twice = living(
            monthly.map((x) => 2 * x),
            2 * wealth,
          );
          expect(certaintyEquivalent(twice, { ...terms, planned: 200, essential: 120 }) / (2 * value)).toBeCloseTo(1, 11);
          expect(amountOf(lossOf(value, gamma), gamma) / value).toBeCloseTo(1, 11);
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });
  test('who takes less risk is more averse to it', () =>
    expect(RISK_TOLERANCES.map((label) => RISK_AVERSION[label])).toEqual([8, 5, 3, 2]));
});
