import { exp, ln } from '../../../core/index.ts';
import { CREDIT, EARNER_SIZE, type HouseholdState, type MoveParams, type Operator, SLOT, WORK } from '../state/index.ts';

/** A numeric parameter; moves are checked against the defaults of their operator before they come here. */
export const num = (params: MoveParams, name: string): number => Number(params[name]);
export const monthsOfEssential = (s: HouseholdState, months: number): number => Math.round(months * s[SLOT.essential]);

export const ALWAYS = (): number => 1;
export const FREE = (): number => 0;

/** An operator at once, free and certain unless it says otherwise. */
export function operator(spec: Pick<Operator, 'id' | 'family' | 'summary' | 'refusal' | 'apply'> & Partial<Operator>): Operator {
  return { defaults: {}, latencyMonths: 0, cooldownMonths: 0, success: ALWAYS, costCents: FREE, ...spec };
}

export function isEmployed(s: HouseholdState): boolean {
  return s[SLOT.firstStatus] === WORK.employed || s[SLOT.firstStatus + EARNER_SIZE] === WORK.employed;
}

/** Slot offset of the first earner out of work, or -1. */
export function unemployedEarner(s: HouseholdState): number {
  if (s[SLOT.firstStatus] === WORK.unemployed) return 0;
  return s[SLOT.firstStatus + EARNER_SIZE] === WORK.unemployed ? EARNER_SIZE : -1;
}

export const debtToIncome = (s: HouseholdState): number =>
  s[SLOT.monthIncome] > 0 ? s[SLOT.monthService] / s[SLOT.monthIncome] : Number.POSITIVE_INFINITY;

const BASE_APPROVAL = { [CREDIT.prime]: 0.85, [CREDIT.near]: 0.55, [CREDIT.sub]: 0.15 } as Readonly<Record<number, number>>;
const COMFORTABLE_DTI = 0.36;
const DTI_WEIGHT = 4;
const COMFORTABLE_LTV = 0.8;
const LTV_WEIGHT = 6;
const DELINQUENCY_WEIGHT = 0.5;
const UNEMPLOYED_FACTOR = 0.1;

/**
 * Probability that a lender says yes: logistic in debt service over income, loan over value where a home secures it, months behind, and the
 * credit band; a tenth of it without a job [C].
 */
export function approval(s: HouseholdState, loanToValue = 0): number {
  const base = BASE_APPROVAL[s[SLOT.creditBand]];
  const strain =
    DTI_WEIGHT * Math.max(0, Math.min(1, debtToIncome(s)) - COMFORTABLE_DTI) +
    LTV_WEIGHT * Math.max(0, loanToValue - COMFORTABLE_LTV) +
    DELINQUENCY_WEIGHT * s[SLOT.delinquentMonths];
  return (1 / (1 + exp(strain - ln(base / (1 - base))))) * (isEmployed(s) ? 1 : UNEMPLOYED_FACTOR);
}
