/** The door of the enterprise world, for libraries and for the lab. */
export type { Calibration } from './calibration/index.ts';
export type { PanelPolicy, PanelSpec, Scenario, SyntheticPanel } from './panel/index.ts';
export type { DataSource, SurveyPanel } from './survey/index.ts';
export type {
  Classifier,
  ErrorConvention,
  FixedEffectsFit,
  MultinomialLogit,
  PanelRegression,
  TrainingSet,
  TransitionScores,
} from './learners/index.ts';
import type { World } from '../../lab/index.ts';
import { EXPERIMENTS } from './experiments/index.ts';

export { calibrate, parseCalibration } from './calibration/index.ts';
export { compareScenarios, outcomeOf, simulatePanel, startPanel } from './panel/index.ts';
export { builtInPolicy, hazardPolicy, POLICIES } from './policies/index.ts';
export { generateFixture, readCanonical } from './survey/index.ts';
export {
  fitFixedEffects,
  fitGradientBoosting,
  fitMarkovByStatus,
  fitMultinomialLogit,
  fitRandomForest,
  hazardScores,
  transitionScores,
  wildClusterBootstrap,
} from './learners/index.ts';

export const enterpriseWorld: World = {
  name: 'enterprise',
  experiments: EXPERIMENTS,
};
