import { CeterisError } from '../../../core/index.ts';
import { annuity } from './annuity.ts';
import { netWorth } from './books.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { obligationSlot } from './obligations.ts';
import { scheduledService } from './service.ts';
import {
  CREDIT,
  EARNER_SIZE,
  LOAN_SLOT,
  LOANS,
  type LoanName,
  MARITAL,
  OBLIGATION_SLOT,
  OBLIGATIONS,
  SLOT,
  STATE_SIZE,
  WORK,
} from './slots.ts';
import type { EarnerSpec, HouseholdSpec, HouseholdState, LoanSpec, ObligationSpec } from './types.ts';

const CARD_APR = 0.215;
const LINE_APR = 0.12;
/** Months of pay that a card's limit spans when the file doesn't say. */
const CARD_LIMIT_MONTHS = 2;

/** Slot of a loan's balance; its other slots follow (`LOAN_SLOT`). */
export const loanSlot = (name: LoanName): number => SLOT[`${name}Balance`];

/**
 * A household's row of numbers.
 * @throws IMPOSSIBLE_HOUSEHOLD with the path of the field
 */
export function householdState(spec: HouseholdSpec, parameters: Parameters = DEFAULT_PARAMETERS): HouseholdState {
  check(spec);
  const s = new Float64Array(STATE_SIZE);
  s[SLOT.ageMonths] = Math.round(spec.ageYears * 12);
  s[SLOT.marital] = MARITAL[spec.marital];
  s[SLOT.dependants] = spec.dependants ?? 0;
  spec.earners.forEach((earner, i) => putEarner(s, i * EARNER_SIZE, earner));
  s[SLOT.cash] = spec.cashCents;
  s[SLOT.equities] = spec.equitiesCents ?? 0;
  s[SLOT.basis] = spec.basisCents ?? s[SLOT.equities];
  s[SLOT.bonds] = spec.bondsCents ?? 0;
  s[SLOT.retirement] = spec.retirementCents ?? 0;
  s[SLOT.retirementEquityShare] = spec.retirementEquityShare ?? 0.6;
  s[SLOT.home] = spec.homeCents ?? 0;
  s[SLOT.card] = spec.card?.balanceCents ?? 0;
  s[SLOT.cardApr] = spec.card?.apr ?? CARD_APR;
  const pay = spec.earners.reduce((sum, earner) => sum + earner.wageCents, 0);
  s[SLOT.cardLimit] = spec.card?.limitCents ?? (spec.card === undefined ? 0 : Math.max(s[SLOT.card], Math.round(CARD_LIMIT_MONTHS * pay)));
  for (const name of LOANS) {
    const loan = spec.loans?.[name];
    if (loan !== undefined) putLoan(s, loanSlot(name), loan);
  }
  s[SLOT.line] = spec.line?.balanceCents ?? 0;
  s[SLOT.lineLimit] = spec.line?.limitCents ?? 0;
  s[SLOT.lineApr] = spec.line?.apr ?? LINE_APR;
  spec.obligations?.forEach((obligation, i) => putObligation(s, obligationSlot(OBLIGATIONS[i]), obligation));
  s[SLOT.essential] = spec.essentialCents;
  s[SLOT.discretionary] = spec.discretionaryCents;
  s[SLOT.creditBand] = CREDIT[spec.credit ?? 'prime'];
  s[SLOT.healthInsured] = (spec.insurance?.health ?? true) ? 1 : 0;
  s[SLOT.oopLeft] = parameters.oopMaximumCents;
  s[SLOT.homeInsured] = (spec.insurance?.home ?? s[SLOT.mortgageBalance] > 0) ? 1 : 0;
  s[SLOT.homeDeductible] = spec.insurance?.homeDeductibleCents ?? 150_000;
  s[SLOT.disabilityInsured] = spec.insurance?.disability ? 1 : 0;
  s[SLOT.contributionRate] = spec.contributionRate ?? 0;
  s[SLOT.shockMonth] = -1;
  s[SLOT.recoveredMonth] = -1;
  s[SLOT.monthIncome] = spec.earners.reduce(
    (sum, earner) => sum + ((earner.status ?? 'employed') === 'employed' ? earner.wageCents : 0),
    0,
  );
  s[SLOT.monthService] = scheduledService(s, parameters);
  s[SLOT.openingNetWorth] = netWorth(s);
  return s;
}

function putEarner(s: HouseholdState, offset: number, earner: EarnerSpec): void {
  s[SLOT.firstWage + offset] = earner.wageCents;
  s[SLOT.firstStatus + offset] = WORK[earner.status ?? 'employed'];
  s[SLOT.firstSpell + offset] = earner.spellMonths ?? 0;
  s[SLOT.firstTenure + offset] = earner.tenureMonths ?? 60;
  s[SLOT.firstSectorBeta + offset] = earner.sectorBeta ?? 1;
  s[SLOT.firstSelfEmployed + offset] = earner.selfEmployed ? 1 : 0;
}

function putLoan(s: HouseholdState, slot: number, loan: LoanSpec): void {
  s[slot + LOAN_SLOT.balance] = loan.balanceCents;
  s[slot + LOAN_SLOT.apr] = loan.apr;
  s[slot + LOAN_SLOT.termLeft] = loan.termMonths;
  s[slot + LOAN_SLOT.payment] = loan.paymentCents ?? annuity(loan.balanceCents, loan.apr, loan.termMonths);
}

function putObligation(s: HouseholdState, slot: number, obligation: ObligationSpec): void {
  s[slot + OBLIGATION_SLOT.left] = obligation.targetCents;
  s[slot + OBLIGATION_SLOT.least] = obligation.leastCents ?? 0;
  s[slot + OBLIGATION_SLOT.most] = obligation.mostCents ?? obligation.targetCents;
  s[slot + OBLIGATION_SLOT.dueIn] = obligation.dueMonths;
}

function check(spec: HouseholdSpec): void {
  const bad = (path: string, cause: string, remedy: string): never => {
    throw new CeterisError('IMPOSSIBLE_HOUSEHOLD', cause, remedy, { path });
  };
  const cents = (path: string, value: number | undefined) => {
    if (value === undefined) return;
    if (!Number.isSafeInteger(value) || value < 0) bad(path, `${path} is ${value}.`, 'Give a whole number of cents, 0 or more.');
  };
  if (!(spec.ageYears >= 16 && spec.ageYears <= 120)) bad('ageYears', `An age of ${spec.ageYears} is impossible.`, 'Give 16 to 120 years.');
  if (!(spec.marital in MARITAL))
    bad('marital', `${JSON.stringify(spec.marital)} is no marital status.`, `Use ${Object.keys(MARITAL).join(', ')}.`);
  if (spec.earners.length > 2) bad('earners', `${spec.earners.length} earners.`, 'Give none, one or two.');
  spec.earners.forEach((earner, i) => {
    cents(`earners.${i}.wageCents`, earner.wageCents);
    if (earner.status !== undefined && !(earner.status in WORK))
      bad(`earners.${i}.status`, `${earner.status} is no status.`, 'Use employed, unemployed or unable.');
  });
  const plain: Record<string, number | undefined> = {
    cashCents: spec.cashCents,
    equitiesCents: spec.equitiesCents,
    basisCents: spec.basisCents,
    bondsCents: spec.bondsCents,
    retirementCents: spec.retirementCents,
    homeCents: spec.homeCents,
    'card.balanceCents': spec.card?.balanceCents,
    'card.limitCents': spec.card?.limitCents,
    'line.balanceCents': spec.line?.balanceCents,
    'line.limitCents': spec.line?.limitCents,
    essentialCents: spec.essentialCents,
    discretionaryCents: spec.discretionaryCents,
    dependants: spec.dependants,
  };
  for (const [path, value] of Object.entries(plain)) cents(path, value);
  if (spec.essentialCents === 0) bad('essentialCents', 'Nobody lives on nothing.', 'Give the essential spending of a month in cents.');
  for (const [name, loan] of Object.entries(spec.loans ?? {})) {
    const path = `loans.${name}`;
    if (!(LOANS as readonly string[]).includes(name)) bad(path, `${name} is no loan.`, `Use ${LOANS.join(', ')}.`);
    cents(`${path}.balanceCents`, loan.balanceCents);
    cents(`${path}.paymentCents`, loan.paymentCents);
    if (!(loan.apr >= 0 && loan.apr <= 2)) bad(`${path}.apr`, `A debt needs a rate: ${loan.apr}.`, 'Give a yearly rate, 0.085 for 8.5 %.');
    if (!(Number.isSafeInteger(loan.termMonths) && loan.termMonths > 0))
      bad(`${path}.termMonths`, 'A debt needs a term.', 'Give the months left, 1 or more.');
  }
  const obligations = spec.obligations ?? [];
  if (obligations.length > OBLIGATIONS.length) bad('obligations', `${obligations.length} obligations.`, 'Give one or two.');
  obligations.forEach((obligation, i) => {
    const path = `obligations.${i}`;
    cents(`${path}.targetCents`, obligation.targetCents);
    cents(`${path}.leastCents`, obligation.leastCents);
    cents(`${path}.mostCents`, obligation.mostCents);
    if (!(Number.isSafeInteger(obligation.dueMonths) && obligation.dueMonths > 0))
      bad(`${path}.dueMonths`, 'An obligation needs a deadline.', 'Give the months until it falls due, 1 or more.');
    if ((obligation.leastCents ?? 0) > (obligation.mostCents ?? obligation.targetCents))
      bad(`${path}.leastCents`, 'The least payment is above the most.', 'Lower leastCents or raise mostCents.');
  });
  if ((spec.loans?.mortgage?.balanceCents ?? 0) > 0 && (spec.homeCents ?? 0) === 0)
    bad('loans.mortgage', 'A mortgage without a home.', 'Give homeCents, or drop the mortgage.');
  if (!((spec.contributionRate ?? 0) >= 0 && (spec.contributionRate ?? 0) < 1))
    bad('contributionRate', 'A share of pay below 1 is needed.', 'Give 0.05 for 5 %.');
}
