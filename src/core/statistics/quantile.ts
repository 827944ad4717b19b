import { CeterisError } from '../errors.ts';
import { requireSample } from './errors.ts';

/** Sample quantile, linear between order statistics at (n - 1) p: Hyndman and Fan's type 7, the default of R and NumPy. */
export function quantile(xs: ArrayLike<number>, p: number): number {
  requireSample(xs, 1, 'A quantile');
  return quantileOfSorted(Float64Array.from(xs).sort(), p);
}

/** The same of values that are already in ascending order. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1))
    throw new CeterisError('PROBABILITY_OUTSIDE', `The quantile probability is ${p}.`, 'It must lie between 0 and 1.');
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

export function median(xs: ArrayLike<number>): number {
  return quantile(xs, 0.5);
}
