import { CeterisError } from '../errors.ts';
import { exp, ln, ln1p } from '../numeric/elementary.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { Categorical } from './categorical.ts';
import { samplePoisson } from './poisson.ts';
import type { Seed, StreamPath } from './stream-key.ts';
import { streamKey } from './stream-key.ts';
import { Xoshiro128ss } from './xoshiro128.ts';

const TWO_26 = 2 ** 26;
const TWO_32 = 2 ** 32;
const TWO_53 = 2 ** 53;

/**
 * A stream of random numbers in bulk. Every distribution is a fixed function of the generator's words, with portable
 * elementary functions, so that a seed gives the same bits on every machine.
 */
export class Stream {
  readonly generator: Xoshiro128ss;

  constructor(generator: Xoshiro128ss) {
    this.generator = generator;
  }

  /** Uniform integer in [0, 2^32). */
  uint32(): number {
    return this.generator.uint32();
  }

  /** Uniform in [0, 1) with 53 bits. */
  real(): number {
    const high = this.generator.uint32() >>> 5;
    return (high * TWO_26 + (this.generator.uint32() >>> 6)) / TWO_53;
  }

  /** Uniform in (0, 1), symmetric about 1/2: for quantile functions, which have poles at the ends. */
  openReal(): number {
    const high = this.generator.uint32() >>> 6;
    return (high * TWO_26 + (this.generator.uint32() >>> 6) + 0.5) / 2 ** 52;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.real();
  }

  /** Uniform integer in [low, highExclusive): draws beyond the last whole multiple of the range are rejected, so there is no modulo bias. */
  integer(low: number, highExclusive: number): number {
    const range = highExclusive - low;
    const valid = Number.isSafeInteger(low) && Number.isSafeInteger(highExclusive) && range >= 1 && range <= TWO_53;
    if (!valid) throw outside('integer range', `[${low}, ${highExclusive})`, 'whole numbers with the first below the second');
    const [space, draw] = range <= TWO_32 ? [TWO_32, () => this.uint32()] : [TWO_53, () => this.real() * TWO_53];
    const limit = space - (space % range);
    let value = draw();
    while (value >= limit) value = draw();
    return low + (value % range);
  }

  /** Normal by inversion (Wichura's AS 241): one uniform a draw, monotone in it, so paired arms stay paired. */
  normal(mean = 0, standardDeviation = 1): number {
    if (!(standardDeviation >= 0)) throw outside('standard deviation', standardDeviation, 'zero or more');
    return mean + standardDeviation * normalQuantile(this.openReal());
  }

  /** Exponential by inversion, -ln(u) / rate; mean 1 / rate. */
  exponential(rate: number): number {
    if (!(rate > 0)) throw outside('rate', rate, 'above zero');
    return -ln(this.openReal()) / rate;
  }

  /** Poisson count with mean `lambda`, exact in distribution at any rate up to 2^52. */
  poisson(lambda: number): number {
    if (!(lambda >= 0 && lambda <= 2 ** 52)) throw outside('Poisson rate', lambda, 'between 0 and 2^52');
    return samplePoisson(this, lambda);
  }

  /**
   * Log-normal amount with the given mean and standard deviation of the amount itself (not of its logarithm):
   * s^2 = ln(1 + sd^2 / mean^2), m = ln(mean) - s^2 / 2, exp(m + s z).
   */
  logNormalByMoments(mean: number, standardDeviation: number): number {
    if (!(mean > 0)) throw outside('log-normal mean', mean, 'above zero');
    if (!(standardDeviation >= 0)) throw outside('standard deviation', standardDeviation, 'zero or more');
    const ratio = standardDeviation / mean;
    const variance = ln1p(ratio * ratio);
    return exp(ln(mean) - variance / 2 + Math.sqrt(variance) * this.normal());
  }

  /** Index drawn with probability weight / sum of weights. Build a `Categorical` once when drawing often. */
  categorical(weights: ArrayLike<number>): number {
    return new Categorical(weights).sample(this);
  }
}

/** The stream that belongs to a seed and a path. Streams of different paths are independent, so a draw added to one moves no other. */
export function streamFor(seed: Seed, ...path: StreamPath): Stream {
  return new Stream(new Xoshiro128ss(streamKey('xoshiro', seed, path)));
}

function outside(what: string, value: unknown, allowed: string): CeterisError {
  return new CeterisError('DISTRIBUTION_PARAMETER', `The ${what} is ${String(value)}.`, `It must be ${allowed}.`);
}
