/** The market of a collusion experiment as a lab market: one-year loans without risk, so that a round is the static game. */
import { type Bank, type LabMarketConfig, DEFAULT_LAB_MARKET, LabMarket, rateGame, type RateGame } from '../../lab/index.ts';
import type { CollusionConfig } from './config.ts';

export interface CollusionGame {
  readonly banks: readonly Bank[];
  readonly config: LabMarketConfig;
}

const LOAN = 100_000;

export function collusionGame({ firms, market }: Pick<CollusionConfig, 'firms' | 'market'>, rounds: number): CollusionGame {
  const { quality, cost, scale, outside, bps_per_unit: unit, consumers } = market;
  const banks = Array.from(
    { length: firms },
    (_, f): Bank => ({
      id: `F${f + 1}`,
      name: `Firm ${f + 1}`,
      strategy: 'Maintain',
      sizeCategory: 'medium',
      imageScore: 0,
      executionSpeed: 0,
      costOfFundsBps: cost * unit,
      operatingCostPerLoan: 0,
      // Enough for every consumer at any time: capital plays no part here.
      equityStart: consumers * LOAN * 100,
      portfolioBalanceStart: 0,
      portfolioRateStartBps: (cost + scale) * unit,
    }),
  );
  return {
    banks,
    config: {
      ...DEFAULT_LAB_MARKET,
      rounds,
      amortizationYears: 1,
      consumers,
      loanSizeMean: LOAN,
      loanSizeSd: 0,
      minRateBps: 0,
      maxRateBps: Math.max(quality, cost) * unit + 10 * scale * unit,
      demand: {
        kind: 'logit',
        base: (quality - outside) / scale,
        qualityValue: 0,
        stabilityValue: 0,
        pricePerBps: 1 / (scale * unit),
        scale: 1,
      },
      credit: { defaultProbability: 0, assetCorrelation: 0, lossGivenDefault: 0, provisioning: 'none' },
      capital: { ...DEFAULT_LAB_MARKET.capital, payoutShare: 0, failureRatio: 0 },
    },
  };
}

/** What rates earn in expectation: the same in every round. */
export const expectedGame = ({ banks, config }: CollusionGame): RateGame =>
  rateGame(banks, config, new LabMarket(banks, { ...config, rounds: 1 }, 0n).begin());
