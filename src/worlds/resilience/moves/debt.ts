import {
  annuity,
  book,
  bookDebt,
  CREDIT,
  debts,
  FLOW,
  type HouseholdState,
  LOAN_SLOT,
  LOAN_SLOTS,
  loanSlot,
  lowerCredit,
  MACRO,
  type MoveContext,
  type Operator,
  SLOT,
  toCents,
} from '../state/index.ts';
import { approval, debtToIncome, isEmployed, monthsOfEssential, operator } from './common.ts';

const CONSOLIDATED = loanSlot('consolidated');
const PERSONAL = loanSlot('personal');
const MORTGAGE = loanSlot('mortgage');
const CONSOLIDATION_FEE = 0.05;
const CONSOLIDATION_MONTHS = 60;
/** Rate of a new loan by credit band. */
const NEW_APR = { [CREDIT.prime]: 0.11, [CREDIT.near]: 0.17, [CREDIT.sub]: 0.26 } as Readonly<Record<number, number>>;
const TRANSFER_FEE = 0.03;
const TRANSFER_MONTHS = 15;
const TRANSFER_UTILISATION = 0.8;
const REFINANCE_FEE = 0.02;
const REFINANCE_MONTHS = 360;
const REFINANCE_GAIN = 0.005;
/** Mortgage rates stand above the ten-year yield by this much. */
const MORTGAGE_MARGIN = 0.027;
const DTI_LIMIT = 0.43;
const LTV_LIMIT = 0.9;
const FORBEARANCE_GAP_MONTHS = 24;
const SETTLE_SHARE = 0.5;
const SETTLE_MONTHS_BEHIND = 3;
const SETTLE_LOCK_MONTHS = 48;

const consolidable = (s: HouseholdState): number => s[SLOT.card] + s[PERSONAL];
const newMortgageRate = ({ macro }: MoveContext): number => macro[MACRO.yield10] + MORTGAGE_MARGIN;

/** Debts, of equal ones the first is paid first. */
const PAY_ORDER = [SLOT.card, SLOT.line, ...LOAN_SLOTS] as const;
const rateOf = (s: HouseholdState, slot: number): number => {
  if (slot === SLOT.card) return s[SLOT.cardPromoLeft] > 0 ? 0 : s[SLOT.cardApr];
  return slot === SLOT.line ? s[SLOT.lineApr] : s[slot + LOAN_SLOT.apr];
};

/** What the debt with the highest rate (or the smallest one) is, as [slot of balance]; -1 without debts. */
function firstDebt(s: HouseholdState, order: string): number {
  let chosen = -1;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < PAY_ORDER.length; i++) {
    const slot = PAY_ORDER[i];
    if (s[slot] <= 0) continue;
    const score = order === 'snowball' ? -s[slot] : rateOf(s, slot);
    if (score > best) {
      best = score;
      chosen = slot;
    }
  }
  return chosen;
}

/** Move cash into debts in an order, `cents` at most; arrears on debts are cured first by it. Returns what was paid. */
export function payDown(s: HouseholdState, cents: number, order: string): number {
  let left = Math.min(cents, s[SLOT.cash]);
  const budget = left;
  for (let slot = firstDebt(s, order); slot >= 0 && left > 0; slot = firstDebt(s, order)) {
    const paid = Math.min(left, s[slot]);
    s[slot] -= paid;
    s[SLOT.cash] -= paid;
    s[SLOT.arrearsDebt] = Math.max(0, s[SLOT.arrearsDebt] - paid);
    left -= paid;
  }
  return budget - left;
}

const deferrable = ({ kind }: { readonly kind: string }): number => (kind === 'student' ? loanSlot('student') : MORTGAGE);

export const DEBT: readonly Operator[] = [
  operator({
    id: 'pay_extra',
    family: 'debt_restructure',
    summary: 'pay down debt beyond what is due: highest rate first (avalanche) or smallest first (snowball)',
    defaults: { months: 1, order: 'avalanche', keep: 1 },
    refusal: (s, params) => {
      if (debts(s) <= 0) return 'no debt';
      return s[SLOT.cash] >= monthsOfEssential(s, params.months + params.keep) ? null : 'too little cash';
    },
    apply: (s, params) => void payDown(s, monthsOfEssential(s, params.months), params.order),
  }),
  operator({
    id: 'consolidate',
    family: 'debt_restructure',
    summary: 'one loan of 60 months for card and personal debts, for a fee of 5 %, from cash or (financed=1) on top of the loan',
    defaults: { financed: 0 },
    latentParam: 'financed',
    latencyMonths: 1,
    cooldown: { months: 6, slot: SLOT.coolConsolidate },
    refusal: (s, _params, { parameters }) => {
      if (consolidable(s) < parameters.moves.leastConsolidationCents) return 'less than $3 000 to consolidate';
      return debtToIncome(s) <= DTI_LIMIT ? null : 'debt service above 43 % of income';
    },
    success: (s) => approval(s),
    costCents: (s, params) => (params.financed === 0 ? toCents(CONSOLIDATION_FEE * consolidable(s)) : 0),
    apply: (s, params) => {
      if (params.financed > 0) bookDebt(s, CONSOLIDATED, FLOW.fees, toCents(CONSOLIDATION_FEE * consolidable(s)));
      s[CONSOLIDATED] += consolidable(s);
      s[SLOT.card] = 0;
      s[PERSONAL] = 0;
      s[SLOT.arrearsDebt] = 0;
      s[CONSOLIDATED + LOAN_SLOT.apr] = NEW_APR[s[SLOT.creditBand]];
      s[CONSOLIDATED + LOAN_SLOT.termLeft] = CONSOLIDATION_MONTHS;
      s[CONSOLIDATED + LOAN_SLOT.payment] = annuity(s[CONSOLIDATED], NEW_APR[s[SLOT.creditBand]], CONSOLIDATION_MONTHS);
    },
  }),
  operator({
    id: 'balance_transfer',
    family: 'debt_restructure',
    summary: 'move the card to one at 0 % for 15 months, for 3 %',
    cooldown: { months: 15, slot: SLOT.coolTransfer },
    refusal: (s) => {
      if (s[SLOT.card] <= 0) return 'no card debt';
      if (s[SLOT.creditBand] !== CREDIT.prime) return 'credit is not prime';
      return s[SLOT.card] <= TRANSFER_UTILISATION * s[SLOT.cardLimit] ? null : 'the card is used beyond 80 %';
    },
    apply: (s) => {
      bookDebt(s, SLOT.card, FLOW.fees, toCents(TRANSFER_FEE * s[SLOT.card]));
      s[SLOT.cardPromoLeft] = TRANSFER_MONTHS;
    },
  }),
  operator({
    id: 'refinance',
    family: 'debt_restructure',
    summary: 'a new mortgage of 360 months at the going rate, for 2 %',
    latencyMonths: 2,
    cooldown: { months: 24, slot: SLOT.coolRefinance },
    refusal: (s, _params, context) => {
      if (s[MORTGAGE] <= 0) return 'no mortgage';
      if (!isEmployed(s)) return 'nobody is employed';
      if (debtToIncome(s) > DTI_LIMIT) return 'debt service above 43 % of income';
      if (s[MORTGAGE] > LTV_LIMIT * s[SLOT.home]) return 'the mortgage is above 90 % of the home';
      return newMortgageRate(context) < s[MORTGAGE + LOAN_SLOT.apr] - REFINANCE_GAIN ? null : 'the new rate is not half a point lower';
    },
    success: (s) => approval(s, s[MORTGAGE] / s[SLOT.home]),
    costCents: (s) => toCents(REFINANCE_FEE * s[MORTGAGE]),
    apply: (s, _params, context) => {
      s[MORTGAGE + LOAN_SLOT.apr] = newMortgageRate(context);
      s[MORTGAGE + LOAN_SLOT.termLeft] = REFINANCE_MONTHS;
      s[MORTGAGE + LOAN_SLOT.payment] = annuity(s[MORTGAGE], newMortgageRate(context), REFINANCE_MONTHS);
    },
  }),
  operator({
    id: 'draw_line',
    family: 'debt_restructure',
    summary: 'draw cash from the credit line',
    defaults: { months: 1 },
    refusal: (s, params) => (s[SLOT.lineLimit] - s[SLOT.line] >= monthsOfEssential(s, params.months) ? null : 'the line has less room'),
    apply: (s, params) => {
      s[SLOT.line] += monthsOfEssential(s, params.months);
      s[SLOT.cash] += monthsOfEssential(s, params.months);
    },
    inverse: (params) => ({ operator: 'repay_line', params }),
  }),
  operator({
    id: 'repay_line',
    family: 'debt_restructure',
    summary: 'repay the credit line',
    defaults: { months: 1 },
    refusal: (s, params) => {
      const cents = monthsOfEssential(s, params.months);
      return s[SLOT.line] >= cents && s[SLOT.cash] >= cents ? null : 'too little drawn, or too little cash';
    },
    apply: (s, params) => {
      s[SLOT.line] -= monthsOfEssential(s, params.months);
      s[SLOT.cash] -= monthsOfEssential(s, params.months);
    },
    inverse: (params) => ({ operator: 'draw_line', params }),
  }),
  operator({
    id: 'forbearance',
    family: 'debt_restructure',
    summary: 'pause payments on the mortgage or student loan; interest goes on',
    defaults: { kind: 'mortgage', months: 6 },
    cooldown: { months: FORBEARANCE_GAP_MONTHS, slot: SLOT.coolForbearance },
    refusal: (s, params) => {
      if (s[deferrable(params)] <= 0) return 'no such loan';
      const inNeed = s[SLOT.arrearsBills] + s[SLOT.arrearsDebt] > 0 || !isEmployed(s);
      return inNeed ? null : 'neither arrears nor out of work';
    },
    apply: (s, params) => {
      s[deferrable(params) + LOAN_SLOT.deferLeft] = Math.min(6, params.months);
    },
  }),
  operator({
    id: 'settle',
    family: 'debt_restructure',
    summary: 'pay half of the card to be rid of it after three months behind; credit falls to sub',
    refusal: (s) => {
      if (s[SLOT.card] <= 0) return 'no card debt';
      if (s[SLOT.delinquentMonths] < SETTLE_MONTHS_BEHIND) return 'less than three months behind';
      return s[SLOT.cash] >= Math.ceil(SETTLE_SHARE * s[SLOT.card]) ? null : 'too little cash';
    },
    apply: (s, _params, { parameters }) => {
      const paid = Math.ceil(SETTLE_SHARE * s[SLOT.card]);
      const forgiven = s[SLOT.card] - paid;
      s[SLOT.card] -= paid;
      s[SLOT.cash] -= paid;
      bookDebt(s, SLOT.card, FLOW.transfers, -forgiven);
      if (forgiven > parameters.moves.forgivenTaxFreeCents) s[SLOT.yearOrdinary] += forgiven;
      s[SLOT.arrearsDebt] = 0;
      lowerCredit(s, CREDIT.sub, SETTLE_LOCK_MONTHS);
    },
  }),
];

/** Cost of trying, taken from cash. */
export const chargeFee = (s: HouseholdState, cents: number): void => book(s, SLOT.cash, FLOW.fees, -cents);
