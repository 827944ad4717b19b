import { CeterisError, chiSquaredTail } from '../../../core/index.ts';
import { CHANNEL, type Draws } from './draws.ts';

/** Innovations of a month as a multivariate t with unit variances: correlated normals times one common factor. */
export interface Tails {
  /** Whole, so that the chi-square is a sum of as many squared normals: a fixed number of draws a month. */
  readonly degreesOfFreedom: number;
  /** Factor of a month = sqrt(scale / chi-square), at most `most`. */
  readonly scale: number;
  readonly most: number;
}

export const LEAST_DEGREES = 3;
export const MOST_DEGREES = 60;
/** No month is wilder than so many ordinary ones: below four degrees exponentials of a t would otherwise leave the range of money. */
const WILDEST = 12;

const squares = new Float64Array(MOST_DEGREES);

/**
 * Tails of `degrees` degrees of freedom. With c = WILDEST and x = (degrees - 2) / c^2, E min(c, sqrt((degrees - 2) / chi^2))^2 is
 * P(chi^2 with degrees - 2 > x) + c^2 P(chi^2 with degrees < x); dividing by it keeps the variance 1 in spite of the bound.
 * @throws BAD_DEGREES unless a whole number from 3 to 60
 */
export function studentTails(degrees: number): Tails {
  if (!Number.isInteger(degrees) || degrees < LEAST_DEGREES || degrees > MOST_DEGREES) {
    throw new CeterisError(
      'BAD_DEGREES',
      `Innovations can't have ${degrees} degrees of freedom.`,
      `Give a whole number from ${LEAST_DEGREES} to ${MOST_DEGREES}.`,
    );
  }
  const cut = (degrees - 2) / WILDEST ** 2;
  const kept = chiSquaredTail(cut, degrees - 2) + WILDEST ** 2 * (1 - chiSquaredTail(cut, degrees));
  return { degreesOfFreedom: degrees, scale: (degrees - 2) / kept, most: WILDEST / Math.sqrt(kept) };
}

/** Multiply the month's innovations by their common factor: small together, or large together. */
export function fatten(innovations: Float64Array, draws: Draws, month: number, { degreesOfFreedom, scale, most }: Tails): void {
  draws.fillNormals(month, CHANNEL.tails, degreesOfFreedom, squares);
  let chiSquared = 0;
  for (let i = 0; i < degreesOfFreedom; i++) chiSquared += squares[i] * squares[i];
  const factor = Math.min(Math.sqrt(scale / chiSquared), most);
  for (let i = 0; i < innovations.length; i++) innovations[i] *= factor;
}
