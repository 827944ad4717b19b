import { FLOW, toCents } from './books.ts';
import { growth } from './growth.ts';
import type { Parameters } from './parameters.ts';
import { MACRO, SLOT } from './slots.ts';
import type { HouseholdState, MacroState } from './types.ts';

const { equities, bonds, retirement, retirementEquityShare, home, essential, discretionary, ageMonths } = SLOT;
const { equityReturn, bondReturn, houseReturn, priceGrowth } = MACRO;
const { revaluation } = FLOW;

/** Step 1: the month's returns on what the household owns; prices move its spending. */
export function revalue(s: HouseholdState, m: MacroState, homeNormal: number, p: Parameters): void {
  const equity = m[equityReturn];
  const bond = m[bondReturn];
  let gain = 0;
  if (s[equities] > 0) gain += change(s, equities, equity);
  if (s[bonds] > 0) gain += change(s, bonds, bond);
  if (s[retirement] > 0) gain += change(s, retirement, bond + s[retirementEquityShare] * (equity - bond));
  if (s[home] > 0) gain += change(s, home, growth(m[houseReturn] + p.homeSd * homeNormal) - 1);
  s[revaluation] += gain;
  const prices = m[priceGrowth];
  s[essential] *= prices;
  s[discretionary] *= prices;
  s[ageMonths]++;
}

/** Change a balance by a share, in whole cents and never below zero; returns the change, still to be booked. */
function change(s: HouseholdState, slot: number, share: number): number {
  const balance = s[slot];
  const cents = Math.max(-balance, toCents(balance * share));
  s[slot] = balance + cents;
  return cents;
}
