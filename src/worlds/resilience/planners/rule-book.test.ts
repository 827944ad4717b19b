import { describe, expect, test } from 'vitest';
import { drawScenarios, episodeSituation, meanOf, pairedDifference, PathSet, situationOf } from '../routes/index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import { CHANNEL, DEFAULT_PARAMETERS, Draws, householdState, macroState, type Planner, SLOT } from '../state/index.ts';
import { contextAt, GREEDY, lookAround, OBSERVATION_NAMES, RULE_BOOK, SEEN, WAIT } from './index.ts';

const SEED = 42;
const PEOPLE = process.env['CETERIS_TEST_FULL'] ? 200 : 50;
const PATHS = process.env['CETERIS_TEST_FULL'] ? 20 : 3;
const people = drawScenarios(SEED, PEOPLE, { table: DEFAULT_SHOCKS }).filter(({ shocks }) => shocks.length > 0);

function meanCosts(planner: Planner, episode: string | null): number[] {
  return people.map((scenario) => {
    const situation =
      episode === null
        ? situationOf(scenario, DEFAULT_SHOCKS, 60)
        : episodeSituation(scenario.person.household, episode, DEFAULT_SHOCKS, 60);
    return meanOf(new PathSet(situation, [SEED, 'rule-book', scenario.scenario_id], 0, PATHS).costs(planner));
  });
}

describe(`the rule book (seed ${SEED}, ${people.length} people, ${PATHS} paths)`, () => {
  test.each([
    ['shocks as drawn', null],
    ['2008', '2008'],
    ['2020', '2020'],
  ])('costs less than waiting, beyond doubt: %s', (_name, episode) => {
    const { hi } = pairedDifference(meanCosts(RULE_BOOK, episode), meanCosts(WAIT, episode));
    expect(hi).toBeLessThan(0);
  });

  test('nobody has recovered from an episode before its trough', () => {
    for (const { person } of people.slice(0, 10)) {
      const paths = new PathSet(episodeSituation(person.household, '2008', DEFAULT_SHOCKS, 60), [SEED, 'trough'], 0, 2);
      for (const { recoveredMonth } of paths.outcomes(RULE_BOOK)) expect(recoveredMonth ?? 60).toBeGreaterThanOrEqual(18);
    }
  });

  const household = {
    ageYears: 40,
    marital: 'single',
    earners: [{ wageCents: 400_000 }],
    cashCents: 700_000,
    card: { balanceCents: 300_000 },
    essentialCents: 200_000,
    discretionaryCents: 100_000,
  } as const;
  const at = (change: (s: Float64Array) => void) => {
    const s = householdState(household);
    change(s);
    const context = contextAt({ state: s, macro: macroState(DEFAULT_PARAMETERS), month: 3 }, 60, new Draws(1, 2), DEFAULT_PARAMETERS);
    return { names: RULE_BOOK.plan(s, context).map(({ operator, params }) => [operator, params['level']] as const), s, context };
  };
  const shocked = (s: Float64Array): void => {
    s[SLOT.shockMonth] = 1;
    s[SLOT.preShockBuffer] = 3;
  };

  test('judges cash after the month’s bills', () => {
    const { s, context } = at(shocked);
    // 3.5 months now, 1.5 of bills and a card payment to come, 3 to hold.
    const seen = new Float64Array(OBSERVATION_NAMES.length);
    lookAround(s, context, seen);
    expect(seen[SEEN.spare_months]).toBeLessThan(-1);
  });
  test('trims while income falls short, and restores once the buffer stands', () => {
    const poor = (s: Float64Array): void => {
      shocked(s);
      s[SLOT.monthIncome] = 0;
    };
    expect(at(poor).names[0]).toEqual(['trim', 2]);
    expect(
      at((s) => {
        shocked(s);
        s[SLOT.cash] = 2_000_000;
        s[SLOT.trim] = 2;
      }).names[0],
    ).toEqual(['trim', 0]);
  });
  test('pays the dearest debt only from what the buffer can spare', () => {
    const rich = (cents: number) => at((s) => void (s[SLOT.cash] = cents)).names.map(([name]) => name);
    expect(rich(2_000_000)).toContain('pay_extra');
    expect(rich(900_000)).not.toContain('pay_extra');
  });
  test('is deterministic, and other planners’ draws are their own', () => {
    expect(CHANNEL.planner).toBeGreaterThan(CHANNEL.moves);
    expect(meanCosts(GREEDY, null)).toEqual(meanCosts(GREEDY, null));
  });
});
