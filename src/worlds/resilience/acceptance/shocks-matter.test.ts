/** Shocks change what follows, and only for those whom they can hit: paired paths on the same random numbers. */
import { describe, expect, test } from 'vitest';
import { mean, pairedTTest } from '../../../core/index.ts';
import { simulatePath, WAIT } from '../moves/index.ts';
import { population } from '../people/index.ts';
import { RULE_BOOK } from '../planners/index.ts';
import { DEFAULT_SHOCKS, eventOf, isEligible, shockSource, type ShockTable } from '../shocks/index.ts';
import {
  type HouseholdState,
  householdState,
  MARITAL,
  netWorth,
  pathDraws,
  type PathOutcome,
  type Planner,
  SHOCK_TYPES,
  type ShockEvent,
  type ShockType,
  SLOT,
} from '../state/index.ts';

const SEED = 1104;
const HOUSEHOLDS = process.env['CETERIS_TEST_FULL'] ? 2000 : 400;
const MONTHS = 24;
const MONTH = 2;
const people = population(SEED, HOUSEHOLDS).map(({ household }) => householdState(household));
const drawsOf = pathDraws(SEED, 'matter');
/** Nobody comes near it: the path goes on to its last month. */
const NEVER_WHOLE = new Float64Array(60).fill(1e15);

function path(index: number, events: readonly ShockEvent[], planner: Planner = WAIT, twin?: Float64Array, months = MONTHS): PathOutcome {
  const shocks = shockSource({ table: DEFAULT_SHOCKS, scheduled: events, hazards: false });
  return simulatePath({ initial: people[index], months, draws: drawsOf(index), planner, shocks, ...(twin && { twin }) });
}
const hit = (type: ShockType, rank = 0.7): ShockEvent => eventOf(DEFAULT_SHOCKS, type, MONTH, rank);
const eligible = (type: ShockType): number[] => [...people.keys()].filter((index) => isEligible(people[index], type));
/** Those whom it can't hit in the month in which it comes. */
const others = (type: ShockType): number[] =>
  [...people.keys()].filter((index) => !isEligible(path(index, [], WAIT, NEVER_WHOLE, MONTH).final, type));

describe(`11.4 paired shock / no-shock difference (seed ${SEED}, ${HOUSEHOLDS} households)`, () => {
  test.each(SHOCK_TYPES)('%s: significant on eligible people, two years later, and a loss', (type) => {
    const struck: number[] = [];
    const spared: number[] = [];
    for (const index of eligible(type)) {
      const months = (outcome: PathOutcome): number => outcome.finalNetWorthCents / people[index][SLOT.essential];
      struck.push(months(path(index, [hit(type)], WAIT, NEVER_WHOLE)));
      spared.push(months(path(index, [], WAIT, NEVER_WHOLE)));
    }
    expect(struck.length).toBeGreaterThan(HOUSEHOLDS / 5);
    expect(mean(struck)).toBeLessThan(mean(spared));
    expect(pairedTTest(struck, spared).pValue).toBeLessThan(0.001);
  });
  test.each(SHOCK_TYPES.filter((type) => others(type).length > 0))('%s: an ineligible event never fires, to the last bit', (type) => {
    for (const index of others(type)) {
      // Rates and prices move for everybody: on those whom a shared event can't hit it leaves no mark.
      const struck = path(index, [hit(type)], WAIT, NEVER_WHOLE);
      expect(struck.shockMonth).toBeNull();
      if (type === 'divorce' || type === 'job_loss') expect([...struck.final]).toEqual([...path(index, [], WAIT, NEVER_WHOLE).final]);
    }
  });
});

/** Hazards so high that whatever can happen does. */
const OFTEN = Object.fromEntries(
  SHOCK_TYPES.map((type) => {
    const { calibrated, ...rest } = DEFAULT_SHOCKS[type];
    return [type, { ...rest, calibrated: { ...calibrated, monthly_hazard: 0.08 } }];
  }),
) as ShockTable;

describe(`11.4 what can’t happen doesn’t, however likely shocks are (seed ${SEED})`, () => {
  const source = shockSource({ table: OFTEN });
  const ends = people.map((initial, index) => {
    const { final } = simulatePath({ initial, months: 48, draws: drawsOf(index), planner: WAIT, shocks: source, twin: NEVER_WHOLE });
    return { initial, final };
  });
  const where = (test: (s: HouseholdState) => boolean) => ends.filter(({ initial }) => test(initial));

  test('single people don’t divorce; most couples do', () => {
    for (const { initial, final } of where((s) => s[SLOT.marital] !== MARITAL.married))
      expect(final[SLOT.marital]).toBe(initial[SLOT.marital]);
    const couples = where((s) => s[SLOT.marital] === MARITAL.married);
    expect(couples.filter(({ final }) => final[SLOT.marital] === MARITAL.divorced).length / couples.length).toBeGreaterThan(0.5);
  });
  test('renters have no home, no mortgage and no claim on either, whatever strikes', () => {
    const renters = where((s) => s[SLOT.home] === 0);
    expect(renters.length).toBeGreaterThan(20);
    for (const { final } of renters) expect([final[SLOT.home], final[SLOT.mortgageBalance]]).toEqual([0, 0]);
  });
  test('pensions are not lost with a job', () => {
    for (const { initial, final } of where((s) => s[SLOT.firstSectorBeta] === 0))
      expect(final[SLOT.firstStatus]).toBe(initial[SLOT.firstStatus]);
  });
});

describe(`11.4 −99 % shocks lower recovery (seed ${SEED})`, () => {
  const worst: readonly ShockEvent[] = (['market_crash', 'job_loss', 'divorce'] as const).map((type) => ({
    ...hit(type),
    magnitude: -0.99,
  }));
  const usual = worst.map(({ type }) => hit(type, 0));
  const comesBack = (events: readonly ShockEvent[], index: number): boolean =>
    path(index, events, RULE_BOOK, undefined, 60).recoveredMonth !== null;
  const recovered = (events: readonly ShockEvent[], who: readonly number[]): number =>
    who.filter((index) => comesBack(events, index)).length;

  test('crash, job loss and divorce together: fewer come back than from the mildest of each, beyond doubt', () => {
    const who = eligible('divorce').filter((index) => isEligible(people[index], 'job_loss') && isEligible(people[index], 'market_crash'));
    const pairs = who.map((index) => [comesBack(usual, index), comesBack(worst, index)]);
    const lost = pairs.filter(([mild, severe]) => mild && !severe).length;
    const gained = pairs.filter(([mild, severe]) => !mild && severe).length;
    // The paired test of McNemar at 1 %.
    expect(lost - gained).toBeGreaterThan(2.58 * Math.sqrt(lost + gained));
  });
  test('without shocks there is nothing to recover from', () => {
    expect(recovered([], [...people.keys()])).toBe(0);
  });
  test.each(['market_crash', 'natural_disaster'] as const)('%s alone: recovery falls with its size', (type) => {
    const who = eligible(type).filter((index) => type === 'market_crash' || people[index][SLOT.home] > 0);
    const shares = [0, 1].map((rank) => recovered([hit(type, rank)], who));
    const all = recovered([{ ...hit(type), magnitude: type === 'market_crash' ? -0.99 : 0.99 }], who);
    expect(shares[1]).toBeLessThan(shares[0]);
    expect(all).toBeLessThan(shares[1]);
  });
});

test('every household keeps a finite net worth through all of it', () => {
  for (const index of people.keys())
    expect(
      Number.isFinite(
        netWorth(
          path(
            index,
            SHOCK_TYPES.map((type) => hit(type)),
          ).final,
        ),
      ),
    ).toBe(true);
});
