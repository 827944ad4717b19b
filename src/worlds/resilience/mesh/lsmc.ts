import { streamFor } from '../../../core/index.ts';
import { lookahead, rowValue } from './greedy-table.ts';
import { solveRidge } from './least-squares.ts';
import { playOut, sampleNext } from './play-out.ts';
import { actionAt, type FiniteProblem, type TablePolicy } from './problem.ts';

export interface LsmcOptions {
  /** Paths drawn in each round. */
  readonly paths: number;
  readonly seed: number | string;
  readonly start: number;
  /** Decides half of the months of the first round's paths; chance decides the others. */
  readonly ruleBook: TablePolicy;
  /** Features of a state, the constant first. */
  readonly features: (state: number) => Float64Array;
  /** States of different groups are fitted apart (default: all together). */
  readonly groupOf?: (state: number) => number;
  /** Rounds: from the second on, paths follow the policy fitted last (default 3). */
  readonly rounds?: number;
  /** Fresh episodes that decide which round is kept (default 4 000). */
  readonly validationEpisodes?: number;
}

const RIDGE = 1e-6;
const ROUNDS = 3;
const VALIDATION_EPISODES = 4000;
const EXPLORED = 0.5;
/** States drawn anywhere in each month, as a share of the paths: a fit must not run wild where the start doesn't lead. */
const SCATTERED = 0.5;
const FEWEST_SAMPLES = 200;

/**
 * Least-squares Monte Carlo with control randomisation (Kharroubi, Langrene and Pham 2014): paths are drawn with randomised actions, and
 * backward from the horizon the least of one month's cost and the fitted cost after it is regressed on features, on the states that were
 * visited. The policy looks one month ahead into the fits. It is drawn anew from its own paths in each round; the round whose policy costs
 * least on fresh episodes is kept. Its value must be found afresh, and is then an upper bound.
 */
export function lsmc(problem: FiniteProblem, options: LsmcOptions): TablePolicy {
  const { seed, start, ruleBook, rounds = ROUNDS, validationEpisodes = VALIDATION_EPISODES } = options;
  const phi = Array.from({ length: problem.states }, (_, state) => options.features(state));
  const groups = groupsOf(problem.states, options.groupOf);
  let best: { policy: TablePolicy; cost: number } | null = null;
  let behaviour = ruleBook;
  for (let round = 0; round < rounds; round++) {
    const visited = drawVisits(problem, behaviour, options, `${seed}/${round}`);
    const values = fitBackward(problem, visited, phi, groups);
    const policy = lookahead(problem, values, 'lsmc');
    const { mean } = playOut(problem, policy, start, validationEpisodes, `${seed}/validation`).cost;
    if (best === null || mean < best.cost) best = { policy, cost: mean };
    behaviour = policy;
  }
  return (best as { policy: TablePolicy }).policy;
}

function groupsOf(states: number, groupOf: (state: number) => number = () => 0): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (let state = 0; state < states; state++) (groups[groupOf(state)] ??= []).push(state);
  return groups;
}

/** How often each state is visited, months x states. */
function drawVisits(problem: FiniteProblem, behaviour: TablePolicy, { paths, start }: LsmcOptions, seed: string): Uint16Array {
  const { states, horizon } = problem;
  const actions = problem.actions.length;
  const stream = streamFor(seed, 'lsmc', problem.id);
  const visits = new Uint16Array(horizon * states);
  for (let path = 0; path < paths; path++) {
    let state = start;
    for (let month = 0; month < horizon && state >= 0; month++) {
      visits[month * states + state]++;
      const action = stream.real() < EXPLORED ? feasibleAction(problem, state, stream.real()) : actionAt(behaviour, problem, month, state);
      state = sampleNext(problem, state * actions + action, stream.real());
    }
  }
  for (let month = 0; month < horizon; month++) {
    for (let k = 0; k < SCATTERED * paths; k++) visits[month * states + stream.integer(0, states)]++;
  }
  return visits;
}

/** Fitted values by month, months x states with the horizon's last. */
function fitBackward(
  problem: FiniteProblem,
  visits: Uint16Array,
  phi: readonly Float64Array[],
  groups: readonly (readonly number[])[],
): Float64Array {
  const { states, horizon } = problem;
  const values = new Float64Array((horizon + 1) * states);
  values.set(problem.terminal, horizon * states);
  const most = (xs: Float64Array): number => xs.reduce((a, x) => Math.max(a, x), 0);
  const bound = Math.max(problem.defaultCost, most(problem.terminal)) + horizon * most(problem.stage);
  for (let month = horizon - 1; month >= 0; month--) {
    for (const group of groups) {
      const coefficients = fitGroup(problem, visits, phi, group, values, month);
      for (const state of group) {
        const fitted = coefficients === null ? values[(month + 1) * states + state] : dot(coefficients, phi[state]);
        values[month * states + state] = Math.min(bound, Math.max(0, fitted));
      }
    }
  }
  return values;
}

/** Null when too few of the group's states were visited in a month: the next month's fit stands in. */
function fitGroup(
  problem: FiniteProblem,
  visits: Uint16Array,
  phi: readonly Float64Array[],
  group: readonly number[],
  values: Float64Array,
  month: number,
): Float64Array | null {
  const { states } = problem;
  const width = phi[0].length;
  const a = new Float64Array(width * width);
  const b = new Float64Array(width);
  const active = new Int32Array(width);
  let samples = 0;
  for (const state of group) {
    const count = visits[month * states + state];
    if (count === 0) continue;
    samples += count;
    const y = leastValue(problem, state, values, (month + 1) * states);
    const x = phi[state];
    // Features are mostly 0 where they are hats: only the others count.
    let held = 0;
    for (let i = 0; i < width; i++) if (x[i] !== 0) active[held++] = i;
    for (let m = 0; m < held; m++) {
      const i = active[m];
      const weighted = count * x[i];
      b[i] += weighted * y;
      for (let k = 0; k <= m; k++) a[i * width + active[k]] += weighted * x[active[k]];
    }
  }
  if (samples < FEWEST_SAMPLES) return null;
  for (let i = 0; i < width; i++) for (let j = i + 1; j < width; j++) a[i * width + j] = a[j * width + i];
  return solveRidge(a, b, RIDGE);
}

function leastValue(problem: FiniteProblem, state: number, values: Float64Array, offset: number): number {
  const actions = problem.actions.length;
  let least = Number.POSITIVE_INFINITY;
  for (let row = state * actions; row < (state + 1) * actions; row++) {
    if (problem.feasible[row] === 1) least = Math.min(least, rowValue(problem, row, values, offset));
  }
  return least;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function feasibleAction(problem: FiniteProblem, state: number, uniform: number): number {
  const actions = problem.actions.length;
  let count = 0;
  for (let action = 0; action < actions; action++) count += problem.feasible[state * actions + action];
  let left = Math.floor(uniform * count);
  for (let action = 0; action < actions; action++) {
    if (problem.feasible[state * actions + action] === 1 && left-- === 0) return action;
  }
  return 0;
}
