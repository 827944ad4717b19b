/**
 * Households fitted to public figures (9.14): a Gaussian copula over income, liquid wealth, retirement savings, home and debts, whose
 * margins are zero-inflated lognormals by age. Sources: Survey of Consumer Finances 2019 and 2022.
 */
import { exp, ln, normalCdf, normalDensity, normalQuantile, type Stream } from '../../../core/index.ts';
import { annuity, DEFAULT_PARAMETERS, type HouseholdSpec, incomeTax, type LoanSpec, type MaritalStatus } from '../state/index.ts';
import { ageBand } from './ages.ts';
import { OCCUPATIONS, type Occupation, RETIRED, SECTOR_BETA } from './occupations.ts';

/** Medians and shares by band of age: under 35, 35, 45, 55, 65, 75 and over. */
const BY_AGE = {
  incomeMedian: [60_000, 87_000, 92_000, 83_000, 60_000, 48_000],
  liquidMedian: [5_400, 7_500, 8_700, 8_000, 13_400, 10_000],
  retirementMedian: [18_900, 45_000, 115_000, 185_000, 200_000, 130_000],
  retirementShare: [0.5, 0.615, 0.62, 0.57, 0.51, 0.42],
  ownerShare: [0.39, 0.62, 0.7, 0.76, 0.8, 0.78],
  mortgageShare: [0.89, 0.86, 0.79, 0.62, 0.43, 0.28],
  studentShare: [0.375, 0.33, 0.22, 0.16, 0.06, 0.02],
  marriedShare: [0.33, 0.58, 0.57, 0.56, 0.52, 0.38],
  loanToValue: [0.69, 0.65, 0.55, 0.42, 0.36, 0.31],
} as const;

const INCOME_SD = 0.92;
const LIQUID_SD = 2;
const RETIREMENT_SD = 1.55;
const HOME = { median: 306_000, sd: 0.72, incomeLink: 0.6, choiceLink: 0.5 } as const;
const EQUITIES = { share: 0.17, median: 42_000, sd: 1.7, link: 0.6 } as const;
const BONDS = { share: 0.1, median: 24_000, sd: 1.4, link: 0.3 } as const;
const DEBT_LINK = 0.62;
const CARD = { share: 0.454, median: 2_700, sd: 1.2 } as const;
const AUTO = { share: 0.369, median: 13_100, sd: 0.75 } as const;
/** Who owes for a degree earns more for it: parts of the two latent normals, a unit vector. */
const STUDENT = { median: 22_900, sd: 1.05, debtPart: 0.7, incomePart: 0.714 } as const;
const LIQUID_LINK = 0.55;
const RETIREMENT_LINK = 0.6;
const EARLIEST_RETIREMENT = 62;
const RETIREMENT_AGE = 67;

interface Latent {
  readonly income: number;
  readonly debt: number;
}

/** Whether one of a share of people, tied to a latent normal. */
function chosen(stream: Stream, share: number, latent: number, link: number): boolean {
  return link * latent + Math.sqrt(1 - link * link) * stream.normal() > -normalQuantile(share);
}

/** Mean of the latent normal among the chosen: what an amount that hangs on it is centred by, so that its median is the holders'. */
const meanOfChosen = (share: number, link: number): number => (link * normalDensity(normalQuantile(share))) / share;

function amount(stream: Stream, median: number, sd: number, latent: number, link: number): number {
  return median * exp(sd * (link * latent + Math.sqrt(1 - link * link) * stream.normal()));
}

export interface Drawn {
  readonly household: HouseholdSpec;
  readonly occupation: Occupation;
  readonly familyStatus: string;
  readonly incomeCents: number;
}

const cents = (dollars: number): number => Math.round(dollars) * 100;

export function drawCalibrated(stream: Stream, ageYears: number): Drawn {
  const band = ageBand(ageYears);
  const latent: Latent = { income: stream.normal(), debt: stream.normal() };
  const married = chosen(stream, BY_AGE.marriedShare[band], latent.income, 0.35);
  const income = Math.min(2_000_000, Math.max(11_000, BY_AGE.incomeMedian[band] * exp(INCOME_SD * latent.income)));
  const retired = ageYears >= RETIREMENT_AGE ? stream.real() < 0.88 : ageYears >= EARLIEST_RETIREMENT && stream.real() < 0.3;
  const occupation = retired ? RETIRED : occupationFor(stream, income);
  const marital = maritalStatus(stream, married, ageYears);
  const dependants = ageYears < 60 ? Math.min(4, stream.poisson(married ? 1.2 : 0.5)) : 0;
  const debts = drawDebts(stream, band, latent, income);
  const home = drawHome(stream, band, latent, income);
  const holds = chosen(stream, BY_AGE.retirementShare[band], latent.income, RETIREMENT_LINK);
  const centre = meanOfChosen(BY_AGE.retirementShare[band], RETIREMENT_LINK);
  const retirement = holds ? amount(stream, BY_AGE.retirementMedian[band], RETIREMENT_SD, latent.income - centre, RETIREMENT_LINK) : 0;
  const loans = { ...debts.loans, ...(home.mortgage === null ? {} : { mortgage: home.mortgage }) };
  const contributionRate = !retired && holds ? [0.03, 0.05, 0.06, 0.08][stream.integer(0, 4)] : 0;
  const liquid = amount(stream, BY_AGE.liquidMedian[band], LIQUID_SD, latent.income, LIQUID_LINK);
  const spending = drawSpending(stream, { income, married, loans, cardDollars: debts.card / 100, contributionRate });
  const household: HouseholdSpec = {
    ageYears,
    marital,
    dependants,
    earners: earners(stream, income, married && !retired, occupation),
    cashCents: cents(liquid),
    ...holding(stream, EQUITIES, latent.income, (value) => ({ equitiesCents: value, basisCents: Math.round(value * 0.7) })),
    ...holding(stream, BONDS, latent.income, (value) => ({ bondsCents: value })),
    retirementCents: cents(retirement),
    homeCents: cents(home.value),
    card: { balanceCents: debts.card, limitCents: Math.max(debts.card, cents(Math.min(30_000, 0.15 * income))) },
    loans,
    ...spending,
    credit: creditBand(stream, latent.debt),
    insurance: { health: stream.real() < 0.92, home: home.value > 0 && stream.real() < 0.94, disability: stream.real() < 0.35 },
    contributionRate,
  };
  return { household, occupation, familyStatus: familyStatus(marital, dependants), incomeCents: cents(income) };
}

function holding<T>(
  stream: Stream,
  law: { share: number; median: number; sd: number; link: number },
  latent: number,
  make: (cents: number) => T,
): T | Record<string, never> {
  if (!chosen(stream, law.share, latent, law.link)) return {};
  return make(cents(amount(stream, law.median, law.sd, latent - meanOfChosen(law.share, law.link), law.link)));
}

/** Those whose pay covers the income; richest or poorest otherwise. */
function occupationFor(stream: Stream, income: number): Occupation {
  const thousands = income / 1000;
  const fits = OCCUPATIONS.filter(({ lowThousands, highThousands }) => thousands >= lowThousands && thousands <= highThousands);
  if (fits.length > 0) return fits[stream.integer(0, fits.length)];
  return thousands < 20 ? OCCUPATIONS[OCCUPATIONS.length - 4] : OCCUPATIONS[OCCUPATIONS.length - 1];
}

function maritalStatus(stream: Stream, married: boolean, age: number): MaritalStatus {
  if (married) return 'married';
  const u = stream.real();
  if (age >= 65) return u < 0.5 ? 'widowed' : u < 0.85 ? 'divorced' : 'single';
  return u < Math.min(0.5, Math.max(0, (age - 25) / 60)) ? 'divorced' : 'single';
}

export function familyStatus(marital: MaritalStatus, dependants: number): string {
  if (marital === 'married') {
    if (dependants === 0) return 'Married';
    return `Married with ${dependants >= 3 ? '3+ children' : dependants === 1 ? '1 child' : '2 children'}`;
  }
  if (dependants > 0) return 'Single parent';
  return marital === 'divorced' ? 'Divorced' : marital === 'widowed' ? 'Widowed' : 'Single';
}

function earners(stream: Stream, income: number, couple: boolean, occupation: Occupation): HouseholdSpec['earners'] {
  const tenureMonths = Math.round(stream.exponential(1 / 60));
  const base = { sectorBeta: SECTOR_BETA[occupation.sector] ?? 1, selfEmployed: occupation.selfEmployed ?? false, tenureMonths };
  const share = couple && stream.real() < 0.5 ? stream.uniform(0.5, 0.8) : 1;
  const first = { ...base, wageCents: cents((income * share) / 12) };
  if (share === 1) return [first];
  return [first, { wageCents: cents((income * (1 - share)) / 12), sectorBeta: 1, tenureMonths: Math.round(stream.exponential(1 / 60)) }];
}

function drawHome(stream: Stream, band: number, latent: Latent, income: number): { value: number; mortgage: LoanSpec | null } {
  if (!chosen(stream, BY_AGE.ownerShare[band], latent.income, HOME.choiceLink)) return { value: 0, mortgage: null };
  const centre = meanOfChosen(BY_AGE.ownerShare[band], HOME.choiceLink);
  const value = amount(stream, HOME.median, HOME.sd, latent.income - centre, HOME.incomeLink);
  if (!chosen(stream, BY_AGE.mortgageShare[band], latent.debt, 0.45)) return { value, mortgage: null };
  const ratio = Math.min(0.97, BY_AGE.loanToValue[band] * stream.uniform(0.35, 1.5));
  const fresh = stream.real() < 0.3;
  return { value, mortgage: affordable(value * ratio, fresh ? 0.065 : 0.036, stream.integer(120, 350), MORTGAGE_LIMIT * income) };
}

function drawDebts(stream: Stream, band: number, latent: Latent, income: number): { card: number; loans: Record<string, LoanSpec> } {
  const card = chosen(stream, CARD.share, latent.debt, DEBT_LINK) ? amount(stream, CARD.median, CARD.sd, 0, 0) : 0;
  const loans: Record<string, LoanSpec> = {};
  if (chosen(stream, AUTO.share, latent.debt, DEBT_LINK)) {
    loans['auto'] = affordable(amount(stream, AUTO.median, AUTO.sd, 0, 0), 0.085, stream.integer(18, 66), LOAN_LIMIT * income);
  }
  if (chosen(stream, BY_AGE.studentShare[band], STUDENT.debtPart * latent.debt + STUDENT.incomePart * latent.income, DEBT_LINK)) {
    loans['student'] = affordable(amount(stream, STUDENT.median, STUDENT.sd, 0, 0), 0.058, stream.integer(60, 180), LOAN_LIMIT * income);
  }
  return { card: cents(card), loans };
}

/** Most of yearly pay that the service of a loan takes when it is granted [C]; a loan that asks for more runs longer instead. */
const LOAN_LIMIT = 0.1;
const MORTGAGE_LIMIT = 0.3;
const LONGEST_MONTHS = 360;

function affordable(dollars: number, apr: number, termMonths: number, yearlyDollars: number): LoanSpec {
  const balanceCents = cents(Math.max(200, dollars));
  const most = (yearlyDollars * 100) / 12;
  let term = termMonths;
  while (term < LONGEST_MONTHS && annuity(balanceCents, apr, term) > most) term = Math.min(LONGEST_MONTHS, Math.ceil(term * 1.25));
  const payment = annuity(balanceCents, apr, term);
  return { balanceCents: payment > most ? Math.floor((balanceCents * most) / payment / 100) * 100 : balanceCents, apr, termMonths: term };
}

/** What is left of pay after taxes, service and saving is spent, nearly all of it; three fifths of it are essential, more among the poor [C]. */
function drawSpending(
  stream: Stream,
  about: { income: number; married: boolean; loans: Record<string, LoanSpec>; cardDollars: number; contributionRate: number },
): { essentialCents: number; discretionaryCents: number } {
  const { tax } = DEFAULT_PARAMETERS;
  const { income, married, contributionRate, cardDollars } = about;
  const taxable = Math.max(0, income * (1 - contributionRate) * 100 - tax.standardDeductionCents * (married ? 2 : 1));
  const taxes = incomeTax(taxable, married, tax) / 100 + Math.min(income, tax.payrollBaseCents / 100) * tax.payrollRate;
  const service = Object.values(about.loans).reduce(
    (sum, { balanceCents, apr, termMonths }) => sum + annuity(balanceCents, apr, termMonths) / 100,
    CARD_SERVICE * cardDollars,
  );
  const left = (income * (1 - contributionRate) - taxes) / 12 - service;
  const spent = Math.max(0.2 * (income / 12), left * stream.uniform(0.87, 1) * (income > 150_000 ? 0.85 : 1));
  const share = Math.min(0.85, Math.max(0.45, 0.6 + 0.12 * ln(70_000 / income)));
  return { essentialCents: cents(spent * share), discretionaryCents: cents(spent * (1 - share)) };
}
/** Least payment on a card, a month, as a share of its balance. */
const CARD_SERVICE = 0.028;

function creditBand(stream: Stream, debt: number): 'prime' | 'near' | 'sub' {
  const rank = normalCdf(0.5 * debt + Math.sqrt(0.75) * stream.normal());
  return rank < 0.7 ? 'prime' : rank < 0.88 ? 'near' : 'sub';
}
