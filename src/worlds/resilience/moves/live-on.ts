import {
  closeMonth,
  correlationFactors,
  DEFAULT_PARAMETERS,
  type HouseholdState,
  type Living,
  livedOn,
  MACRO,
  type MacroState,
  netWorth,
  openMonth,
  type PathOptions,
  type PlanContext,
} from '../state/index.ts';
import { MENU } from './operators.ts';
import { advancePending, playByLuck, refusalOf } from './play.ts';

/** Of a month. */
export const MOST_MOVES = 2;

/**
 * The months after a path's end, on the path's own numbers, decided by `options.liveOn`: planners that recover or default early are compared
 * over the same months as those that don't. The household and the economy that are handed in stay as they are; `monthlyCents` is filled.
 */
export function liveOn(options: PathOptions, final: HouseholdState, macro: MacroState, from: number, monthlyCents: Float64Array): Living {
  const { months, draws, shocks, parameters = DEFAULT_PARAMETERS } = options;
  const s = final.slice();
  const m = macro.slice();
  const factors = correlationFactors(parameters);
  const context: { -readonly [K in keyof PlanContext]: PlanContext[K] } = {
    macro: m,
    parameters,
    month: from,
    horizonMonths: months,
    draws,
    legal: () => MENU.filter((move) => refusalOf(s, move, context) === null),
  };
  for (let month = from; month < months; month++) {
    openMonth(s, m, draws, month, parameters, factors, shocks);
    context.month = month;
    advancePending(s, context);
    const chosen = options.liveOn?.plan(s, context) ?? [];
    for (let i = 0; i < chosen.length && i < MOST_MOVES; i++) playByLuck(s, chosen[i], context);
    closeMonth(s, month, parameters);
    monthlyCents[month] = livedOn(s, m);
  }
  return { monthlyCents, wealthCents: netWorth(s) / m[MACRO.cpi] };
}
