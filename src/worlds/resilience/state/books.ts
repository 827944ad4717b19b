import { CeterisError, EXIT } from '../../../core/index.ts';
import { SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

/** Kinds of flow that may move net worth; everything else only moves money between balances. */
export const FLOW = {
  income: SLOT.flowIncome,
  taxes: SLOT.flowTaxes,
  consumption: SLOT.flowConsumption,
  fees: SLOT.flowFees,
  interest: SLOT.flowInterest,
  revaluation: SLOT.flowRevaluation,
  transfers: SLOT.flowTransfers,
} as const;

const { cash, equities, bonds, retirement, home, card, line, openingNetWorth } = SLOT;
const { flowIncome, flowTaxes, flowConsumption, flowFees, flowInterest, flowRevaluation, flowTransfers } = SLOT;
const mortgage = SLOT.mortgageBalance;
const auto = SLOT.autoBalance;
const student = SLOT.studentBalance;
const personal = SLOT.personalBalance;
const consolidated = SLOT.consolidatedBalance;
const retirementLoan = SLOT.retirementLoanBalance;

/** N = C + S + B + Q + H - M - K - sum of loans - G, cents. Derived, never stored. */
export function netWorth(s: HouseholdState): number {
  return assets(s) - debts(s);
}

export function assets(s: HouseholdState): number {
  return s[cash] + s[equities] + s[bonds] + s[retirement] + s[home];
}

export function debts(s: HouseholdState): number {
  return s[mortgage] + s[card] + s[auto] + s[student] + s[personal] + s[consolidated] + s[retirementLoan] + s[line];
}

/** Net worth that the books account for: the opening and every flow since. */
export function bookedNetWorth(s: HouseholdState): number {
  return (
    s[openingNetWorth] +
    s[flowIncome] +
    s[flowTaxes] +
    s[flowConsumption] +
    s[flowFees] +
    s[flowInterest] +
    s[flowRevaluation] +
    s[flowTransfers]
  );
}

/** 1.5 x 2^52: numbers of this size have no room for fractions. */
const NO_FRACTIONS = 6_755_399_441_055_744;

/** Nearest whole cent, halves to the even one: what IEEE addition does when the sum has no room for fractions. Exact below 2^51 cents. */
export function toCents(amount: number): number {
  return amount + NO_FRACTIONS - NO_FRACTIONS;
}

/** Change an asset by whole cents and book why: `book(s, SLOT.cash, FLOW.fees, -2500)`. */
export function book(s: HouseholdState, slot: number, flow: number, cents: number): void {
  s[slot] += cents;
  s[flow] += cents;
}

/** Change a debt by whole cents and book why: a debt that grows is a flow below zero. */
export function bookDebt(s: HouseholdState, slot: number, flow: number, cents: number): void {
  s[slot] += cents;
  s[flow] -= cents;
}

/**
 * The accounting identity, exact in cents: the balances hold what the books say. A breach is an error of the program.
 * @throws BOOKS_DO_NOT_BALANCE
 */
export function audit(s: HouseholdState, where: string): void {
  const difference = netWorth(s) - bookedNetWorth(s);
  if (difference !== 0) throw unbalanced(s, where, difference);
}

function unbalanced(s: HouseholdState, where: string, difference: number): CeterisError {
  return new CeterisError(
    'BOOKS_DO_NOT_BALANCE',
    Number.isFinite(difference)
      ? `After ${where} of month ${s[SLOT.month]} net worth is off by ${difference} cents.`
      : `After ${where} of month ${s[SLOT.month]} a balance is not a number.`,
    'Report it with the household and the seed: money was created or lost without a booking.',
    {},
    EXIT.fault,
  );
}
