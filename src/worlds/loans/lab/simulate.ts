/** A whole market with a policy for each bank, in one call. */
import { Philox4x32, type Seed } from '../../../core/index.ts';
import { type Arena, type ExpectedRound, labArena, type MarketWords } from './arena.ts';
import type { RateGame } from './demand.ts';
import type { Bank, LabMarketConfig, LabRound, LoanListener, Opening } from './types.ts';

/** What a bank may look at. */
export interface LabView {
  /** Index of the bank that decides. */
  readonly bank: number;
  readonly banks: readonly Bank[];
  readonly config: LabMarketConfig;
  readonly opening: Opening;
  /** Rounds so far. */
  readonly history: readonly LabRound[];
  /** Expected demand and profit of the round: for those that know the law of choice. */
  readonly expected: () => ExpectedRound;
  /**
   * The round as a game of absolute rates, which has an equilibrium.
   * @throws CeterisError PROFILE_DECIDER where demand reads relative rates
   */
  readonly game: () => RateGame;
  /** Rules of a market that is not the lab's, in sentences. */
  readonly words: MarketWords | null;
  /** Rates of last round; before round 1 those of the books. */
  readonly lastRates: Float64Array;
  /** Uniform in [0, 1), a function of seed, round, bank and number alone. */
  readonly uniform: (number: number) => number;
}

/** A rate from what a bank sees; pure. */
export type LabPolicy = (view: LabView) => number;

export interface LabSimulation {
  readonly rounds: readonly LabRound[];
  /** `all-failed`: the market ended early, as every bank was closed. */
  readonly end: 'rounds' | 'all-failed';
}

export interface SimulateOptions {
  readonly seed: Seed;
  readonly policies: readonly LabPolicy[];
  /** Changes the rates of a round before the market sees them, e.g. to force a deviation. */
  readonly force?: (round: number, rates: Float64Array) => void;
}

export interface SimulateLabOptions extends SimulateOptions {
  readonly banks: readonly Bank[];
  readonly config: LabMarketConfig;
  readonly listener?: LoanListener;
}

/** Rounds of the lab market until the end or until every bank is closed. */
export const simulateLab = (options: SimulateLabOptions): LabSimulation =>
  simulateArena(labArena(options.banks, options.config, options.seed, options.listener), options);

/** The same of any market; the arena is used up. */
export function simulateArena(arena: Arena, { seed, policies, force }: SimulateOptions): LabSimulation {
  const { banks, config } = arena;
  const views = labViews(arena, seed);
  const rounds: LabRound[] = [];
  while (!arena.ended) {
    const opening = arena.begin();
    const rates = new Float64Array(banks.length);
    for (const view of views(opening, rounds)) rates[view.bank] = policies[view.bank](view);
    force?.(opening.round, rates);
    rounds.push(arena.finish(rates));
  }
  return { rounds, end: rounds.length < config.rounds ? 'all-failed' : 'rounds' };
}

/** Makes the views of the open banks of a round. */
export function labViews(arena: Arena, seed: Seed): (opening: Opening, history: readonly LabRound[]) => LabView[] {
  const { banks, config, words } = arena;
  const generator = Philox4x32.for(seed, 'loans', 'policies');
  return (opening, history) => {
    const [game, expected] = [() => arena.game(), () => arena.expected()];
    const lastRates = lastRatesOf(banks, history);
    const views: LabView[] = [];
    for (let bank = 0; bank < banks.length; bank++) {
      if (opening.open[bank] === 0) continue;
      const uniform = (number: number): number => generator.realAt(number, bank, opening.round);
      views.push({ bank, banks, config, opening, history, game, expected, words, lastRates, uniform });
    }
    return views;
  };
}

/** In force last round; of a bank that took no part, 0. */
export const lastRatesOf = (banks: readonly Bank[], history: readonly LabRound[]): Float64Array =>
  history.at(-1)?.rateBps ?? Float64Array.from(banks, ({ portfolioRateStartBps }) => portfolioRateStartBps);
