import type { HouseholdSpec } from '../state/index.ts';
import type { Goal } from './goals.ts';
import type { LifeStage } from './life-stage.ts';

export const PROFILES = ['calibrated', 'legacy'] as const;
/** Whose laws hold: those fitted to public figures, or those of the earlier system. */
export type Profile = (typeof PROFILES)[number];

export const RISK_TOLERANCES = ['Conservative', 'Moderate', 'Aggressive', 'Very Aggressive'] as const;
export type RiskTolerance = (typeof RISK_TOLERANCES)[number];
/** Relative risk aversion, the gamma of CRRA utility, by what people say of themselves [C]. */
export const RISK_AVERSION: Readonly<Record<RiskTolerance, number>> = { Conservative: 8, Moderate: 5, Aggressive: 3, 'Very Aggressive': 2 };

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly ageYears: number;
  readonly lifeStage: LifeStage;
  readonly occupation: string;
  readonly sector: string;
  readonly familyStatus: string;
  readonly location: string;
  readonly riskTolerance: RiskTolerance;
  readonly goals: readonly Goal[];
  /** Gross, all earners, cents a year. */
  readonly incomeCents: number;
  readonly profile: Profile;
  readonly household: HouseholdSpec;
}

/** Weights by age in years; each age stands for itself. */
export type AgeDistribution = Readonly<Record<string, number>>;
