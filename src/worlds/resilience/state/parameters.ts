import type { EquityDriver } from './drivers.ts';
import type { Tails } from './tails.ts';
import type { ShortfallSource } from './waterfall.ts';

/** Every number of the dynamics with its source mark: [B] a public figure, [C] a choice to vary. Dollar amounts are whole cents. */
export interface Parameters {
  /** Monthly exit probabilities: expansions last 64.2 months, contractions 10.3 (post-war NBER means) [B]. */
  readonly exit: readonly [expansion: number, contraction: number];
  /** Equity log mean and deviation a month, by regime [B]. */
  readonly equity: readonly [Normal, Normal];
  readonly house: readonly [Normal, Normal];
  /** Deviation of one home around the index, a month: 10 % a year [C]. */
  readonly homeSd: number;
  /** Innovation correlations (equity, bond, house, prices): expansion, contraction, high inflation [C]. */
  readonly correlations: readonly [CorrelationSet, CorrelationSet, CorrelationSet];
  readonly yieldMean: number;
  readonly yieldReversion: number;
  readonly yieldSd: number;
  readonly duration: number;
  readonly convexity: number;
  readonly priceMean: number;
  readonly priceMeanHigh: number;
  readonly pricePersistence: number;
  readonly priceSd: number;
  readonly highInflationEntry: number;
  readonly highInflationExit: number;
  readonly wagePassThrough: number;
  readonly wageLagMonths: number;
  /**
   * Finding a job, a month, by regime; after `findingEarlyMonths` the share `findingLater` of it. Calibrated to spells in progress: median
   * 9 weeks, mean 21 weeks, 21 % beyond 26 weeks (Bureau of Labor Statistics 2024) [C].
   */
  readonly finding: readonly [number, number];
  readonly findingEarlyMonths: number;
  readonly findingLater: number;
  readonly transitorySd: readonly [salaried: number, selfEmployed: number];
  /** Deviation of the permanent part, a month. */
  readonly permanentSd: number;
  /** Re-employment pay cut by regime, long tenure; half for short [C]. */
  readonly scar: readonly [number, number];
  readonly longTenureMonths: number;
  readonly scarHalfLifeMonths: number;
  readonly benefitShare: number;
  readonly benefitCapCents: number;
  readonly benefitMonths: number;
  readonly earlyWithdrawalPenalty: number;
  readonly earlyWithdrawalAgeMonths: number;
  readonly employerMatch: number;
  readonly employerMatchLimit: number;
  readonly tax: TaxTable;
  readonly tradeCost: { readonly equities: number; readonly bonds: number };
  readonly lateFeeCents: number;
  readonly cardMinimumCents: number;
  readonly cardMinimumShare: number;
  readonly deathOfDebt: { readonly delinquentMonths: number; readonly dryMonths: number };
  readonly oopMaximumCents: number;
  /** Amounts that moves turn on. */
  readonly moves: MoveAmounts;
  /** Whether a move succeeds by its own law, or by the constant of its family in the earlier system. */
  readonly successLaw: 'own' | 'legacy';
  readonly objective: Objective;
  /** Who draws the returns of equities; absent: the regimes above. */
  readonly equityDriver?: EquityDriver;
  /** Of the innovations; absent: normal. */
  readonly tails?: Tails;
  /** Order in which shortfalls are met, a permutation of `SHORTFALL_SOURCES`; absent: their own. */
  readonly waterfall?: readonly ShortfallSource[];
}

export interface Normal {
  readonly mean: number;
  readonly sd: number;
}

export interface CorrelationSet {
  readonly equityBond: number;
  readonly equityHouse: number;
  readonly equityPrice: number;
  readonly bondPrice: number;
  readonly housePrice: number;
  readonly bondHouse: number;
}

export interface TaxTable {
  readonly year: number;
  /** Upper ends of brackets for one filer, cents a year; doubled for two up to the sixth. */
  readonly bracketCents: readonly number[];
  readonly rates: readonly number[];
  readonly standardDeductionCents: number;
  readonly payrollRate: number;
  readonly payrollBaseCents: number;
  readonly gainsBracketCents: readonly [number, number];
  readonly gainsRates: readonly [number, number, number];
  readonly stateRate: number;
  readonly lossAgainstIncomeCents: number;
}

export interface MoveAmounts {
  /** Least card and personal debt that a lender consolidates. */
  readonly leastConsolidationCents: number;
  /** Forgiven debt that stays untaxed. */
  readonly forgivenTaxFreeCents: number;
  /** Most that may be borrowed from a retirement account, besides half of it. */
  readonly retirementLoanCapCents: number;
  readonly lowDeductibleCents: number;
  /** A month, for the low deductible. */
  readonly lowDeductiblePremiumCents: number;
  /** A month, while somebody looks for work in earnest. */
  readonly searchCents: number;
  /** A month and adult, for health insurance that a move buys [C]. */
  readonly healthPremiumCents: number;
}

/** The cost of 9.8, in months. `defaultPenalty` must exceed what staying alive can cost at most. */
export interface Objective {
  readonly discount: number;
  readonly unrecovered: number;
  readonly trimLevel: number;
  readonly unpaid: number;
  readonly defaultPenalty: number;
  readonly terminalUnrecovered: number;
}

const CORRELATION: Omit<CorrelationSet, 'equityBond'> = {
  equityHouse: 0.15,
  equityPrice: -0.1,
  bondPrice: -0.25,
  housePrice: 0.1,
  bondHouse: -0.05,
};

export const DEFAULT_PARAMETERS: Parameters = {
  exit: [0.0156, 0.0971],
  equity: [
    { mean: 0.0097, sd: 0.039 },
    { mean: -0.004, sd: 0.075 },
  ],
  house: [
    { mean: 0.004, sd: 0.008 },
    { mean: -0.003, sd: 0.012 },
  ],
  homeSd: 0.1 / Math.sqrt(12),
  correlations: [
    { equityBond: 0, ...CORRELATION },
    { equityBond: -0.2, ...CORRELATION },
    { equityBond: 0.4, ...CORRELATION },
  ],
  yieldMean: 0.04,
  yieldReversion: 0.01,
  yieldSd: 0.0028,
  duration: 6,
  convexity: 50,
  priceMean: 0.0024,
  priceMeanHigh: 0.006,
  pricePersistence: 0.6,
  priceSd: 0.0025,
  highInflationEntry: 1 / 240,
  highInflationExit: 1 / 24,
  wagePassThrough: 0.6,
  wageLagMonths: 6,
  finding: [0.38, 0.22],
  findingEarlyMonths: 6,
  findingLater: 0.33,
  transitorySd: [0.05, 0.3],
  permanentSd: Math.sqrt(0.0106 / 12),
  scar: [0.13, 0.26],
  longTenureMonths: 36,
  scarHalfLifeMonths: 180,
  benefitShare: 0.45,
  benefitCapCents: 240_000,
  benefitMonths: 6,
  earlyWithdrawalPenalty: 0.1,
  earlyWithdrawalAgeMonths: 714,
  employerMatch: 0.5,
  employerMatchLimit: 0.06,
  tax: {
    year: 2024,
    bracketCents: [1_160_000, 4_715_000, 10_052_500, 19_195_000, 24_372_500, 60_935_000],
    rates: [0.1, 0.12, 0.22, 0.24, 0.32, 0.35, 0.37],
    standardDeductionCents: 1_460_000,
    payrollRate: 0.0765,
    payrollBaseCents: 16_860_000,
    gainsBracketCents: [4_702_500, 51_890_000],
    gainsRates: [0, 0.15, 0.2],
    stateRate: 0.04,
    lossAgainstIncomeCents: 300_000,
  },
  tradeCost: { equities: 0.0005, bonds: 0.0015 },
  lateFeeCents: 3_000,
  cardMinimumCents: 3_500,
  cardMinimumShare: 0.01,
  deathOfDebt: { delinquentMonths: 6, dryMonths: 3 },
  oopMaximumCents: 920_000,
  moves: {
    leastConsolidationCents: 300_000,
    forgivenTaxFreeCents: 60_000,
    retirementLoanCapCents: 5_000_000,
    lowDeductibleCents: 50_000,
    lowDeductiblePremiumCents: 1_500,
    searchCents: 5_000,
    healthPremiumCents: 45_000,
  },
  successLaw: 'own',
  objective: { discount: 0.997, unrecovered: 1, trimLevel: 0.4, unpaid: 2, defaultPenalty: 300, terminalUnrecovered: 12 },
};

/** The same laws with every amount of money multiplied: brackets, caps, limits and fees. */
export function inOtherMoney(p: Parameters, factor: number): Parameters {
  const { tax, moves } = p;
  const scaled = <T extends readonly number[]>(amounts: T): T => amounts.map((x) => x * factor) as unknown as T;
  return {
    ...p,
    benefitCapCents: p.benefitCapCents * factor,
    lateFeeCents: p.lateFeeCents * factor,
    cardMinimumCents: p.cardMinimumCents * factor,
    oopMaximumCents: p.oopMaximumCents * factor,
    tax: {
      ...tax,
      bracketCents: scaled(tax.bracketCents),
      gainsBracketCents: scaled(tax.gainsBracketCents),
      standardDeductionCents: tax.standardDeductionCents * factor,
      payrollBaseCents: tax.payrollBaseCents * factor,
      lossAgainstIncomeCents: tax.lossAgainstIncomeCents * factor,
    },
    moves: Object.fromEntries(Object.entries(moves).map(([name, cents]) => [name, cents * factor])) as unknown as MoveAmounts,
  };
}
