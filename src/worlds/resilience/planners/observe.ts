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

type Observe = (s: HouseholdState, context: MoveContext) => number;
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

export const OBSERVATIONS = {
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
  spare_months: (s, { parameters }) => {
    const bills = plannedEssential(s) + plannedDiscretionary(s) + scheduledService(s, parameters);
    return (s[SLOT.cash] - bills) / s[SLOT.essential] - bufferMonths(s);
  },
  /** Take-home pay less untrimmed spending and debt service. */
  surplus_months: (s, context) => {
    const bills = s[SLOT.essential] + s[SLOT.discretionary] + s[SLOT.premium] + scheduledService(s, context.parameters);
    return (takeHome(s, context.parameters) - bills) / s[SLOT.essential];
  },
  bond_months: months(SLOT.bonds),
  equity_months: months(SLOT.equities),
  retirement_months: months(SLOT.retirement),
  card_months: months(SLOT.card),
  card_utilisation: (s) => share(s[SLOT.card], s[SLOT.cardLimit]),
  /** Debt service over gross income of the month. */
  service_ratio: (s, { parameters }) => {
    const service = scheduledService(s, parameters);
    return service === 0 ? 0 : s[SLOT.monthIncome] > 0 ? Math.min(9, service / s[SLOT.monthIncome]) : 9;
  },
  income_months: months(SLOT.monthIncome),
  arrears_months: (s) => (s[SLOT.arrearsBills] + s[SLOT.arrearsDebt] + s[SLOT.arrearsTax]) / s[SLOT.essential],
  delinquent_months: (s) => s[SLOT.delinquentMonths],
  trim_level: (s) => s[SLOT.trim],
  homeowner: (s) => (s[SLOT.home] > 0 ? 1 : 0),
  contraction: (_s, { macro }) => macro[MACRO.regime],
} as const satisfies Readonly<Record<string, Observe>>;
export type ObservationName = keyof typeof OBSERVATIONS;
export const OBSERVATION_NAMES = Object.keys(OBSERVATIONS) as readonly ObservationName[];
