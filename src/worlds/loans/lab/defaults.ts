/** The default lab market: what its numbers are, and why. */
import type { LabMarketConfig } from './types.ts';

/**
 * Size, years and bounds are those of the reference market. Demand: alpha = 0.02 and mu = 1 make the markup of a small bank
 * 50 bps (own-price elasticity about -7.5 at 380 bps); v0 = 6.5 leaves about a fifth of consumers without a loan at Nash.
 * Credit: 1 % a year, correlation 0.10 and loss 40 %: retail lending; expected losses are provided for at booking. Capital: 10.5 % of loans at full weight (Basel III with its conservation buffer; retail may weigh 75 %).
 */
export const DEFAULT_LAB_MARKET: LabMarketConfig = {
  rounds: 10,
  amortizationYears: 5,
  consumers: 100,
  refinance: false,
  loanSizeMean: 100_000,
  loanSizeSd: 25_000,
  minRateBps: 100,
  maxRateBps: 1000,
  discountFactor: 1,
  demand: { kind: 'logit', base: 6.5, qualityValue: 2, stabilityValue: 0, pricePerBps: 0.02, scale: 1 },
  credit: { defaultProbability: 0.01, assetCorrelation: 0.1, lossGivenDefault: 0.4, provisioning: 'lifetime' },
  capital: { requirement: 0.105, riskWeight: 1, buffer: 0.025, payoutShare: 0.4, failureRatio: 0.045, resolution: 'run-off' },
};
