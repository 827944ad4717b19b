/** The second objective: what a household lives on, as one steady amount that is worth as much to it. */
import { exp, ln } from '../../../../core/index.ts';
import type { Living } from '../../state/index.ts';

/** Nobody lives on less than this share of the essentials planned at the start: food aid, family, a shelter [C]. */
const FLOOR_SHARE = 0.25;

export interface LivingTerms {
  /** Relative risk aversion, above 1. */
  readonly gamma: number;
  /** Worth of a month later, of a month now. */
  readonly discount: number;
  /** What is lived on a month when nothing is trimmed and all is paid, at the start. */
  readonly planned: number;
  /** Essentials a month, at the start; in the same money. */
  readonly essential: number;
}

/**
 * Certainty-equivalent consumption of a path of T months, in the money of its amounts, a month, prices of month 0. With u(c) = c^(1 - gamma) /
 * (1 - gamma), the steady c that solves
 *
 *     u(c) sum_{t >= 0} beta^t = sum_{t < T} beta^t u(c_t) + sum_{t >= T} beta^t u(c_T),   c_T = planned + (1 - beta) W_T:
 *
 * beyond the horizon the household goes back to what it planned at the start, raised by the interest on its real net worth W_T at the rate of its
 * own impatience, or lowered by that on what it owes. So a dollar saved weighs as much as a dollar spent but for the curvature of u, no number
 * of years has to be chosen, and moves that turn one balance into another gain nothing by it: hence net worth, and not liquid wealth alone [C].
 * Every c_t counts as a quarter of the planned essentials at least: zero consumption has no utility. Above zero throughout.
 */
export function certaintyEquivalent({ monthlyCents, wealthCents }: Living, { gamma, discount, planned, essential }: LivingTerms): number {
  const floor = FLOOR_SHARE * essential;
  let weight = 1 - discount;
  let sum = 0;
  for (let t = 0; t < monthlyCents.length; t++) {
    sum += weight * lossOf(Math.max(floor, monthlyCents[t]) / planned, gamma);
    weight *= discount;
  }
  const after = Math.max(floor, planned + (1 - discount) * wealthCents);
  sum += (weight / (1 - discount)) * lossOf(after / planned, gamma);
  return planned * amountOf(sum, gamma);
}

/** c^(1 - gamma): falls with c; its mean over paths is expected utility but for sign and scale. */
export const lossOf = (amount: number, gamma: number): number => exp((1 - gamma) * ln(amount));

/** The steady amount of a mean loss. */
export const amountOf = (loss: number, gamma: number): number => exp(ln(loss) / (1 - gamma));
