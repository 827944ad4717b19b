import { CeterisError } from '../errors.ts';

/** Weights prepared for many draws: cumulative sums, searched by halving. */
export class Categorical {
  readonly #cumulative: Float64Array;

  constructor(weights: ArrayLike<number>) {
    this.#cumulative = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0)) throw badWeights(`weight ${i} is ${weights[i]}`);
      sum += weights[i];
      this.#cumulative[i] = sum;
    }
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw badWeights(`the weights sum to ${sum}`);
  }

  /** An index with probability weight / sum; never one of weight zero. One uniform a draw. */
  sample(source: { real(): number }): number {
    const sums = this.#cumulative;
    const target = source.real() * sums[sums.length - 1];
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sums[middle] > target) high = middle;
      else low = middle + 1;
    }
    // Rounding may lift the target to the total; step back over trailing zero weights then.
    while (low > 0 && sums[low] === sums[low - 1]) low--;
    return low;
  }
}

function badWeights(why: string): CeterisError {
  return new CeterisError(
    'CATEGORICAL_WEIGHTS',
    `A categorical draw is impossible: ${why}.`,
    'Give weights of zero or more with a positive, finite sum.',
  );
}
