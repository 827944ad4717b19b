import { solveRidge } from '../mesh/index.ts';
import { moveName, moveOf, refusalOf } from '../moves/index.ts';
import {
  CHANNEL,
  DEFAULT_PARAMETERS,
  type Draws,
  type HouseholdState,
  type Move,
  type MoveContext,
  pathDraws,
  type PlanContext,
  type Planner,
  SLOT,
} from '../state/index.ts';
import { lookAround, OBSERVATION_NAMES, SEEN } from './observe.ts';
import { RULE_BOOK } from './rule-book.ts';
import { contextAt, costFrom, expectedTwin, nodeAt, type Situation } from './walk.ts';

export interface LsmcOptions {
  readonly seed: bigint | number | string;
  /** Decision nodes drawn in each round. */
  readonly samples?: number;
  readonly rounds?: number;
  /** Fresh paths on which the rounds are compared; the best is kept. */
  readonly validationPaths?: number;
  readonly lookMonths?: number;
}

const DEFAULTS = { samples: 1500, rounds: 2, validationPaths: 48, lookMonths: 24 } as const;
const ACTIVE_MONTHS = 12;
const TWINS = 16;
const RIDGE = 1e-6;
/** Operators with fewer samples share the pooled coefficients and keep an intercept of their own. */
const FEWEST_SAMPLES = 200;
const FEWEST_AT_ALL = 20;
const FOLDS = 5;

/** What may be tried beside what the policy at hand does; its own first move is kept as the second of the month. */
const CANDIDATES: readonly Move[] = [
  moveOf('side_gig'),
  moveOf('partner_hours'),
  moveOf('rent_room'),
  moveOf('trim', { level: 0 }),
  moveOf('trim', { level: 1 }),
  moveOf('trim', { level: 2 }),
  moveOf('trim', { level: 3 }),
  moveOf('build_buffer', { months: 5 }),
  moveOf('sell_asset', { class: 'equities', share: 0.25 }),
  moveOf('retirement_loan'),
  moveOf('hardship_withdrawal'),
  moveOf('pay_extra', { months: 0.5, keep: 1 }),
  moveOf('consolidate'),
  moveOf('balance_transfer'),
  moveOf('forbearance', { kind: 'mortgage' }),
  moveOf('forbearance', { kind: 'student' }),
  moveOf('retrain'),
  moveOf('pause_contributions'),
  moveOf('invest_excess', { months: 5 }),
];

const seen = new Float64Array(OBSERVATION_NAMES.length);
const clip = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));

/** Constant first; months are clipped so that no household far outside pulls a fit. */
function featuresOf(s: HouseholdState, context: MoveContext): Float64Array {
  lookAround(s, context, seen);
  const spare = clip(seen[SEEN.spare_months], -4, 4);
  const surplus = clip(seen[SEEN.surplus_months], -2, 2);
  const cash = clip(seen[SEEN.cash_months], 0, 6);
  const unemployed = seen[SEEN.unemployed];
  return Float64Array.of(
    1,
    spare,
    spare < 0 ? 1 : 0,
    surplus,
    surplus < 0 ? 1 : 0,
    cash,
    unemployed,
    unemployed * spare,
    clip(seen[SEEN.equity_months] + seen[SEEN.bond_months], 0, 12) / 12,
    clip(seen[SEEN.card_months], 0, 6),
    clip(seen[SEEN.service_ratio], 0, 1),
    seen[SEEN.delinquent_months],
    s[SLOT.trim],
    clip(seen[SEEN.months_since_shock], 0, 24) / 24,
  );
}

interface Sample {
  readonly operator: number;
  readonly x: Float64Array;
  /** Cost with the move less the cost without, on the same numbers. */
  readonly gain: number;
}

/** Least-squares Monte Carlo (B3) on a household: control randomisation, cross-fitting, rounds of improvement, the best kept by validation. */
export function lsmcPlanner(situation: Situation, options: LsmcOptions): Planner {
  const { samples, rounds, validationPaths, lookMonths } = { ...DEFAULTS, ...options };
  const twin = expectedTwin(situation, pathDraws(options.seed, 'lsmc-twin'), TWINS);
  const validationDraws = pathDraws(options.seed, 'lsmc-validation');
  const check = Array.from({ length: validationPaths }, (_, k) => validationDraws(k));
  const start = firstShockMonth(situation, check, twin);
  const costOf = (planner: Planner): number => meanCost(situation, planner, check, twin);
  let policy = RULE_BOOK;
  let best = { policy, cost: costOf(policy) };
  for (let round = 0; round < rounds; round++) {
    const drawn = drawSamples(situation, policy, pathDraws(options.seed, 'lsmc', round), { samples, start, twin, lookMonths });
    policy = improved(policy, fitAll(drawn));
    const cost = costOf(policy);
    if (cost < best.cost) best = { policy, cost };
  }
  return { id: 'lsmc', plan: best.policy.plan };
}

function meanCost(situation: Situation, planner: Planner, draws: readonly Draws[], twin: Float64Array): number {
  let sum = 0;
  for (const one of draws) {
    const node = nodeAt(situation, planner, 0, one, twin);
    if (node !== null) sum += costFrom(situation, node, planner.plan(node.state, planContext(situation, node, one)), planner, one, twin);
  }
  return sum / draws.length;
}

const planContext = (situation: Situation, node: NonNullable<ReturnType<typeof nodeAt>>, draws: Draws): PlanContext =>
  contextAt(node, situation.months, draws, situation.parameters ?? DEFAULT_PARAMETERS);

/** Month of the first shock on the first path that has one; 0 when none does. */
function firstShockMonth(situation: Situation, draws: readonly Draws[], twin: Float64Array): number {
  for (const one of draws) {
    for (let month = 0; month < Math.min(situation.months, 24); month++) {
      const node = nodeAt(situation, RULE_BOOK, month, one, twin);
      if (node === null) break;
      if (node.state[SLOT.shockMonth] >= 0) return month;
    }
  }
  return 0;
}

interface Sampling {
  readonly samples: number;
  readonly start: number;
  readonly twin: Float64Array;
  readonly lookMonths: number;
}

function drawSamples(situation: Situation, policy: Planner, drawsOf: (k: number) => Draws, sampling: Sampling): Sample[] {
  const { samples, start, twin, lookMonths } = sampling;
  const explore = exploring(policy);
  const drawn: Sample[] = [];
  for (let k = 0; k < samples; k++) {
    const draws = drawsOf(k);
    // Early months decide most: they are drawn more often.
    const offset = Math.floor(ACTIVE_MONTHS * draws.uniform(0, CHANNEL.planner + 1) ** 2);
    const node = nodeAt(situation, explore, Math.min(situation.months - 1, start + offset), draws, twin);
    if (node === null || node.state[SLOT.shockMonth] < 0) continue;
    const context = planContext(situation, node, draws);
    const usual = policy.plan(node.state, context);
    const legal = CANDIDATES.flatMap((move, i) => (isNew(move, usual) && refusalOf(node.state, move, context) === null ? [i] : []));
    if (legal.length === 0) continue;
    const operator = legal[Math.floor(draws.uniform(0, CHANNEL.planner + 2) * legal.length)];
    const tried = costFrom(situation, node, withMove(CANDIDATES[operator], usual), policy, draws, twin, lookMonths);
    const base = costFrom(situation, node, usual, policy, draws, twin, lookMonths);
    drawn.push({ operator, x: featuresOf(node.state, context), gain: tried - base });
  }
  return drawn;
}

const withMove = (move: Move, usual: readonly Move[]): readonly Move[] => [
  move,
  ...usual.filter(({ operator }) => operator !== move.operator).slice(0, 1),
];
const isNew = (move: Move, usual: readonly Move[]): boolean => !usual.some((other) => moveName(other) === moveName(move));

/** Half of the months the policy decides, half a legal candidate at random. */
const exploring = (policy: Planner): Planner => ({
  id: 'explore',
  plan: (s, context) => {
    if (context.draws.uniform(context.month, CHANNEL.planner) < 0.5 || s[SLOT.shockMonth] < 0) return policy.plan(s, context);
    const legal = CANDIDATES.filter((move) => refusalOf(s, move, context) === null);
    return legal.length === 0 ? [] : [legal[Math.floor(context.draws.uniform(context.month, CHANNEL.planner + 3) * legal.length)]];
  },
});

/** Coefficients by candidate; null: not shown to gain on folds that it was not fitted on. */
type Fit = readonly (Float64Array | null)[];

function fitAll(samples: readonly Sample[]): Fit {
  const pooled = regress(samples);
  return CANDIDATES.map((_, operator) => {
    const own = samples.filter((sample) => sample.operator === operator);
    if (own.length < FEWEST_AT_ALL) return null;
    let taken = 0;
    let gain = 0;
    let squares = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
      const coefficients = coefficientsOf(
        own.filter((_s, i) => i % FOLDS !== fold),
        pooled,
      );
      own.forEach(({ x, gain: y }, i) => {
        if (i % FOLDS !== fold || dot(coefficients, x) >= 0) return;
        taken++;
        gain += y;
        squares += y * y;
      });
    }
    if (taken < 2) return null;
    const mean = gain / taken;
    const error = Math.sqrt(Math.max(0, squares / taken - mean * mean) / taken);
    return mean + error < 0 ? coefficientsOf(own, pooled) : null;
  });
}

function coefficientsOf(own: readonly Sample[], pooled: Float64Array): Float64Array {
  if (own.length >= FEWEST_SAMPLES) return regress(own);
  const shifted = pooled.slice();
  shifted[0] += own.reduce((sum, { x, gain }) => sum + gain - dot(pooled, x), 0) / own.length;
  return shifted;
}

function regress(samples: readonly Sample[]): Float64Array {
  const width = samples[0]?.x.length ?? 1;
  const a = new Float64Array(width * width);
  const b = new Float64Array(width);
  for (const { x, gain } of samples) {
    for (let i = 0; i < width; i++) {
      b[i] += x[i] * gain;
      for (let j = 0; j < width; j++) a[i * width + j] += x[i] * x[j];
    }
  }
  return solveRidge(a, b, RIDGE);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The candidate with the least fitted cost, where that is below doing as before. */
const improved = (policy: Planner, fits: Fit): Planner => ({
  id: 'lsmc',
  plan: (s, context) => {
    const usual = policy.plan(s, context);
    if (s[SLOT.shockMonth] < 0 || context.month - s[SLOT.shockMonth] > ACTIVE_MONTHS) return usual;
    const x = featuresOf(s, context);
    let best: Move | null = null;
    let least = 0;
    CANDIDATES.forEach((move, i) => {
      const coefficients = fits[i];
      if (coefficients === null || !isNew(move, usual) || refusalOf(s, move, context) !== null) return;
      const value = dot(coefficients, x);
      if (value < least) [best, least] = [move, value];
    });
    return best === null ? usual : withMove(best, usual);
  },
});
