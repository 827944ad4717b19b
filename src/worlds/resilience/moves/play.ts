import { CeterisError } from '../../../core/index.ts';
import {
  audit,
  CHANNEL,
  type HouseholdState,
  type Move,
  type MoveContext,
  type MoveOutcome,
  type MoveParams,
  type Operator,
  type PlanContext,
  SLOT,
} from '../state/index.ts';
import { chargeFee } from './debt.ts';
import { advanceTraining } from './income.ts';
import { INDEX_OF, OPERATORS, operatorOf } from './operators.ts';

const { cash, retrainLeft, pendingA, pendingB } = SLOT;
const PENDING = [pendingA, pendingB] as const;
const PENDING_LEFT = 1;
const PENDING_VALUE = 2;

/** The earlier system's constants by family; it never drew them. */
const LEGACY_SUCCESS: Readonly<Record<Operator['family'], number>> = {
  rebalance: 0.9,
  debt_restructure: 0.85,
  income_optimization: 0.7,
  capital_efficiency: 0.95,
  risk_management: 0.95,
  none: 1,
};

/** Probability that a move takes effect once tried, by the law of the parameters. Pure. */
export function successProbability(s: HouseholdState, move: Move, context: MoveContext): number {
  const operator = operatorOf(move.operator);
  return context.parameters.successLaw === 'legacy' ? LEGACY_SUCCESS[operator.family] : operator.success(s, move.params, context);
}

/** Why a move may not be played now; null: it may. Pure. */
export function refusalOf(s: HouseholdState, move: Move, context: MoveContext): string | null {
  return refusalBy(operatorOf(move.operator), s, move.params, context);
}

/** The same of an operator that was looked up before. */
export function refusalBy(operator: Operator, s: HouseholdState, params: MoveParams, context: MoveContext): string | null {
  const { cooldownSlot } = operator;
  if (cooldownSlot >= 0 && s[cooldownSlot] > 0) return `not again for ${s[cooldownSlot]} months`;
  if (operator.latencyMonths > 0) {
    const code = (INDEX_OF.get(operator.id) ?? 0) + 1;
    if (s[pendingA] === code || s[pendingB] === code) return 'already under way';
    if (s[pendingA] > 0 && s[pendingB] > 0) return 'two moves are under way';
  }
  const refusal = operator.refusal(s, params, context);
  if (refusal !== null) return refusal;
  if (operator.costCents === null) return null;
  const cost = operator.costCents(s, params, context);
  return cost > 0 && s[cash] < cost ? 'too little cash for its cost' : null;
}

/**
 * Play a move on a household, in place: cost first, then success by `uniform`, then the effect, at once or queued. Outside the
 * precondition `skip` leaves the household as it is, `strict` throws.
 * @throws MOVE_REFUSED, UNKNOWN_MOVE
 */
export function play(s: HouseholdState, move: Move, context: MoveContext, uniform: number, mode: 'skip' | 'strict' = 'skip'): MoveOutcome {
  const operator = operatorOf(move.operator);
  const refusal = refusalBy(operator, s, move.params, context);
  if (refusal !== null) {
    if (mode === 'strict')
      throw new CeterisError('MOVE_REFUSED', `${operator.id} can't be played: ${refusal}.`, 'Play it with skips, or choose a legal move.');
    return { executed: false, succeeded: false, refusal, feesCents: 0, taxesCents: 0 };
  }
  const fees = s[SLOT.flowFees];
  const taxes = s[SLOT.flowTaxes];
  const probability = successProbability(s, move, context);
  const cost = operator.costCents?.(s, move.params, context) ?? 0;
  if (cost > 0) chargeFee(s, cost);
  if (operator.cooldownSlot >= 0) s[operator.cooldownSlot] = operator.cooldownMonths;
  const succeeded = uniform < probability;
  if (succeeded) {
    if (operator.latencyMonths === 0) operator.apply(s, move.params, context);
    else queue(s, operator, move);
  }
  audit(s, operator.id);
  return { executed: true, succeeded, refusal: null, feesCents: fees - s[SLOT.flowFees], taxesCents: taxes - s[SLOT.flowTaxes] };
}

/**
 * Play a move by the chance that the path holds for its operator in this month: to turn the order of two moves, or to play another one
 * beside them, changes nobody's luck. @throws UNKNOWN_MOVE
 */
export function playByLuck(s: HouseholdState, move: Move, context: PlanContext): MoveOutcome {
  const channel = CHANNEL.moves + (INDEX_OF.get(move.operator) ?? 0);
  return play(s, move, context, context.draws.uniform(context.month, channel));
}

function queue(s: HouseholdState, operator: Operator, { params }: Move): void {
  const slot = s[pendingA] === 0 ? pendingA : pendingB;
  s[slot] = (INDEX_OF.get(operator.id) ?? 0) + 1;
  s[slot + PENDING_LEFT] = operator.latencyMonths;
  s[slot + PENDING_VALUE] = operator.latentParam === null ? 0 : Number(params[operator.latentParam]);
}

/** Before the decision of a month: what was under way comes one month closer; what is due takes effect where it still may. */
export function advancePending(s: HouseholdState, context: MoveContext): void {
  if (s[retrainLeft] + s[pendingA] + s[pendingB] === 0) return;
  advanceTraining(s);
  for (const slot of PENDING) {
    if (s[slot] === 0 || --s[slot + PENDING_LEFT] > 0) continue;
    const operator = OPERATORS[s[slot] - 1];
    s[slot] = 0;
    const { latentParam, defaults } = operator;
    const params = latentParam === null ? defaults : { ...defaults, [latentParam]: s[slot + PENDING_VALUE] };
    if (operator.refusal(s, params, context) !== null) continue;
    operator.apply(s, params, context);
    audit(s, operator.id);
  }
}
