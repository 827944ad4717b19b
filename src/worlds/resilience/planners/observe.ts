/** What rules may look at: numbers of the household in months of its essential spending, or shares; flags are 0 and 1. */
import {
  EARNER_SIZE,
  type HouseholdState,
  MACRO,
  type MoveContext,
  plannedDiscretionary,
  plannedEssential,
  scheduledService,
  SLOT,
  WORK,
} from '../state/index.ts';
import { takeHome } from './take-home.ts';

/** `service`: what debts ask this month, cents. */
type Observe = (s: HouseholdState, context: MoveContext, service: number) => number;
const months =
  (slot: number): Observe =>
  (s) =>
    s[slot] / s[SLOT.essential];
const outOfWork = (s: HouseholdState): boolean =>
  s[SLOT.firstStatus] === WORK.unemployed || s[SLOT.firstStatus + EARNER_SIZE] === WORK.unemployed;
const BUFFER_MONTHS = 3;
/** Cash that a recovered household holds: three months of essentials, or what it held before the shock, if less. */
const bufferMonths = (s: HouseholdState): number =>
  s[SLOT.shockMonth] < 0 ? BUFFER_MONTHS : Math.min(BUFFER_MONTHS, s[SLOT.preShockBuffer]);

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const LOOKS = {
  /** An earner is out of work. */
  unemployed: (s) => (outOfWork(s) ? 1 : 0),
  /** Months out of work of the earner who is out longest. */
  spell_months: (s) => Math.max(s[SLOT.firstSpell], s[SLOT.firstSpell + EARNER_SIZE]),
  /** After the first shock, before recovery. */
  shocked: (s) => (s[SLOT.shockMonth] >= 0 && s[SLOT.recoveredMonth] < 0 ? 1 : 0),
  months_since_shock: (s) => (s[SLOT.shockMonth] < 0 ? -1 : s[SLOT.month] - s[SLOT.shockMonth]),
  cash_months: months(SLOT.cash),
  /** Cash held before the first shock. */
  cash_gap_months: (s) => bufferMonths(s) - s[SLOT.cash] / s[SLOT.essential],
  /** Cash that this month's bills leave, above what recovery asks for; below 0: the buffer is short. */
  spare_months: (s, _context, service) => {
    const bills = plannedEssential(s) + plannedDiscretionary(s) + service;
    return (s[SLOT.cash] - bills) / s[SLOT.essential] - bufferMonths(s);
  },
  /** Take-home pay less untrimmed spending and debt service. */
  surplus_months: (s, { parameters }, service) => {
    const bills = s[SLOT.essential] + s[SLOT.discretionary] + s[SLOT.premium] + service;
    return (takeHome(s, parameters) - bills) / s[SLOT.essential];
  },
  bond_months: months(SLOT.bonds),
  equity_months: months(SLOT.equities),
  retirement_months: months(SLOT.retirement),
  card_months: months(SLOT.card),
  card_utilisation: (s) => share(s[SLOT.card], s[SLOT.cardLimit]),
  /** Debt service over gross income of the month. */
  service_ratio: (s, _context, service) => (service === 0 ? 0 : s[SLOT.monthIncome] > 0 ? Math.min(9, service / s[SLOT.monthIncome]) : 9),
  income_months: months(SLOT.monthIncome),
  arrears_months: (s) => (s[SLOT.arrearsBills] + s[SLOT.arrearsDebt] + s[SLOT.arrearsTax]) / s[SLOT.essential],
  delinquent_months: (s) => s[SLOT.delinquentMonths],
  trim_level: (s) => s[SLOT.trim],
  homeowner: (s) => (s[SLOT.home] > 0 ? 1 : 0),
  contraction: (_s, { macro }) => macro[MACRO.regime],
} satisfies Readonly<Record<string, Observe>>;
export type ObservationName = keyof typeof LOOKS;
export const OBSERVATION_NAMES = Object.keys(LOOKS) as readonly ObservationName[];
const see: Readonly<Record<ObservationName, Observe>> = LOOKS;

/** In words, for prompts. */
export const OBSERVATION_MEANINGS: Readonly<Record<ObservationName, string>> = {
  unemployed: '1: an earner is out of work',
  spell_months: 'months out of work of the earner who is out longest',
  shocked: '1: after the first shock, before recovery',
  months_since_shock: 'months since the first shock; -1 before it',
  cash_months: 'cash, in months of essential spending, as are all months below',
  cash_gap_months: 'the buffer that recovery asks for, less cash',
  spare_months: "cash that this month's bills leave, less the buffer that recovery asks for",
  surplus_months: 'take-home pay less untrimmed spending and debt service',
  bond_months: 'bonds',
  equity_months: 'equities',
  retirement_months: 'retirement account',
  card_months: 'card debt',
  card_utilisation: 'card debt over its limit',
  service_ratio: 'debt service over gross income of the month',
  income_months: 'gross income of the month',
  arrears_months: 'unpaid bills, debt service and taxes',
  delinquent_months: 'months behind in a row',
  trim_level: 'level of trimmed spending, 0 to 3',
  homeowner: '1: owns the home',
  contraction: '1: the economy is in a contraction',
};

/** Place of each in `OBSERVATION_NAMES`. */
export const SEEN = Object.fromEntries(OBSERVATION_NAMES.map((name, i) => [name, i])) as Readonly<Record<ObservationName, number>>;

/**
 * Every observation, at its place. Written out, since this is asked in every month of every path: engines make one piece of it, where a
 * loop over the table would call and box each number.
 */
export function lookAround(s: HouseholdState, context: MoveContext, seen: Float64Array): void {
  const service = scheduledService(s, context.parameters);
  seen[SEEN.unemployed] = see.unemployed(s, context, service);
  seen[SEEN.spell_months] = see.spell_months(s, context, service);
  seen[SEEN.shocked] = see.shocked(s, context, service);
  seen[SEEN.months_since_shock] = see.months_since_shock(s, context, service);
  seen[SEEN.cash_months] = see.cash_months(s, context, service);
  seen[SEEN.cash_gap_months] = see.cash_gap_months(s, context, service);
  seen[SEEN.spare_months] = see.spare_months(s, context, service);
  seen[SEEN.surplus_months] = see.surplus_months(s, context, service);
  seen[SEEN.bond_months] = see.bond_months(s, context, service);
  seen[SEEN.equity_months] = see.equity_months(s, context, service);
  seen[SEEN.retirement_months] = see.retirement_months(s, context, service);
  seen[SEEN.card_months] = see.card_months(s, context, service);
  seen[SEEN.card_utilisation] = see.card_utilisation(s, context, service);
  seen[SEEN.service_ratio] = see.service_ratio(s, context, service);
  seen[SEEN.income_months] = see.income_months(s, context, service);
  seen[SEEN.arrears_months] = see.arrears_months(s, context, service);
  seen[SEEN.delinquent_months] = see.delinquent_months(s, context, service);
  seen[SEEN.trim_level] = see.trim_level(s, context, service);
  seen[SEEN.homeowner] = see.homeowner(s, context, service);
  seen[SEEN.contraction] = see.contraction(s, context, service);
}
