/** A market of the relative profiles, round by round, in the shape of the lab's. */
import { CeterisError } from '../../../core/index.ts';
import { type Arena, DEFAULT_LAB_MARKET, type LabMarketConfig, type LabRound, type LoanListener, type Opening } from '../lab/index.ts';
import {
  type BankSpec,
  LoanMarket,
  type MarketConfig,
  type MarketRound,
  type RelativeDemand,
  type RelativeProfile,
} from '../market/index.ts';
import { expectedRound, sampleOf } from './expected.ts';
import { tellEvents } from './loan-events.ts';
import { relativeWords } from './words.ts';

/** Numbers of the relative profiles that the lab does not have. */
export type RelativeDemandSettings = Pick<
  MarketConfig,
  'reservationUtility' | 'leverageCap' | 'logitTemperature' | 'utilityNoiseStd' | 'alpha' | 'beta'
>;

export interface RelativeArenaOptions {
  readonly profile: RelativeProfile;
  /** Null image and speed are drawn, as the profile draws them. */
  readonly banks: readonly BankSpec[];
  readonly config: MarketConfig;
  readonly seed: number | bigint;
  /** Default: the profile's. */
  readonly demand?: RelativeDemand;
  readonly listener?: LoanListener;
}

/** What the lab's records need to know of a relative market: sizes, years and bounds; no credit risk, no dividends. */
export const relativeConfig = (config: MarketConfig): LabMarketConfig => ({
  ...DEFAULT_LAB_MARKET,
  rounds: config.rounds,
  amortizationYears: config.amortizationYears,
  consumers: config.consumerCount,
  refinance: true,
  loanSizeMean: config.loanSizeMean,
  loanSizeSd: config.loanSizeSigma,
  minRateBps: config.minRateBps,
  maxRateBps: config.maxRateBps,
  credit: { defaultProbability: 0, assetCorrelation: 0, lossGivenDefault: 0, provisioning: 'none' },
  capital: { requirement: 1 / config.leverageCap, riskWeight: 1, buffer: 0, payoutShare: 0, failureRatio: 0, resolution: 'run-off' },
});

export function relativeArena({ profile, banks: specs, config, seed, demand, listener }: RelativeArenaOptions): Arena {
  const market = new LoanMarket({
    profile,
    banks: specs,
    config,
    seed,
    ...(demand !== undefined && { demand }),
  });
  const { banks, ledger } = market;
  const sample = sampleOf(market);
  let opening: (Opening & { readonly stability: Float64Array }) | null = null;
  return {
    banks,
    config: relativeConfig(config),
    get ended() {
      return market.round >= config.rounds || !market.active().includes(1);
    },
    begin: () => {
      opening = {
        round: market.round + 1,
        consumers: { count: market.nextConsumerCount() },
        open: market.active(),
        equity: market.equity,
        ...market.outlook(),
      };
      return opening;
    },
    finish: (rates) => {
      opening = null;
      const owed = ledger.outstanding.slice(0, ledger.length);
      const played = market.step(rates);
      return labRound(played, tellEvents(market, owed, played, listener), banks.length);
    },
    expected: () => {
      const { open, capacity, stability, consumers } = opening!;
      return expectedRound(market, sample, { active: open, capacity, stability, consumers: consumers.count });
    },
    hasEquilibrium: false,
    game: () => {
      throw new CeterisError(
        'PROFILE_DECIDER',
        `Demand under ${profile} reads rates relative to the lowest and the highest: it has no equilibrium in pure rates.`,
        'Take the profile lab, or a decider that needs no equilibrium.',
        { path: 'profile' },
      );
    },
    words: relativeWords(market),
  };
}

/** The record in the lab's terms; `repaid` is scheduled principal by bank. */
function labRound({ record }: MarketRound, repaid: Float64Array, count: number): LabRound {
  const none = (): Float64Array => new Float64Array(count);
  return {
    round: record.round,
    consumers: record.consumers,
    open: record.active,
    rateBps: record.rateBps.map((rate) => (Number.isNaN(rate) ? 0 : rate)),
    capacityStart: record.capacity,
    stability: record.stability,
    newLoanCount: record.newLoanCount,
    newLoanVolume: record.newLoanVolume,
    marketShare: record.marketShare,
    interestIncome: record.grossInterestIncome,
    fundingCost: record.interestExpense,
    operatingCost: record.operatingCost,
    creditLoss: none(),
    provisions: none(),
    allowance: none(),
    profit: record.profit,
    dividends: none(),
    recapitalised: none(),
    equity: record.equity,
    roe: record.roe,
    capitalRatio: record.equity.map((equity, j) => (record.endBalance[j] > 0 ? equity / record.endBalance[j] : Number.POSITIVE_INFINITY)),
    failed: record.bankrupt,
    startLoanCount: record.startLoanCount,
    endLoanCount: record.endLoanCount,
    repaidLoanCount: record.loansAmortized,
    defaultedLoanCount: none(),
    startBalance: record.startBalance,
    endBalance: record.endBalance,
    repaid,
    defaulted: none(),
    startAverageRateBps: record.startAverageRateBps,
    endAverageRateBps: record.endAverageRateBps,
    unserved: { byCapacity: record.unservedByCapacity, byReservation: record.unservedByReservation },
    defaultRate: 0,
  };
}
