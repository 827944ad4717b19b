import { type Stream, weightAt } from '../../../core/index.ts';
import { clusterCovariance, type PanelRegression, type Prepared, prepare, solve } from './fixed-effects.ts';

/** Two points, or six: with few clusters two points have few distinct resamples (2 to the G, at most). */
export type WildWeights = 'rademacher' | 'webb';

export interface WildBootstrapOptions {
  readonly stream: Stream;
  /** Of which regressor; default the first. */
  readonly coefficient?: number;
  readonly resamples?: number;
  /** Default: Webb's below twelve clusters, where Rademacher's have fewer than 4096 resamples, else Rademacher's. */
  readonly weights?: WildWeights;
}

export interface WildBootstrap {
  readonly t: number;
  /** Share of resamples whose |t| is at least as large. */
  readonly pValue: number;
  readonly resamples: number;
  readonly weights: WildWeights;
}

const FEW_CLUSTERS = 12;
const WEBB = [Math.sqrt(1.5), 1, Math.SQRT1_2].flatMap((root) => [-root, root]);
const POINTS: Readonly<Record<WildWeights, readonly number[]>> = { rademacher: [-1, 1], webb: WEBB };

/** |b| at its standard error, for one draw of cluster weights. */
type Resample = (weights: Float64Array) => { readonly estimate: number; readonly variance: number };

/**
 * Wild cluster bootstrap of one coefficient's CR0 t statistic, null imposed (Cameron, Gelbach and Miller 2008; six-point
 * weights: Webb 2023): for few clusters, where normal and t tests reject too often.
 */
export function wildClusterBootstrap(panel: PanelRegression, options: WildBootstrapOptions): WildBootstrap {
  const { stream, coefficient = 0, resamples = 999 } = options;
  const full = prepare(panel);
  const G = full.clusters.count;
  const weights = options.weights ?? (G < FEW_CLUSTERS ? 'webb' : 'rademacher');
  const points = POINTS[weights];
  const t = full.fit.clustered.CR0.t[coefficient];
  const resample = (G * G <= FASTER_BELOW * full.y.length ? byClusters : byRows)(full, panel, coefficient);
  const draw = new Float64Array(G);
  let further = 0;
  for (let r = 0; r < resamples; r++) {
    for (let g = 0; g < G; g++) draw[g] = points[stream.integer(0, points.length)];
    const { estimate, variance } = resample(draw);
    if (Math.abs(estimate) >= Math.abs(t) * Math.sqrt(variance)) further++;
  }
  return { t, pValue: further / resamples, resamples, weights };
}

/** Clusters squared, against rows, up to which sums by cluster are less work than rows. */
const FASTER_BELOW = 4;

/** What the null leaves: the fit without the coefficient, and its residual. */
function restricted(full: Prepared, { weights }: PanelRegression, coefficient: number): { fitted: Float64Array; residual: Float64Array } {
  const others = full.x.filter((_, j) => j !== coefficient);
  const fitted = new Float64Array(full.y.length);
  if (others.length > 0) {
    const { b } = solve(others, full.y, weights);
    for (let i = 0; i < fitted.length; i++) for (let j = 0; j < others.length; j++) fitted[i] += b[j] * others[j][i];
  }
  return { fitted, residual: full.y.map((y, i) => y - fitted[i]) };
}

/** Each resample in full: outcomes drawn, effects taken out, regression run again. */
export function byRows(full: Prepared, panel: PanelRegression, coefficient: number): Resample {
  const { fitted, residual } = restricted(full, panel, coefficient);
  const k = full.x.length;
  const outcome = new Float64Array(fitted.length);
  return (draw) => {
    for (let i = 0; i < outcome.length; i++) outcome[i] = fitted[i] + residual[i] * draw[full.clusters.codes[i]];
    const y = full.absorber.residual(outcome);
    const { b, inverse } = solve(full.x, y, panel.weights);
    const covariance = clusterCovariance(full.x, y, b, inverse, full.clusters, panel.weights);
    return { estimate: b[coefficient], variance: covariance[coefficient * k + coefficient] };
  };
}

/**
 * The same from sums by cluster, made once: an outcome is the null's fit plus each cluster's residual times its weight, and all that a
 * resample needs of it, X'WMy cluster by cluster, is linear in those weights.
 */
export function byClusters(full: Prepared, panel: PanelRegression, coefficient: number): Resample {
  const { fitted, residual } = restricted(full, panel, coefficient);
  const { x, absorber, clusters } = full;
  const [n, k, G] = [fitted.length, x.length, clusters.count];
  /** Sum over each cluster of w x_j z, at [cluster * k + j]. */
  const sums = (z: Float64Array): Float64Array => {
    const out = new Float64Array(G * k);
    for (let i = 0; i < n; i++) for (let j = 0; j < k; j++) out[clusters.codes[i] * k + j] += weightAt(panel.weights, i) * x[j][i] * z[i];
    return out;
  };
  const base = sums(absorber.residual(fitted));
  const parts = Array.from({ length: G }, (_, g) => sums(absorber.residual(residual.map((u, i) => (clusters.codes[i] === g ? u : 0)))));
  const cross = x.map((column) => sums(column));
  const { inverse } = solve(x, full.y, panel.weights);
  const row = inverse.subarray(coefficient * k, (coefficient + 1) * k);
  const scores = new Float64Array(G * k);
  return (draw) => {
    scores.set(base);
    for (let g = 0; g < G; g++) {
      const part = parts[g];
      for (let at = 0; at < scores.length; at++) scores[at] += draw[g] * part[at];
    }
    const top = new Float64Array(k);
    for (let at = 0; at < scores.length; at++) top[at % k] += scores[at];
    const b = top.map((_, j) => top.reduce((total, value, l) => total + inverse[j * k + l] * value, 0));
    let variance = 0;
    for (let h = 0; h < G; h++) {
      let influence = 0;
      for (let j = 0; j < k; j++) {
        let score = scores[h * k + j];
        for (let l = 0; l < k; l++) score -= cross[l][h * k + j] * b[l];
        influence += row[j] * score;
      }
      variance += influence * influence;
    }
    return { estimate: b[coefficient], variance };
  };
}
