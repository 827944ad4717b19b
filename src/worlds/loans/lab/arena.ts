/** A market that can be played: the lab's, or one under other rules. */
import type { Seed } from '../../../core/index.ts';
import { type BestResponse, bestResponse } from './best-response.ts';
import { type GameOutcome, playRates, rateGame, type RateGame } from './demand.ts';
import { LabMarket, type LabOpening } from './market.ts';
import { coverageByAge } from './provisions.ts';
import type { Bank, LabMarketConfig, LabRound, LoanListener, Opening } from './types.ts';

/** What rates bring in expectation in the round that has begun. Profit is lifetime profit of the round's loans. */
export interface ExpectedRound {
  /** By bank: the rate at which a loan earns nothing over its life. */
  readonly costBps: Float64Array;
  readonly capacity: Float64Array;
  at(rates: ArrayLike<number>): GameOutcome;
  bestResponse(rates: ArrayLike<number>, bank: number): BestResponse;
  /** Of what is lent now, in this round. */
  firstYearProfit(bank: number, rateBps: number, volume: number, loans: number): number;
}

/** Rules in plain sentences, for those who are asked. */
export interface MarketWords {
  readonly capitalRules: readonly string[];
  readonly choiceLaw: readonly string[];
}

export interface Arena {
  readonly banks: readonly Bank[];
  readonly config: LabMarketConfig;
  readonly ended: boolean;
  begin(): Opening;
  finish(rateBps: ArrayLike<number>): LabRound;
  /** Of the round that has begun. */
  expected(): ExpectedRound;
  /** Of the round that has begun. @throws CeterisError PROFILE_DECIDER where demand is no function of absolute rates */
  game(): RateGame;
  /** Whether `game` can be asked for: only then are there Nash and joint-profit rates. */
  readonly hasEquilibrium: boolean;
  /** null: the lab's own rules, told from its configuration. */
  readonly words: MarketWords | null;
}

/** The lab market. */
export function labArena(banks: readonly Bank[], config: LabMarketConfig, seed: Seed, listener?: LoanListener): Arena {
  const market = new LabMarket(banks, config, seed, listener);
  let opening: LabOpening | null = null;
  let known: RateGame | null = null;
  const game = (): RateGame => (known ??= rateGame(banks, config, opening!));
  return {
    banks,
    config,
    get ended() {
      return market.ended;
    },
    begin: () => {
      known = null;
      opening = market.begin();
      return opening;
    },
    finish: (rates) => market.finish(rates),
    game,
    hasEquilibrium: true,
    expected: () => expectedOf(game(), banks, config),
    words: null,
  };
}

/** Expectations of a game of absolute rates. */
function expectedOf(game: RateGame, banks: readonly Bank[], config: LabMarketConfig): ExpectedRound {
  const { defaultProbability: p, lossGivenDefault } = config.credit;
  const setAside = (1 - p) * coverageByAge(config)[0];
  return {
    costBps: game.costBps,
    capacity: game.capacity,
    at: (rates) => playRates(game, rates),
    bestResponse: (rates, bank) => bestResponse(game, rates, bank),
    firstYearProfit: (bank, rateBps, volume, loans) => {
      const margin = (1 - p) * rateBps - banks[bank].costOfFundsBps - 1e4 * (p * lossGivenDefault + setAside);
      return (volume * margin) / 1e4 - loans * banks[bank].operatingCostPerLoan;
    },
  };
}
