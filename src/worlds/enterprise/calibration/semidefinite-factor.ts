/** A factor of a covariance matrix that may be singular, as one estimated from few resamples is. */
import { CeterisError } from '../../../core/index.ts';

/** Variance left, as a share of the variable's own, below which a variable follows from those before it. */
const NOTHING_LEFT = 1e-10;
/** Rounding that a matrix may show below zero, as the same share. */
const ROUNDING = 1e-8;

/**
 * F with F F' = A, row-major n by rank, by Cholesky with the variable of which most is left first: it ends where no variance is left, so a
 * direction in which the parameters were never seen to vary does not vary.
 * @throws CeterisError NOT_A_COVARIANCE for a matrix that is not square, finite, symmetric and without negative variances
 */
export function semidefiniteFactor(matrix: readonly (readonly number[])[]): {
  readonly factor: readonly Float64Array[];
  readonly rank: number;
} {
  const n = matrix.length;
  const own = matrix.map((row, j) => row[j]);
  const scale = (j: number, k: number): number => Math.sqrt(Math.abs(own[j] * own[k]));
  matrix.forEach((row, j) => {
    if (row.length !== n || !row.every(Number.isFinite)) throw notCovariance('it is not a square matrix of numbers');
    if (row.some((value, k) => Math.abs(value - matrix[k][j]) > ROUNDING * scale(j, k))) throw notCovariance('it is not symmetric');
  });
  if (own.some((variance) => variance < 0)) throw notCovariance('a variance is negative');
  const left = Float64Array.from(own);
  /** Share of a variable's variance that those before it leave unexplained; 1 is all, 0 for a constant. */
  const share = (j: number): number => (own[j] > 0 ? left[j] / own[j] : 0);
  const factor = matrix.map(() => new Float64Array(n));
  const open = new Set(matrix.keys());
  let rank = 0;
  for (;;) {
    const pivot = [...open].reduce((best, j) => (best < 0 || share(j) > share(best) ? j : best), -1);
    if (pivot < 0 || share(pivot) <= NOTHING_LEFT) break;
    const root = Math.sqrt(left[pivot]);
    open.delete(pivot);
    factor[pivot][rank] = root;
    for (const j of open) {
      factor[j][rank] = (matrix[j][pivot] - product(factor[j], factor[pivot], rank)) / root;
      left[j] -= factor[j][rank] ** 2;
    }
    rank += 1;
  }
  // What is left must be nothing: an indefinite matrix leaves a negative variance, or variables that move together without moving.
  for (const j of open)
    for (const k of open)
      if (Math.abs(matrix[j][k] - product(factor[j], factor[k], rank)) > ROUNDING * scale(j, k))
        throw notCovariance('a combination of coefficients has a negative variance');
  return { factor: factor.map((row) => row.subarray(0, rank)), rank };
}

function product(a: Float64Array, b: Float64Array, columns: number): number {
  let total = 0;
  for (let k = 0; k < columns; k++) total += a[k] * b[k];
  return total;
}

const notCovariance = (why: string): CeterisError =>
  new CeterisError(
    'NOT_A_COVARIANCE',
    `parameter_covariance is no covariance matrix: ${why}.`,
    'Calibrate again with `ceteris enterprise calibrate`.',
    {
      path: 'parameter_covariance.matrix',
    },
  );
