/** A generated population beside the public figures that it was fitted to (9.14). */
import { median } from '../../../core/index.ts';
import { annuity, type HouseholdSpec } from '../state/index.ts';
import { AGE_BANDS, ageBand } from './ages.ts';
import type { Person } from './types.ts';

export interface FitRow {
  readonly quantity: string;
  readonly unit: 'dollars' | 'share';
  readonly target: number;
  readonly value: number;
  /** Lowest and highest value that passes. */
  readonly low: number;
  readonly high: number;
  readonly passed: boolean;
  readonly source: string;
}

const assetsOf = (h: HouseholdSpec): number =>
  h.cashCents + (h.equitiesCents ?? 0) + (h.bondsCents ?? 0) + (h.retirementCents ?? 0) + (h.homeCents ?? 0);
const loansOf = (h: HouseholdSpec) => Object.values(h.loans ?? {});
const debtsOf = (h: HouseholdSpec): number =>
  (h.card?.balanceCents ?? 0) + loansOf(h).reduce((sum, { balanceCents }) => sum + balanceCents, 0);
const loanOf = (h: HouseholdSpec, name: 'mortgage' | 'auto' | 'student'): number => h.loans?.[name]?.balanceCents ?? 0;
const monthOf = (h: HouseholdSpec): number =>
  h.essentialCents + h.discretionaryCents + loansOf(h).reduce((sum, l) => sum + annuity(l.balanceCents, l.apr, l.termMonths), 0);

/** People that the gates look at by default: enough for all to hold whatever the seed. */
export const GATE_PEOPLE = 20_000;

const SCF22 = 'Survey of Consumer Finances 2022';
const SCF19 = 'Survey of Consumer Finances 2019';
const WITHIN = 0.1;

/** Standard errors of a median that chance is allowed, on top of the band, where a group is small. */
const ALLOWED_ERRORS = 3;

/** Standard error of a median without a law: half the distance between the order statistics half a root of n above and below the middle. */
function errorOfMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (rank: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  const reach = Math.sqrt(sorted.length) / 2;
  return (at(sorted.length / 2 + reach) - at(sorted.length / 2 - reach)) / 2;
}

/**
 * Every figure with its band: medians within 10 % of the target, shares within 3 points (5 where the public figure comes by way of the
 * press); medians of an age group within 10 % and three standard errors of that many people.
 */
export function goodnessOfFit(people: readonly Person[]): FitRow[] {
  const homes = people.map(({ household }) => household);
  const share = (test: (h: HouseholdSpec) => boolean): number => homes.filter(test).length / homes.length;
  const middle = (of: (h: HouseholdSpec) => number, among: readonly HouseholdSpec[] = homes): number => {
    const values = among.map(of);
    return values.length === 0 ? 0 : median(values) / 100;
  };
  const holders = (of: (h: HouseholdSpec) => number): number =>
    middle(
      of,
      homes.filter((h) => of(h) > 0),
    );
  const dollars = (quantity: string, value: number, target: number, source: string): FitRow =>
    row(quantity, 'dollars', value, target, target * (1 - WITHIN), target * (1 + WITHIN), source);
  const part = (quantity: string, value: number, target: number, source: string, slack = 0.03): FitRow =>
    row(quantity, 'share', value, target, target - slack, target + slack, source);
  const worth = (h: HouseholdSpec): number => assetsOf(h) - debtsOf(h);
  const retirement = (h: HouseholdSpec): number => h.retirementCents ?? 0;
  const byAge = (label: string, of: (h: HouseholdSpec) => number, targets: readonly number[], onlyHolders: boolean): FitRow[] =>
    AGE_BANDS.map(({ from, to }, band) => {
      const there = homes.filter((h) => ageBand(h.ageYears) === band && (!onlyHolders || of(h) > 0));
      const allowed = (ALLOWED_ERRORS * errorOfMedian(there.map(of))) / 100;
      const [low, high] = [targets[band] * (1 - WITHIN) - allowed, targets[band] * (1 + WITHIN) + allowed];
      return row(`${label}, ages ${from} to ${to}`, 'dollars', middle(of, there), targets[band], low, high, SCF22);
    });
  return [
    dollars('median net worth', middle(worth), 192_700, SCF22),
    row(
      'negative net worth',
      'share',
      share((h) => worth(h) < 0),
      0.1,
      0.08,
      0.12,
      SCF22,
    ),
    dollars('median family income', median(people.map(({ incomeCents }) => incomeCents)) / 100, 70_300, SCF22),
    part(
      'owns the home',
      share((h) => (h.homeCents ?? 0) > 0),
      0.66,
      SCF22,
    ),
    part(
      'owns stocks',
      share((h) => retirement(h) + (h.equitiesCents ?? 0) > 0),
      0.58,
      SCF22,
    ),
    dollars(
      'median transaction accounts',
      middle((h) => h.cashCents),
      8_000,
      SCF22,
    ),
    ...byAge('median transaction accounts', (h) => h.cashCents, [5_400, 7_500, 8_700, 8_000, 13_400, 10_000], false),
    ...byAge('median retirement of holders', retirement, [18_900, 45_000, 115_000, 185_000, 200_000, 130_000], true),
    part(
      'any debt',
      share((h) => debtsOf(h) > 0),
      0.766,
      SCF19,
    ),
    dollars('median debt of debtors', holders(debtsOf), 64_800, SCF19),
    part(
      'home debt',
      share((h) => loanOf(h, 'mortgage') > 0),
      0.421,
      SCF19,
    ),
    dollars(
      'median home debt of debtors',
      holders((h) => loanOf(h, 'mortgage')),
      134_800,
      SCF19,
    ),
    part(
      'card debt',
      share((h) => (h.card?.balanceCents ?? 0) > 0),
      0.454,
      SCF19,
    ),
    dollars(
      'median card debt of debtors',
      holders((h) => h.card?.balanceCents ?? 0),
      2_700,
      SCF19,
    ),
    part(
      'vehicle debt',
      share((h) => loanOf(h, 'auto') > 0),
      0.369,
      SCF19,
    ),
    dollars(
      'median vehicle debt of debtors',
      holders((h) => loanOf(h, 'auto')),
      13_100,
      SCF19,
    ),
    part(
      'education debt',
      share((h) => loanOf(h, 'student') > 0),
      0.215,
      SCF19,
    ),
    dollars(
      'median education debt of debtors',
      holders((h) => loanOf(h, 'student')),
      22_300,
      SCF19,
    ),
    row(
      'renters with a mortgage',
      'share',
      share((h) => (h.homeCents ?? 0) === 0 && loanOf(h, 'mortgage') > 0),
      0,
      0,
      0,
      'by definition',
    ),
    row(
      'mortgages above 110 % of the home',
      'share',
      share((h) => loanOf(h, 'mortgage') > 1.1 * (h.homeCents ?? 0)),
      0,
      0,
      0,
      'lending rules',
    ),
    part(
      'could pay $400 in cash once the month and the card are paid',
      share((h) => h.cashCents - (h.card?.balanceCents ?? 0) - 0.5 * monthOf(h) >= 40_000),
      0.63,
      'Survey of Household Economics and Decisionmaking, as reported',
      0.05,
    ),
    part(
      'could not cover a month without the main income',
      share((h) => h.cashCents < monthOf(h) - (h.earners[1]?.wageCents ?? 0) * 0.8),
      0.37,
      'Consumer Financial Protection Bureau 2022',
      0.05,
    ),
  ];
}

function row(quantity: string, unit: FitRow['unit'], value: number, target: number, low: number, high: number, source: string): FitRow {
  return { quantity, unit, target, value, low, high, passed: value >= low && value <= high, source };
}
