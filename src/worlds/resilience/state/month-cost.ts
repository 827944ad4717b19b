import type { Objective } from './parameters.ts';
import { SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

const { essential, flowFees, recoveredMonth, shockMonth, trim, unpaidShare } = SLOT;

/**
 * What a closed month costs (9.8), undiscounted and without default: 1{shocked, not recovered} + trim level + unpaid share + fees of its
 * decision in months of essentials, each with its weight. `feesBefore` is the flow of fees before the decision.
 */
export function monthCost(s: HouseholdState, feesBefore: number, objective: Objective): number {
  const open = s[shockMonth] >= 0 && s[recoveredMonth] < 0 ? objective.unrecovered : 0;
  const friction = (feesBefore - s[flowFees]) / s[essential];
  return open + objective.trimLevel * s[trim] + objective.unpaid * s[unpaidShare] + friction;
}
