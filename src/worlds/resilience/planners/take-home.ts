import { expectedTaxable, filesJointly, type HouseholdState, incomeTax, type Parameters, SLOT } from '../state/index.ts';

/** Income of the month after taxes and own contributions, cents; payroll tax is charged on all of it. */
export function takeHome(s: HouseholdState, { tax }: Parameters): number {
  const gross = s[SLOT.monthIncome];
  const saved = s[SLOT.contributionsPaused] === 0 ? s[SLOT.contributionRate] * gross : 0;
  return gross * (1 - tax.payrollRate) - incomeTax(expectedTaxable(s, tax), filesJointly(s), tax) / 12 - saved;
}
