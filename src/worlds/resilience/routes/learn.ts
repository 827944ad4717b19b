/** Learning a route: a search over decision lists on one household's own simulated paths. */
import { canonicalJson, sha256Hex } from '../../../core/index.ts';
import { type DecisionList, listPlanner, type Rule, RULE_BOOK_LIST } from '../planners/index.ts';
import type { Planner } from '../state/index.ts';
import type { PathSet } from './paths.ts';
import { isPossible } from './adapt.ts';
import type { Provenance } from './make-record.ts';
import { RULE_LIBRARY } from './rule-library.ts';

export interface LearnOptions {
  /** Rounds over the library. */
  readonly rounds: number;
  /** A change is kept when its mean gain exceeds this many standard errors. */
  readonly confidence: number;
}

export interface Learned {
  readonly policy: DecisionList;
  /** Mean cost on the paths that it was learned on: optimistic. */
  readonly cost: number;
  readonly ruleBookCost: number;
  /** Lists that were simulated. */
  readonly tried: number;
}

/**
 * Start from the rule book; try to put each rule of the library first, then to drop each rule of the list; keep a change when it lowers the mean
 * cost on paths that all lists share by more than so many standard errors of the paired difference.
 */
export function learnRoute(paths: PathSet, { rounds, confidence }: LearnOptions): Learned {
  const { initial } = paths.situation;
  const library = RULE_LIBRARY.filter((rule) => isPossible(rule, initial));
  let rules: readonly Rule[] = RULE_BOOK_LIST.rules.filter((rule) => isPossible(rule, initial));
  let costs = paths.costs(plannerOf(rules));
  const ruleBookCost = mean(costs);
  let tried = 1;
  for (let round = 0; round < rounds; round++) {
    const before = rules;
    for (const rule of [...library, ...rules]) {
      const list = rules.includes(rule) ? rules.filter((other) => other !== rule) : [rule, ...rules];
      if (round === 0 && rules.includes(rule) && library.includes(rule)) continue;
      tried++;
      const tryout = better(paths, plannerOf(list), costs, confidence);
      if (tryout === null) continue;
      rules = list;
      costs = tryout;
    }
    if (rules === before) break;
  }
  return { policy: { kind: 'list', rules }, cost: mean(costs), ruleBookCost, tried };
}

const plannerOf = (rules: readonly Rule[]): Planner => listPlanner('trial', { kind: 'list', rules });
const mean = (xs: Float64Array): number => xs.reduce((a, b) => a + b, 0) / xs.length;
/** A change that gains nothing on so many paths is not looked at further. */
const FIRST_LOOK = 8;

/** Costs of a planner when they are clearly lower than those at hand; null otherwise. */
function better(paths: PathSet, planner: Planner, costs: Float64Array, confidence: number): Float64Array | null {
  const tryout = new Float64Array(costs.length);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < costs.length; i++) {
    tryout[i] = paths.outcome(planner, i).cost;
    const gain = costs[i] - tryout[i];
    sum += gain;
    squares += gain * gain;
    if (i + 1 === FIRST_LOOK && sum <= 0) return null;
  }
  const average = sum / costs.length;
  if (average <= 0) return null;
  const variance = Math.max(0, squares / costs.length - average * average);
  return average > confidence * Math.sqrt(variance / costs.length) ? tryout : null;
}

/** Who learned a route, and on what: the search, a hash of the rules that it chooses from, the dynamics and shocks, the seed. */
export const learnedBy = (calibration: string, seed: string): Provenance => ({
  planner: 'decision-list-search-1',
  model: `sha256:${sha256Hex(canonicalJson(RULE_LIBRARY))}`,
  calibration,
  seed,
});
