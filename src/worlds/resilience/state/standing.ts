import { assets, book, bookDebt, debts, FLOW } from './books.ts';
import type { Parameters } from './parameters.ts';
import { CREDIT, SLOT, WORK } from './slots.ts';
import { yearEndTax } from './tax.ts';
import type { HouseholdState } from './types.ts';
import { raiseCash } from './waterfall.ts';

const SUB_AT_MONTHS = 3;
const SUB_LOCK_MONTHS = 24;
const NEAR_LOCK_MONTHS = 12;
/** Less than this share of a month's essential spending at hand counts as none. */
const DRY_SHARE = 0.1;
const MONTHS = 12;

const {
  arrearsBills,
  arrearsDebt,
  arrearsTax,
  bonds,
  card,
  cardLimit,
  cash,
  creditBand,
  creditLock,
  defaulted,
  delinquentMonths,
  dryMonths,
  equities,
  essential,
  line,
  lineLimit,
  oopLeft,
  shortMonth,
  yearEarly,
  yearGains,
  yearOrdinary,
  yearPayrollBase,
  yearPayrollBaseSecond,
  yearWithheld,
} = SLOT;
const { retirementLoanBalance, retirement, ageMonths, firstStatus, secondStatus } = SLOT;

/** What could be spent without touching home or retirement, cents. */
export function liquidResources(s: HouseholdState): number {
  return s[cash] + s[bonds] + s[equities] + Math.max(0, s[cardLimit] - s[card]) + Math.max(0, s[lineLimit] - s[line]);
}

/** Step 7, second half: delinquency, its fee, the credit band, default. */
export function updateStanding(s: HouseholdState, p: Parameters): void {
  const behind = s[arrearsBills] + s[arrearsDebt] + s[arrearsTax] > 0;
  if (s[shortMonth] === 1) {
    s[delinquentMonths]++;
    // A late fee goes onto the card where there is one: cash is gone.
    if (s[cardLimit] > 0) bookDebt(s, card, FLOW.fees, p.lateFeeCents);
  } else if (!behind) s[delinquentMonths] = 0;
  if (s[creditLock] > 0) s[creditLock]--;
  if (s[delinquentMonths] >= SUB_AT_MONTHS) lowerCredit(s, CREDIT.sub, SUB_LOCK_MONTHS);
  else if (s[delinquentMonths] > 0 && s[creditBand] === CREDIT.prime) lowerCredit(s, CREDIT.near, NEAR_LOCK_MONTHS);
  else if (s[creditBand] > CREDIT.prime && s[creditLock] === 0 && s[delinquentMonths] === 0) {
    s[creditBand]--;
    s[creditLock] = NEAR_LOCK_MONTHS;
  }
  const dry = liquidResources(s) < DRY_SHARE * s[essential] && assets(s) < debts(s);
  s[dryMonths] = dry ? s[dryMonths] + 1 : 0;
  if (s[delinquentMonths] >= p.deathOfDebt.delinquentMonths || s[dryMonths] >= p.deathOfDebt.dryMonths) s[defaulted] = 1;
}

/** The band falls to `band` at best, and stays for `months` at least. */
export function lowerCredit(s: HouseholdState, band: number, months: number): void {
  s[creditBand] = Math.max(s[creditBand], band);
  s[creditLock] = Math.max(s[creditLock], months);
}

/** Month 12: what the year owes is paid out of the waterfall, what can't be paid stays due; a refund comes in. */
export function settleTaxYear(s: HouseholdState, p: Parameters): void {
  callRetirementLoan(s, p);
  const owed = yearEndTax(s, p.tax, p.earlyWithdrawalPenalty);
  s[yearOrdinary] = 0;
  s[yearGains] = 0;
  s[yearEarly] = 0;
  s[yearWithheld] = 0;
  s[yearPayrollBase] = 0;
  s[yearPayrollBaseSecond] = 0;
  s[oopLeft] = p.oopMaximumCents;
  const paid = owed > 0 ? raiseCash(s, owed, p) : owed;
  book(s, cash, FLOW.taxes, -paid);
  s[arrearsTax] += owed - paid;
}

/** Without a job a loan from the retirement account is due by the tax date: what isn't repaid by then counts as withdrawn, early or not. */
function callRetirementLoan(s: HouseholdState, p: Parameters): void {
  const owed = s[retirementLoanBalance];
  if (owed <= 0 || s[firstStatus] === WORK.employed || s[secondStatus] === WORK.employed) return;
  const withdrawn = Math.min(owed, s[retirement]);
  s[retirementLoanBalance] -= withdrawn;
  s[retirement] -= withdrawn;
  s[yearOrdinary] += withdrawn;
  if (s[ageMonths] < p.earlyWithdrawalAgeMonths) s[yearEarly] += withdrawn;
}

export const isYearEnd = (month: number): boolean => month % MONTHS === MONTHS - 1;
