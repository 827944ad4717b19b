/** Money has no scale of its own: with every amount of law and table doubled, nothing but the amounts doubles. */
import { describe, expect, test } from 'vitest';
import { moveName, simulatePath } from '../moves/index.ts';
import { population } from '../people/index.ts';
import { RULE_BOOK } from '../planners/index.ts';
import { DEFAULT_SHOCKS, eventOf, isEligible, shockSource, type ShockTable } from '../shocks/index.ts';
import { DEFAULT_PARAMETERS, type HouseholdSpec, householdState, inOtherMoney, pathDraws, SHOCK_TYPES } from '../state/index.ts';

const SEED = 1105;
const HOUSEHOLDS = process.env['CETERIS_TEST_FULL'] ? 2000 : 150;
const MONTHS = 60;

/** Every number of a household that counts money, doubled. */
function doubled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(doubled) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, name.endsWith('Cents') ? 2 * Number(part) : doubled(part)]),
  ) as T;
}

/** The table with its dollar amounts doubled. */
const TWICE = Object.fromEntries(
  SHOCK_TYPES.map((type) => {
    const { calibrated, ...rest } = DEFAULT_SHOCKS[type];
    const isMoney = (name: string): boolean => /dollars$|^fee_/.test(name);
    const numbers = Object.fromEntries(Object.entries(calibrated.numbers).map(([name, x]) => [name, isMoney(name) ? 2 * x : x]));
    return [type, { ...rest, calibrated: { ...calibrated, numbers } }];
  }),
) as ShockTable;

describe(`11.5 doubling all dollar amounts with scaled tax brackets, caps and limits (seed ${SEED}, ${HOUSEHOLDS} households)`, () => {
  const drawsOf = pathDraws(SEED, 'scale');
  const twice = inOtherMoney(DEFAULT_PARAMETERS, 2);
  const pairs = population(SEED, HOUSEHOLDS).map(({ household }, index) => {
    const spec: HouseholdSpec = { ...household, insurance: { homeDeductibleCents: 150_000, ...household.insurance } };
    const eligible = SHOCK_TYPES.filter((type) => isEligible(householdState(spec), type));
    const play = (of: HouseholdSpec, parameters: typeof twice, table: ShockTable) => {
      const event = eventOf(table, eligible[index % eligible.length], 3, 0.8);
      return simulatePath({
        initial: householdState(of, parameters),
        months: MONTHS,
        draws: drawsOf(index),
        planner: RULE_BOOK,
        shocks: shockSource({ table, scheduled: [event], parameters }),
        parameters,
        trace: true,
      });
    };
    return [play(spec, DEFAULT_PARAMETERS, DEFAULT_SHOCKS), play(doubled(spec), twice, TWICE)] as const;
  });
  test('leaves recovery unchanged', () => {
    for (const [once, both] of pairs) {
      expect([both.recoveredMonth, both.defaultedMonth, both.shockMonth]).toEqual([
        once.recoveredMonth,
        once.defaultedMonth,
        once.shockMonth,
      ]);
      expect(both.finalTests).toEqual(once.finalTests);
    }
  });
  test('leaves policies unchanged: the same moves in the same months', () => {
    const played = (path: (typeof pairs)[0][0]) =>
      path.moves.map(({ month, move, succeeded }) => `${month} ${moveName(move)} ${succeeded}`);
    for (const [once, both] of pairs) expect(played(both)).toEqual(played(once));
    expect(pairs.flatMap(([once]) => once.moves).length).toBeGreaterThan(HOUSEHOLDS);
  });
  test('leaves ratios unchanged: cost in months of spending; net worth doubles to the rounding of cents', () => {
    for (const [once, both] of pairs) {
      expect(both.cost).toBeCloseTo(once.cost, 2);
      const scale = Math.max(100_000, Math.abs(once.finalNetWorthCents));
      expect(Math.abs(both.finalNetWorthCents - 2 * once.finalNetWorthCents) / scale).toBeLessThan(1e-3);
    }
  });
});
