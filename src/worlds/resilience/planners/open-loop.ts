import { advancePending, moveOf, playByLuck, refusalOf } from '../moves/index.ts';
import {
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  type Draws,
  type Move,
  openMonth,
  pathDraws,
  type Planner,
  SLOT,
  updateRecovery,
} from '../state/index.ts';
import { contextAt, costFrom, expectedTwin, type Node, nodeAt, type Situation } from './walk.ts';

export interface OpenLoopOptions {
  readonly seed: bigint | number | string;
  /** Paths that a plan is judged on. */
  readonly ensemble?: number;
  /** Months of the plan, from the shock on; nothing is played after. */
  readonly planMonths?: number;
  readonly beam?: number;
}

export interface OpenLoopPlan {
  /** Moves by month since the shock. */
  readonly moves: readonly (readonly Move[])[];
  /** Mean cost on the ensemble: optimistic. */
  readonly cost: number;
  /** No plan of the candidates can cost less than this on the ensemble. */
  readonly lowerBound: number;
  /** Whether the search never cut its list: the plan is then the best one of its candidates. */
  readonly proven: boolean;
}

const DEFAULTS = { ensemble: 8, planMonths: 10, beam: 6 } as const;
const STREAK_MONTHS = 3;
const TWINS = 16;
const NOTHING: Planner = { id: 'nothing', plan: () => [] };

const CANDIDATES: readonly (readonly Move[])[] = [
  [],
  ...[
    'claim_benefit',
    'search_effort',
    'side_gig',
    'partner_hours',
    'rent_room',
    'pause_contributions',
    'retirement_loan',
    'consolidate',
  ].map((id) => [moveOf(id)]),
  [moveOf('claim_benefit'), moveOf('trim', { level: 2 })],
  [moveOf('trim', { level: 0 })],
  [moveOf('trim', { level: 1 })],
  [moveOf('trim', { level: 2 })],
  [moveOf('trim', { level: 3 })],
  [moveOf('build_buffer', { months: 5 })],
  [moveOf('pay_extra', { months: 0.5, keep: 1 })],
  [moveOf('forbearance', { kind: 'mortgage' })],
];

interface Partial {
  readonly moves: readonly (readonly Move[])[];
  readonly nodes: readonly (Node | null)[];
  /** Sum over the ensemble of what the months so far cost. */
  readonly paid: number;
  /** Paid, and at least what is still to pay: three good months are needed. */
  readonly bound: number;
  /** Paid, and what waiting from here costs: what the list is sorted by. */
  readonly reached: number;
}

/**
 * The best fixed plan (B2): months are decided one after the other for a whole ensemble of paths at once; partial plans carry an admissible
 * bound (what has been paid, and the good months that recovery still needs), and the list is cut to a beam by what waiting from there on costs.
 */
export function searchOpenLoop(situation: Situation, options: OpenLoopOptions): OpenLoopPlan {
  const { ensemble, planMonths, beam } = { ...DEFAULTS, ...options };
  const drawsOf = pathDraws(options.seed, 'open-loop');
  const draws = Array.from({ length: ensemble }, (_, k) => drawsOf(k));
  const twin = expectedTwin(situation, pathDraws(options.seed, 'open-loop-twin'), TWINS);
  const nodes = draws.map((one) => shockNode(situation, one, twin));
  let list: Partial[] = [{ moves: [], nodes, paid: 0, bound: 0, reached: Number.POSITIVE_INFINITY }];
  let lowestCut = Number.POSITIVE_INFINITY;
  for (let month = 0; month < planMonths; month++) {
    const next = list.flatMap((partial) => extend(situation, partial, draws, twin));
    next.sort((a, b) => a.reached - b.reached);
    for (const cut of next.slice(beam)) lowestCut = Math.min(lowestCut, cut.bound);
    list = next.slice(0, beam);
  }
  const [best] = list;
  const lowerBound = Math.min(lowestCut, ...list.map(({ reached }) => reached)) / ensemble;
  const cost = best.reached / ensemble;
  return { moves: best.moves, cost, lowerBound, proven: lowerBound >= cost - 1e-9 };
}

/** The first decision after the shock on a path; null when none comes. */
function shockNode(situation: Situation, draws: Draws, twin: Float64Array): Node | null {
  for (let month = 0; month < situation.months; month++) {
    const node = nodeAt(situation, NOTHING, month, draws, twin);
    if (node === null) return null;
    if (node.state[SLOT.shockMonth] >= 0) return node;
  }
  return null;
}

function extend(situation: Situation, partial: Partial, draws: readonly Draws[], twin: Float64Array): Partial[] {
  return CANDIDATES.flatMap((moves) => {
    let [paid, bound, reached] = [partial.paid, 0, 0];
    let played = moves.length === 0;
    const nodes = partial.nodes.map((node, k) => {
      if (node === null) return null;
      const step = playMonth(situation, node, moves, draws[k], twin);
      played ||= step.played;
      paid += step.cost;
      if (step.node === null) return null;
      bound += Math.max(0, STREAK_MONTHS - 1 - step.node.state[SLOT.recoveryStreak]);
      reached += costFrom(situation, step.node, [], NOTHING, draws[k], twin);
      return step.node;
    });
    return played ? [{ moves: [...partial.moves, moves], nodes, paid, bound: paid + bound, reached: paid + reached }] : [];
  });
}

/** One month from a decision to the next. Costs are counted undiscounted over the plan: ten months move them by less than 3 %. */
function playMonth(
  situation: Situation,
  node: Node,
  moves: readonly Move[],
  draws: Draws,
  twin: Float64Array,
): { node: Node | null; cost: number; played: boolean } {
  const { months, shocks, parameters = DEFAULT_PARAMETERS } = situation;
  const { objective } = parameters;
  const state = node.state.slice();
  const macro = node.macro.slice();
  const context = contextAt({ state, macro, month: node.month }, months, draws, parameters);
  const before = state[SLOT.flowFees];
  let played = false;
  moves.forEach((move) => {
    if (refusalOf(state, move, context) !== null) return;
    played = true;
    playByLuck(state, move, context);
  });
  closeMonth(state, node.month, parameters);
  updateRecovery(state, macro, twin[node.month]);
  const isOver = state[SLOT.recoveredMonth] >= 0;
  const cost =
    (isOver ? 0 : objective.unrecovered) +
    objective.trimLevel * state[SLOT.trim] +
    objective.unpaid * state[SLOT.unpaidShare] +
    (before - state[SLOT.flowFees]) / state[SLOT.essential] +
    (state[SLOT.defaulted] === 1 ? objective.defaultPenalty : 0);
  const month = node.month + 1;
  if (isOver || state[SLOT.defaulted] === 1 || month >= months) return { node: null, cost, played };
  openMonth(state, macro, draws, month, parameters, correlationFactors(parameters), shocks);
  const next = { state, macro, month };
  advancePending(state, contextAt(next, months, draws, parameters));
  return { node: next, cost, played };
}

/** The plan as a planner: what it says for the month since the shock, whatever has come since. */
export function openLoopPlanner(situation: Situation, options: OpenLoopOptions): Planner {
  const { moves } = searchOpenLoop(situation, options);
  return {
    id: 'open-loop',
    plan: (s, { month }) => (s[SLOT.shockMonth] < 0 ? [] : (moves[month - s[SLOT.shockMonth]] ?? [])),
  };
}
