/**
 * The lab market: what it is made of. Money in whole currency units (float64), rates in basis points a year, one round is
 * one year. A year goes: repayments due, capacity, new loans, defaults, income, dividends, failures.
 */
import type { Bank } from '../market/index.ts';

/** Utility of consumer i from bank j: base + qualityValue (w_image image_j + w_speed speed_j) - alpha_i r_j + stabilityValue Z_j. */
export interface LabDemand {
  /** `logit`: all consumers have the mean taste; `mixed`: alpha and weights differ between them. */
  readonly kind: 'logit' | 'mixed';
  /** v0. */
  readonly base: number;
  /** kappa. */
  readonly qualityValue: number;
  /** gamma. */
  readonly stabilityValue: number;
  /** Mean alpha, utility lost per basis point, above zero. */
  readonly pricePerBps: number;
  /** mu, spread of the Gumbel draws, above zero. */
  readonly scale: number;
}

/** One-factor credit risk (Vasicek 2002). */
export interface LabCredit {
  /** Mean over years of the share of loans that default in a year, in [0, 1). */
  readonly defaultProbability: number;
  /** Share of a borrower's asset variance that is the common factor's, in [0, 1). */
  readonly assetCorrelation: number;
  /** Share of the exposure that is lost, in [0, 1]. */
  readonly lossGivenDefault: number;
  /** `lifetime`: expected losses over the remaining life are set aside from booking on; `none`: losses are borne as they come. */
  readonly provisioning: 'lifetime' | 'none';
}

export interface LabCapital {
  /** Equity over risk-weighted loans that new lending must leave, above zero. */
  readonly requirement: number;
  /** Of a loan, above zero. */
  readonly riskWeight: number;
  /** Above the requirement: without it no dividend is paid. */
  readonly buffer: number;
  /** Of a year's profit, in [0, 1]. */
  readonly payoutShare: number;
  /** A bank whose equity is below this share of its risk-weighted loans is closed; 0: only when equity is gone. */
  readonly failureRatio: number;
  /** A closed bank's book: `run-off` for the account of its creditors, or `sale` at par to the bank with most room for it. */
  readonly resolution: 'run-off' | 'sale' | 'recapitalise';
}

export interface LabMarketConfig {
  readonly rounds: number;
  readonly amortizationYears: number;
  /** New consumers each round. */
  readonly consumers: number;
  /** Instead of `consumers`: as many each round as repaid principal makes loans of mean size. */
  readonly refinance: boolean;
  readonly loanSizeMean: number;
  /** Of the size, not of its logarithm. */
  readonly loanSizeSd: number;
  readonly minRateBps: number;
  readonly maxRateBps: number;
  /** Of next year's profit, in (0, 1]. */
  readonly discountFactor: number;
  readonly demand: LabDemand;
  readonly credit: LabCredit;
  readonly capital: LabCapital;
}

/** What happened to a loan; `amount` is principal. */
export type LoanEventKind = 'granted' | 'amortised' | 'repaid' | 'defaulted' | 'transferred';

export interface LoanEvent {
  readonly event: LoanEventKind;
  readonly round: number;
  readonly loanId: string;
  readonly consumerId: string;
  /** Holder; index, -1: creditors of a closed bank. */
  readonly bank: number;
  readonly principalStart: number;
  readonly rateBps: number;
  readonly roundAdded: number;
  readonly amount: number;
  /** After the event. */
  readonly outstanding: number;
  readonly active: boolean;
}

/** Given each event when somebody listens. */
export type LoanListener = (event: LoanEvent) => void;

/** What is known of a round before rates are named; one entry per bank. */
export interface Opening {
  readonly round: number;
  readonly consumers: { readonly count: number };
  readonly open: Uint8Array;
  readonly capacity: Float64Array;
  readonly equity: Float64Array;
  /** Book after the repayments that have fallen due. */
  readonly balance: Float64Array;
}

/** Why a consumer has no loan. */
export interface Unserved {
  readonly byCapacity: number;
  readonly byReservation: number;
}

/** A round, one entry per bank in configured order. */
export interface LabRound {
  readonly round: number;
  readonly consumers: number;
  /** 1: took part. */
  readonly open: Uint8Array;
  readonly rateBps: Float64Array;
  readonly capacityStart: Float64Array;
  readonly stability: Float64Array;
  readonly newLoanCount: Float64Array;
  readonly newLoanVolume: Float64Array;
  readonly marketShare: Float64Array;
  readonly interestIncome: Float64Array;
  readonly fundingCost: Float64Array;
  readonly operatingCost: Float64Array;
  readonly creditLoss: Float64Array;
  /** Change of the allowance for expected losses: a charge where it grows. */
  readonly provisions: Float64Array;
  /** At the end of the round: comes off the book before equity is counted. */
  readonly allowance: Float64Array;
  readonly profit: Float64Array;
  readonly dividends: Float64Array;
  /** Equity that new owners of a failing bank put in. */
  readonly recapitalised: Float64Array;
  readonly equity: Float64Array;
  /** Profit over the equity at the start; NaN without any. */
  readonly roe: Float64Array;
  readonly capitalRatio: Float64Array;
  /** 1: closed, at the end of this round or before. */
  readonly failed: Uint8Array;
  readonly startLoanCount: Float64Array;
  readonly endLoanCount: Float64Array;
  readonly repaidLoanCount: Float64Array;
  readonly defaultedLoanCount: Float64Array;
  /** True opening balance: before the repayments of the round. */
  readonly startBalance: Float64Array;
  readonly endBalance: Float64Array;
  readonly repaid: Float64Array;
  readonly defaulted: Float64Array;
  /** Weighted by balance; NaN without any. */
  readonly startAverageRateBps: Float64Array;
  readonly endAverageRateBps: Float64Array;
  readonly unserved: Unserved;
  /** Share of loans that defaults this year, given the common factor. */
  readonly defaultRate: number;
}

export type { Bank };
