/** A path that can be left and taken up at a decision node: what looking ahead needs. Costs are those of 9.8, as `simulatePath` counts them. */
import { advancePending, MENU, playByLuck, refusalOf, twinPath } from '../moves/index.ts';
import {
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  type Draws,
  type HouseholdState,
  type MacroState,
  macroState,
  monthCost,
  type Move,
  netWorth,
  openMonth,
  type Parameters,
  type PlanContext,
  type Planner,
  type ShockSource,
  SLOT,
  updateRecovery,
} from '../state/index.ts';

/** A household with what may happen to it. */
export interface Situation {
  readonly initial: HouseholdState;
  readonly shocks: ShockSource;
  readonly months: number;
  readonly parameters?: Parameters;
  /**
   * What net worth must come back to: `twin`, the same household on the same numbers without the shock (default), or `pre_shock`, its own
   * real net worth at the start: the measure of a whole episode, in which a twin would be spared by everything at once.
   */
  readonly reference?: 'twin' | 'pre_shock';
}

/** Net worth to come back to by month, in prices of month 0, cents. */
export function referencePath({ initial, months, parameters, reference }: Situation, draws: Draws): Float64Array {
  return reference === 'pre_shock' ? new Float64Array(months).fill(netWorth(initial)) : twinPath(initial, months, draws, parameters);
}

/** A household at the decision of a month. */
export interface Node {
  readonly state: HouseholdState;
  readonly macro: MacroState;
  readonly month: number;
}

const ended = (s: HouseholdState): boolean => s[SLOT.defaulted] === 1 || s[SLOT.recoveredMonth] >= 0;

export function contextAt(node: Node, horizonMonths: number, draws: Draws, parameters: Parameters): PlanContext {
  const context: PlanContext = {
    macro: node.macro,
    parameters,
    month: node.month,
    horizonMonths,
    draws,
    legal: () => MENU.filter((move) => refusalOf(node.state, move, context) === null),
  };
  return context;
}

/** The node of a month under a planner; null when the path ends before. */
export function nodeAt(situation: Situation, planner: Planner, month: number, draws: Draws, twin: Float64Array): Node | null {
  const { initial, shocks, months, parameters = DEFAULT_PARAMETERS } = situation;
  const state = initial.slice();
  const macro = macroState(parameters);
  const factors = correlationFactors(parameters);
  for (let t = 0; t <= month; t++) {
    openMonth(state, macro, draws, t, parameters, factors, shocks);
    const node = { state, macro, month: t };
    const context = contextAt(node, months, draws, parameters);
    advancePending(state, context);
    if (t === month) return node;
    planner.plan(state, context).forEach((move) => playByLuck(state, move, context));
    closeMonth(state, t, parameters);
    updateRecovery(state, macro, twin[t]);
    if (ended(state)) return null;
  }
  return null;
}

/**
 * Discounted cost from a node on: `first` is played now, then the planner decides for at most `lookMonths`; a path that is cut off before the
 * horizon pays what it would pay at its end. The node stays as it is. `twin` is net worth without the shock, by month, in prices of month 0.
 */
export function costFrom(
  situation: Situation,
  node: Node,
  first: readonly Move[],
  planner: Planner,
  draws: Draws,
  twin: Float64Array,
  lookMonths = situation.months,
): number {
  const { shocks, months, parameters = DEFAULT_PARAMETERS } = situation;
  const { objective } = parameters;
  const factors = correlationFactors(parameters);
  const state = node.state.slice();
  const macro = node.macro.slice();
  const end = Math.min(months, node.month + lookMonths);
  let cost = 0;
  let weight = 1;
  for (let t = node.month; t < end && !ended(state); t++) {
    const context = contextAt({ state, macro, month: t }, months, draws, parameters);
    if (t > node.month) {
      openMonth(state, macro, draws, t, parameters, factors, shocks);
      advancePending(state, context);
    }
    const before = state[SLOT.flowFees];
    const moves = t === node.month ? first : planner.plan(state, context);
    for (let i = 0; i < moves.length && i < 2; i++) playByLuck(state, moves[i], context);
    closeMonth(state, t, parameters);
    updateRecovery(state, macro, twin[t]);
    cost += weight * monthCost(state, before, objective);
    weight *= objective.discount;
    if (state[SLOT.defaulted] === 1) cost += weight * objective.defaultPenalty;
  }
  if (!ended(state) && state[SLOT.shockMonth] >= 0) cost += weight * objective.terminalUnrecovered;
  return cost;
}

/** Net worth without the shock that a household may expect, by month: the mean of twins. */
export function expectedTwin(situation: Situation, drawsOf: (index: number) => Draws, paths: number): Float64Array {
  const { months } = situation;
  const mean = new Float64Array(months);
  for (let k = 0; k < paths; k++) {
    const twin = referencePath(situation, drawsOf(k));
    for (let t = 0; t < months; t++) mean[t] += twin[t] / paths;
  }
  return mean;
}
