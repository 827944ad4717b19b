/** The shortfall waterfall of 9.2 in every order: what comes first pays first, nothing is skipped, and the books hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { population } from '../people/index.ts';
import {
  closeMonth,
  correlationFactors,
  FLOW,
  type HouseholdState,
  householdState,
  LOANS,
  loanSlot,
  macroState,
  openMonth,
  parametersWith,
  pathDraws,
  raiseCash,
  SHORTFALL_SOURCES,
  type ShortfallSource,
  SLOT,
} from '../state/index.ts';

const SEED = 1304;
const RUNS = process.env['CETERIS_TEST_FULL'] ? 4000 : 300;
const MONTHS = 12;

const ASSETS = [SLOT.cash, SLOT.equities, SLOT.bonds, SLOT.retirement, SLOT.home];
const DEBTS = [SLOT.card, SLOT.line, ...LOANS.map(loanSlot)];
const total = (s: HouseholdState, slots: readonly number[]): number => slots.reduce((sum, slot) => sum + s[slot], 0);
const worth = (s: HouseholdState): number => total(s, ASSETS) - total(s, DEBTS);

const PEOPLE = population(SEED, 300).map(({ household }, i) => householdState({ ...household, line: { limitCents: 400_000 * (i % 3) } }));
const household = fc.nat(PEOPLE.length - 1).map((i) => PEOPLE[i].slice());
const order = fc.shuffledSubarray([...SHORTFALL_SOURCES], { minLength: SHORTFALL_SOURCES.length });

/** What a source may still give, cents before charges. */
const LEFT: Readonly<Record<ShortfallSource, (s: HouseholdState) => number>> = {
  card: (s) => Math.max(0, s[SLOT.cardLimit] - s[SLOT.card]),
  bonds: (s) => s[SLOT.bonds],
  equities: (s) => s[SLOT.equities],
  credit_line: (s) => Math.max(0, s[SLOT.lineLimit] - s[SLOT.line]),
  retirement: (s) => s[SLOT.retirement],
};

function permutations<T>(items: readonly T[]): T[][] {
  return items.length === 0 ? [[]] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

describe(`an order of the waterfall (seed ${SEED})`, () => {
  test('is followed: a source gives only when those before it have nothing left, and arrears begin only when all have', () => {
    fc.assert(
      fc.property(household, order, fc.integer({ min: 1, max: 20_000_000 }), (s, waterfall, more) => {
        const before = s.slice();
        const cents = Math.max(0, s[SLOT.cash]) + more;
        const raised = raiseCash(s, cents, parametersWith({ waterfall }));
        const gave = waterfall.map((source) => LEFT[source](s) < LEFT[source](before));
        const last = gave.lastIndexOf(true);
        waterfall.forEach((source, i) => {
          if (i < last) expect({ source, left: LEFT[source](s) }).toEqual({ source, left: 0 });
        });
        if (raised < cents) expect(waterfall.map((source) => LEFT[source](s))).toEqual([0, 0, 0, 0, 0]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('the order of 9.2 itself changes nothing', () => {
    fc.assert(
      fc.property(household, fc.integer({ min: 1, max: 20_000_000 }), (s, cents) => {
        const other = s.slice();
        expect(raiseCash(s, cents, parametersWith({ waterfall: SHORTFALL_SOURCES }))).toBe(raiseCash(other, cents, parametersWith()));
        expect(s).toEqual(other);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('changes which balance pays', () => {
    const rich = householdState({
      ageYears: 40,
      marital: 'single',
      earners: [{ wageCents: 400_000 }],
      cashCents: 0,
      bondsCents: 900_000,
      equitiesCents: 900_000,
      retirementCents: 900_000,
      card: { balanceCents: 0, limitCents: 900_000 },
      line: { limitCents: 900_000 },
      essentialCents: 200_000,
      discretionaryCents: 0,
    });
    const payers = permutations(SHORTFALL_SOURCES).map((waterfall) => {
      const s = rich.slice();
      raiseCash(s, 100_000, parametersWith({ waterfall }));
      expect(SHORTFALL_SOURCES.filter((source) => LEFT[source](s) < 900_000)).toEqual([waterfall[0]]);
      return waterfall[0];
    });
    expect(payers.length).toBe(120);
    expect([...new Set(payers)].sort()).toEqual([...SHORTFALL_SOURCES].sort());
  });

  test(`the accounting identity holds with every one of the 120, over random households in ${MONTHS} months without pay`, () => {
    const orders = permutations(SHORTFALL_SOURCES).map((waterfall) => parametersWith({ waterfall }));
    const factors = correlationFactors(orders[0]);
    const drawsOf = pathDraws(SEED, 'waterfall');
    let [months, shortfalls, violations] = [0, 0, 0];
    fc.assert(
      fc.property(fc.nat(PEOPLE.length - 1), fc.nat(1000), (who, path) => {
        for (const parameters of orders) {
          const s = PEOPLE[who].slice();
          s[SLOT.firstWage] = 0;
          s[SLOT.secondWage] = 0;
          const m = macroState(parameters);
          for (let month = 0; month < MONTHS; month++) {
            const before = s.slice();
            openMonth(s, m, drawsOf(path), month, parameters, factors, null);
            closeMonth(s, month, parameters);
            months++;
            const flows = Object.values(FLOW).reduce((sum, slot) => sum + s[slot] - before[slot], 0);
            const whole = [...ASSETS, ...DEBTS].every((slot) => Number.isSafeInteger(s[slot]) && s[slot] >= 0);
            if (worth(s) - worth(before) !== flows || !whole) violations++;
            if (SHORTFALL_SOURCES.some((source) => LEFT[source](s) < LEFT[source](before))) shortfalls++;
          }
        }
      }),
      { seed: SEED, numRuns: RUNS / 10 },
    );
    expect(violations).toBe(0);
    // The count means something: most months are short of cash.
    expect(shortfalls / months).toBeGreaterThan(0.3);
  });
});
