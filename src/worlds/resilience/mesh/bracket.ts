import { dualBound } from './bounds.ts';
import type { Estimate } from './estimate.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { lookahead, valuesByMonth } from './greedy-table.ts';
import { lsmc } from './lsmc.ts';
import { type PlayedOut, playOut } from './play-out.ts';
import type { FiniteProblem, TablePolicy } from './problem.ts';
import { stochasticMesh } from './stochastic-mesh.ts';
import { valueIteration } from './value-iteration.ts';

/** Improvements of the rule book whose values the dual looks ahead with. */
const IMPROVEMENTS = 3;

export interface BracketOptions {
  readonly start: number;
  readonly ruleBook: TablePolicy;
  readonly features: (state: number) => Float64Array;
  readonly groupOf?: (state: number) => number;
  readonly seed: number;
  readonly dualPaths: number;
  readonly lsmcPaths: number;
  readonly meshNodes: number;
  readonly episodes: number;
}

export interface PolicyRow {
  readonly policy: string;
  readonly cost: number;
  readonly recovered: number;
  readonly defaulted: number;
  /** (cost - exact) / exact. */
  readonly gap: number;
  /** (cost - dual bound) / cost: what is proved without the exact optimum. */
  readonly provenGap: number;
}

export interface Bracket {
  readonly exact: number;
  readonly action: string;
  readonly recovered: number;
  readonly defaulted: number;
  readonly dual: Estimate;
  readonly clairvoyant: Estimate;
  readonly meshEstimate: number;
  readonly simulated: PlayedOut;
  readonly policies: readonly PolicyRow[];
  readonly backups: number;
}

/** The optimum from a start, what bounds it from below, and every policy's exact cost above it. */
export function bracket(problem: FiniteProblem, options: BracketOptions): Bracket {
  const { start, ruleBook, seed } = options;
  const best = valueIteration(problem);
  const optimal = evaluatePolicy(problem, best.policy);
  const ruleValues = valuesByMonth(problem, ruleBook);
  const rollout = lookahead(problem, ruleValues, 'rollout');
  const mesh = stochasticMesh(problem, start, { nodes: options.meshNodes, seed });
  const regression = lsmc(problem, {
    paths: options.lsmcPaths,
    seed,
    start,
    ruleBook,
    features: options.features,
    ...(options.groupOf !== undefined && { groupOf: options.groupOf }),
  });
  // The dual must not know the optimum: it looks ahead with the values of the best policy that was found without it.
  // Each further month of looking ahead tightens it, for errors of the values add up over the horizon.
  let guess = valuesByMonth(problem, rollout);
  for (let k = 1; k < IMPROVEMENTS; k++) guess = valuesByMonth(problem, lookahead(problem, guess, 'improved'));
  const dual = dualBound(problem, start, guess, options.dualPaths, seed);
  const clairvoyant = dualBound(problem, start, null, options.dualPaths, seed);
  const exact = best.value[start];
  const row = (policy: TablePolicy | null, id: string): PolicyRow => {
    const value = evaluatePolicy(problem, policy);
    const cost = value.cost[start];
    return {
      policy: id,
      cost,
      recovered: value.recovered[start],
      defaulted: value.defaulted[start],
      gap: (cost - exact) / exact,
      provenGap: (cost - dual.mean) / cost,
    };
  };
  const wait: TablePolicy = { id: 'wait', table: new Uint8Array(problem.states) };
  return {
    exact,
    action: problem.actions[best.policy.table[start]],
    recovered: optimal.recovered[start],
    defaulted: optimal.defaulted[start],
    dual,
    clairvoyant,
    meshEstimate: mesh.meshEstimate,
    simulated: playOut(problem, best.policy, start, options.episodes, seed),
    policies: [rollout, regression, mesh.policy, ruleBook, wait].map((policy) => row(policy, policy.id)).concat(row(null, 'random')),
    backups: best.backups,
  };
}
