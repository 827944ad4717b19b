import { CeterisError } from '../errors.ts';

/** Refuses a sample that is too small or holds a value that is not a finite number. */
export function requireSample(xs: ArrayLike<number>, atLeast: number, what: string): void {
  if (xs.length < atLeast) {
    throw new CeterisError(
      'SAMPLE_TOO_SMALL',
      `${what} needs ${atLeast} values or more, but ${xs.length} were given.`,
      'Collect more samples.',
    );
  }
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(xs[i])) {
      throw new CeterisError('SAMPLE_NOT_FINITE', `${what} met the value ${xs[i]} at index ${i}.`, 'Remove or repair it first.');
    }
  }
}

/** Refuses a level or probability outside (0, 1). */
export function requireProbability(p: number, what: string): void {
  if (!(p > 0 && p < 1))
    throw new CeterisError('PROBABILITY_OUTSIDE', `The ${what} is ${p}.`, 'It must lie between 0 and 1, both excluded.');
}

/** b - a by index, of two samples of the same length. */
export function pairedDifferences(a: ArrayLike<number>, b: ArrayLike<number>, what: string): Float64Array {
  if (a.length !== b.length) {
    throw new CeterisError(
      'PAIRS_UNEQUAL',
      `${what} compares pairs, but was given ${a.length} and ${b.length} values.`,
      'Give one value of each arm a pair.',
    );
  }
  return Float64Array.from({ length: a.length }, (_, i) => b[i] - a[i]);
}
