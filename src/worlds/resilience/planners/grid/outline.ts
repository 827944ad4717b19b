/** What the grid keeps of a household: flows in months of its essential spending, by employment, and what it must regain. */
import { DEFAULT_SHOCKS } from '../../shocks/index.ts';
import {
  assets,
  debts,
  EARNER_SIZE,
  type HouseholdState,
  netWorth,
  type Parameters,
  scheduledService,
  SLOT,
  WORK,
  withdrawalRate,
} from '../../state/index.ts';
import { takeHome } from '../take-home.ts';

/** Employment of whoever earns most: at work, on benefit, without. */
export const JOB = { employed: 0, benefit: 1, without: 2 } as const;

export interface Outline {
  /** Take-home pay by employment. */
  readonly income: readonly [number, number, number];
  /** Debt service without the card. */
  readonly service: number;
  readonly discretionary: number;
  readonly cardLimit: number;
  readonly cardApr: number;
  /** Take-home pay of side work. */
  readonly gig: number;
  /** Least cash after bills that counts as recovered. */
  readonly buffer: number;
  /** Least cash plus investments less card that counts as recovered. */
  readonly worth: number;
  /** Whether service can be borne in each employment. */
  readonly bearable: readonly [boolean, boolean, boolean];
  /** Months that credit line and retirement would carry, and what a month of them costs in taxes. */
  readonly reserve: number;
  readonly reserveCost: number;
  /** Monthly, by regime. */
  readonly jobLoss: readonly [number, number];
  readonly finding: readonly [number, number];
  readonly benefitEnds: number;
  readonly bill: { readonly probability: number; readonly months: number };
  readonly returns: readonly [{ readonly mean: number; readonly sd: number }, { readonly mean: number; readonly sd: number }];
  readonly regimeExit: readonly [number, number];
}

const GIG_SHARE = 0.15;
const BUFFER_MONTHS = 3;
const SERVICE_LIMIT = 0.36;
const SLACK = 0.1;
const MOST_BILL_MONTHS = 6;
/** A mean spell: early months find faster, later ones at a lower rate. */
const MEAN_FINDING = 0.6;

export function outlineOf(s: HouseholdState, p: Parameters): Outline {
  const month = s[SLOT.essential];
  const first = s[SLOT.firstWage] * (1 - s[SLOT.firstScar]);
  const second = s[SLOT.firstStatus + EARNER_SIZE] === WORK.employed ? s[SLOT.firstWage + EARNER_SIZE] : 0;
  const worker = s[SLOT.firstStatus] === WORK.employed || s[SLOT.firstStatus] === WORK.unemployed ? first : 0;
  const benefit = worker > 0 ? Math.min(p.benefitShare * worker, p.benefitCapCents) : 0;
  const besides = s[SLOT.roomRent] + s[SLOT.partnerHours];
  const gross = [worker + second, benefit + second, second].map((cents) => cents + besides) as [number, number, number];
  const net = (cents: number): number => {
    const copy = s.slice();
    copy[SLOT.monthIncome] = cents;
    return takeHome(copy, p) / month;
  };
  const cardless = s.slice();
  cardless[SLOT.card] = 0;
  const service = scheduledService(cardless, p);
  const limit = Math.max(SERVICE_LIMIT, s[SLOT.monthIncome] > 0 ? service / s[SLOT.monthIncome] : SERVICE_LIMIT);
  const canLose = worker > 0 && s[SLOT.firstSectorBeta] > 0;
  const hazard = canLose ? DEFAULT_SHOCKS.job_loss.calibrated.monthly_hazard : 0;
  const medical = DEFAULT_SHOCKS.medical_emergency.calibrated;
  const early = withdrawalRate(s, p);
  const worth = (s[SLOT.cash] + s[SLOT.bonds] + s[SLOT.equities] - s[SLOT.card]) / month;
  const returnOf = (g: 0 | 1) => ({
    mean: equityShare * p.equity[g].mean + (1 - equityShare) * (p.yieldMean / 12),
    sd: equityShare * p.equity[g].sd,
  });
  const equityShare = s[SLOT.equities] / Math.max(1, s[SLOT.equities] + s[SLOT.bonds]);
  return {
    income: gross.map(net) as [number, number, number],
    service: service / month,
    discretionary: s[SLOT.discretionary] / month,
    cardLimit: s[SLOT.cardLimit] / month,
    cardApr: s[SLOT.cardApr],
    gig: (GIG_SHARE * (worker + second) * (1 - p.tax.payrollRate - p.tax.rates[1])) / month,
    buffer: Math.min(BUFFER_MONTHS, s[SLOT.cash] / month),
    worth: worth - (SLACK * Math.max(Math.abs(netWorth(s)), 12 * month)) / month,
    bearable: gross.map((cents) => service === 0 || service <= limit * cents) as [boolean, boolean, boolean],
    reserve: (s[SLOT.lineLimit] - s[SLOT.line] + s[SLOT.retirement] * (1 - early)) / month + (assets(s) < debts(s) ? -1 : 0),
    reserveCost: s[SLOT.retirement] > 0 ? early : 0,
    jobLoss: [hazard, hazard * (1 + (DEFAULT_SHOCKS.job_loss.calibrated.contraction_factor - 1) * s[SLOT.firstSectorBeta])],
    finding: [p.finding[0] * MEAN_FINDING, p.finding[1] * MEAN_FINDING],
    benefitEnds: 1 / p.benefitMonths,
    bill: {
      probability: medical.monthly_hazard,
      months: Math.min(MOST_BILL_MONTHS, (100 * medical.numbers['median_dollars']) / month),
    },
    returns: [returnOf(0), returnOf(1)],
    regimeExit: p.exit,
  };
}
