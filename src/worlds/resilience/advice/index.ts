export type { Advice, AdviceOptions, PlanAdvice, SideBySide } from './advise.ts';
export { advise } from './advise.ts';
export type { Buffer } from './buffer.ts';
export type { Driver } from './drivers.ts';
export { goalsOf, type HouseholdFile, householdFileSchema, householdOf, plansOf, shockOf } from './household-file.ts';
export type { Mean, PlanOutcome } from './plan-outcome.ts';
export type { Runway } from './runway.ts';
export { stress, type StressOptions } from './stress.ts';
