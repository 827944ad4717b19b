import { describe, expect, test } from 'vitest';
import { comparePlanners, LIVED_ON, measureOf } from '../shared/compare.ts';
import type { Evaluated } from '../shared/tasks.ts';
import { wordOf } from '../shared/verdict.ts';
import { rankingsOf } from './rankings.ts';

const SEED = 5;
const PATHS = 12;
const HOUSEHOLDS = 20;
interface Levels {
  readonly cost: number;
  readonly living: number;
}

/** Households on which planners cost and leave to live on what is given, but for what all paths of a household share. */
const households = (planners: Readonly<Record<string, (k: number) => Levels>>, paths: Readonly<Record<string, number>> = {}): Evaluated[] =>
  Array.from({ length: HOUSEHOLDS }, (_, k) => ({
    scenarioId: `s${k}`,
    personId: `p${k}`,
    chosen: 'route',
    fellBack: false,
    outOfSupport: false,
    nearestDistance: 1,
    predicted: { recovered: 8, paths: 16 },
    gamma: [8, 5, 3, 2][k % 4],
    ranked: [],
    own: {} as never,
    plays: Object.entries(planners).map(([planner, levels]) => {
      const { cost, living } = levels(k);
      const indices = Array.from({ length: paths[planner] ?? PATHS }, (_x, i) => i);
      return {
        planner,
        costs: indices.map((i) => 20 + k + (i % 3) + cost),
        livedOn: indices.map((i) => 3000 + 100 * k + 50 * (i % 4) + living),
        recoveredMonth: indices.map(() => 3),
        defaultedMonth: indices.map(() => null),
        shockMonth: indices.map(() => 1),
        score: 1,
        hardshipMonths: 0,
      };
    }),
  }));
const steady = (cost: number, living: number) => () => ({ cost, living });

describe(`the second objective beside the cost (seed ${SEED})`, () => {
  const clear = {
    learned: (k: number) => ({ cost: -3 + 0.01 * k, living: 200 + k }),
    'rule-book': steady(0, 0),
    wait: (k: number) => ({ cost: 5 - 0.01 * k, living: -300 - k }),
  };
  test('planners that both objectives order alike: no flip', () => {
    const found = rankingsOf(households(clear), SEED);
    expect(found).toMatchObject({ by_cost: ['learned', 'rule-book', 'wait'], pairs: 3, flips: [] });
    expect(found?.by_certainty_equivalent).toEqual(found?.by_cost);
    expect(found?.verdict).toMatch(/^No ranking flips: .* all 3 pairs of 3 planners alike\.$/);
  });
  test('a planner that saves cost at the expense of living flips, beyond chance and in words', () => {
    const found = rankingsOf(households({ ...clear, miser: (k) => ({ cost: -6 - 0.01 * k, living: -100 - k }) }), SEED);
    expect(found?.by_cost[0]).toBe('miser');
    expect(found?.by_certainty_equivalent).toEqual(['learned', 'rule-book', 'miser', 'wait']);
    expect(found?.flips.map(({ cheaper, richer, shown }) => [cheaper, richer, shown])).toEqual([
      ['miser', 'learned', true],
      ['miser', 'rule-book', true],
    ]);
    expect(found?.flips[0].cost.diff).toBeLessThan(0);
    expect(found?.flips[0].certainty_equivalent.hi).toBeLessThan(0);
    expect(found?.verdict).toMatch(
      /^Rankings flip: miser costs less than learned \(-3\.\d \[.*\] months\) and leaves less to live on \(-\$\d+ \[.*\] a month\); miser/,
    );
  });
  test('an order that changes within chance is said to be no flip', () => {
    const noisy = (k: number) => ({ cost: k % 2 === 0 ? 4 : -4.2, living: k % 2 === 0 ? 900 : -1100 });
    const found = rankingsOf(households({ ...clear, noisy }), SEED);
    expect(found?.flips).toMatchObject([{ cheaper: 'noisy', richer: 'rule-book', shown: false }]);
    expect(found?.verdict).toContain('No ranking flips beyond chance');
    expect(found?.verdict).toContain('1 of 6 pairs change order within chance (noisy and rule-book)');
  });
  test('who played fewer paths is compared, not ranked; without consumption there is no ranking', () => {
    const some = households({ ...clear, rollout: steady(-9, -900) }, { rollout: 2 });
    expect(rankingsOf(some, SEED)?.by_cost).not.toContain('rollout');
    const bare = some.map((one) => ({ ...one, plays: one.plays.map(({ livedOn: _, ...play }) => play) }));
    expect(rankingsOf(bare, SEED)).toBeNull();
    expect(comparePlanners(bare, 60, SEED)[0]).not.toHaveProperty('certainty_equivalent');
  });
  test('a household’s value is the certainty equivalent over its paths; more is better; costs stay what they are without it', () => {
    const all = households(clear);
    const [learned] = comparePlanners(all, 60, SEED);
    // gamma 2: the harmonic mean of the four levels that paths cycle through.
    expect(measureOf(all[3], 'rule-book', LIVED_ON)).toBeCloseTo(4 / (1 / 3300 + 1 / 3350 + 1 / 3400 + 1 / 3450), 6);
    const versus = learned.certainty_equivalent?.vs_rule_book;
    expect(versus?.diff).toBeGreaterThan(200);
    expect(versus?.worse).toBe(0);
    expect(versus === null || versus === undefined ? null : wordOf(versus, LIVED_ON)).toBe('better');
    const { certainty_equivalent: _, ...rest } = learned;
    const bare = all.map((one) => ({ ...one, plays: one.plays.map(({ livedOn: _dropped, ...play }) => play) }));
    expect(comparePlanners(bare, 60, SEED)[0]).toEqual(rest);
    const waiting = comparePlanners(all, 60, SEED)[2].certainty_equivalent?.vs_rule_book;
    expect(waiting?.worse).toBe(HOUSEHOLDS);
  });
});
