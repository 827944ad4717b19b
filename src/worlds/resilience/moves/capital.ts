import {
  book,
  buyBonds,
  buyEquities,
  FLOW,
  type HouseholdState,
  LOAN_SLOT,
  loanSlot,
  type Operator,
  type Parameters,
  RENT_SHARE,
  sellBonds,
  sellEquities,
  SLOT,
  toCents,
  withdrawRetirement,
} from '../state/index.ts';
import { isEmployed, monthsOfEssential, operator } from './common.ts';

const RETIREMENT_LOAN = loanSlot('retirementLoan');
const RETIREMENT_LOAN_MONTHS = 60;
const HOME_SALE_COST = 0.06;
const HOME_SALE_MONTHS = 3;
const HALF_MONTH = 0.5;
const MATCHED_RATE = 0.06;

const excess = (s: HouseholdState, months: number): number => Math.floor(s[SLOT.cash] - months * s[SLOT.essential]);
const equity = (s: HouseholdState): number => Math.round(s[SLOT.home] * (1 - HOME_SALE_COST)) - s[SLOT.mortgageBalance];
const loanRoom = (s: HouseholdState, p: Parameters): number =>
  Math.min(p.moves.retirementLoanCapCents, Math.floor(s[SLOT.retirement] / 2)) - s[RETIREMENT_LOAN];

export const CAPITAL: readonly Operator[] = [
  operator({
    id: 'invest_excess',
    family: 'capital_efficiency',
    summary: 'put cash above so many months into 60 % equities, 40 % bonds',
    defaults: { months: 6 },
    refusal: (s, params) => (excess(s, params.months) > HALF_MONTH * s[SLOT.essential] ? null : 'no excess worth investing'),
    apply: (s, params, { parameters }) => {
      const cents = excess(s, params.months);
      const equities = Math.floor(0.6 * cents);
      buyEquities(s, equities, parameters);
      buyBonds(s, cents - equities, parameters);
    },
  }),
  operator({
    id: 'sweep_to_savings',
    family: 'capital_efficiency',
    summary: 'put cash above so many months into bonds',
    defaults: { months: 3 },
    refusal: (s, params) => (excess(s, params.months) > HALF_MONTH * s[SLOT.essential] ? null : 'no excess worth moving'),
    apply: (s, params, { parameters }) => buyBonds(s, excess(s, params.months), parameters),
  }),
  operator({
    id: 'take_match',
    family: 'capital_efficiency',
    summary: "contribute up to the employer's match",
    refusal: (s) => (!isEmployed(s) ? 'nobody is employed' : s[SLOT.contributionRate] >= MATCHED_RATE ? 'the match is taken' : null),
    apply: (s) => {
      s[SLOT.contributionRate] = MATCHED_RATE;
      s[SLOT.contributionsPaused] = 0;
    },
  }),
  operator({
    id: 'pause_contributions',
    family: 'capital_efficiency',
    summary: 'stop contributing to retirement: more cash, no match',
    refusal: (s) => (s[SLOT.contributionRate] > 0 && s[SLOT.contributionsPaused] === 0 ? null : 'nothing is contributed'),
    apply: (s) => {
      s[SLOT.contributionsPaused] = 1;
    },
    inverse: () => ({ operator: 'resume_contributions', params: {} }),
  }),
  operator({
    id: 'resume_contributions',
    family: 'capital_efficiency',
    summary: 'contribute to retirement again',
    refusal: (s) => (s[SLOT.contributionsPaused] === 1 ? null : 'contributions are not paused'),
    apply: (s) => {
      s[SLOT.contributionsPaused] = 0;
    },
    inverse: () => ({ operator: 'pause_contributions', params: {} }),
  }),
  operator({
    id: 'sell_asset',
    family: 'capital_efficiency',
    summary: 'turn a share of equities or bonds into cash',
    defaults: { class: 'bonds', share: 0.5 },
    refusal: (s, params) => (s[params.class === 'equities' ? SLOT.equities : SLOT.bonds] > 0 ? null : 'none are held'),
    apply: (s, params, { parameters }) => {
      if (params.class === 'equities') sellEquities(s, Math.round(params.share * s[SLOT.equities]), parameters);
      else sellBonds(s, Math.round(params.share * s[SLOT.bonds]), parameters);
    },
  }),
  operator({
    id: 'retirement_loan',
    family: 'capital_efficiency',
    summary: 'borrow from the retirement account, repaid over 60 months',
    defaults: { months: 3 },
    cooldown: { months: 12, slot: SLOT.coolRetirementLoan },
    refusal: (s, params, { parameters }) => {
      if (!isEmployed(s)) return 'nobody is employed';
      return monthsOfEssential(s, params.months) <= loanRoom(s, parameters) ? null : 'more than half the account, or than $50 000';
    },
    apply: (s, params) => {
      // The account keeps the note: what is owed is owed to oneself, so no interest leaves the household.
      const cents = monthsOfEssential(s, params.months);
      s[RETIREMENT_LOAN] += cents;
      s[SLOT.cash] += cents;
      s[RETIREMENT_LOAN + LOAN_SLOT.apr] = 0;
      s[RETIREMENT_LOAN + LOAN_SLOT.termLeft] = RETIREMENT_LOAN_MONTHS;
      s[RETIREMENT_LOAN + LOAN_SLOT.payment] = Math.ceil(s[RETIREMENT_LOAN] / RETIREMENT_LOAN_MONTHS);
    },
  }),
  operator({
    id: 'hardship_withdrawal',
    family: 'capital_efficiency',
    summary: 'take money out of retirement: taxed, and 10 % lost before 59 and a half',
    defaults: { months: 2 },
    refusal: (s, params) => {
      const inNeed = s[SLOT.cash] < 2 * s[SLOT.essential] || s[SLOT.delinquentMonths] > 0;
      if (!inNeed) return 'not in need';
      return s[SLOT.retirement] - s[RETIREMENT_LOAN] >= monthsOfEssential(s, params.months) ? null : 'too little in the account';
    },
    apply: (s, params, { parameters }) => void withdrawRetirement(s, monthsOfEssential(s, params.months), parameters),
  }),
  operator({
    id: 'downsize_home',
    family: 'capital_efficiency',
    summary: 'sell the home for 6 % and three months, and rent',
    latencyMonths: HOME_SALE_MONTHS,
    refusal: (s) =>
      s[SLOT.home] <= 0 ? 'no home of their own' : equity(s) + s[SLOT.cash] >= 0 ? null : 'the sale would not clear the mortgage',
    apply: (s) => {
      const price = s[SLOT.home];
      s[SLOT.home] = 0;
      s[SLOT.cash] += price - s[SLOT.mortgageBalance];
      s[SLOT.mortgageBalance] = 0;
      book(s, SLOT.cash, FLOW.fees, -toCents(HOME_SALE_COST * price));
      s[SLOT.essential] += RENT_SHARE * price;
      s[SLOT.roomRent] = 0;
      s[SLOT.homeInsured] = 0;
    },
  }),
];
