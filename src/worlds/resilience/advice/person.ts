import type { Person } from '../people/index.ts';
import type { HouseholdSpec } from '../state/index.ts';

/** A household of one's own, as retrieval looks at people. */
export function personOf(household: HouseholdSpec): Person {
  return {
    id: 'own',
    name: 'own',
    ageYears: household.ageYears,
    lifeStage: 'mid_career',
    occupation: 'own',
    sector: 'services',
    familyStatus: household.marital,
    location: '',
    riskTolerance: 'Moderate',
    goals: [],
    incomeCents: 12 * household.earners.reduce((sum, { wageCents }) => sum + wageCents, 0),
    profile: 'calibrated',
    household,
  };
}
