/** The door of the evaluation room: forecasts of real transitions, and simulated panels beside observed ones. */
export { type Design, DESIGNS, type Fold, foldsOf, pooledTest } from './designs.ts';
export { type BaselineName, baselineForecast, BASELINES, type Forecast, truthForecast } from './forecasters.ts';
export { sourceStamps } from './gates.ts';
export { type PredictionSets, predictionSets } from './conformal.ts';
export { type CalibrationLine, measure, type Measured, type Question } from './measures.ts';
export { newerWave, type Probe, shuffledLabels, shuffledState } from './probes.ts';
export { type CalibratedOn, type Recalibrated, recalibrations, type Spoken } from './recalibration.ts';
export { clusteredMean, type Skill, skillsOf, type Verdict, VERDICTS } from './skill.ts';
export { LEAST_ROWS, type SubgroupScore, subgroupScores } from './subgroups.ts';
export {
  DEFAULT_FEATURES,
  type FeatureName,
  FEATURES,
  knownFeatures,
  takeRows,
  type Timing,
  TIMING_WORDS,
  TIMINGS,
  type TransitionData,
  transitionData,
} from './transition-data.ts';
export { outOfFold, type Part, type Transport, transport } from './transport.ts';
export { type VoteForecast, voteForecast } from './votes.ts';
export * from './validation/index.ts';
