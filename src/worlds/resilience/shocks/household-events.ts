/** What events do to a household under the profile `calibrated`: every cent booked. */
import { exp, normalQuantile } from '../../../core/index.ts';
import {
  book,
  bookDebt,
  EARNER_SIZE,
  FLOW,
  type HouseholdState,
  LOAN_SLOT,
  LOAN_SLOTS,
  loseJob,
  type MacroState,
  MARITAL,
  type Parameters,
  type ShockEvent,
  SLOT,
  WORK,
} from '../state/index.ts';
import { charge } from './charge.ts';
import { excite } from './excitation.ts';
import { canLoseJob } from './eligible.ts';
import { riseOf } from './macro-events.ts';
import { severity } from './severity.ts';
import type { ShockTable } from './table.ts';

export interface EventContext {
  readonly table: ShockTable;
  readonly macro: MacroState;
  readonly parameters: Parameters;
  /** A number of the path in (0, 1), for what the severity doesn't settle. */
  readonly uniform: number;
}

/** Ranks stay off 0 and 1, whose quantiles are infinite. */
const EDGE = 0.005;
const DISABILITY_MONTHS = [12, 36] as const;
const DISPLACED_MONTHS = [3, 12] as const;

export function strike(s: HouseholdState, event: ShockEvent, context: EventContext): void {
  const { table } = context;
  EFFECTS[event.type](s, event, context, severity(table[event.type], event.magnitude));
  excite(s, event.type, table);
}

type Effect = (s: HouseholdState, event: ShockEvent, context: EventContext, rank: number) => void;
const nothing: Effect = () => undefined;

const EFFECTS: Readonly<Record<ShockEvent['type'], Effect>> = {
  market_crash: nothing,
  inflation_shock: nothing,
  interest_rate_spike: (s, event, { table }) => {
    const rise = riseOf(event, table);
    s[SLOT.cardApr] += rise;
    s[SLOT.lineApr] += rise;
  },
  job_loss: (s, _event, { table, macro, parameters, uniform }, rank) => {
    const first = canLoseJob(s, 0) ? 0 : 1;
    loseJob(s, macro, first, parameters);
    const { second_earner_share: also } = table.job_loss.calibrated.numbers;
    if (first === 0 && canLoseJob(s, 1) && rank > 0.5 && uniform < 2 * also * rank) loseJob(s, macro, 1, parameters);
  },
  medical_emergency: (s, _event, { table, parameters, uniform }, rank) => {
    const { numbers } = table.medical_emergency.calibrated;
    const bounded = Math.min(1 - EDGE, Math.max(EDGE, rank));
    let bill = 100 * numbers['median_dollars'] * exp(numbers['log_sd'] * normalQuantile(bounded)) * Math.max(1, rank);
    if (s[SLOT.healthInsured] === 1 && s[SLOT.healthWait] === 0) {
      bill = Math.min(bill, s[SLOT.oopLeft]);
      s[SLOT.oopLeft] -= Math.round(bill);
    } else bill *= numbers['uninsured_factor'];
    charge(s, Math.round(bill), parameters);
    if (uniform < numbers['disability_probability']) {
      s[SLOT.firstDrop] = Math.min(0.9, numbers['pay_cut'] * Math.max(1, rank));
      s[SLOT.firstDropLeft] = Math.max(s[SLOT.firstDropLeft], between(DISABILITY_MONTHS, uniform / numbers['disability_probability']));
    }
  },
  divorce: (s, _event, { table, parameters }, rank) => {
    const { numbers } = table.divorce.calibrated;
    splitInHalf(s);
    s[SLOT.marital] = MARITAL.divorced;
    s[SLOT.firstStatus + EARNER_SIZE] = WORK.none;
    s[SLOT.firstWage + EARNER_SIZE] = 0;
    s[SLOT.partnerHours] = 0;
    s[SLOT.essential] *= numbers['spending_factor'];
    s[SLOT.discretionary] *= numbers['spending_factor'];
    const fee = numbers['fee_low'] + (numbers['fee_high'] - numbers['fee_low']) * rank;
    charge(s, Math.round(100 * fee), parameters);
  },
  natural_disaster: (s, event, { table, parameters }, rank) => {
    const { numbers } = table.natural_disaster.calibrated;
    const damageShare = Math.min(0.99, Math.abs(event.magnitude));
    if (s[SLOT.home] === 0) {
      charge(s, Math.round(numbers['contents_months'] * s[SLOT.essential] * damageShare * 0.5), parameters);
    } else {
      const damage = Math.round(damageShare * s[SLOT.home]);
      if (s[SLOT.homeInsured] === 1 && s[SLOT.homeWait] === 0) {
        charge(s, Math.min(damage, s[SLOT.homeDeductible]) + Math.round(numbers['uncovered_share'] * damage), parameters);
      } else {
        book(s, SLOT.home, FLOW.revaluation, -damage);
        charge(s, Math.round(numbers['repair_share'] * damage), parameters);
      }
    }
    s[SLOT.displacedLeft] = Math.max(s[SLOT.displacedLeft], between(DISPLACED_MONTHS, rank));
    s[SLOT.displacedCost] = Math.round(numbers['displaced_share'] * s[SLOT.essential]);
  },
};

const between = ([low, high]: readonly [number, number], rank: number): number => Math.round(low + (high - low) * Math.min(1, rank));

/** Half of every balance leaves with the partner. */
function splitInHalf(s: HouseholdState): void {
  for (const slot of [SLOT.cash, SLOT.equities, SLOT.bonds, SLOT.retirement, SLOT.home])
    book(s, slot, FLOW.transfers, -Math.floor(s[slot] / 2));
  for (const slot of [...LOAN_SLOTS, SLOT.card, SLOT.line]) bookDebt(s, slot, FLOW.transfers, -Math.floor(s[slot] / 2));
  for (const slot of LOAN_SLOTS) s[slot + LOAN_SLOT.payment] = Math.ceil(s[slot + LOAN_SLOT.payment] / 2);
  for (const slot of [SLOT.basis, SLOT.lossCarry, SLOT.arrearsBills, SLOT.arrearsDebt, SLOT.arrearsTax, SLOT.cardLimit, SLOT.lineLimit]) {
    s[slot] = Math.floor(s[slot] / 2);
  }
}
