import {
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  type Draws,
  type HouseholdState,
  livedOn,
  MACRO,
  type MacroState,
  macroState,
  monthCost,
  type Move,
  netWorth,
  openMonth,
  type Parameters,
  type PathOptions,
  type PathOutcome,
  type PlanContext,
  type Planner,
  type PlayedMove,
  recoveryTests,
  SLOT,
  updateRecovery,
} from '../state/index.ts';
import { liveOn, MOST_MOVES } from './live-on.ts';
import { MENU } from './operators.ts';
import { advancePending, playByLuck, refusalOf } from './play.ts';

const { defaulted, flowFees, flowInterest, flowTaxes, recoveredMonth, shockMonth, shortMonth, trim, unpaidShare } = SLOT;
const { cpi } = MACRO;
const isOver = (s: HouseholdState): boolean => s[defaulted] === 1 || s[recoveredMonth] >= 0;
/** Playing nothing, at no cost. */
export const WAIT: Planner = { id: 'wait', plan: () => [] };

/** Net worth at the end of each month in prices of month 0, cents, of the same household on the same numbers without shocks or moves. */
export function twinPath(
  initial: HouseholdState,
  months: number,
  draws: Draws,
  parameters: Parameters = DEFAULT_PARAMETERS,
  macro?: MacroState,
): Float64Array {
  const s = initial.slice();
  const m = macro?.slice() ?? macroState(parameters);
  const factors = correlationFactors(parameters);
  const path = new Float64Array(months);
  for (let month = 0; month < months; month++) {
    openMonth(s, m, draws, month, parameters, factors, null);
    closeMonth(s, month, parameters);
    path[month] = netWorth(s) / m[cpi];
  }
  return path;
}

/**
 * One household through the months of 9.2 under a planner: at most two moves a month, success sampled from the path's own numbers. The
 * path ends at recovery, default or the horizon. Same options, same outcome: nothing else enters.
 */
export function simulatePath(options: PathOptions): PathOutcome {
  const { months, draws, planner, shocks, parameters = DEFAULT_PARAMETERS } = options;
  const s = options.initial.slice();
  const m = options.macro?.slice() ?? macroState(parameters);
  const factors = correlationFactors(parameters);
  const twin = options.twin ?? twinPath(options.initial, months, draws, parameters, options.macro);
  const { objective } = parameters;
  const moves: PlayedMove[] = [];
  const monthly = options.liveOn === undefined ? null : new Float64Array(months);
  let cost = 0;
  let weight = 1;
  let resilienceLoss = 0;
  let hardshipMonths = 0;
  let drawdownCents = 0;
  let month = 0;
  const context: { -readonly [K in keyof PlanContext]: PlanContext[K] } = {
    macro: m,
    parameters,
    month: 0,
    horizonMonths: months,
    draws,
    legal: () => MENU.filter((move) => refusalOf(s, move, context) === null),
  };
  const start = { fees: s[flowFees], taxes: s[flowTaxes], interest: s[flowInterest] };
  for (; month < months && !isOver(s); month++) {
    openMonth(s, m, draws, month, parameters, factors, shocks);
    context.month = month;
    advancePending(s, context);
    const feesBefore = s[flowFees];
    const chosen = planner.plan(s, context);
    for (let i = 0; i < chosen.length && i < MOST_MOVES; i++) {
      const outcome = playByLuck(s, chosen[i], context);
      if (options.trace) moves.push({ month, move: chosen[i], ...outcome });
    }
    closeMonth(s, month, parameters);
    updateRecovery(s, m, twin[month]);
    if (monthly !== null) monthly[month] = livedOn(s, m);
    const unpaid = s[unpaidShare];
    cost += weight * monthCost(s, feesBefore, objective);
    weight *= objective.discount;
    if (s[defaulted] === 1) cost += weight * objective.defaultPenalty;
    resilienceLoss += unpaid;
    if (s[shortMonth] === 1 || unpaid > 0 || s[trim] > 1) hardshipMonths++;
    drawdownCents = Math.max(drawdownCents, (twin[month] - netWorth(s) / m[cpi]) * m[cpi]);
  }
  if (month === months && s[shockMonth] >= 0 && s[recoveredMonth] < 0 && s[defaulted] === 0) {
    cost += weight * objective.terminalUnrecovered;
  }
  const last = Math.max(0, month - 1);
  return {
    recoveredMonth: s[recoveredMonth] < 0 ? null : s[recoveredMonth],
    defaultedMonth: s[defaulted] === 1 ? last : null,
    shockMonth: s[shockMonth] < 0 ? null : s[shockMonth],
    cost,
    resilienceLoss,
    hardshipMonths,
    feesCents: start.fees - s[flowFees],
    taxesCents: start.taxes - s[flowTaxes],
    interestCents: start.interest - s[flowInterest],
    finalNetWorthCents: netWorth(s),
    twinNetWorthCents: Math.round(twin[last] * m[cpi]),
    drawdownCents: Math.round(drawdownCents),
    finalTests: recoveryTests(s, m, twin[last]),
    moves,
    final: s,
    living: monthly === null ? null : liveOn(options, s, m, month, monthly),
  };
}

/** A planner that plays a fixed list: moves by month. */
export const openLoop = (id: string, byMonth: ReadonlyMap<number, readonly Move[]>): Planner => ({
  id,
  plan: (_s, { month }) => byMonth.get(month) ?? [],
});
