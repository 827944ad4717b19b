/** Skill over the Markov baseline in log loss, with intervals by resampling whole households, and a verdict that had to be earned. */
import { clusterBootstrap, holm, logLosses, streamFor, studentTTwoSided } from '../../../core/index.ts';
import { TRANSITIONS } from '../learners/index.ts';
import { strataOf } from '../survey/index.ts';
import type { Forecast } from './forecasters.ts';
import type { TransitionData } from './transition-data.ts';

const K = TRANSITIONS.length;

export const VERDICTS = {
  better: 'better than a base rate',
  worse: 'worse than a base rate',
  inconclusive: 'inconclusive against a base rate',
} as const;
export type Verdict = keyof typeof VERDICTS;

export interface Skill {
  readonly name: string;
  /** 1 - log loss over that of the Markov baseline: 0 is a base rate by status, 1 is certainty that comes true. */
  readonly skill: number;
  readonly low: number;
  readonly high: number;
  /** The same with whole villages resampled; null without villages. */
  readonly village: { readonly low: number; readonly high: number } | null;
  /** Nats a row below Markov, with its standard error clustered by household. */
  readonly gain: number;
  readonly gainError: number;
  /** Two-sided, Student's t with households - 1 degrees of freedom. */
  readonly pValue: number;
  /** Over the family of candidates (Holm); null for those outside it. */
  readonly adjustedP: number | null;
  readonly verdict: Verdict | null;
}

export interface SkillOptions {
  readonly seed: bigint;
  readonly resamples: number;
  readonly level: number;
  /** Of the whole family of tests. */
  readonly alpha: number;
}

export function lossesOf({ probabilities }: Forecast, test: TransitionData): Float64Array | null {
  return probabilities === null ? null : logLosses({ probabilities, labels: test.labels, classes: K });
}

/** Mean of `values` by weight, and its standard error when rows of one cluster move together. */
export function clusteredMean(
  values: ArrayLike<number>,
  weight: ArrayLike<number>,
  clusters: ArrayLike<string | number>,
): { readonly mean: number; readonly standardError: number; readonly clusters: number } {
  let [top, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    top += weight[i] * values[i];
    total += weight[i];
  }
  const mean = top / total;
  const sums = new Map<string | number, number>();
  for (let i = 0; i < values.length; i++) sums.set(clusters[i], (sums.get(clusters[i]) ?? 0) + weight[i] * (values[i] - mean));
  const g = sums.size;
  let squares = 0;
  for (const u of sums.values()) squares += u * u;
  return { mean, standardError: g < 2 ? Number.NaN : Math.sqrt((g / (g - 1)) * squares) / total, clusters: g };
}

/** Skill of every forecast with probabilities; `bar` is the Markov baseline's. */
export function skillsOf(forecasts: readonly Forecast[], bar: Forecast, test: TransitionData, options: SkillOptions): Skill[] {
  const against = lossesOf(bar, test) as Float64Array;
  const scored = forecasts.flatMap((forecast) => {
    const losses = lossesOf(forecast, test);
    return losses === null || forecast === bar ? [] : [{ forecast, losses }];
  });
  if (scored.length === 0) return [];
  const n = against.length;
  const statistic = (counts: Float64Array): number[] => {
    let base = 0;
    const totals = scored.map(() => 0);
    for (let i = 0; i < n; i++) {
      const w = counts[i] * test.weight[i];
      if (w === 0) continue;
      base += w * against[i];
      for (let m = 0; m < scored.length; m++) totals[m] += w * scored[m].losses[i];
    }
    return totals.map((total) => 1 - total / base);
  };
  const { resamples, level, seed } = options;
  const draw = (clusters: readonly string[], unit: string) =>
    clusterBootstrap(clusters, statistic, {
      stream: streamFor(seed, 'enterprise-skill', unit),
      resamples,
      level,
      ...strataOf(test.stratum, clusters),
    });
  const households = draw(test.household, 'household');
  const villages = test.village === null || new Set(test.village).size < 2 ? null : draw(test.village, 'village');
  const point = statistic(new Float64Array(n).fill(1));
  const tested = scored.map(({ losses }) => {
    const {
      mean: gain,
      standardError,
      clusters,
    } = clusteredMean(
      against.map((loss, i) => loss - losses[i]),
      test.weight,
      test.household,
    );
    const t = gain === 0 ? 0 : gain / standardError;
    return { gain, gainError: standardError, pValue: Number.isFinite(t) ? studentTTwoSided(t, clusters - 1) : 1 };
  });
  const family = scored.flatMap(({ forecast }, m) => (forecast.role === 'candidate' ? [m] : []));
  const adjusted = new Map(holm(family.map((m) => tested[m].pValue)).map((p, k) => [family[k], p]));
  return scored.map(({ forecast }, m) => {
    const adjustedP = adjusted.get(m) ?? null;
    return {
      name: forecast.name,
      skill: point[m],
      low: households.low[m],
      high: households.high[m],
      village: villages === null ? null : { low: villages.low[m], high: villages.high[m] },
      ...tested[m],
      adjustedP,
      verdict: adjustedP === null ? null : verdictOf(tested[m].gain, adjustedP, options.alpha),
    };
  });
}

const verdictOf = (gain: number, p: number, alpha: number): Verdict => (p >= alpha ? 'inconclusive' : gain > 0 ? 'better' : 'worse');
