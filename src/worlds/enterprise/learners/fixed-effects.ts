import { CeterisError, choleskyFactor, choleskyInverse, studentTTwoSided, weightAt } from '../../../core/index.ts';
import type { Weights } from '../../../core/index.ts';
import { codes, newAbsorber } from './absorber.ts';
import type { Absorber } from './absorber.ts';
import type { Columns } from './types.ts';

export interface PanelRegression {
  readonly outcome: ArrayLike<number>;
  readonly regressors: Columns;
  /** For messages; default x1, x2, …. */
  readonly names?: readonly string[];
  readonly households: ArrayLike<number | string>;
  readonly waves: ArrayLike<number | string>;
  /** Group of each row for standard errors; default the household. */
  readonly clusters?: ArrayLike<number | string>;
  readonly weights?: Weights;
}

/**
 * Small-sample factors of the clustered covariance, G clusters, N rows, k regressors:
 * `CR0` none; `CR1_G` G / (G - 1); `CR1_nested` also (N - 1) / (N - k - waves), as fixest does when households nest in
 * clusters; `CR1_all_dummies` also (N - 1) / (N - k - households - waves + 1), as Stata's areg.
 */
export type ErrorConvention = 'CR0' | 'CR1_G' | 'CR1_nested' | 'CR1_all_dummies';

export const ERROR_CONVENTIONS: readonly ErrorConvention[] = ['CR0', 'CR1_G', 'CR1_nested', 'CR1_all_dummies'];

export interface CoefficientTest {
  readonly standardErrors: Float64Array;
  readonly t: Float64Array;
  /** Two-sided, Student's t with G - 1 degrees of freedom. */
  readonly pValues: Float64Array;
}

export interface FixedEffectsFit {
  readonly coefficients: Float64Array;
  /** From the residual variance with all effects counted. */
  readonly classicalErrors: Float64Array;
  readonly clustered: Readonly<Record<ErrorConvention, CoefficientTest>>;
  readonly rows: number;
  readonly households: number;
  readonly waves: number;
  readonly clusters: number;
  readonly residualSumOfSquares: number;
  /** Share of the variation left by both kinds of effects that the regressors take up. */
  readonly withinR2: number;
}

/** A regressor or outcome with less than this share of its variation within households and waves has none. */
const NO_VARIATION = 1e-20;

/** Linear regression with household and wave effects. Throws NO_WITHIN_VARIATION where a column is all effects. */
export function fitFixedEffects(panel: PanelRegression): FixedEffectsFit {
  return prepare(panel).fit;
}

export interface Prepared {
  readonly fit: FixedEffectsFit;
  readonly absorber: Absorber;
  readonly x: readonly Float64Array[];
  readonly y: Float64Array;
  readonly clusters: { readonly codes: Int32Array; readonly count: number };
}

/** The fit and what it stands on: columns without their effects, and clusters. */
export function prepare(panel: PanelRegression): Prepared {
  const { outcome, regressors, weights } = panel;
  requireRows(panel);
  const absorber = newAbsorber(panel.households, panel.waves, weights);
  const clusters = codes(panel.clusters ?? panel.households);
  const y = absorber.residual(outcome);
  const x = regressors.map((column) => absorber.residual(column));
  [outcome, ...regressors].forEach((column, j) => {
    const name = j === 0 ? 'the outcome' : (panel.names?.[j - 1] ?? `x${j}`);
    if (!varies(j === 0 ? y : x[j - 1], column)) {
      throw new CeterisError(
        'NO_WITHIN_VARIATION',
        `Once household and wave means are taken out, nothing is left of ${name}.`,
        'Its effect cannot be told from theirs: leave it out, or bring data in which it varies.',
      );
    }
  });
  const { b, inverse } = solve(x, y, weights);
  const [N, k] = [y.length, x.length];
  let rss = 0;
  let tss = 0;
  for (let i = 0; i < N; i++) {
    let e = y[i];
    for (let j = 0; j < k; j++) e -= b[j] * x[j][i];
    rss += weightAt(weights, i) * e * e;
    tss += weightAt(weights, i) * y[i] * y[i];
  }
  const G = clusters.count;
  const allDummies = N - k - absorber.households - absorber.waveRank;
  const covariance = clusterCovariance(x, y, b, inverse, clusters, weights);
  const smallSample: Record<ErrorConvention, number> = {
    CR0: 1,
    CR1_G: G / (G - 1),
    CR1_nested: ((G / (G - 1)) * (N - 1)) / (N - k - absorber.waveRank - 1),
    CR1_all_dummies: ((G / (G - 1)) * (N - 1)) / allDummies,
  };
  const test = (factor: number): CoefficientTest => {
    const standardErrors = b.map((_, j) => Math.sqrt(factor * covariance[j * k + j]));
    const t = b.map((value, j) => value / standardErrors[j]);
    return { standardErrors, t, pValues: t.map((value) => studentTTwoSided(value, G - 1)) };
  };
  const fit: FixedEffectsFit = {
    coefficients: b,
    classicalErrors: b.map((_, j) => Math.sqrt((rss / allDummies) * inverse[j * k + j])),
    clustered: {
      CR0: test(smallSample.CR0),
      CR1_G: test(smallSample.CR1_G),
      CR1_nested: test(smallSample.CR1_nested),
      CR1_all_dummies: test(smallSample.CR1_all_dummies),
    },
    rows: N,
    households: absorber.households,
    waves: absorber.waves,
    clusters: G,
    residualSumOfSquares: rss,
    withinR2: 1 - rss / tss,
  };
  return { fit, absorber, x, y, clusters };
}

function requireRows(panel: PanelRegression): void {
  const n = panel.outcome.length;
  const columns = [panel.outcome, ...panel.regressors];
  const good =
    panel.regressors.length > 0 &&
    columns.every((column) => column.length === n && Array.prototype.every.call(column, Number.isFinite)) &&
    (panel.clusters === undefined || panel.clusters.length === n);
  if (!good)
    throw new CeterisError('PANEL_BAD', 'A column of the regression has gaps or another length.', 'Give finite numbers for every row.');
}

function varies(residual: Float64Array, column: ArrayLike<number>): boolean {
  let [left, all] = [0, 0];
  for (let i = 0; i < residual.length; i++) {
    left += residual[i] * residual[i];
    all += column[i] * column[i];
  }
  return left > NO_VARIATION * all;
}

/** Weighted least squares of y on x: coefficients and the inverse of X'WX. */
export function solve(x: readonly Float64Array[], y: Float64Array, weights: Weights): { b: Float64Array; inverse: Float64Array } {
  const k = x.length;
  const cross = new Float64Array(k * k);
  const top = new Float64Array(k);
  for (let i = 0; i < y.length; i++) {
    const weight = weightAt(weights, i);
    for (let j = 0; j < k; j++) {
      top[j] += weight * x[j][i] * y[i];
      for (let l = 0; l < k; l++) cross[j * k + l] += weight * x[j][i] * x[l][i];
    }
  }
  const inverse = choleskyInverse(choleskyFactor(cross, k), k);
  const b = top.map((_, j) => top.reduce((sum, value, l) => sum + inverse[j * k + l] * value, 0));
  return { b, inverse };
}

/** (X'WX)^-1 (sum over clusters of s s') (X'WX)^-1 with s = sum of w x e over the cluster. */
export function clusterCovariance(
  x: readonly Float64Array[],
  y: Float64Array,
  b: Float64Array,
  inverse: Float64Array,
  clusters: { readonly codes: Int32Array; readonly count: number },
  weights: Weights,
): Float64Array {
  const k = x.length;
  const scores = new Float64Array(clusters.count * k);
  for (let i = 0; i < y.length; i++) {
    let e = y[i];
    for (let j = 0; j < k; j++) e -= b[j] * x[j][i];
    e *= weightAt(weights, i);
    for (let j = 0; j < k; j++) scores[clusters.codes[i] * k + j] += e * x[j][i];
  }
  const covariance = new Float64Array(k * k);
  const influence = new Float64Array(k);
  for (let g = 0; g < clusters.count; g++) {
    for (let j = 0; j < k; j++) {
      influence[j] = 0;
      for (let l = 0; l < k; l++) influence[j] += inverse[j * k + l] * scores[g * k + l];
    }
    for (let j = 0; j < k; j++) for (let l = 0; l < k; l++) covariance[j * k + l] += influence[j] * influence[l];
  }
  return covariance;
}
