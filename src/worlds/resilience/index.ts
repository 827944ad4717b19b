/** The door of the resilience world, for libraries and for the lab. */
export { HARDY, studentTails } from './state/index.ts';
export type {
  Dynamics,
  HouseholdSpec,
  HouseholdState,
  Move,
  Operator,
  PathOutcome,
  Planner,
  ShockEvent,
  ShockSource,
} from './state/index.ts';
import type { World } from '../../lab/index.ts';
import { EXPERIMENTS } from './experiments/index.ts';

export {
  generateTrainingScenarios,
  loadTrainingResults,
  type Playbook,
  playbookOfScenarios,
  runTrainingSession,
  saveTrainingResults,
  type TrainingSession,
} from './experiments/index.ts';
export { mergeRoutes, policyOfSeed, readSeedRoutes, type RouteRecord, type SeedRoute } from './routes/index.ts';
export { makePlanner, PLANNER_NAMES, type PlannerName, type Situation } from './planners/index.ts';
export { advise, stress } from './advice/index.ts';
export type { PlaybookRow } from './playbook/index.ts';

export const resilienceWorld: World = {
  name: 'resilience',
  experiments: EXPERIMENTS,
};
