import { describe, expect, test } from 'vitest';
import { population } from '../people/index.ts';
import { RULE_BOOK } from '../planners/index.ts';
import { DEFAULT_SHOCKS, shockSource } from '../shocks/index.ts';
import { type HouseholdSpec, householdState, pathDraws, plannedLiving, SLOT } from '../state/index.ts';
import { moveOf } from './operators.ts';
import { openLoop, simulatePath, WAIT } from './simulate.ts';

const SEED = 311;
const MONTHS = 60;
const drawsOf = pathDraws(SEED, 'living');
const shocks = shockSource({ table: DEFAULT_SHOCKS });

describe(`what a household lives on (seed ${SEED})`, () => {
  test('asking for it changes nothing else of a path, and goes on to the horizon', () => {
    let early = 0;
    population(SEED, 60).forEach(({ household }, index) => {
      const options = { initial: householdState(household), months: MONTHS, draws: drawsOf(index), planner: RULE_BOOK, shocks };
      const plain = simulatePath(options);
      const { living, ...rest } = simulatePath({ ...options, liveOn: RULE_BOOK });
      expect({ ...rest, living: null }).toEqual(plain);
      if (plain.recoveredMonth !== null && plain.recoveredMonth < MONTHS - 1) early++;
      expect(living?.monthlyCents).toHaveLength(MONTHS);
      expect(living?.monthlyCents.every((cents) => cents > 0)).toBe(true);
      expect(Number.isFinite(living?.wealthCents)).toBe(true);
    });
    expect(early).toBeGreaterThan(5);
  });

  const renter: HouseholdSpec = {
    ageYears: 40,
    marital: 'single',
    earners: [{ wageCents: 700_000 }],
    cashCents: 9_000_000,
    essentialCents: 200_000,
    discretionaryCents: 100_000,
  };
  const play = (spec: HouseholdSpec, planner = WAIT, source: typeof shocks | null = null) => {
    const initial = householdState(spec);
    return { initial, ...simulatePath({ initial, months: 24, draws: drawsOf(1), planner, shocks: source, liveOn: WAIT }) };
  };

  test('spending as planned, in prices of month 0, when all is paid', () => {
    const { living, initial } = play(renter);
    living?.monthlyCents.forEach((cents) => expect(cents / plannedLiving(initial)).toBeCloseTo(1, 9));
  });
  test('a level of trimming takes 3 % of essentials and 33 % of the rest', () => {
    const { living } = play(renter, openLoop('trims', new Map([[0, [moveOf('trim', { level: 2 })]]])));
    living?.monthlyCents.forEach((cents) => expect(cents / (200_000 * 0.94 + 100_000 * 0.34)).toBeCloseTo(1, 9));
  });
  test('what can’t be paid is not lived on', () => {
    const poor = { ...renter, earners: [{ wageCents: 0, status: 'unemployed' as const }], cashCents: 150_000 };
    const { living, final } = play(poor);
    expect((living?.monthlyCents[0] ?? 0) / 150_000).toBeCloseTo(1, 2);
    expect(living?.monthlyCents[12]).toBe(0);
    expect(final[SLOT.defaulted]).toBe(1);
  });
  test('selling the home and paying its rent is no gain in living; the rent counts for who owns it', () => {
    const owner = { ...renter, homeCents: 20_000_000 };
    const stays = play(owner).living;
    const sells = play(owner, openLoop('sells', new Map([[0, [moveOf('downsize_home', {})]]]))).living;
    expect(stays?.monthlyCents[0]).toBeGreaterThan(380_000);
    // The same in the month of the sale but for what the home's value moves after it.
    expect(Math.abs((sells?.monthlyCents[3] ?? 0) / (stays?.monthlyCents[3] ?? 1) - 1)).toBeLessThan(1e-3);
  });
});
