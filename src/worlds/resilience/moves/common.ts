import { exp, ln } from '../../../core/index.ts';
import {
  CREDIT,
  EARNER_SIZE,
  type HouseholdState,
  type Move,
  type MoveContext,
  type MoveParams,
  type Operator,
  SLOT,
  WORK,
} from '../state/index.ts';

export const monthsOfEssential = (s: HouseholdState, months: number): number => Math.round(months * s[SLOT.essential]);

const ALWAYS = (): number => 1;

type Fixed = 'id' | 'family' | 'summary';
type Told<P, R> = (state: HouseholdState, params: P, context: MoveContext) => R;

/** What an operator says of itself. Its functions get the parameters in the kinds that the defaults have: `moveOf` lets no others in. */
interface Spec<P extends MoveParams> extends Pick<Operator, Fixed> {
  readonly defaults?: P;
  readonly latencyMonths?: number;
  readonly latentParam?: keyof P & string;
  readonly cooldown?: { readonly months: number; readonly slot: number };
  readonly refusal: Told<P, string | null>;
  readonly success?: Told<P, number>;
  readonly costCents?: Told<P, number>;
  readonly apply: Told<P, void>;
  readonly inverse?: (params: P) => Move;
}

/** An operator at once, free and certain unless it says otherwise; all of one shape, which engines read fastest. */
export function operator<P extends MoveParams = Readonly<Record<string, never>>>(spec: Spec<P>): Operator {
  return {
    id: spec.id,
    family: spec.family,
    summary: spec.summary,
    defaults: spec.defaults ?? {},
    latencyMonths: spec.latencyMonths ?? 0,
    latentParam: spec.latentParam ?? null,
    cooldownMonths: spec.cooldown?.months ?? 0,
    cooldownSlot: spec.cooldown?.slot ?? -1,
    refusal: spec.refusal as Operator['refusal'],
    success: (spec.success ?? ALWAYS) as Operator['success'],
    costCents: (spec.costCents ?? null) as Operator['costCents'],
    apply: spec.apply as Operator['apply'],
    inverse: (spec.inverse ?? null) as Operator['inverse'],
  };
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
