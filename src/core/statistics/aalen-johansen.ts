import { CeterisError } from '../errors.ts';
import { exp, ln } from '../numeric/elementary.ts';
import { normalQuantile } from './normal.ts';
import { wilsonInterval } from './wilson.ts';

export interface IncidenceCurve {
  /** Probability that the cause has come within 0, 1, 2… time units. */
  readonly estimate: readonly number[];
  /** Pointwise interval, by the log(-log) transform; Wilson's where none or all have had the event. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Still observed and without an event just before each time. */
  readonly atRisk: readonly number[];
  /** Mean time without the event, counted up to the last time: the sum of 1 - estimate. */
  readonly restrictedMean: number;
}

/**
 * Cumulative incidence of one cause among several in whole time units (Aalen and Johansen 1978): F(t) = sum of S(s-) d(s) / Y(s). Without other
 * causes it is 1 - the Kaplan-Meier estimate. Variance: the delta method of Marubini and Valsecchi (1995); interval: log(-log).
 * @param times whole units until the event or the end of observation
 * @param causes 0: observation ended; 1, 2…: what came
 */
export function aalenJohansen(
  times: readonly number[],
  causes: readonly number[],
  cause: number,
  last: number,
  level = 0.95,
): IncidenceCurve {
  if (times.length !== causes.length || times.some((t) => !Number.isInteger(t) || t < 0))
    throw new CeterisError('SURVIVAL_INPUT', 'Times must be whole, 0 or more, one for each cause.', 'Count time in whole units.');
  const events = new Float64Array(last + 1);
  const others = new Float64Array(last + 1);
  const leaving = new Float64Array(last + 1);
  times.forEach((time, i) => {
    const t = Math.min(time, last);
    if (time <= last && causes[i] === cause) events[t]++;
    else if (time <= last && causes[i] !== 0) others[t]++;
    leaving[t]++;
  });
  const z = normalQuantile(0.5 + level / 2);
  let atRisk = times.length;
  let survival = 1;
  let incidence = 0;
  const steps: { before: number; hazard: number; all: number; atRisk: number; incidence: number }[] = [];
  const estimate: number[] = [];
  const low: number[] = [];
  const high: number[] = [];
  for (let t = 0; t <= last; t++) {
    const hazard = atRisk > 0 ? events[t] / atRisk : 0;
    const all = atRisk > 0 ? (events[t] + others[t]) / atRisk : 0;
    incidence += survival * hazard;
    steps.push({ before: survival, hazard, all, atRisk, incidence });
    survival *= 1 - all;
    atRisk -= leaving[t];
    const sd = Math.sqrt(varianceAt(steps, incidence));
    estimate.push(incidence);
    const [a, b] = bounds(incidence, sd, z, times.length, level);
    low.push(a);
    high.push(b);
  }
  return {
    estimate,
    low,
    high,
    atRisk: steps.map((step) => step.atRisk),
    restrictedMean: estimate.slice(0, last).reduce((sum, p) => sum + 1 - p, 0),
  };
}

function varianceAt(
  steps: readonly { before: number; hazard: number; all: number; atRisk: number; incidence: number }[],
  now: number,
): number {
  let variance = 0;
  for (const { before, hazard, all, atRisk, incidence } of steps) {
    if (atRisk === 0) continue;
    const gap = now - incidence;
    // d / (Y (Y - d)) with d = all Y; the last one leaving makes its own term vanish.
    if (all < 1) variance += (gap * gap * all) / (atRisk * (1 - all));
    variance += (before * before * hazard * (1 - hazard)) / atRisk;
    variance -= (2 * gap * before * hazard) / atRisk;
  }
  return Math.max(0, variance);
}

/** Sums of shares come to 1 only nearly. */
const NEARLY = 1e-12;

/** By log(-log); where none or all have had the event the transform has no width, and Wilson's interval of so many stands in. */
function bounds(p: number, sd: number, z: number, n: number, level: number): [number, number] {
  if (p < NEARLY || p > 1 - NEARLY) {
    const { low, high } = wilsonInterval(p < NEARLY ? 0 : n, n, level);
    return [low, high];
  }
  if (sd === 0) return [p, p];
  const spread = (z * sd) / (p * Math.abs(ln(p)));
  return [exp(ln(p) * exp(spread)), exp(ln(p) * exp(-spread))];
}
