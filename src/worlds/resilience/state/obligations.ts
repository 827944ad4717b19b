import { book, FLOW } from './books.ts';
import type { Parameters } from './parameters.ts';
import { OBLIGATION_SLOT, type ObligationName, OBLIGATIONS, SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';
import { raiseCash } from './waterfall.ts';

const { cash, arrearsBills, firstObligationLeft, secondObligationLeft } = SLOT;
const { least, most, dueIn } = OBLIGATION_SLOT;
const { consumption } = FLOW;

/** Slot of what is left of an obligation; its other slots follow (`OBLIGATION_SLOT`). */
export const obligationSlot = (name: ObligationName): number => SLOT[`${name}ObligationLeft`];
const SLOTS = OBLIGATIONS.map(obligationSlot);

/**
 * What a payment of so many cents comes to: not above what is left or what one payment may be; 0 where it stays below the least payment
 * without settling the whole.
 */
export function allowedPayment(s: HouseholdState, slot: number, cents: number): number {
  const left = s[slot];
  const payment = Math.min(cents, left, s[slot + most]);
  return payment >= s[slot + least] || payment === left ? payment : 0;
}

/** Pay towards an obligation out of cash. */
export function payObligation(s: HouseholdState, slot: number, cents: number): void {
  book(s, cash, consumption, -cents);
  s[slot] -= cents;
}

/** Before spending: deadlines come a month closer; what is left at one is met by the whole waterfall, and what can't be met is a bill unpaid. */
export function meetObligations(s: HouseholdState, p: Parameters): void {
  if (s[firstObligationLeft] + s[secondObligationLeft] === 0) return;
  for (const slot of SLOTS) {
    if (s[slot] === 0 || --s[slot + dueIn] > 0) continue;
    const paid = raiseCash(s, s[slot], p);
    s[arrearsBills] += s[slot] - paid;
    book(s, cash, consumption, -paid);
    s[slot] = 0;
  }
}
