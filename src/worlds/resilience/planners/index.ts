export type { Bound, DecisionList, Rule } from './decision-list.ts';
export { compileRule, listPlanner, ruleText } from './decision-list.ts';
export { lookAround, OBSERVATION_NAMES, type ObservationName, SEEN } from './observe.ts';
export { rollout, type RolloutOptions } from './rollout.ts';
export { RULE_BOOK, RULE_BOOK_LIST } from './rule-book.ts';
export { GREEDY, RANDOM } from './simple.ts';
export { contextAt, costFrom, expectedTwin, type Node, nodeAt, referencePath, type Situation } from './walk.ts';
export { WAIT } from '../moves/index.ts';
export { MOVE_ROLE, moveQuestion } from './move-question.ts';
export { PLAN_ROLE, planQuestion } from './plan-question.ts';
export {
  makePlanner,
  PLANNER_NAMES,
  PLANNERS,
  type PlannerEntry,
  plannerEntry,
  type PlannerMaking,
  type PlannerName,
} from './catalogue.ts';
export { LEGACY } from './legacy.ts';
export { lsmcPlanner, type LsmcOptions } from './lsmc.ts';
export { type OpenLoopOptions, type OpenLoopPlan, openLoopPlanner, searchOpenLoop } from './open-loop.ts';
export { type GridSolution, optimal, solveHousehold } from './optimal.ts';
export { householdGrid } from './grid/household-problem.ts';
export { outlineOf } from './grid/outline.ts';
