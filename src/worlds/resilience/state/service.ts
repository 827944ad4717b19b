import type { Parameters } from './parameters.ts';
import { LOAN_SIZE, LOAN_SLOT, SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

/** Slots of the loans' balances, in the order in which arrears are paid. */
export const LOAN_SLOTS = [
  SLOT.mortgageBalance,
  SLOT.autoBalance,
  SLOT.studentBalance,
  SLOT.personalBalance,
  SLOT.consolidatedBalance,
  SLOT.retirementLoanBalance,
] as const;

const { card, cardApr, cardPromoLeft, line, lineApr } = SLOT;
const { payment, termLeft, deferLeft } = LOAN_SLOT;
/** Every debt, loans first. */
export const DEBT_SLOTS = [...LOAN_SLOTS, card, line] as const;
/** Loans stand one after another: the first balance, the last, and the distance. */
export const FIRST_LOAN = SLOT.mortgageBalance;
export const LAST_LOAN = SLOT.retirementLoanBalance;

/** What a loan asks this month: nothing while deferred, the whole balance in its last month. */
export function loanDue(s: HouseholdState, slot: number): number {
  const balance = s[slot];
  if (balance <= 0 || s[slot + deferLeft] > 0) return 0;
  return s[slot + termLeft] <= 1 ? balance : Math.min(balance, s[slot + payment]);
}

/** Least payment on the card: the larger of a floor and 1 % of the balance with the month's interest, at most the balance. */
export function cardDue(s: HouseholdState, p: Parameters): number {
  const balance = s[card];
  if (balance <= 0) return 0;
  const rate = s[cardPromoLeft] > 0 ? 0 : s[cardApr] / 12;
  return Math.min(balance, Math.max(p.cardMinimumCents, Math.ceil(balance * (p.cardMinimumShare + rate))));
}

/** Credit lines ask for 1 % and the month's interest. */
export function lineDue(s: HouseholdState): number {
  return s[line] <= 0 ? 0 : Math.min(s[line], Math.ceil(s[line] * (0.01 + s[lineApr] / 12)));
}

/** Scheduled debt service of this month, cents. */
export function scheduledService(s: HouseholdState, p: Parameters): number {
  let due = cardDue(s, p) + lineDue(s);
  for (let slot = FIRST_LOAN; slot <= LAST_LOAN; slot += LOAN_SIZE) due += loanDue(s, slot);
  return due;
}
