/** What each decision of a round could have earned, beside the exact rates of the round's game. */
import {
  benchmarks,
  bestResponse,
  playRates,
  regretShare,
  type Benchmarks,
  type GameOutcome,
  type LabRound,
  type RateGame,
} from '../lab/index.ts';
import { concentration, type Concentration } from './concentration.ts';

export interface RoundYardsticks {
  readonly benchmarks: Benchmarks;
  /** Expected outcome of the rates as posted. */
  readonly expected: GameOutcome;
  /** By bank; NaN for closed ones. */
  readonly bestResponseBps: Float64Array;
  readonly bestResponseProfit: Float64Array;
  /** 1 - profit / best-response profit. */
  readonly regret: Float64Array;
  /** (r - c) / r. */
  readonly lerner: Float64Array;
  readonly meanRateBps: number;
  /** Standard deviation over banks. */
  readonly rateDispersionBps: number;
  /** (mean profit - Nash) / (joint - Nash), and the same of mean rates; below 0: a price war. */
  readonly collusionIndex: number;
  readonly priceIndex: number;
  /** Lerner index weighted by expected volume. */
  readonly marketLerner: number;
  /** theta of r = c + theta markup_joint + (1 - theta) markup_Nash, least squares over banks. */
  readonly conduct: number;
  readonly flow: Concentration;
  readonly book: Concentration;
  /** Consumer surplus + profit, and what of it is lost against rates at cost. */
  readonly welfare: number;
  readonly deadWeightLoss: number;
}

const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** @param before benchmarks of the round before, where the search begins */
export function roundYardsticks(game: RateGame, round: LabRound, before?: Benchmarks): RoundYardsticks {
  const start = before === undefined ? undefined : { nash: before.nash.rateBps, joint: before.joint.rateBps };
  const exact = benchmarks(game, start);
  const { rateBps } = round;
  const expected = playRates(game, rateBps);
  const open = [...game.open.keys()].filter((j) => game.open[j] === 1);
  const column = (of: (j: number) => number): Float64Array =>
    Float64Array.from({ length: game.banks }, (_, j) => (game.open[j] === 1 ? of(j) : Number.NaN));
  const best = open.map((j) => bestResponse(game, rateBps, j));
  const bestOf = (j: number): { rateBps: number; profit: number } => best[open.indexOf(j)];
  // A search finds the best rate to a fraction of a basis point: a rate that earns more is best itself.
  const bestResponseProfit = column((j) => Math.max(bestOf(j).profit, expected.profit[j]));
  const mean = (of: (j: number) => number): number => open.reduce((sum, j) => sum + of(j), 0) / open.length;
  const meanRateBps = mean((j) => rateBps[j]);
  const nashMean = mean((j) => exact.nash.rateBps[j]);
  const jointMean = mean((j) => exact.joint.rateBps[j]);
  const lerner = column((j) => (rateBps[j] - exact.costBps[j]) / rateBps[j]);
  const lent = total(expected.volume);
  const spread = (j: number): number => exact.joint.rateBps[j] - exact.nash.rateBps[j];
  const atCost = playRates(game, exact.costBps);
  const welfare = expected.surplus + total(expected.profit);
  const [low, high] = [total(exact.nash.outcome.profit), total(exact.joint.outcome.profit)];
  return {
    benchmarks: exact,
    expected,
    bestResponseBps: column((j) => (bestOf(j).profit > expected.profit[j] ? bestOf(j).rateBps : rateBps[j])),
    bestResponseProfit,
    regret: column((j) => regretShare(expected.profit[j], bestResponseProfit[j])),
    lerner,
    meanRateBps,
    rateDispersionBps: Math.sqrt(mean((j) => (rateBps[j] - meanRateBps) ** 2)),
    collusionIndex: high > low ? (total(expected.profit) - low) / (high - low) : Number.NaN,
    priceIndex: jointMean > nashMean ? (meanRateBps - nashMean) / (jointMean - nashMean) : Number.NaN,
    marketLerner: lent > 0 ? open.reduce((sum, j) => sum + expected.volume[j] * lerner[j], 0) / lent : 0,
    conduct:
      open.reduce((sum, j) => sum + spread(j) * (rateBps[j] - exact.nash.rateBps[j]), 0) / open.reduce((sum, j) => sum + spread(j) ** 2, 0),
    flow: concentration(round.newLoanVolume),
    book: concentration(round.endBalance),
    welfare,
    deadWeightLoss: atCost.surplus + total(atCost.profit) - welfare,
  };
}
