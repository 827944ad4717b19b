import { CeterisError } from '../errors.ts';
import type { Stream } from '../random/stream.ts';
import { quantileOfSorted } from './quantile.ts';

export interface ClusterBootstrapOptions {
  readonly stream: Stream;
  /** Default 1000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Stratum of each row (constant within a cluster): clusters are drawn within their stratum. */
  readonly strata?: ArrayLike<number | string>;
}

export interface ClusterBootstrap {
  /** Standard deviation over resamples of each statistic. */
  readonly standardErrors: Float64Array;
  /** Percentile interval of each. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly clusters: number;
  readonly resamples: number;
}

/**
 * How often each row is drawn when whole clusters (households, villages, PSUs) are drawn with replacement within strata,
 * one resample after the other; the array is filled anew for each.
 */
export function* clusterCounts(
  clusters: ArrayLike<number | string>,
  { stream, resamples = 1000, strata }: Omit<ClusterBootstrapOptions, 'level'>,
): Generator<Float64Array, void> {
  const members = new Map<number | string, number[]>();
  const stratumOf = new Map<number | string, (number | string)[]>();
  for (let i = 0; i < clusters.length; i++) {
    const rows = members.get(clusters[i]);
    if (rows !== undefined) rows.push(i);
    else {
      members.set(clusters[i], [i]);
      const stratum = strata === undefined ? 0 : strata[i];
      const there = stratumOf.get(stratum);
      if (there === undefined) stratumOf.set(stratum, [clusters[i]]);
      else there.push(clusters[i]);
    }
  }
  const groups = [...stratumOf.values()].map((names) => names.map((name) => members.get(name) ?? []));
  const counts = new Float64Array(clusters.length);
  for (let b = 0; b < resamples; b++) {
    counts.fill(0);
    for (const group of groups) {
      for (let d = 0; d < group.length; d++) for (const i of group[stream.integer(0, group.length)]) counts[i]++;
    }
    yield counts;
  }
}

/**
 * Bootstrap of whole clusters, drawn with replacement within strata. `statistic` gets how often each row is drawn: a
 * weight that it multiplies with the sampling weight, so no rows are copied. It returns one number or several, all of
 * whose joint draws share a resample: hand in two models to compare them in pairs.
 */
export function clusterBootstrap(
  clusters: ArrayLike<number | string>,
  statistic: (counts: Float64Array) => ArrayLike<number>,
  options: ClusterBootstrapOptions,
): ClusterBootstrap {
  const { resamples = 1000, level = 0.95 } = options;
  if (!Number.isInteger(resamples) || resamples < 2 || !(level > 0 && level < 1) || clusters.length === 0) {
    throw new CeterisError(
      'BOOTSTRAP_INPUT',
      `${resamples} resamples at level ${level}.`,
      'Use two resamples or more and a level in (0, 1).',
    );
  }
  const draws = Array.from(clusterCounts(clusters, options), (counts) => Array.from(statistic(counts)));
  const columns = Array.from({ length: draws[0].length }, (_, j) => Float64Array.from(draws, (draw) => draw[j]).sort());
  const spread = (xs: Float64Array) => {
    const centre = xs.reduce((a, b) => a + b, 0) / xs.length;
    return Math.sqrt(xs.reduce((total, x) => total + (x - centre) ** 2, 0) / (xs.length - 1));
  };
  return {
    standardErrors: Float64Array.from(columns, spread),
    low: Float64Array.from(columns, (xs) => quantileOfSorted(xs, (1 - level) / 2)),
    high: Float64Array.from(columns, (xs) => quantileOfSorted(xs, (1 + level) / 2)),
    clusters: new Set(Array.from(clusters)).size,
    resamples,
  };
}
