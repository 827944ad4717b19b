import { type DecisionList, GREEDY, listPlanner, RULE_BOOK, WAIT } from '../planners/index.ts';
import { PathSet } from '../routes/index.ts';
import { episodeOf, episodeSource, type ShockTable } from '../shocks/index.ts';
import { type HouseholdSpec, householdState } from '../state/index.ts';
import { lookAt, type PlanOutcome } from './plan-outcome.ts';

const START_MONTH = 1;

export interface StressOptions {
  readonly table: ShockTable;
  readonly months: number;
  readonly paths: number;
  readonly seed: string;
  /** Plans of the household's own, by name. */
  readonly plans?: Readonly<Record<string, DecisionList>>;
}

/** A household through a named episode, under simple planners and its own plans, all on the same draws of its own fate. @throws UNKNOWN_EPISODE */
export function stress(
  household: HouseholdSpec,
  name: string,
  { table, months, paths: count, seed, plans = {} }: StressOptions,
): PlanOutcome[] {
  const { source, parameters } = episodeSource(episodeOf(name), table, START_MONTH);
  const situation = { initial: householdState(household), shocks: source, months, parameters };
  const paths = new PathSet(situation, [seed, 'stress', name], 0, count);
  const book = lookAt(paths, RULE_BOOK, count, null);
  const own = Object.entries(plans).map(([plan, list]) => listPlanner(plan, list, `plans.${plan}`));
  return [book.outcome, ...[WAIT, GREEDY, ...own].map((planner) => lookAt(paths, planner, count, book.costs).outcome)];
}
