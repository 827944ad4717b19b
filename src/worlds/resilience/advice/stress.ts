import { type DecisionList, GREEDY, listPlanner, type PlannerName, RULE_BOOK, WAIT } from '../planners/index.ts';
import { episodeSituation, PathSet } from '../routes/index.ts';
import type { ShockTable } from '../shocks/index.ts';
import type { HouseholdSpec } from '../state/index.ts';
import { computed } from './computed.ts';
import { lookAt, type PlanOutcome } from './plan-outcome.ts';

export interface StressOptions {
  readonly table: ShockTable;
  readonly months: number;
  readonly paths: number;
  readonly seed: string;
  /** Plans of the household's own, by name. */
  readonly plans?: Readonly<Record<string, DecisionList>>;
  /** Further planners (default: greedy alone). */
  readonly planners?: readonly PlannerName[];
  /** Paths of those that compute for each household or at each decision (default 20). */
  readonly heavyPaths?: number;
}

/** A household through a named episode, under simple planners and its own plans, all on the same draws of its own fate. @throws UNKNOWN_EPISODE */
export function stress(
  household: HouseholdSpec,
  name: string,
  { table, months, paths: count, seed, plans = {}, planners = [GREEDY.id as PlannerName], heavyPaths = 20 }: StressOptions,
): PlanOutcome[] {
  const situation = episodeSituation(household, name, table, months);
  const paths = new PathSet(situation, [seed, 'stress', name], 0, count);
  const book = lookAt(paths, RULE_BOOK, count, null);
  const own = Object.entries(plans).map(([plan, list]) => listPlanner(plan, list, `plans.${plan}`));
  const others = computed(planners, situation, { seed, paths: count, heavyPaths });
  return [
    book.outcome,
    ...[WAIT, ...own].map((planner) => lookAt(paths, planner, count, book.costs).outcome),
    ...others.map(({ planner, count: played }) => lookAt(paths, planner, played, book.costs).outcome),
  ];
}
