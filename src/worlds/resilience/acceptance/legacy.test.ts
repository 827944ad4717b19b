/** The earlier system's findings, reproduced as a regression exhibit: what they would have to be, were its shocks connected. */
import { describe, expect, test } from 'vitest';
import { streamFor } from '../../../core/index.ts';
import { drawLegacy } from '../people/index.ts';
import { DEFAULT_SHOCKS, drawLegacyShocks, earlierOutcome, type LegacyShock } from '../shocks/index.ts';

const SEED = 1112;
const PEOPLE = 1000;
const CATASTROPHE: readonly LegacyShock[] = [
  { type: 'market_crash', magnitude: -0.99 },
  { type: 'job_loss', magnitude: -0.99 },
  { type: 'divorce', magnitude: -0.99 },
];

describe(`11.12 legacy mode (seed ${SEED}, ${PEOPLE} people)`, () => {
  const drawn = Array.from({ length: PEOPLE }, (_, index) => {
    const stream = streamFor(SEED, 'legacy', index);
    const age = stream.integer(25, 66);
    return { state: drawLegacy(stream, age).state, shocks: drawLegacyShocks(stream, age, DEFAULT_SHOCKS) };
  });
  const under = (shocksOf: (who: (typeof drawn)[0]) => readonly LegacyShock[]) =>
    drawn.map((who) => earlierOutcome(who.state, shocksOf(who)));
  const asDrawn = under(({ shocks }) => shocks);
  const count = (test: (outcome: (typeof asDrawn)[0]) => boolean): number => asDrawn.filter(test).length;

  test('the recovery set is independent of shocks: as drawn, none at all, and −99 % of everything', () => {
    const recovered = asDrawn.map((outcome) => outcome.recovered);
    expect(under(() => []).map((outcome) => outcome.recovered)).toEqual(recovered);
    expect(under(() => CATASTROPHE).map((outcome) => outcome.recovered)).toEqual(recovered);
    // The shocks were drawn and worked out: nothing reads them.
    const poorer = asDrawn.filter(({ shocked }, i) => shocked.net_worth < drawn[i].state.net_worth).length;
    expect(poorer).toBeGreaterThan(PEOPLE / 5);
  });
  test('between a third and a half “recover”', () => {
    expect(count(({ recovered }) => recovered) / PEOPLE).toBeGreaterThan(0.33);
    expect(count(({ recovered }) => recovered) / PEOPLE).toBeLessThan(0.5);
  });
  test('success is a property of the initial cash ratio: nobody who failed before acting passes after it, some who passed fail', () => {
    expect(count(({ passedBefore, recovered }) => !passedBefore && recovered)).toBe(0);
    expect(count(({ passedBefore, recovered }) => passedBefore && !recovered)).toBeGreaterThan(PEOPLE / 20);
    expect(count(({ passedBefore }) => passedBefore) / PEOPLE).toBeCloseTo(0.5, 0.7);
  });
  test('a plan is empty for nearly half, and nobody’s plan heeds what struck them', () => {
    expect(count(({ planned }) => planned.length === 0) / PEOPLE).toBeGreaterThan(0.35);
    expect(under(() => CATASTROPHE).map(({ planned }) => planned)).toEqual(asDrawn.map(({ planned }) => planned));
  });
  test('its worked example: two income operations, the crash plays no part', () => {
    const state = {
      cash: 50_000,
      investments: 200_000,
      bonds: 100_000,
      real_estate: 300_000,
      income: 120_000,
      expenses: 84_000,
      debts: 80_000,
      net_worth: 570_000,
    };
    const outcome = earlierOutcome(state, [{ type: 'market_crash', magnitude: -0.25 }]);
    expect(outcome.planned).toEqual(['income_optimization', 'income_optimization']);
    expect(outcome.shocked.net_worth).toBe(520_000);
  });
});
