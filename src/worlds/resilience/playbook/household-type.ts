import { type HouseholdState, SLOT } from '../state/index.ts';

/** Kinds of household that a playbook tells apart: what they live in, and whether a month of essentials lies in cash. */
export const HOUSEHOLD_TYPES = ['renter_thin', 'renter_buffered', 'owner_thin', 'owner_buffered'] as const;
export type HouseholdType = (typeof HOUSEHOLD_TYPES)[number];

const THIN_MONTHS = 1;

export function householdType(s: HouseholdState): HouseholdType {
  const thin = s[SLOT.cash] < THIN_MONTHS * s[SLOT.essential];
  if (s[SLOT.home] > 0) return thin ? 'owner_thin' : 'owner_buffered';
  return thin ? 'renter_thin' : 'renter_buffered';
}

export const HOUSEHOLD_TYPE_WORDS: Readonly<Record<HouseholdType | 'all', string>> = {
  renter_thin: 'rents, under a month of cash',
  renter_buffered: 'rents, a month of cash or more',
  owner_thin: 'owns, under a month of cash',
  owner_buffered: 'owns, a month of cash or more',
  all: 'all',
};
