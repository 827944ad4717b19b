import { book, bookDebt, FLOW, toCents } from './books.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { cardDue, DEBT_SLOTS, FIRST_LOAN, LAST_LOAN, lineDue, loanDue } from './service.ts';
import { LOAN_SIZE, LOAN_SLOT, SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';
import { drawCard, raiseCash } from './waterfall.ts';

const { cash, card, cardApr, cardPromoLeft, line, lineApr, essential, discretionary, trim, premium } = SLOT;
const { displacedLeft, displacedCost, searchEffort, arrearsBills, arrearsDebt, arrearsTax } = SLOT;
const { monthService, unpaidShare, shortMonth } = SLOT;
const { apr, termLeft, deferLeft } = LOAN_SLOT;
const { consumption, taxes, interest } = FLOW;

/** Share of each kind of spending that a level of trimming takes. */
export const TRIM_DISCRETIONARY = 0.33;
export const TRIM_ESSENTIAL = 0.03;

/** What each of `DEBT_SLOTS` asks this month, cents: `findDues` fills it, `paySpending` pays it. */
const dues = new Float64Array(DEBT_SLOTS.length);

/** Planned spending of the month, cents. */
export function plannedEssential(s: HouseholdState): number {
  return toCents(s[essential] * (1 - TRIM_ESSENTIAL * s[trim])) + s[premium] + (s[displacedLeft] > 0 ? s[displacedCost] : 0);
}
export function plannedDiscretionary(s: HouseholdState, p: Parameters = DEFAULT_PARAMETERS): number {
  return toCents(s[discretionary] * (1 - TRIM_DISCRETIONARY * s[trim])) + (s[searchEffort] > 0 ? p.moves.searchCents : 0);
}

/**
 * Steps 5 and 6: old arrears, essentials and debt service are met by the whole waterfall, essentials first; what is wanted beyond comes
 * from cash and card alone. What isn't met is remembered: unpaid essentials and missed service as arrears, both as this month's shortage.
 */
export function paySpending(s: HouseholdState, p: Parameters): void {
  const needed = plannedEssential(s);
  findDues(s, p);
  const service = s[monthService];
  const arrears = s[arrearsBills] + s[arrearsDebt] + s[arrearsTax];
  let left = raiseCash(s, needed + service + arrears, p);

  const eaten = Math.min(left, needed);
  left -= eaten;
  const budget = left;
  if (service > 0) left = payService(s, left, service);
  const short = needed - eaten + service - (budget - left);
  // Essentials and what is wanted leave cash as consumption, service does not: it changes no net worth.
  s[cash] -= eaten + budget - left;
  s[consumption] -= eaten;
  s[arrearsBills] += needed - eaten;
  if (arrears > 0 && left > 0) payArrears(s, left);

  const wanted = plannedDiscretionary(s, p);
  drawCard(s, wanted);
  const spent = Math.min(Math.max(0, s[cash]), wanted);
  book(s, cash, consumption, -spent);
  s[unpaidShare] = eaten + spent === needed + wanted ? 0 : (needed - eaten + wanted - spent) / (needed + wanted);
  s[shortMonth] = short > 0 ? 1 : 0;
}

/** Look up what every debt asks; the sum is the month's service. */
function findDues(s: HouseholdState, p: Parameters): void {
  let sum = 0;
  let i = 0;
  for (let slot = FIRST_LOAN; slot <= LAST_LOAN; slot += LOAN_SIZE) {
    const due = loanDue(s, slot);
    dues[i++] = due;
    sum += due;
  }
  const onCard = cardDue(s, p);
  const onLine = lineDue(s);
  dues[i] = onCard;
  dues[i + 1] = onLine;
  s[monthService] = sum + onCard + onLine;
}

/** Pay the dues out of a budget, the first in the list first; what is missed becomes arrears. Returns what is left of the budget. */
function payService(s: HouseholdState, budget: number, service: number): number {
  if (budget >= service) {
    for (let i = 0; i < dues.length; i++) s[DEBT_SLOTS[i]] -= dues[i];
    return budget - service;
  }
  let left = budget;
  for (let i = 0; i < dues.length; i++) {
    const paid = Math.min(left, dues[i]);
    s[DEBT_SLOTS[i]] -= paid;
    left -= paid;
  }
  s[arrearsDebt] += service - budget;
  return left;
}

/** Bills, then taxes, then debts in the order of the loans. Returns what is left. */
function payArrears(s: HouseholdState, budget: number): number {
  let left = budget;
  const bills = Math.min(left, s[arrearsBills]);
  book(s, cash, consumption, -bills);
  s[arrearsBills] -= bills;
  left -= bills;
  const tax = Math.min(left, s[arrearsTax]);
  book(s, cash, taxes, -tax);
  s[arrearsTax] -= tax;
  left -= tax;
  for (const slot of DEBT_SLOTS) {
    const paid = Math.min(left, s[arrearsDebt], s[slot]);
    s[slot] -= paid;
    s[cash] -= paid;
    s[arrearsDebt] -= paid;
    left -= paid;
  }
  // A debt that was settled or paid off in full leaves no arrears behind.
  if (left > 0) s[arrearsDebt] = 0;
  return left;
}

/** Step 7, first half: a month's interest on what is owed, terms and deferrals counted down. */
export function accrueInterest(s: HouseholdState): void {
  let charged = 0;
  for (let slot = FIRST_LOAN; slot <= LAST_LOAN; slot += LOAN_SIZE) {
    const balance = s[slot];
    if (balance <= 0) continue;
    const cents = toCents((balance * s[slot + apr]) / 12);
    s[slot] = balance + cents;
    charged += cents;
    if (s[slot + deferLeft] > 0) s[slot + deferLeft]--;
    else if (s[slot + termLeft] > 1) s[slot + termLeft]--;
  }
  s[interest] -= charged;
  if (s[cardPromoLeft] > 0) s[cardPromoLeft]--;
  else if (s[card] > 0) bookDebt(s, card, interest, toCents((s[card] * s[cardApr]) / 12));
  if (s[line] > 0) bookDebt(s, line, interest, toCents((s[line] * s[lineApr]) / 12));
}
