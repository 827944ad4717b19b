import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL,
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  debts,
  householdState,
  macroState,
  netWorth,
  openMonth,
  pathDraws,
  SLOT,
} from '../state/index.ts';
import { commutatorTable, EXAMPLE_SHEET } from './commutator-table.ts';
import { orderBracket } from './order-bracket.ts';
import { MENU, moveOf, OPERATORS, operatorOf } from './operators.ts';
import { PLAIN_MOVES, roundTrip } from './plain-moves.ts';
import { sheetNetWorth } from './plain-sheet.ts';
import { play, playByLuck } from './play.ts';

const SEED = 4242;
const RUNS = process.env['CETERIS_TEST_FULL'] ? 10_000 : 300;
const factors = correlationFactors(DEFAULT_PARAMETERS);

const cents = (max: number) => fc.integer({ min: 0, max });
const household = fc
  .record({
    cash: cents(9e6),
    equities: cents(2e7),
    bonds: cents(9e6),
    home: cents(5e7),
    mortgage: cents(6e7),
    card: cents(3e6),
    auto: cents(4e6),
    retirement: cents(3e7),
    wage: cents(2e6),
    essential: fc.integer({ min: 5e4, max: 8e5 }),
  })
  .map((x) =>
    householdState({
      ageYears: 40,
      marital: 'married',
      earners: [{ wageCents: x.wage, status: x.cash % 3 === 0 ? 'unemployed' : 'employed' }],
      cashCents: x.cash,
      equitiesCents: x.equities,
      bondsCents: x.bonds,
      homeCents: x.home + 1,
      retirementCents: x.retirement,
      card: { balanceCents: x.card },
      line: { limitCents: 1_000_000 },
      loans: {
        mortgage: { balanceCents: x.mortgage, apr: 0.05, termMonths: 300 },
        auto: { balanceCents: x.auto, apr: 0.085, termMonths: 48 },
      },
      essentialCents: x.essential,
      discretionaryCents: Math.floor(x.essential / 2),
      contributionRate: 0.05,
    }),
  );

describe(`moves on any household (seed ${SEED})`, () => {
  it('keep the books through random moves and months', () => {
    fc.assert(
      fc.property(household, fc.array(fc.nat(MENU.length - 1), { minLength: 8, maxLength: 24 }), fc.nat(1000), (s, moves, path) => {
        const macro = macroState();
        const draws = pathDraws(SEED, 'books')(path);
        moves.forEach((move, month) => {
          openMonth(s, macro, draws, month, DEFAULT_PARAMETERS, factors, null);
          play(s, MENU[move], { macro, parameters: DEFAULT_PARAMETERS }, 0.3);
          closeMonth(s, month, DEFAULT_PARAMETERS);
          expect(s.every((x) => Number.isFinite(x))).toBe(true);
        });
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('never create money: only a settlement raises net worth, and the insolvent are paid by none', () => {
    fc.assert(
      fc.property(household, fc.nat(MENU.length - 1), (s, index) => {
        const before = s.slice();
        const macro = macroState();
        play(s, MENU[index], { macro, parameters: DEFAULT_PARAMETERS }, 0.1);
        expect(netWorth(s)).toBeLessThanOrEqual(netWorth(before));
        const received = s[SLOT.cash] - before[SLOT.cash];
        const sold =
          before[SLOT.equities] +
          before[SLOT.bonds] +
          before[SLOT.retirement] +
          before[SLOT.home] -
          (s[SLOT.equities] + s[SLOT.bonds] + s[SLOT.retirement] + s[SLOT.home]);
        expect(received).toBeLessThanOrEqual(sold + debts(s) - debts(before));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('and their inverses leave no more than there was', () => {
    fc.assert(
      fc.property(household, fc.nat(MENU.length - 1), (s, index) => {
        const move = MENU[index];
        const inverse = operatorOf(move.operator).inverse?.(move.params);
        if (inverse === undefined) return;
        const before = netWorth(s);
        const context = { macro: macroState(), parameters: DEFAULT_PARAMETERS };
        play(s, move, context, 0);
        play(s, inverse, context, 0);
        expect(netWorth(s)).toBeLessThanOrEqual(before);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

/** Values: golden example of specification 9.6. */
describe('order effects', () => {
  it('has the order table to the cent', () => {
    expect(orderBracket(EXAMPLE_SHEET, 'P', 'D').delta.net_worth).toBeCloseTo(800, 2);
    expect(orderBracket(EXAMPLE_SHEET, 'R', 'P').delta.net_worth).toBeCloseTo(-15.4, 2);
    expect(orderBracket(EXAMPLE_SHEET, 'R', 'M').delta.cash).toBeCloseTo(12_000, 2);
  });
  it('is antisymmetric, and nothing with itself', () => {
    for (const a of Object.keys(PLAIN_MOVES)) {
      for (const b of Object.keys(PLAIN_MOVES)) {
        const sum = orderBracket(EXAMPLE_SHEET, a, b).delta.cash + orderBracket(EXAMPLE_SHEET, b, a).delta.cash;
        expect(sum).toBeCloseTo(0, 9);
      }
      expect(orderBracket(EXAMPLE_SHEET, a, a).delta.net_worth).toBe(0);
    }
  });
  it('pays for a round trip', () => {
    const end = roundTrip(EXAMPLE_SHEET, 10_000);
    expect(sheetNetWorth(end) - sheetNetWorth(EXAMPLE_SHEET)).toBeCloseTo(-319.69, 2);
    expect(end.basis).toBeCloseTo(121_680.31, 2);
    for (const row of commutatorTable().round_trips) expect(row.net_worth).toBeLessThan(0);
  });
});

describe('luck', () => {
  it('belongs to path, month and operator, whatever else is played', () => {
    const draws = pathDraws(SEED, 'luck')(0);
    const context = { macro: macroState(DEFAULT_PARAMETERS), parameters: DEFAULT_PARAMETERS, horizonMonths: 60, draws, legal: () => MENU };
    const worker = householdState({
      ageYears: 40,
      marital: 'married',
      earners: [{ wageCents: 500_000 }, { wageCents: 200_000 }],
      cashCents: 2_000_000,
      card: { balanceCents: 600_000 },
      essentialCents: 200_000,
      discretionaryCents: 50_000,
    });
    const moves = [moveOf('consolidate'), moveOf('side_gig')];
    const outcomes = (month: number, order: readonly number[]): boolean[] => {
      const s = worker.slice();
      const succeeded = [false, false];
      for (const i of order) succeeded[i] = playByLuck(s, moves[i], { ...context, month }).succeeded;
      return succeeded;
    };
    const months = Array.from({ length: 60 }, (_, month) => month);
    expect(months.map((month) => outcomes(month, [1, 0])[0])).toEqual(months.map((month) => outcomes(month, [0])[0]));
    expect(new Set(months.map((month) => outcomes(month, [0])[0]))).toEqual(new Set([true, false]));
  });

  it('of every operator has a channel of its own', () => expect(CHANNEL.moves + OPERATORS.length).toBeLessThanOrEqual(CHANNEL.planner));
});
