/** The accounting identity of 9.1 over random households, moves and shocks, counted again from the balances. */
import { expect, test } from 'vitest';
import { streamFor } from '../../../core/index.ts';
import { advancePending, MENU, play } from '../moves/index.ts';
import { population } from '../people/index.ts';
import { DEFAULT_SHOCKS, shockSource, type ShockTable } from '../shocks/index.ts';
import {
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  FLOW,
  type HouseholdState,
  householdState,
  LOANS,
  loanSlot,
  macroState,
  openMonth,
  pathDraws,
  SHOCK_TYPES,
  SLOT,
} from '../state/index.ts';

const SEED = 1101;
const HOUSEHOLDS = process.env['CETERIS_TEST_FULL'] ? 16_700 : 500;
const MONTHS = 60;
const FREQUENCY = 25;

/** Shocks so frequent that every household meets several. */
const FREQUENT = Object.fromEntries(
  SHOCK_TYPES.map((type) => {
    const { calibrated, ...rest } = DEFAULT_SHOCKS[type];
    return [type, { ...rest, calibrated: { ...calibrated, monthly_hazard: Math.min(0.2, FREQUENCY * calibrated.monthly_hazard) } }];
  }),
) as ShockTable;

const OBLIGATIONS = [
  { targetCents: 1_200_000, dueMonths: 20, leastCents: 10_000 },
  { targetCents: 500_000, dueMonths: 9, mostCents: 200_000 },
];
const ASSETS = [SLOT.cash, SLOT.equities, SLOT.bonds, SLOT.retirement, SLOT.home];
const DEBTS = [SLOT.card, SLOT.line, ...LOANS.map(loanSlot)];
const total = (s: HouseholdState, slots: readonly number[]): number => slots.reduce((sum, slot) => sum + s[slot], 0);
const worth = (s: HouseholdState): number => total(s, ASSETS) - total(s, DEBTS);

test(`11.1 accounting identity over ${HOUSEHOLDS * MONTHS} random household-months with moves and shocks: zero violations (seed ${SEED})`, () => {
  const people = population(SEED, Math.min(HOUSEHOLDS, 1000)).map(({ household }, i) =>
    householdState({
      ...household,
      ...(i % 3 === 0 && { line: { limitCents: 1_000_000 } }),
      ...(i % 4 === 0 && { obligations: OBLIGATIONS }),
    }),
  );
  const drawsOf = pathDraws(SEED, 'identity');
  const source = shockSource({ table: FREQUENT });
  const factors = correlationFactors(DEFAULT_PARAMETERS);
  const pick = streamFor(SEED, 'moves');
  const executed = new Set<string>();
  let violations = 0;
  let shocked = 0;
  for (let index = 0; index < HOUSEHOLDS; index++) {
    const s = people[index % people.length].slice();
    const macro = macroState();
    const draws = drawsOf(index);
    for (let month = 0; month < MONTHS; month++) {
      const before = s.slice();
      const context = { macro, parameters: DEFAULT_PARAMETERS };
      openMonth(s, macro, draws, month, DEFAULT_PARAMETERS, factors, source);
      advancePending(s, context);
      for (let i = 0; i < 2; i++) {
        const move = MENU[pick.integer(0, MENU.length)];
        if (play(s, move, context, pick.real()).succeeded) executed.add(move.operator);
      }
      closeMonth(s, month, DEFAULT_PARAMETERS);
      const flows = Object.values(FLOW).reduce((sum, slot) => sum + s[slot] - before[slot], 0);
      const whole = [...ASSETS, ...DEBTS].every((slot) => Number.isSafeInteger(s[slot]) && s[slot] >= 0);
      if (worth(s) - worth(before) !== flows || !whole) violations++;
    }
    if (s[SLOT.shockMonth] >= 0) shocked++;
  }
  expect(violations).toBe(0);
  // The count means something: nearly everybody was struck, and nearly every operator was played.
  expect(shocked / HOUSEHOLDS).toBeGreaterThan(0.9);
  expect([...new Set(MENU.map(({ operator }) => operator))].filter((id) => !executed.has(id))).toEqual([]);
});
