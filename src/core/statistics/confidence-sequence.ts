import { CeterisError } from '../errors.ts';
import { exp, ln, ln1p } from '../numeric/elementary.ts';
import { requireProbability } from './errors.ts';

export interface ConfidenceSequenceOptions {
  /** Probability that the true mean lies in the intervals of all times at once; default 0.95. */
  readonly level?: number;
  /** Known standard deviation (or sub-Gaussian scale) of one value: Robbins' normal mixture. Without it: the mixture t test. */
  readonly standardDeviation?: number;
  /** Standard deviation of the mixing normal over the effect size mean / sd; small is tight late, large is tight early. Default 0.5. */
  readonly mixture?: number;
}

export interface SequenceState {
  readonly n: number;
  readonly mean: number;
  /** Interval valid at this and every other time; infinite while the data cannot exclude anything. */
  readonly low: number;
  readonly high: number;
  /** Evidence against mean zero: expected value at most 1 under it at any stopping time. */
  readonly eValue: number;
  /** Anytime-valid p value: 1 / (largest e-value so far), at most 1. */
  readonly pValue: number;
}

/**
 * Anytime-valid inference on a mean, e.g. of paired differences: look after every value, stop whenever you like.
 *
 * Unknown deviation, normal values: Bayes factor of effect size ~ N(0, g) against 0 under the right-Haar prior of the
 * deviation, a martingale under the null (Gonen et al. 2005; Hendriksen, de Heide and Gruenwald 2021; Wang and Ramdas
 * 2024): with v = n - 1 and k = 1 + n g,
 *   E = k^(-1/2) ((1 + t^2 / v) / (1 + t^2 / (v k)))^(n / 2).
 * Known deviation s, sub-Gaussian values (Robbins 1970): E = k^(-1/2) exp(n^2 g m^2 / (2 k s^2)).
 * The interval holds every mean whose E stays below 1 / (1 - level): Ville's inequality.
 */
export class ConfidenceSequence {
  readonly #level: number;
  readonly #deviation: number | null;
  readonly #g: number;
  #n = 0;
  #mean = 0;
  /** Sum of squared deviations from the mean (Welford). */
  #squares = 0;
  #largestLnE = 0;

  constructor(options: ConfidenceSequenceOptions = {}) {
    const { level = 0.95, standardDeviation, mixture = 0.5 } = options;
    requireProbability(level, 'confidence level');
    if (!(mixture > 0 && mixture < 1e100) || !(standardDeviation === undefined || standardDeviation > 0)) {
      throw new CeterisError(
        'CONFIDENCE_SEQUENCE_SCALE',
        'A scale of the confidence sequence is not positive.',
        'Give a positive mixture and standard deviation.',
      );
    }
    this.#level = level;
    this.#deviation = standardDeviation ?? null;
    this.#g = mixture * mixture;
  }

  /** Takes one more value and says what may be concluded now. */
  add(x: number): SequenceState {
    if (!Number.isFinite(x))
      throw new CeterisError('SAMPLE_NOT_FINITE', `A confidence sequence met the value ${x}.`, 'Remove or repair it first.');
    this.#n++;
    const step = x - this.#mean;
    this.#mean += step / this.#n;
    this.#squares += step * (x - this.#mean);
    const lnE = this.#deviation === null ? this.#lnStudentE() : this.#lnNormalE(this.#deviation);
    this.#largestLnE = Math.max(this.#largestLnE, lnE);
    const half = this.#deviation === null ? this.#studentHalfWidth() : this.#normalHalfWidth(this.#deviation);
    return {
      n: this.#n,
      mean: this.#mean,
      low: this.#mean - half,
      high: this.#mean + half,
      eValue: exp(lnE),
      pValue: exp(-this.#largestLnE),
    };
  }

  /** 1 + n g. */
  get #k(): number {
    return 1 + this.#n * this.#g;
  }

  #lnStudentE(): number {
    if (this.#n < 2 || this.#mean === 0) return this.#n < 2 ? 0 : -0.5 * ln(this.#k);
    // t^2 / v = n m^2 / (sum of squares); infinite when all values agree on something other than zero.
    const ratio = (this.#n * this.#mean * this.#mean) / this.#squares;
    const gain = ratio === Number.POSITIVE_INFINITY ? ln(this.#k) : ln1p(ratio) - ln1p(ratio / this.#k);
    return -0.5 * ln(this.#k) + (this.#n / 2) * gain;
  }

  #studentHalfWidth(): number {
    if (this.#n < 2) return Number.POSITIVE_INFINITY;
    const c = exp((2 / this.#n) * (0.5 * ln(this.#k) - ln(1 - this.#level)));
    return c >= this.#k ? Number.POSITIVE_INFINITY : Math.sqrt(((c - 1) / (1 - c / this.#k)) * (this.#squares / this.#n));
  }

  #lnNormalE(s: number): number {
    const total = (this.#n * this.#mean) / s;
    return -0.5 * ln(this.#k) + (this.#g * total * total) / (2 * this.#k);
  }

  #normalHalfWidth(s: number): number {
    const evidence = 0.5 * ln(this.#k) - ln(1 - this.#level);
    return (s / this.#n) * Math.sqrt((2 * this.#k * evidence) / this.#g);
  }
}

/** The confidence sequence of a whole sample, one state a value. */
export function confidenceSequence(xs: Iterable<number>, options: ConfidenceSequenceOptions = {}): SequenceState[] {
  const sequence = new ConfidenceSequence(options);
  return Array.from(xs, (x) => sequence.add(x));
}
