import { book, FLOW, toCents } from './books.ts';
import type { Parameters } from './parameters.ts';
import { SLOT } from './slots.ts';
import { expectedTaxable, filesJointly, marginalRate } from './tax.ts';
import type { HouseholdState } from './types.ts';

const { ageMonths, basis, bonds, cash, equities, retirement, yearEarly, yearGains, yearOrdinary, yearWithheld } = SLOT;

/** Sell bonds worth `cents` at most; the cost is a fee. Returns what came in. */
export function sellBonds(s: HouseholdState, cents: number, p: Parameters): number {
  const sold = Math.min(cents, s[bonds]);
  if (sold <= 0) return 0;
  const fee = toCents(sold * p.tradeCost.bonds);
  s[bonds] -= sold;
  s[cash] += sold;
  book(s, cash, FLOW.fees, -fee);
  return sold - fee;
}

/** Sell equities worth `cents` at most: gains are pro rata and taxed at the year's end. Returns what came in. */
export function sellEquities(s: HouseholdState, cents: number, p: Parameters): number {
  const sold = Math.min(cents, s[equities]);
  if (sold <= 0) return 0;
  const cost = toCents((s[basis] * sold) / s[equities]);
  const fee = toCents(sold * p.tradeCost.equities);
  s[yearGains] += sold - cost;
  s[basis] -= cost;
  s[equities] -= sold;
  s[cash] += sold;
  book(s, cash, FLOW.fees, -fee);
  return sold - fee;
}

/** Buy for `cents` of cash, cost included. */
export function buyEquities(s: HouseholdState, cents: number, p: Parameters): void {
  const fee = toCents(cents * p.tradeCost.equities);
  s[cash] -= cents - fee;
  s[equities] += cents - fee;
  s[basis] += cents - fee;
  book(s, cash, FLOW.fees, -fee);
}

export function buyBonds(s: HouseholdState, cents: number, p: Parameters): void {
  const fee = toCents(cents * p.tradeCost.bonds);
  s[cash] -= cents - fee;
  s[bonds] += cents - fee;
  book(s, cash, FLOW.fees, -fee);
}

/** Share of a retirement withdrawal that is withheld: the marginal rate, and the penalty when early; the year's end trues it up. */
export function withdrawalRate(s: HouseholdState, p: Parameters): number {
  const early = s[ageMonths] < p.earlyWithdrawalAgeMonths;
  return marginalRate(expectedTaxable(s, p.tax), filesJointly(s), p.tax) + (early ? p.earlyWithdrawalPenalty : 0);
}

/** Take `cents` gross out of the retirement account at most. Returns what came in after withholding. */
export function withdrawRetirement(s: HouseholdState, cents: number, p: Parameters): number {
  const gross = Math.min(cents, s[retirement]);
  if (gross <= 0) return 0;
  const withheld = Math.min(gross, toCents(gross * withdrawalRate(s, p)));
  s[retirement] -= gross;
  s[cash] += gross;
  s[yearOrdinary] += gross;
  if (s[ageMonths] < p.earlyWithdrawalAgeMonths) s[yearEarly] += gross;
  s[yearWithheld] += withheld;
  book(s, cash, FLOW.taxes, -withheld);
  return gross - withheld;
}
