import { audit } from './books.ts';
import { CHANNEL, type Draws } from './draws.ts';
import { receiveIncome } from './income.ts';
import { stepMacro } from './macro.ts';
import type { Parameters } from './parameters.ts';
import { meetObligations } from './obligations.ts';
import { accrueInterest, paySpending } from './pay.ts';
import { revalue } from './revalue.ts';
import { COUNTDOWN, SLOT } from './slots.ts';
import { isYearEnd, settleTaxYear, updateStanding } from './standing.ts';
import type { HouseholdState, MacroState, ShockSource } from './types.ts';

const { first: firstCountdown, last: lastCountdown } = COUNTDOWN;
/** Normals of the household's own: permanent pay of two earners, transitory pay of two, the home. */
const NORMALS = CHANNEL.household + 4;
const monthSlot = SLOT.month;
const normals = new Float64Array(5);

/** Steps 1 to 3 of 9.2: returns, events, income; the decision comes next. */
export function openMonth(
  s: HouseholdState,
  m: MacroState,
  draws: Draws,
  month: number,
  p: Parameters,
  factors: readonly Float64Array[],
  shocks: ShockSource | null,
): void {
  s[monthSlot] = month;
  shocks?.macro(m, draws, month);
  stepMacro(m, draws, month, p, factors);
  draws.fillNormals(month, NORMALS, 5, normals);
  revalue(s, m, normals[4], p);
  shocks?.household(s, m, draws, month);
  receiveIncome(s, m, draws, month, normals, p);
}

/** Steps 5 to 7, then the identity over the whole month: spending and service, the waterfall, interest, standing, the tax year. */
export function closeMonth(s: HouseholdState, month: number, p: Parameters): void {
  meetObligations(s, p);
  paySpending(s, p);
  accrueInterest(s);
  if (isYearEnd(month)) settleTaxYear(s, p);
  updateStanding(s, p);
  for (let slot = firstCountdown; slot <= lastCountdown; slot++) if (s[slot] > 0) s[slot]--;
  audit(s, 'the close');
}
