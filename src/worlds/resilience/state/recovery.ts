import { netWorth } from './books.ts';
import { MACRO, SLOT } from './slots.ts';
import type { HouseholdState, MacroState } from './types.ts';

const BUFFER_MONTHS = 3;
const SERVICE_LIMIT = 0.36;
const NET_WORTH_SLACK = 0.1;
const MONTHS = 12;
const STREAK_MONTHS = 3;
/** Fractions of a cent in rates must not decide a test. */
const HAIR = 1e-9;

const {
  arrearsBills,
  arrearsDebt,
  arrearsTax,
  cash,
  defaulted,
  delinquentMonths,
  essential,
  month,
  monthIncome,
  monthService,
  preShockBuffer,
  preShockService,
  recoveredMonth,
  recoveryStreak,
  shockMonth,
  shortMonth,
} = SLOT;
const { cpi } = MACRO;

export interface RecoveryTests {
  readonly liquidity: boolean;
  readonly obligations: boolean;
  readonly service: boolean;
  readonly netWorth: boolean;
}

/** The four tests of 9.8 in a month; `twinReal` is the twin's net worth in prices of month 0, cents. */
export function recoveryTests(s: HouseholdState, m: MacroState, twinReal: number): RecoveryTests {
  return { liquidity: liquid(s), obligations: settled(s), service: bearable(s), netWorth: whole(s, m, twinReal) };
}

const liquid = (s: HouseholdState): boolean =>
  s[cash] >= Math.min(BUFFER_MONTHS, s[shockMonth] < 0 ? BUFFER_MONTHS : s[preShockBuffer]) * s[essential] * (1 - HAIR);

const settled = (s: HouseholdState): boolean =>
  s[shortMonth] === 0 && s[delinquentMonths] === 0 && s[arrearsBills] + s[arrearsDebt] + s[arrearsTax] === 0;

function bearable(s: HouseholdState): boolean {
  if (s[monthService] === 0) return true;
  if (s[monthIncome] <= 0) return false;
  return s[monthService] / s[monthIncome] <= Math.max(SERVICE_LIMIT, s[preShockService]) * (1 + HAIR);
}

function whole(s: HouseholdState, m: MacroState, twinReal: number): boolean {
  const real = netWorth(s) / m[cpi];
  const yearOfEssentials = (MONTHS * s[essential]) / m[cpi];
  return real >= twinReal - NET_WORTH_SLACK * Math.max(Math.abs(twinReal), yearOfEssentials);
}

/** Step 8: count good months in a row after a shock; three of them are a recovery. */
export function updateRecovery(s: HouseholdState, m: MacroState, twinReal: number): void {
  if (s[shockMonth] < 0 || s[recoveredMonth] >= 0 || s[defaulted] === 1) return;
  const good = settled(s) && liquid(s) && bearable(s) && whole(s, m, twinReal);
  s[recoveryStreak] = good ? s[recoveryStreak] + 1 : 0;
  if (s[recoveryStreak] >= STREAK_MONTHS) s[recoveredMonth] = s[month];
}
