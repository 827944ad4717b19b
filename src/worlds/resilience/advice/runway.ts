import { type HouseholdState, SLOT } from '../state/index.ts';

export interface Runway {
  /** Months that cash, bonds and equities last without any income, spending as it is. */
  readonly months: number;
  /** The same from cash alone. */
  readonly cashMonths: number;
  /** What would lengthen it, and by how many months. */
  readonly levers: readonly { readonly lever: string; readonly gainedMonths: number }[];
}

/** Arithmetic at today's prices: liquid assets over what a month costs. No draw enters. */
export function runwayOf(s: HouseholdState): Runway {
  const liquid = s[SLOT.cash] + s[SLOT.bonds] + s[SLOT.equities];
  const needed = s[SLOT.essential] + s[SLOT.premium] + s[SLOT.monthService];
  const month = needed + s[SLOT.discretionary];
  const months = liquid / month;
  const gained = (lever: string, then: number) => ({ lever, gainedMonths: then - months });
  const credit = Math.max(0, s[SLOT.cardLimit] - s[SLOT.card]) + Math.max(0, s[SLOT.lineLimit] - s[SLOT.line]);
  return {
    months,
    cashMonths: s[SLOT.cash] / month,
    levers: [
      gained('half the discretionary spending', liquid / (needed + s[SLOT.discretionary] / 2)),
      gained('essentials and debt service only', liquid / needed),
      ...(s[SLOT.mortgagePayment] > 0 ? [gained('mortgage payments deferred', liquid / (month - s[SLOT.mortgagePayment]))] : []),
      ...(credit > 0 ? [gained('unused credit drawn', (liquid + credit) / month)] : []),
      gained('one more month of essentials in cash', (liquid + s[SLOT.essential]) / month),
    ],
  };
}
