import { CeterisError } from '../errors.ts';
import type { Stream } from '../random/stream.ts';
import { requireProbability, requireSample } from './errors.ts';
import type { Interval } from './interval.ts';
import { sum } from './moments.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { quantileOfSorted } from './quantile.ts';

export interface BootstrapOptions {
  /** Default 0.95. */
  readonly level?: number;
  /** Default 2000. */
  readonly resamples?: number;
  readonly stream: Stream;
  /** `bca` (default) corrects bias and skewness; `percentile` takes the plain quantiles. */
  readonly method?: 'bca' | 'percentile';
}

export interface BootstrapInterval extends Interval {
  /** `percentile` also when BCa is undefined: no resample, or every resample, lies below the estimate. */
  readonly method: 'bca' | 'percentile';
  readonly resamples: number;
}

/** Bootstrap interval of any statistic of a sample (Efron 1987; Efron and Tibshirani 1993, chapter 14). */
export function bootstrapInterval(
  xs: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  options: BootstrapOptions,
): BootstrapInterval {
  const { level = 0.95, resamples = 2000, stream, method = 'bca' } = options;
  requireSample(xs, 2, 'A bootstrap interval');
  requireProbability(level, 'confidence level');
  if (!Number.isInteger(resamples) || resamples < 1) {
    throw new CeterisError('BOOTSTRAP_RESAMPLES', `The number of resamples is ${resamples}.`, 'Use a whole number, 1000 or more.');
  }
  const n = xs.length;
  const sample = Float64Array.from(xs);
  const estimate = statistic(sample.slice());
  const resample = new Float64Array(n);
  const values = Float64Array.from({ length: resamples }, () => {
    for (let i = 0; i < n; i++) resample[i] = sample[stream.integer(0, n)];
    return statistic(resample);
  }).sort();
  const corrected = method === 'bca' ? correctedProbabilities(sample, statistic, values, estimate, level) : null;
  const [lower, upper] = corrected ?? [(1 - level) / 2, (1 + level) / 2];
  return {
    estimate,
    low: quantileOfSorted(values, lower),
    high: quantileOfSorted(values, upper),
    level,
    n,
    method: corrected === null ? 'percentile' : 'bca',
    resamples,
  };
}

/** Probabilities of the two BCa ends: Phi(z0 + (z0 + z) / (1 - a (z0 + z))). */
function correctedProbabilities(
  sample: Float64Array,
  statistic: (sample: Float64Array) => number,
  values: Float64Array,
  estimate: number,
  level: number,
): [number, number] | null {
  // Ties count half, so that a discrete statistic is not called biased.
  const below = values.reduce((count, v) => count + (v < estimate ? 1 : v === estimate ? 0.5 : 0), 0) / values.length;
  if (below === 0 || below === 1) return null;
  const bias = normalQuantile(below);
  const acceleration = jackknifeAcceleration(sample, statistic);
  const z = normalQuantile((1 + level) / 2);
  const end = (side: number) => normalCdf(bias + (bias + side) / (1 - acceleration * (bias + side)));
  return [end(-z), end(z)];
}

/** a = sum d^3 / (6 (sum d^2)^1.5) with d the mean less each leave-one-out value. */
function jackknifeAcceleration(sample: Float64Array, statistic: (sample: Float64Array) => number): number {
  const without = new Float64Array(sample.length - 1);
  const left = sample.map((_, i) => {
    without.set(sample.subarray(0, i));
    without.set(sample.subarray(i + 1), i);
    return statistic(without);
  });
  const centre = sum(left) / left.length;
  const deviations = left.map((v) => centre - v);
  const squares = sum(deviations.map((d) => d * d));
  return squares === 0 ? 0 : sum(deviations.map((d) => d * d * d)) / (6 * squares * Math.sqrt(squares));
}
