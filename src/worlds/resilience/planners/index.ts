export type { Bound, DecisionList, Rule } from './decision-list.ts';
export { compileRule, listPlanner, ruleText } from './decision-list.ts';
export { OBSERVATION_NAMES, OBSERVATIONS, type ObservationName } from './observe.ts';
export { rollout, type RolloutOptions } from './rollout.ts';
export { RULE_BOOK, RULE_BOOK_LIST } from './rule-book.ts';
export { GREEDY, RANDOM } from './simple.ts';
export { contextAt, costFrom, expectedTwin, type Node, nodeAt, referencePath, type Situation } from './walk.ts';
export { WAIT } from '../moves/index.ts';
export { MOVE_ROLE, moveQuestion } from './language-model.ts';
