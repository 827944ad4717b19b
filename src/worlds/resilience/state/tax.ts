import type { TaxTable } from './parameters.ts';
import { MARITAL, SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

/** Two filers: every bracket but the last twice as wide (the sixth of the table is not doubled in law, but six fifths as wide). */
const JOINT = 2;
const JOINT_TOP = 1.2;

const { marital, monthIncome, yearGains, yearOrdinary, yearEarly, yearWithheld, lossCarry } = SLOT;
const { married } = MARITAL;

/** Income tax of a year on taxable income, federal brackets and the flat state rate, cents (not rounded). */
export function incomeTax(taxableCents: number, joint: boolean, table: TaxTable): number {
  if (taxableCents <= 0) return 0;
  const { bracketCents, rates } = table;
  let tax = taxableCents * table.stateRate;
  let from = 0;
  for (let i = 0; i < bracketCents.length; i++) {
    const to = bracketCents[i] * (joint ? (i === bracketCents.length - 1 ? JOINT_TOP : JOINT) : 1);
    if (taxableCents <= to) return tax + (taxableCents - from) * rates[i];
    tax += (to - from) * rates[i];
    from = to;
  }
  return tax + (taxableCents - from) * rates[bracketCents.length];
}

/** Rate on the last cent, state included. */
export function marginalRate(taxableCents: number, joint: boolean, table: TaxTable): number {
  if (taxableCents <= 0) return 0;
  const { bracketCents, rates } = table;
  for (let i = 0; i < bracketCents.length; i++) {
    const to = bracketCents[i] * (joint ? (i === bracketCents.length - 1 ? JOINT_TOP : JOINT) : 1);
    if (taxableCents <= to) return rates[i] + table.stateRate;
  }
  return rates[bracketCents.length] + table.stateRate;
}

/** Rate on long-term gains at an income. */
export function gainsRate(taxableCents: number, joint: boolean, table: TaxTable): number {
  const width = joint ? JOINT : 1;
  if (taxableCents <= table.gainsBracketCents[0] * width) return table.gainsRates[0];
  return taxableCents <= table.gainsBracketCents[1] * JOINT_TOP ** (joint ? 1 : 0) ? table.gainsRates[1] : table.gainsRates[2];
}

export const filesJointly = (s: HouseholdState): boolean => s[marital] === married;

/** Taxable income of the year if months go on like this one, cents. */
export function expectedTaxable(s: HouseholdState, table: TaxTable): number {
  return Math.max(0, s[monthIncome] * 12 - deduction(s, table));
}

const deduction = (s: HouseholdState, table: TaxTable): number => table.standardDeductionCents * (filesJointly(s) ? JOINT : 1);

/**
 * What the year owes beyond what was withheld, whole cents; below zero: a refund. Net losses set off other income up to the limit; the rest
 * is carried into the next year.
 */
export function yearEndTax(s: HouseholdState, table: TaxTable, earlyPenalty: number): number {
  const joint = filesJointly(s);
  let gains = s[yearGains] - s[lossCarry];
  let ordinary = s[yearOrdinary];
  s[lossCarry] = 0;
  if (gains < 0) {
    const setOff = Math.min(-gains, table.lossAgainstIncomeCents, Math.max(0, ordinary));
    ordinary -= setOff;
    s[lossCarry] = -gains - setOff;
    gains = 0;
  }
  const taxable = Math.max(0, ordinary - deduction(s, table));
  const due = incomeTax(taxable, joint, table) + gains * gainsRate(taxable + gains, joint, table) + s[yearEarly] * earlyPenalty;
  return Math.round(due) - s[yearWithheld];
}
