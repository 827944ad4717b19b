/**
 * Demand by absolute prices with an outside good (logit; mixed logit where tastes differ): consumer i values bank j at
 * V_ij = v0 + kappa (w_image,i image_j + w_speed,i speed_j) - alpha_i r_j + gamma Z_j, and nothing at 0; to each is added
 * mu times a Gumbel draw. P_ij = exp(V_ij / mu) / (1 + sum_k exp(V_ik / mu)). (Anderson, de Palma and Thisse 1992.)
 */
import { exp, ln, type Philox4x32 } from '../../../core/index.ts';
import type { Allocation } from './types.ts';

/** What a consumer chooses among, one entry per bank. */
export interface Offers {
  readonly rateBps: Float64Array;
  readonly imageScore: Float64Array;
  readonly executionSpeed: Float64Array;
  /** Z in [0, 1]. */
  readonly stability: Float64Array;
  /** 0: takes no part. */
  readonly open: Uint8Array;
}

/** Who chooses, one entry per consumer. */
export interface Borrowers {
  readonly count: number;
  /** Utility lost per basis point, above zero. */
  readonly alpha: Float64Array;
  readonly imageWeight: Float64Array;
  readonly speedWeight: Float64Array;
  readonly loanSize: Float64Array;
}

/** Constants of the utility. */
export interface LogitTaste {
  /** v0: of having a loan at all. */
  readonly base: number;
  /** kappa. */
  readonly qualityValue: number;
  /** gamma. */
  readonly stabilityValue: number;
  /** mu, above zero: the spread of what is not observed. */
  readonly scale: number;
}

/** Where the Gumbel draws come from: a pure function of (consumer, alternative, round), so that arms share them. */
export interface ChoiceDraws {
  readonly generator: Philox4x32;
  readonly round: number;
  /** Alternative number of each bank, 1 or more (0 is the outside good); default: place in the list, from 1. */
  readonly slots?: Int32Array;
}

/** -V_ij / mu = constant_j + image_j w_image,i + speed_j w_speed,i + rate_j alpha_i. */
class Coefficients {
  readonly banks: number;
  readonly constant: Float64Array;
  readonly image: Float64Array;
  readonly speed: Float64Array;
  readonly rate: Float64Array;

  constructor(offers: Offers, taste: LogitTaste) {
    const { base, qualityValue, stabilityValue, scale } = taste;
    this.banks = offers.rateBps.length;
    this.constant = offers.stability.map((z) => -(base + stabilityValue * z) / scale);
    this.image = offers.imageScore.map((x) => (-qualityValue * x) / scale);
    this.speed = offers.executionSpeed.map((x) => (-qualityValue * x) / scale);
    this.rate = offers.rateBps.map((r) => r / scale);
  }
}

const WORD = 2 ** -32;
const WORDS = 4;

/** exp(x) is at least FLOOR[(x + FLOOR_REACH) * FLOOR_STEPS], rounded down, for x from -FLOOR_REACH to FLOOR_REACH. */
const FLOOR_REACH = 32;
const FLOOR_STEPS = 32;
const FLOOR = Float64Array.from(
  { length: 2 * FLOOR_REACH * FLOOR_STEPS },
  // Less than the rounding of exp could take away.
  (_, k) => exp(k / FLOOR_STEPS - FLOOR_REACH) * (1 - 1e-12),
);

/**
 * Each consumer in order takes the best alternative among the outside good and the open banks with capacity for the
 * whole loan. The largest V / mu + Gumbel is the smallest E exp(-V / mu) with E exponential. Writes bank indices (-1:
 * none) to `allocation`, subtracts loans from `capacity`, and returns how many found their bank full and took none.
 * Nothing is allocated per consumer.
 */
export function chooseByLogit(
  borrowers: Borrowers,
  offers: Offers,
  taste: LogitTaste,
  draws: ChoiceDraws,
  capacity: Float64Array,
  allocation: Allocation,
): { readonly refusedByCapacity: number } {
  const { banks, constant, image, speed, rate } = new Coefficients(offers, taste);
  const { alpha, imageWeight, speedWeight, loanSize, count } = borrowers;
  const { generator, round } = draws;
  const slots = draws.slots ?? Int32Array.from({ length: banks }, (_, j) => j + 1);
  const blocks = Math.floor(slots.reduce((most, slot) => Math.max(most, slot), 0) / WORDS) + 1;
  const words = new Uint32Array(blocks * WORDS);
  const views = Array.from({ length: blocks }, (_, b) => words.subarray(b * WORDS, (b + 1) * WORDS));
  const open = offers.open;
  let refusedByCapacity = 0;
  for (let i = 0; i < count; i++) {
    for (let b = 0; b < blocks; b++) generator.block(i, b, round, 0, views[b]);
    const size = loanSize[i];
    let best = -ln((words[0] + 0.5) * WORD);
    let chosen = -1;
    let missed = Number.POSITIVE_INFINITY;
    for (let j = 0; j < banks; j++) {
      if (open[j] === 0) continue;
      const uniform = (words[slots[j]] + 0.5) * WORD;
      const cost = constant[j] + image[j] * imageWeight[i] + speed[j] * speedWeight[i] + rate[j] * alpha[i];
      // -ln u is at least 1 - u, and exp has a floor: most alternatives are out without a logarithm or a power.
      if (cost >= -FLOOR_REACH && cost < FLOOR_REACH && (1 - uniform) * FLOOR[((cost + FLOOR_REACH) * FLOOR_STEPS) | 0] >= best) continue;
      const factor = exp(cost);
      if ((1 - uniform) * factor >= best) continue;
      const time = -ln(uniform) * factor;
      if (time >= best) continue;
      if (capacity[j] < size) {
        if (time < missed) missed = time;
        continue;
      }
      best = time;
      chosen = j;
    }
    allocation[i] = chosen;
    if (chosen >= 0) capacity[chosen] -= size;
    else if (missed < best) refusedByCapacity++;
  }
  return { refusedByCapacity };
}

/** Demand without limits of capacity. */
export interface ExpectedDemand {
  /** Sum over consumers of loan size times choice probability, per bank. */
  readonly volume: Float64Array;
  /** Expected number of loans, per bank. */
  readonly count: Float64Array;
  /** Of all loans wanted, per bank: volume over the sum of loan sizes. */
  readonly share: Float64Array;
  readonly outsideShare: number;
  /** Mean over consumers of (mu / alpha) ln(1 + sum exp(V / mu)), in basis points of a loan (Small and Rosen 1981). */
  readonly surplusBps: number;
}

/**
 * Puts choice probabilities in the place of values V / mu, beside an outside good at 0; a bank at -Infinity has none. Returns
 * ln(1 + sum exp(V / mu)), the expected value of the best choice. Shifted by the largest value, so that nothing overflows.
 */
export function logitProbabilities(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  let total = exp(-largest);
  for (let j = 0; j < values.length; j++) total += values[j] = exp(values[j] - largest);
  for (let j = 0; j < values.length; j++) values[j] /= total;
  return largest + ln(total);
}

export function expectedDemand(borrowers: Borrowers, offers: Offers, taste: LogitTaste): ExpectedDemand {
  const { banks, constant, image, speed, rate } = new Coefficients(offers, taste);
  const { alpha, imageWeight, speedWeight, loanSize, count } = borrowers;
  const volume = new Float64Array(banks);
  const loans = new Float64Array(banks);
  const choice = new Float64Array(banks);
  let wanted = 0;
  let surplus = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < banks; j++)
      choice[j] =
        offers.open[j] === 0
          ? Number.NEGATIVE_INFINITY
          : -(constant[j] + image[j] * imageWeight[i] + speed[j] * speedWeight[i] + rate[j] * alpha[i]);
    const inclusive = logitProbabilities(choice);
    for (let j = 0; j < banks; j++) {
      loans[j] += choice[j];
      volume[j] += choice[j] * loanSize[i];
    }
    wanted += loanSize[i];
    surplus += (taste.scale / alpha[i]) * inclusive;
  }
  const share = volume.map((v) => (wanted > 0 ? v / wanted : 0));
  return {
    volume,
    count: loans,
    share,
    outsideShare: Math.max(0, 1 - share.reduce((a, b) => a + b, 0)),
    surplusBps: count > 0 ? surplus / count : 0,
  };
}
