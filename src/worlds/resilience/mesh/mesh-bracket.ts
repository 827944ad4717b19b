import { studentTInterval } from '../../../core/index.ts';
import { playOut } from './play-out.ts';
import type { FiniteProblem } from './problem.ts';
import { stochasticMesh } from './stochastic-mesh.ts';

export interface MeshBracketOptions {
  /** Nodes per month. */
  readonly nodes: number;
  readonly seed: number | string;
  /** Independent meshes (default 8). */
  readonly meshes?: number;
  /** Fresh episodes of the last mesh's policy (default 4 000). */
  readonly episodes?: number;
}

export interface MeshBracket {
  /** Mean of the mesh's own estimates: too low in expectation, for it takes the least of noisy numbers. */
  readonly optimistic: number;
  /** Mean cost of the mesh's policy on fresh paths: too high in expectation. */
  readonly pessimistic: number;
  /** From the lower end of the first's interval to the upper end of the second's: holds the optimum with 95 % at least. */
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/** The two estimators of Broadie and Glasserman (2004) and the interval that they give together. */
export function meshBracket(problem: FiniteProblem, start: number, options: MeshBracketOptions): MeshBracket {
  const { nodes, seed, meshes = 8, episodes = 4000 } = options;
  const solved = Array.from({ length: meshes }, (_, k) => stochasticMesh(problem, start, { nodes, seed: `${seed}/${k}` }));
  const own = studentTInterval(
    Float64Array.from(solved, ({ meshEstimate }) => meshEstimate),
    0.95,
  );
  const { cost } = playOut(problem, solved[meshes - 1].policy, start, episodes, seed);
  return { optimistic: own.estimate, pessimistic: cost.mean, low: own.low, high: cost.mean + Z * cost.standardError };
}
