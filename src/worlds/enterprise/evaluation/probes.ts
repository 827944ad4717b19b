/** Does a forecast use the state it is given, and does the pipeline leak? Controls whose answer is known beforehand. */
import { streamFor } from '../../../core/index.ts';
import { TRANSITIONS } from '../learners/index.ts';
import type { Fold } from './designs.ts';
import { type BaselineName, baselineForecast, type Forecast } from './forecasters.ts';
import { clusteredMean, lossesOf } from './skill.ts';
import type { TransitionData } from './transition-data.ts';

const K = TRANSITIONS.length;

export interface Probe {
  readonly probe: 'shuffled_state' | 'shuffled_labels' | 'newer_wave' | 'country_shown';
  readonly model: string;
  /** What was measured, e.g. skill with the states of other households. */
  readonly measure: string;
  readonly value: number | null;
  readonly reference: number | null;
  readonly pValue: number | null;
  /** Whether the control came out as an honest forecast has it; null: nothing can be said. */
  readonly passed: boolean | null;
  readonly reading: string;
}

/** A permutation of the rows that keeps everybody's status. */
function withinStatus(status: ArrayLike<number>, seed: bigint, ...path: readonly (string | number)[]): Int32Array {
  const stream = streamFor(seed, 'enterprise-probe', ...path);
  const order = Int32Array.from({ length: status.length }, (_, i) => i);
  for (const s of [0, 1]) {
    const rows: number[] = [];
    for (let i = 0; i < status.length; i++) if (status[i] === s) rows.push(i);
    for (let j = rows.length - 1; j > 0; j--) {
      const k = stream.integer(0, j + 1);
      const here = order[rows[j]];
      order[rows[j]] = order[rows[k]];
      order[rows[k]] = here;
    }
  }
  return order;
}

const meanOf = (values: ArrayLike<number>, weight: ArrayLike<number>): number => {
  let [top, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    top += weight[i] * values[i];
    total += weight[i];
  }
  return top / total;
};

/**
 * Forecasts dealt out among households of one status. A model that uses the state loses by it; one that answers by status alone loses
 * nothing. The p value is the share of deals that score at least as well as the true assignment.
 */
export function shuffledState(forecast: Forecast, bar: Forecast, test: TransitionData, seed: bigint, deals = 199): Probe[] {
  const own = lossesOf(forecast, test);
  const { probabilities: given } = forecast;
  if (own === null || given === null) return [];
  const base = meanOf(lossesOf(bar, test) as Float64Array, test.weight);
  const actual = meanOf(own, test.weight);
  const shuffled = Array.from({ length: deals }, (_, deal) => {
    const order = withinStatus(test.status, seed, 'state', deal);
    const probabilities = new Float64Array(own.length * K);
    for (let i = 0; i < own.length; i++) for (let k = 0; k < K; k++) probabilities[i * K + k] = given[order[i] * K + k];
    return meanOf(lossesOf({ ...forecast, probabilities }, test) as Float64Array, test.weight);
  });
  const pValue = (1 + shuffled.filter((loss) => loss <= actual).length) / (deals + 1);
  const constant = Math.max(...shuffled) - Math.min(...shuffled) < 1e-12;
  return [
    {
      probe: 'shuffled_state',
      model: forecast.name,
      measure: 'skill with the states of other households of the same status, mean over deals',
      value:
        1 -
        meanOf(
          shuffled,
          shuffled.map(() => 1),
        ) /
          base,
      reference: 1 - actual / base,
      pValue: constant ? null : pValue,
      passed: constant ? null : pValue < 0.05,
      reading: constant
        ? 'answers by status alone'
        : pValue < 0.05
          ? 'uses the state: it scores worse with the states of others'
          : 'not shown to use the state beyond status',
    },
  ];
}

/** Learners trained on labels that were dealt out among rows of one status: any skill would be a leak. */
export function shuffledLabels(name: BaselineName, folds: readonly Fold[], bar: Forecast, test: TransitionData, seed: bigint): Probe {
  const dealt = folds.map((fold, k) => {
    const order = withinStatus(fold.train.status, seed, 'labels', k);
    return { ...fold, train: { ...fold.train, labels: fold.train.labels.map((_, i) => fold.train.labels[order[i]]) } };
  });
  const losses = lossesOf(baselineForecast(name, dealt, seed), test) as Float64Array;
  const base = lossesOf(bar, test) as Float64Array;
  const gain = clusteredMean(
    base.map((loss, i) => loss - losses[i]),
    test.weight,
    test.household,
  );
  const leaks = gain.mean > 3 * gain.standardError;
  return {
    probe: 'shuffled_labels',
    model: name,
    measure: 'skill after training on labels of other rows of the same status',
    value: gain.mean / meanOf(base, test.weight),
    reference: 0,
    pValue: null,
    passed: !leaks,
    reading: leaks ? 'it has skill that it can’t have learned: something leaks' : 'no skill, as it must be',
  };
}

/** Skill in the newest pair of waves against the older ones: what was memorised ends where a model's reading did. */
export function newerWave(forecast: Forecast, bar: Forecast, test: TransitionData): Probe[] {
  const own = lossesOf(forecast, test);
  const base = lossesOf(bar, test) as Float64Array;
  const newest = Math.max(...test.waveFrom);
  if (own === null || test.waveFrom.every((wave) => wave === newest)) return [];
  const part = (isNewest: boolean) => {
    const rows = [...own.keys()].filter((i) => (test.waveFrom[i] === newest) === isNewest);
    const gain = clusteredMean(
      rows.map((i) => base[i] - own[i]),
      rows.map((i) => test.weight[i]),
      rows.map((i) => test.household[i]),
    );
    const bottom = meanOf(
      rows.map((i) => base[i]),
      rows.map((i) => test.weight[i]),
    );
    return { skill: gain.mean / bottom, error: gain.standardError / bottom };
  };
  const [newer, older] = [part(true), part(false)];
  const z = (newer.skill - older.skill) / Math.hypot(newer.error, older.error);
  const drop = z < -1.96;
  return [
    {
      probe: 'newer_wave',
      model: forecast.name,
      measure: `skill in waves ${newest} to ${newest + 1}, against the older pairs`,
      value: newer.skill,
      reference: older.skill,
      pValue: null,
      passed: Number.isFinite(z) ? !drop : null,
      reading: drop
        ? 'less skill in the newest waves: for a language model a sign of memory, for a learner one of change'
        : 'no drop in the newest waves that chance would not explain',
    },
  ];
}
