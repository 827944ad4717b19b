/** Rules that answer what rivals did, for an arena of learners and models. Rates in basis points. */
import { benchmarks, type LabPolicy, type LabView } from '../lab/index.ts';

const CUT_BPS = 10;
/** A war ends when another cut would leave less than this above the cost of a loan. */
const LEAST_MARGIN_BPS = 20;
/** Rates that regret matching chooses from. */
const ACTIONS = 15;
/** How far they reach beyond cost and the joint-profit rate, as a share of the distance between the two. */
const REACH = 0.25;
/** Which draw of a bank and round. */
const DRAW = { action: 3 } as const;

/** Lowest rate of an open rival last round; null without one. */
function lowestRival({ bank, opening, lastRates }: LabView): number | null {
  let lowest = Number.POSITIVE_INFINITY;
  for (let j = 0; j < lastRates.length; j++) if (j !== bank && opening.open[j] === 1) lowest = Math.min(lowest, lastRates[j]);
  return Number.isFinite(lowest) ? lowest : null;
}

const costOf = (view: LabView): number => view.expected().costBps[view.bank];
const jointOf = (view: LabView): number => benchmarks(view.game()).joint.rateBps[view.bank];

/** Always ten below the cheapest rival of last round, never below the own cost of a loan. */
export const undercut: LabPolicy = (view) => {
  const rival = lowestRival(view);
  return rival === null ? view.lastRates[view.bank] : Math.max(costOf(view), rival - CUT_BPS);
};

/** Less than this below its joint-profit rate is no cut: that rate moves a little from round to round. */
const TOLERANCE_BPS = 5;

/**
 * The joint-profit rate, less what the rival that went furthest below its own took off last round; not below cost. After one cut two of them
 * answer each other in turn, as tit for tat does (Axelrod 1984).
 */
export const titForTat: LabPolicy = (view) => {
  const { bank, opening, history } = view;
  const joint = benchmarks(view.game()).joint.rateBps;
  let cut = 0;
  history.at(-1)?.rateBps.forEach((rate, j) => {
    if (j !== bank && opening.open[j] === 1) cut = Math.max(cut, joint[j] - rate);
  });
  return cut < TOLERANCE_BPS ? joint[bank] : Math.max(costOf(view), joint[bank] - cut);
};

/** Undercut while it pays, then go back up to the joint-profit rate: the cycles of Edgeworth (1925), Maskin and Tirole (1988). */
export const edgeworth: LabPolicy = (view) => {
  const joint = jointOf(view);
  const rival = view.history.length === 0 ? null : lowestRival(view);
  if (rival === null) return joint;
  const next = Math.min(joint, rival - CUT_BPS);
  return next - costOf(view) < LEAST_MARGIN_BPS ? joint : next;
};

/**
 * Regret matching (Hart and Mas-Colell 2000): a rate is drawn with a probability in proportion to what it would have earned above the rates
 * that were set, summed over past rounds against the rates that rivals then set, in the market of this round. Nothing to regret: the last rate.
 */
export const regretMatching: LabPolicy = (view) => {
  const { bank, history } = view;
  const [cost, joint] = [costOf(view), jointOf(view)];
  const low = cost - REACH * (joint - cost);
  const actions = Array.from({ length: ACTIONS }, (_, a) => low + ((1 + 2 * REACH) * (joint - cost) * a) / (ACTIONS - 1));
  const expected = view.expected();
  const earned = (rates: Float64Array, rate: number): number => {
    rates[bank] = rate;
    return expected.at(rates).profit[bank];
  };
  const regrets = actions.map(() => 0);
  for (const { rateBps } of history) {
    const rates = Float64Array.from(rateBps);
    const was = earned(rates, rateBps[bank]);
    for (let a = 0; a < ACTIONS; a++) regrets[a] += earned(rates, actions[a]) - was;
  }
  const total = regrets.reduce((sum, regret) => sum + Math.max(0, regret), 0);
  let left = view.uniform(DRAW.action);
  if (history.length === 0) return actions[Math.floor(left * ACTIONS)];
  if (total === 0) return view.lastRates[bank];
  left *= total;
  const chosen = regrets.findIndex((regret) => (left -= Math.max(0, regret)) < 0);
  return actions[chosen < 0 ? ACTIONS - 1 : chosen];
};
