/** How rates move over rounds. */
import type { LabRound } from '../lab/index.ts';

export interface RateDynamics {
  readonly changes: number;
  /** Of the changes, those that lower a rate. */
  readonly cutShare: number;
  /** Over all banks and rounds, unchanged rates included. */
  readonly meanChangeBps: number;
  /** First-order autocorrelation of the mean rate; NaN for fewer than four rounds or a constant rate. */
  readonly autocorrelation: number;
  /** Mean number of rounds in a row in which the mean rate rises, and falls: short rises and long falls are the mark of a price cycle. */
  readonly meanRunUp: number;
  readonly meanRunDown: number;
}

export function rateDynamics(rounds: readonly LabRound[]): RateDynamics {
  let [changes, cuts, pairs, sum] = [0, 0, 0, 0];
  for (let t = 1; t < rounds.length; t++) {
    const [before, now] = [rounds[t - 1], rounds[t]];
    for (let j = 0; j < now.rateBps.length; j++) {
      if (before.open[j] === 0 || now.open[j] === 0) continue;
      const change = now.rateBps[j] - before.rateBps[j];
      pairs += 1;
      sum += change;
      if (change !== 0) changes += 1;
      if (change < 0) cuts += 1;
    }
  }
  return {
    changes,
    cutShare: changes === 0 ? 0 : cuts / changes,
    meanChangeBps: pairs === 0 ? 0 : sum / pairs,
    autocorrelation: autocorrelation(rounds.map(meanOpenRate)),
    meanRunUp: meanRun(rounds.map(meanOpenRate), 1),
    meanRunDown: meanRun(rounds.map(meanOpenRate), -1),
  };
}

/** Unweighted, over the banks that took part. */
export function meanOpenRate({ rateBps, open }: Pick<LabRound, 'rateBps' | 'open'>): number {
  let [sum, count] = [0, 0];
  for (let j = 0; j < rateBps.length; j++) {
    if (open[j] === 0) continue;
    sum += rateBps[j];
    count += 1;
  }
  return count === 0 ? Number.NaN : sum / count;
}

/** Mean length of runs of changes of one sign; 0 where there are none. */
function meanRun(values: readonly number[], sign: number): number {
  let [runs, steps, inside] = [0, 0, false];
  for (let t = 1; t < values.length; t++) {
    const moves = sign * (values[t] - values[t - 1]) > 0;
    if (moves) steps += 1;
    if (moves && !inside) runs += 1;
    inside = moves;
  }
  return runs === 0 ? 0 : steps / runs;
}

function autocorrelation(values: readonly number[]): number {
  if (values.length < 4) return Number.NaN;
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const off = values.map((value) => value - mean);
  const variance = off.reduce((sum, x) => sum + x * x, 0);
  return variance <= 1e-12 * mean * mean ? Number.NaN : off.slice(1).reduce((sum, x, t) => sum + x * off[t], 0) / variance;
}
