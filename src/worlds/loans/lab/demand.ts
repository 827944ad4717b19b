/**
 * Expected demand of a round and what it is worth to a bank, fast enough to be asked thousands of times: consumers of one
 * taste are one segment, and a bank that searches for its best rate leaves its rivals' part alone.
 */
import { exp } from '../../../core/index.ts';
import { type Borrowers, logitProbabilities } from '../market/index.ts';
import { type LabOpening, tasteOf } from './market.ts';
import type { Bank, LabMarketConfig } from './types.ts';
import { unitCostBps, unitEconomics } from './unit-economics.ts';

/** Consumers who choose alike. */
export interface Segments {
  readonly count: number;
  readonly alpha: Float64Array;
  readonly imageWeight: Float64Array;
  readonly speedWeight: Float64Array;
  /** Money wanted, and number of loans wanted. */
  readonly volume: Float64Array;
  readonly loans: Float64Array;
}

/** One segment for plain logit, one per consumer for mixed logit. */
export function segmentsOf(consumers: Borrowers, config: LabMarketConfig): Segments {
  const { count, alpha, imageWeight, speedWeight, loanSize } = consumers;
  if (config.demand.kind === 'mixed') {
    return { count, alpha, imageWeight, speedWeight, volume: loanSize, loans: new Float64Array(count).fill(1) };
  }
  return {
    count: Math.min(1, count),
    alpha: alpha.slice(0, 1),
    imageWeight: imageWeight.slice(0, 1),
    speedWeight: speedWeight.slice(0, 1),
    volume: Float64Array.of(loanSize.reduce((a, b) => a + b, 0)),
    loans: Float64Array.of(count),
  };
}

/** The market of one round as a game of rates. Profit is lifetime profit of the round's loans. */
export interface RateGame {
  readonly banks: number;
  readonly segments: Segments;
  readonly open: Uint8Array;
  readonly capacity: Float64Array;
  /** Lifetime profit per unit lent and basis point above cost. */
  readonly valuePerBps: number;
  /** By bank, losses and granting included; granting is spread over the mean loan of the round. */
  readonly costBps: Float64Array;
  /** V_ij / mu at a rate of zero, by bank and segment; rates take alpha r / mu off. */
  readonly appeal: readonly Float64Array[];
  /** alpha / mu by segment. */
  readonly slope: Float64Array;
  readonly minRateBps: number;
  readonly maxRateBps: number;
}

export function rateGame(banks: readonly Bank[], config: LabMarketConfig, opening: LabOpening): RateGame {
  const segments = segmentsOf(opening.consumers, config);
  const { base, qualityValue, stabilityValue, scale } = tasteOf(config);
  const appeal = banks.map(({ imageScore, executionSpeed }, j) =>
    Float64Array.from(
      { length: segments.count },
      (_, i) =>
        (base +
          qualityValue * (segments.imageWeight[i] * imageScore + segments.speedWeight[i] * executionSpeed) +
          stabilityValue * opening.stability[j]) /
        scale,
    ),
  );
  const wanted = segments.volume.reduce((a, b) => a + b, 0);
  const loans = segments.loans.reduce((a, b) => a + b, 0);
  const unit = unitEconomics(banks, config);
  const meanLoan = loans > 0 ? wanted / loans : config.loanSizeMean;
  return {
    banks: banks.length,
    segments,
    open: opening.open,
    capacity: opening.capacity,
    valuePerBps: unit.valuePerBps,
    costBps: Float64Array.from(banks, (_, j) => unitCostBps(unit, j, meanLoan)),
    appeal,
    slope: segments.alpha.map((alpha) => alpha / scale),
    minRateBps: config.minRateBps,
    maxRateBps: config.maxRateBps,
  };
}

export interface GameOutcome {
  /** Money, expected loans, and share of the money wanted, without limits of capacity. */
  readonly volume: Float64Array;
  readonly loans: Float64Array;
  readonly share: Float64Array;
  /** Lifetime profit of the round's loans, within capacity. */
  readonly profit: Float64Array;
  readonly outsideShare: number;
  /** Of consumers, in money over the life of the loans: (mu / alpha) ln(1 + sum exp(V / mu)) per unit wanted (Small and Rosen 1981). */
  readonly surplus: number;
}

/** Expected outcome of a rate profile; entries of closed banks are not read. */
export function playRates(game: RateGame, rates: ArrayLike<number>): GameOutcome {
  const { banks, segments, appeal, slope, open, valuePerBps } = game;
  const volume = new Float64Array(banks);
  const loans = new Float64Array(banks);
  const choice = new Float64Array(banks);
  let wanted = 0;
  let surplus = 0;
  for (let i = 0; i < segments.count; i++) {
    for (let j = 0; j < banks; j++) choice[j] = open[j] === 0 ? Number.NEGATIVE_INFINITY : appeal[j][i] - slope[i] * rates[j];
    const inclusive = logitProbabilities(choice);
    for (let j = 0; j < banks; j++) {
      volume[j] += choice[j] * segments.volume[i];
      loans[j] += choice[j] * segments.loans[i];
    }
    wanted += segments.volume[i];
    surplus += ((segments.volume[i] * valuePerBps) / slope[i]) * inclusive;
  }
  const share = volume.map((v) => (wanted > 0 ? v / wanted : 0));
  return {
    volume,
    loans,
    share,
    profit: volume.map((v, j) => (open[j] === 0 ? 0 : worth(game, j, rates[j], v))),
    outsideShare: Math.max(0, 1 - share.reduce((a, b) => a + b, 0)),
    surplus,
  };
}

/** Lifetime profit of what is lent at a rate, within capacity. */
export const worth = ({ valuePerBps, costBps, capacity }: RateGame, bank: number, rate: number, volume: number): number =>
  Math.min(volume, capacity[bank]) * valuePerBps * (rate - costBps[bank]);

/** One bank before given rivals: what others are worth to each segment is added up once. */
export function ownProfit(game: RateGame, rates: ArrayLike<number>, bank: number): (rate: number) => number {
  const { segments, appeal, slope, open } = game;
  const { count } = segments;
  const rest = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    rest[i] = 1;
    for (let k = 0; k < game.banks; k++) if (k !== bank && open[k] === 1) rest[i] += exp(appeal[k][i] - slope[i] * rates[k]);
  }
  const own = appeal[bank];
  return (rate) => {
    let volume = 0;
    for (let i = 0; i < count; i++) volume += segments.volume[i] / (1 + rest[i] * exp(slope[i] * rate - own[i]));
    return worth(game, bank, rate, volume);
  };
}
