/** Provisions: what a book is expected to lose is set aside when a loan is booked, not when it defaults. */
import type { LabMarketConfig } from './types.ts';

/**
 * Expected losses over a loan's remaining life per unit of its principal, by its age at the end of a year, for a loan that has
 * not defaulted: sum over k from age + 1 to T - 1 of (1 - p)^(k - age - 1) p LGD (1 - k / T). Zeros where nothing is set aside.
 */
export function coverageByAge({ amortizationYears: years, credit }: LabMarketConfig): Float64Array {
  const coverage = new Float64Array(years + 1);
  if (credit.provisioning === 'none') return coverage;
  const { defaultProbability: p, lossGivenDefault } = credit;
  for (let age = years - 2; age >= 0; age--) coverage[age] = p * lossGivenDefault * (1 - (age + 1) / years) + (1 - p) * coverage[age + 1];
  return coverage;
}
