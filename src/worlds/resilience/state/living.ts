import { TRIM_DISCRETIONARY, TRIM_ESSENTIAL } from './pay.ts';
import { MACRO, SLOT } from './slots.ts';
import type { HouseholdState, MacroState } from './types.ts';

const { discretionary, essential, home, trim, unpaidShare } = SLOT;
const { cpi } = MACRO;

/** Rent of a home, a month, as a share of its value: what living costs who sells it, and what it gives who owns it [C]. */
export const RENT_SHARE = 0.0045;

/**
 * What a closed month gave the household to live on, cents in prices of month 0: essentials and wants after trimming, less the share of the
 * month's needs that went unpaid, and the rent of a home that is owned, so that selling it and paying rent is no gain in living. What buys
 * no living is left out: premiums, the search for work, a bed elsewhere during repairs, obligations, bills of earlier months. Of the whole
 * household, whatever its size.
 */
export function livedOn(s: HouseholdState, m: MacroState): number {
  const level = s[trim];
  const spending = s[essential] * (1 - TRIM_ESSENTIAL * level) + s[discretionary] * (1 - TRIM_DISCRETIONARY * level);
  return (spending * (1 - s[unpaidShare]) + RENT_SHARE * s[home]) / m[cpi];
}

/** The same of a household that trims nothing and pays everything, cents a month at today's prices. */
export const plannedLiving = (s: HouseholdState): number => s[essential] + s[discretionary] + RENT_SHARE * s[home];
