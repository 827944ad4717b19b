/** Algebra of moves (9.5, 9.6) on random balance sheets and random households, through the doors of the rooms. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moveOf, operatorOf, orderBracket, PLAIN_MOVES, type PlainSheet, play, roundTrip, sheetNetWorth, MENU } from '../moves/index.ts';
import {
  assets,
  CREDIT,
  DEFAULT_PARAMETERS,
  debts,
  type HouseholdState,
  householdState,
  macroState,
  type Move,
  netWorth,
  SLOT,
} from '../state/index.ts';

const SEED = 1103;
const RUNS = process.env['CETERIS_TEST_FULL'] ? 10_000 : 400;
const options = { seed: SEED, numRuns: RUNS };
const LETTERS = Object.keys(PLAIN_MOVES);

const dollars = (max: number) => fc.integer({ min: 0, max });
const sheet: fc.Arbitrary<PlainSheet> = fc.record({
  cash: dollars(90_000),
  equities: dollars(200_000),
  basis: dollars(200_000),
  bonds: dollars(120_000),
  home: dollars(500_000),
  mortgage: dollars(400_000),
  card: dollars(30_000),
  loan: dollars(30_000),
  consolidated: dollars(30_000),
  income: fc.integer({ min: 1000, max: 20_000 }),
  essential: fc.integer({ min: 500, max: 8000 }),
});
const letter = fc.constantFrom(...LETTERS);

const cents = (max: number) => fc.integer({ min: 0, max });
const household = fc
  .record({
    cash: cents(9e6),
    equities: cents(2e7),
    bonds: cents(9e6),
    card: cents(3e6),
    retirement: cents(3e7),
    essential: fc.integer({ min: 5e4, max: 5e5 }),
  })
  .map((x) =>
    householdState({
      ageYears: 45,
      marital: 'married',
      earners: [{ wageCents: 800_000, status: x.cash % 3 === 0 ? 'unemployed' : 'employed' }],
      cashCents: x.cash,
      equitiesCents: x.equities,
      bondsCents: x.bonds,
      homeCents: 20_000_000,
      retirementCents: x.retirement,
      card: { balanceCents: x.card, limitCents: 4_000_000 },
      line: { balanceCents: 400_000, limitCents: 5_000_000 },
      loans: { mortgage: { balanceCents: 15_000_000, apr: 0.04, termMonths: 300 } },
      essentialCents: x.essential,
      discretionaryCents: Math.floor(x.essential / 2),
      contributionRate: 0.05,
    }),
  );
const context = { macro: macroState(), parameters: DEFAULT_PARAMETERS };
const endOf = (s: HouseholdState, ...moves: readonly Move[]): { end: HouseholdState; executed: boolean } => {
  const end = s.slice();
  const executed = moves.map((move) => play(end, move, context, 0).executed).every(Boolean);
  return { end, executed };
};

describe(`11.3 order effects (seed ${SEED}, ${RUNS} cases)`, () => {
  test('antisymmetry: A then B less B then A is the opposite of B then A less A then B', () => {
    fc.assert(
      fc.property(sheet, letter, letter, (x, a, b) => {
        const ab = orderBracket(x, a, b);
        const ba = orderBracket(x, b, a);
        for (const [name, value] of Object.entries(ab.delta)) expect(value + ba.delta[name as keyof typeof ba.delta]).toBe(0);
        expect(ab.executed_ab).toEqual(ba.executed_ba);
      }),
      options,
    );
  });
  test('a move commutes with itself', () => {
    fc.assert(
      fc.property(sheet, letter, (x, a) => {
        for (const value of Object.values(orderBracket(x, a, a).delta)) expect(value).toBe(0);
      }),
      options,
    );
  });
  test('idempotence: a move to a target, played again at once, changes nothing more', () => {
    const targets = [
      moveOf('to_target'),
      moveOf('build_buffer', { months: 3 }),
      moveOf('invest_excess', { months: 6 }),
      moveOf('sweep_to_savings', { months: 3 }),
      moveOf('trim', { level: 2 }),
      moveOf('pause_contributions'),
      moveOf('claim_benefit'),
      moveOf('take_match'),
    ];
    fc.assert(
      fc.property(household, fc.constantFrom(...targets), (s, move) => {
        const once = endOf(s, move).end;
        const twice = endOf(s, move, move).end;
        if (move.operator === 'to_target') {
          // Costs move the weights a little: within the tolerance the second is refused.
          expect(endOf(once, move).executed).toBe(false);
        }
        expect([...twice]).toEqual([...once]);
      }),
      options,
    );
  });
  test('frictionless transfers of fixed amounts commute, to the cent and in every slot', () => {
    const amount = fc.integer({ min: 1, max: 40 }).map((n) => n / 20);
    const transfer = fc.oneof(
      amount.map((months) => moveOf('draw_line', { months })),
      amount.map((months) => moveOf('repay_line', { months })),
      amount.map((months) => moveOf('pay_extra', { months, keep: 0 })),
      amount.map((months) => moveOf('retirement_loan', { months })),
    );
    let both = 0;
    fc.assert(
      fc.property(household, transfer, transfer, (s, a, b) => {
        // The card is the dearest debt and large enough for either payment, so that no order of debts is in play.
        s[SLOT.card] = Math.max(s[SLOT.card], 5 * s[SLOT.essential]);
        s[SLOT.openingNetWorth] = netWorth(s);
        const ab = endOf(s, a, b);
        const ba = endOf(s, b, a);
        if (!ab.executed || !ba.executed || (a.operator === 'retirement_loan' && b.operator === 'retirement_loan')) return;
        both++;
        expect([...ab.end]).toEqual([...ba.end]);
      }),
      options,
    );
    expect(both).toBeGreaterThan(RUNS / 5);
  });
});

describe(`11.3 nothing from nothing (seed ${SEED}, ${RUNS} cases)`, () => {
  test('no positive round-trip net worth: what is sold is bought back for less', () => {
    fc.assert(
      fc.property(sheet, fc.double({ min: 0.01, max: 1, noNaN: true }), (x, share) => {
        if (x.equities === 0) return;
        expect(sheetNetWorth(roundTrip(x, share * x.equities)) - sheetNetWorth(x)).toBeLessThanOrEqual(1e-6);
      }),
      options,
    );
  });
  test('A, B, and their inverses in that order leave no more than there was', () => {
    const inversible = MENU.filter(({ operator }) => operatorOf(operator).inverse !== null);
    expect(inversible.length).toBeGreaterThan(4);
    const inverse = ({ operator, params }: Move): Move => operatorOf(operator).inverse?.(params) as Move;
    fc.assert(
      fc.property(household, fc.constantFrom(...inversible), fc.constantFrom(...inversible), (s, a, b) => {
        const { end } = endOf(s, a, b, inverse(a), inverse(b));
        expect(netWorth(end)).toBeLessThanOrEqual(netWorth(s));
      }),
      options,
    );
  });
  test('a move and its inverse never create money', () => {
    fc.assert(
      fc.property(household, fc.constantFrom(...MENU), (s, move) => {
        const inverse = operatorOf(move.operator).inverse?.(move.params);
        expect(netWorth(endOf(s, ...(inverse === undefined ? [move] : [move, inverse])).end)).toBeLessThanOrEqual(netWorth(s));
      }),
      options,
    );
  });
  test('insolvent households are never paid by a move: cash comes from what they sell or borrow, forgiven debt from nobody’s purse', () => {
    let tried = 0;
    fc.assert(
      fc.property(household, fc.constantFrom(...MENU), fc.integer({ min: 0, max: 6 }), (s, move, behind) => {
        s[SLOT.home] = 0;
        s[SLOT.mortgageBalance] = assets(s) + 1;
        s[SLOT.delinquentMonths] = behind;
        s[SLOT.creditBand] = behind >= 3 ? CREDIT.sub : CREDIT.prime;
        s[SLOT.openingNetWorth] = netWorth(s);
        const { end, executed } = endOf(s, move);
        if (executed) tried++;
        const sold = assets(s) - s[SLOT.cash] - (assets(end) - end[SLOT.cash]);
        const borrowed = debts(end) - debts(s);
        expect(end[SLOT.cash] - s[SLOT.cash]).toBeLessThanOrEqual(Math.max(0, sold) + Math.max(0, borrowed));
        // Only a settlement forgives, and what it forgives costs cash and credit.
        if (move.operator === 'settle' && executed) expect(end[SLOT.cash]).toBeLessThan(s[SLOT.cash]);
        else expect(netWorth(end)).toBeLessThanOrEqual(netWorth(s));
      }),
      options,
    );
    expect(tried).toBeGreaterThan(RUNS / 10);
  });
});
