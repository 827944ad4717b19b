/** The door of the payments world, for libraries and for the lab. */
export type {
  AgentConfig,
  AgentResult,
  CostBreakdown,
  PolicySpec,
  Rules,
  Scenario,
  SimulateOptions,
  SimulationResult,
  Simulator,
} from './engine/index.ts';
export type { Equilibrium, Exploitability, Planner, Solution } from './equilibrium/index.ts';
export type { CompiledPolicy, ConstraintSet, PolicyDocument, PolicyIssue } from './policy/index.ts';
export type { OptimiseConfig, RenderedPrompt, RenderPromptOptions } from './optimise/index.ts';
import type { World } from '../../lab/index.ts';
import { EXPERIMENTS } from './experiments/index.ts';

export { createSimulator, simulate } from './engine/index.ts';
export { bestResponse, nashConv, solve } from './equilibrium/index.ts';
export { compilePolicy, explainPolicy, parsePolicy, validatePolicy } from './policy/index.ts';
export { optimise, renderPrompt } from './optimise/index.ts';
export { readScenario } from './scenario/index.ts';

export const paymentsWorld: World = {
  name: 'payments',
  experiments: EXPERIMENTS,
};
