/** Intervals of outcomes: proportions, means and paired differences at 95 %. */
import { aalenJohansen, studentTInterval, wilsonInterval } from '../../../core/index.ts';
import type { PathOutcome } from '../state/index.ts';

export interface Proportion {
  readonly p: number;
  readonly lo: number;
  readonly hi: number;
}
export interface Difference {
  readonly diff: number;
  readonly lo: number;
  readonly hi: number;
}

export function proportion(count: number, n: number): Proportion {
  const { estimate, low, high } = wilsonInterval(count, n);
  return { p: estimate, lo: low, hi: high };
}

/** Mean of a - b with its t interval. */
export function pairedDifference(a: ArrayLike<number>, b: ArrayLike<number>, level = 0.95): Difference {
  const differences = Float64Array.from({ length: a.length }, (_, i) => a[i] - b[i]);
  if (differences.length < 2) return { diff: differences[0] ?? 0, lo: Number.NEGATIVE_INFINITY, hi: Number.POSITIVE_INFINITY };
  const { estimate, low, high } = studentTInterval(differences, level);
  return { diff: estimate, lo: low, hi: high };
}

export const meanOf = (xs: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  return xs.length === 0 ? 0 : sum / xs.length;
};

export interface RecoveryCurve {
  /** Probability of having recovered within 0, 1, 2… months of the shock; default competes (Aalen-Johansen). */
  readonly recovered: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Paths still watched, by month. */
  readonly atRisk: readonly number[];
  /** Mean months to recovery, counted up to the last month of the curve: default counts as never. */
  readonly restrictedMeanMonths: number;
  readonly n: number;
}

/** Times since the shock: recovered, defaulted, or neither at the end. Paths without a shock say nothing. */
export function recoveryCurve(
  outcomes: readonly Pick<PathOutcome, 'recoveredMonth' | 'defaultedMonth' | 'shockMonth'>[],
  months: number,
): RecoveryCurve {
  const hit = outcomes.filter(({ shockMonth }) => shockMonth !== null);
  const times = hit.map(
    ({ recoveredMonth, defaultedMonth, shockMonth }) => (recoveredMonth ?? defaultedMonth ?? months - 1) - (shockMonth ?? 0),
  );
  const causes = hit.map(({ recoveredMonth, defaultedMonth }) => (recoveredMonth !== null ? 1 : defaultedMonth !== null ? 2 : 0));
  const curve = aalenJohansen(times, causes, 1, months - 1);
  return {
    recovered: curve.estimate,
    low: curve.low,
    high: curve.high,
    atRisk: curve.atRisk,
    restrictedMeanMonths: curve.restrictedMean,
    n: hit.length,
  };
}
