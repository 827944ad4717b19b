export { adapt, isPossible } from './adapt.ts';
export { mergeRoutes, readRoutes, writeRoutes } from './database.ts';
export { distance, FEATURE_NAMES, featuresOf, scaleOf } from './features.ts';
export { learnedBy, learnRoute, type LearnOptions } from './learn.ts';
export { edgePath, makeRecord, type Provenance } from './make-record.ts';
export { PathSet } from './paths.ts';
export { type Household, type RaceOptions, type RaceResult, type Ranked, raceRoutes } from './race.ts';
export { policyOf, type RouteRecord, routeSchema } from './record.ts';
export { type PlayableRoute, retrieve, type RouteBase, routeBase } from './retrieve.ts';
export {
  drawScenarios,
  episodeSituation,
  type Scenario,
  type ScenarioOptions,
  situationOf,
  type Split,
  SPLITS,
  splitOf,
} from './scenario.ts';
export {
  type Difference,
  meanOf,
  pairedDifference,
  type Proportion,
  proportion,
  type RecoveryCurve,
  recoveryCurve,
} from './statistics.ts';
export { seedState, successScore } from './success-score.ts';
export { policyOfSeed, readSeedRoutes, type SeedRoute } from './seed-schema.ts';
