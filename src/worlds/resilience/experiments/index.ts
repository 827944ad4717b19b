/** Every kind of experiment that the resilience world offers. */
import type { Experiment } from '../../../lab/index.ts';
import { evaluate } from './evaluate/experiment.ts';
import { train } from './train/experiment.ts';

export const EXPERIMENTS: readonly Experiment<never>[] = [train as unknown as Experiment<never>, evaluate as unknown as Experiment<never>];

export {
  generateTrainingScenarios,
  loadTrainingResults,
  runTrainingSession,
  saveTrainingResults,
  type TrainingSession,
} from './session.ts';
export { type Playbook, playbookOfScenarios } from './playbook-session.ts';
