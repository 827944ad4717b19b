import { describe, expect, test } from 'vitest';
import { comparePlanners } from './compare.ts';
import type { Evaluated, PlannerPlay } from './tasks.ts';
import { verdictOf } from './verdict.ts';

const play = (planner: string, costs: readonly number[]): PlannerPlay => ({
  planner,
  costs,
  recoveredMonth: costs.map((_, i) => (i % 2 === 0 ? 5 : null)),
  defaultedMonth: costs.map(() => null),
  shockMonth: costs.map(() => 1),
  score: 0.5,
  hardshipMonths: 0,
});
const PATHS = 16;
/** Households whose costs under the learned routes, the rule book and waiting differ by what is given. */
const households = (learned: (k: number) => number, wait: (k: number) => number): Evaluated[] =>
  Array.from({ length: 20 }, (_, k) => {
    const book = Array.from({ length: PATHS }, (_x, i) => 20 + k + (i % 3));
    return {
      scenarioId: `s${k}`,
      personId: `p${k}`,
      chosen: 'route',
      fellBack: false,
      outOfSupport: false,
      nearestDistance: 1,
      predicted: { recovered: 8, paths: 16 },
      gamma: 2,
      ranked: [],
      own: {} as never,
      plays: [
        play(
          'learned',
          book.map((cost, i) => cost + learned(k) + 0.1 * (i % 2)),
        ),
        play('rule-book', book),
        play(
          'wait',
          book.map((cost) => cost + wait(k)),
        ),
      ],
    };
  });

describe('planners side by side (seed 1)', () => {
  test('differences are paired: a constant gain is found whatever the households cost', () => {
    const [learned, book] = comparePlanners(
      households(
        () => -2,
        () => 3,
      ),
      60,
      1,
    );
    expect(learned.vs_rule_book).toMatchObject({ households: 20, worse: 0 });
    expect(learned.vs_rule_book?.diff).toBeCloseTo(-1.95, 9);
    expect(learned.vs_rule_book?.hi).toBeLessThan(0);
    expect(learned.vs_wait?.diff).toBeCloseTo(-4.95, 9);
    expect(book.vs_rule_book).toBeNull();
  });
  test('the claims about learned routes are a family of their own: other planners beside them change no p value of theirs', () => {
    const mixed = households(
      (k) => (k % 2 === 0 ? -1 : 0.6),
      (k) => (k % 2 === 0 ? 0.5 : -0.2),
    );
    const crowd = mixed.map((one) => ({
      ...one,
      plays: [...one.plays, ...['a', 'b', 'c'].map((name) => ({ ...(one.plays[0] as PlannerPlay), planner: name }))],
    }));
    const claimOf = (evaluated: Evaluated[]) => comparePlanners(evaluated, 60, 1)[0].vs_rule_book?.p;
    expect(claimOf(crowd)).toBe(claimOf(mixed));
    const [alone, beside] = [mixed, crowd].map((evaluated) => comparePlanners(evaluated, 60, 1)[2].vs_rule_book?.p ?? 0);
    expect(beside, 'waiting: one of two comparisons, then one of eight').toBeGreaterThan(alone);
  });
  test('the verdict says what is true: better, worse for some, inconclusive', () => {
    const say = (learned: (k: number) => number, wait: (k: number) => number): string =>
      verdictOf(comparePlanners(households(learned, wait), 60, 1), 'people');
    expect(
      say(
        () => -2,
        () => 3,
      ),
    ).toMatch(/^Learned routes beat the rule book .*better than waiting.*none of 20 households/);
    expect(
      say(
        () => 2,
        () => -3,
      ),
    ).toMatch(/^Learned routes are worse than the rule book .*worse than waiting.*20 of 20 households/);
    expect(
      say(
        (k) => (k % 2 === 0 ? 1 : -1.1),
        () => 3,
      ),
    ).toMatch(/^Learned routes against the rule book on held-out people: inconclusive/);
  });
});
