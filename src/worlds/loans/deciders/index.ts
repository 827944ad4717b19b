/** Deciders of the lab market: rules, learners, and what is put to those who are asked. */
export { type AskSettings, bankInput, pastRound } from './bank-input.ts';
export { type FrozenLearners, frozenPolicy, MOST_LEARNERS, subgame, trainLearners } from './frozen-learner.ts';
export { collusionIndex, nearestAction, type QGrid, qGrid } from './q-grid.ts';
export {
  actionOf,
  checkSize,
  cycleFrom,
  jointCount,
  nextState,
  type QGame,
  type QSession,
  type QSettings,
  type QStrategies,
  trainSession,
} from './q-table.ts';
export { clampRate, NEEDS_EQUILIBRIUM, type Rule, RULES, strategyRule } from './rules.ts';
export { BY_STRATEGY, DECIDER_WORDS, LEARNER, type ModelChoice, type Seat, seatOf, specOf } from './seats.ts';
