import { book, FLOW, toCents } from './books.ts';
import { CHANNEL, type Draws } from './draws.ts';
import type { Parameters } from './parameters.ts';
import { EARNER_SIZE, MACRO, SLOT, WORK } from './slots.ts';
import { filesJointly, incomeTax } from './tax.ts';
import type { HouseholdState, MacroState } from './types.ts';

const { firstWage, firstStatus, firstSpell, firstBenefitLeft, firstClaimed, firstTenure, firstScar, firstSelfEmployed } = SLOT;
const { firstDrop, firstDropLeft, firstJobLossReady, cash, retirement, ageMonths, contributionRate, contributionsPaused } = SLOT;
const { arrearsBills, arrearsDebt, monthIncome, yearOrdinary, yearWithheld, yearPayrollBase, flowIncome } = SLOT;
const { disabilityInsured, disabilityWait, searchEffort, sideGig, roomRent, partnerHours, retrained, retrainLeft } = SLOT;
const { wageGrowth, wageIndex, regime, findingFactor, benefitFactor } = MACRO;
const { none, employed, unemployed } = WORK;
/** The second earner's draw follows the first's. */
const DRAW = { finding: CHANNEL.household, gig: CHANNEL.household + 2 } as const;
const SEARCH_FACTOR = 1.15;
const GIG_SEARCH_FACTOR = 0.9;
const RETRAIN_FACTOR = 1.5;
const GIG_END = 0.08;
/** Disability policies pay this share of what ill health takes. */
const DISABILITY_SHARE = 0.6;

/** Yearly growth of real pay with age: steep when young, none at fifty, below zero later; here a month's part. */
const ageGrowth = (months: number): number => Math.max(-0.01, Math.min(0.03, (600 - months) * (0.025 / 300))) * (1 / 12);

/** Step 3: spells, pay, benefits, withholding and retirement contributions, all booked. */
export function receiveIncome(s: HouseholdState, m: MacroState, draws: Draws, month: number, normals: Float64Array, p: Parameters): void {
  const drift = 1 + ageGrowth(s[ageMonths]);
  const contributes = s[contributionRate] > 0 && s[contributionsPaused] === 0 && s[arrearsBills] + s[arrearsDebt] === 0;
  let gross = 0;
  let payroll = 0;
  let contributions = 0;
  for (let earner = 0; earner < 2; earner++) {
    const at = earner * EARNER_SIZE;
    const status = s[firstStatus + at];
    if (status === none) continue;
    s[firstWage + at] *= m[wageGrowth] * (drift + p.permanentSd * normals[earner]);
    if (status === employed) {
      const pay = wagesOf(s, at, normals[2 + earner], p);
      const base = yearPayrollBase + earner;
      payroll += Math.max(0, Math.min(pay, p.tax.payrollBaseCents - s[base])) * p.tax.payrollRate;
      s[base] += pay;
      s[cash] += pay;
      if (contributes) contributions += contribute(s, pay, p);
      gross += pay;
    } else if (status === unemployed) {
      const benefit = benefitOf(s, m, at, p);
      s[cash] += benefit;
      gross += benefit;
      seek(s, m, at, draws, month, earner, p);
    }
  }
  s[flowIncome] += gross;
  gross += besides(s, draws, month);
  s[monthIncome] = gross;
  s[yearOrdinary] += gross - contributions;
  const joint = filesJointly(s);
  const deduction = joint ? 2 * p.tax.standardDeductionCents : p.tax.standardDeductionCents;
  const withheld = toCents(incomeTax((gross - contributions) * 12 - deduction, joint, p.tax) * (1 / 12));
  s[yearWithheld] += withheld;
  book(s, cash, FLOW.taxes, -withheld - toCents(payroll));
}

function wagesOf(s: HouseholdState, at: number, normal: number, p: Parameters): number {
  const sd = p.transitorySd[s[firstSelfEmployed + at] === 1 ? 1 : 0];
  const scar = s[firstScar + at];
  let factor = Math.max(0, 1 + sd * normal) * (1 - scar);
  // Half-life h: the scar keeps 2^(-1/h) of itself a month; the first-order form is within 1e-5 of it.
  if (scar > 0) s[firstScar + at] = scar * (1 - Math.LN2 / p.scarHalfLifeMonths);
  s[firstTenure + at]++;
  if (s[firstDropLeft + at] > 0) {
    s[firstDropLeft + at]--;
    factor *= 1 - s[firstDrop + at] * (s[disabilityInsured] === 1 && s[disabilityWait] === 0 ? 1 - DISABILITY_SHARE : 1);
  }
  return toCents(s[firstWage + at] * factor);
}

/** A benefit is paid only once claimed, and for so many months. */
function benefitOf(s: HouseholdState, m: MacroState, at: number, p: Parameters): number {
  if (s[firstClaimed + at] === 0 || s[firstBenefitLeft + at] <= 0) return 0;
  if (s[firstClaimed + at] === 1) {
    s[firstClaimed + at] = 2; // the month of waiting
    return 0;
  }
  s[firstBenefitLeft + at]--;
  return toCents(Math.min(p.benefitShare * s[firstWage + at], p.benefitCapCents * m[wageIndex]) * m[benefitFactor]);
}

/** Look for work: it starts next month, at lower pay that recovers slowly. */
function seek(s: HouseholdState, m: MacroState, at: number, draws: Draws, month: number, earner: number, p: Parameters): void {
  s[firstSpell + at]++;
  let finding = p.finding[m[regime] as 0 | 1] * (s[firstSpell + at] > p.findingEarlyMonths ? p.findingLater : 1) * m[findingFactor];
  if (s[searchEffort] > 0) finding *= SEARCH_FACTOR;
  if (s[sideGig] > 0) finding *= GIG_SEARCH_FACTOR;
  if (s[retrained] === 1) finding *= RETRAIN_FACTOR;
  if (s[retrainLeft] > 0) finding = 0;
  if (draws.uniform(month, DRAW.finding + earner) >= finding) return;
  s[firstStatus + at] = employed;
  s[firstSpell + at] = 0;
  s[firstClaimed + at] = 0;
  s[firstBenefitLeft + at] = 0;
  s[firstTenure + at] = 0;
  s[firstJobLossReady + at] = 0;
  s[retrained] = 0;
  s[searchEffort] = 0;
}

/** An earner loses the job: the spell starts, the scar is set by tenure and regime (9.3). */
export function loseJob(s: HouseholdState, m: MacroState, earner: 0 | 1, p: Parameters, voluntary = false): void {
  const at = earner * EARNER_SIZE;
  if (s[firstStatus + at] !== employed) return;
  const cut = p.scar[m[regime] as 0 | 1] * (s[firstTenure + at] >= p.longTenureMonths ? 1 : 0.5);
  s[firstStatus + at] = unemployed;
  s[firstSpell + at] = 0;
  s[firstClaimed + at] = 0;
  s[firstBenefitLeft + at] = voluntary ? 0 : p.benefitMonths;
  s[firstJobLossReady + at] = voluntary ? 0 : 1;
  s[firstScar + at] = 1 - (1 - s[firstScar + at]) * (1 - cut);
}

/** Own share moves from cash to the retirement account; the employer's match comes on top. */
function contribute(s: HouseholdState, pay: number, p: Parameters): number {
  const own = Math.min(toCents(pay * s[contributionRate]), Math.max(0, s[cash]));
  s[cash] -= own;
  s[retirement] += own;
  const match = toCents(p.employerMatch * Math.min(own, pay * p.employerMatchLimit));
  book(s, SLOT.retirement, FLOW.income, match);
  return own;
}

/** Side work, a let room, a partner's hours. */
function besides(s: HouseholdState, draws: Draws, month: number): number {
  if (s[sideGig] + s[roomRent] + s[partnerHours] === 0) return 0;
  const cents = toCents(s[sideGig] + s[roomRent] + s[partnerHours]);
  book(s, cash, FLOW.income, cents);
  if (s[sideGig] > 0 && draws.uniform(month, DRAW.gig) < GIG_END) s[sideGig] = 0;
  return cents;
}
