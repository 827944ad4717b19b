/** What recalibration would mend: Platt's scaling and isotonic regression, learned where the test is not. */
import {
  brierScore,
  calibrationErrorOf,
  isotonicRegression,
  logLosses,
  plattScaling,
  reliability,
  weightedMean,
} from '../../../core/index.ts';
import { groupRanks } from '../learners/index.ts';
import type { Forecast } from './forecasters.ts';
import { atRisk, type AtRisk, type Question } from './measures.ts';
import { takeRows, type TransitionData } from './transition-data.ts';

/** Where a map was learned: in no place, on forecasts of unseen households in training, or on half of the test households. */
export type CalibratedOn = 'nothing' | 'training' | 'half the test';

export interface Recalibrated {
  readonly model: string;
  readonly question: Question;
  readonly method: 'none' | 'platt' | 'isotonic';
  readonly calibratedOn: CalibratedOn;
  /** Rows at risk in the other half of the test households, on which all of them are scored. */
  readonly rows: number;
  /** Nats, of the one change that the status allows. */
  readonly logLoss: number;
  readonly brier: number;
  readonly calibrationError: number;
  readonly meanForecast: number;
  readonly observedRate: number;
}

/** A forecast with the rows that it speaks of. */
export interface Spoken {
  readonly data: TransitionData;
  readonly probabilities: Float64Array;
}

/** Every other household by sorted id: the first half to learn a map from, the second to be scored. */
export function halves({ data, probabilities }: Spoken): readonly [Spoken, Spoken] {
  const rank = groupRanks(data.household);
  const classes = probabilities.length / data.labels.length;
  const half = (which: number): Spoken => {
    const rows = [...rank.keys()].filter((i) => rank[i] % 2 === which);
    return {
      data: takeRows(data, rows),
      probabilities: Float64Array.from(rows.flatMap((i) => [...probabilities.subarray(i * classes, (i + 1) * classes)])),
    };
  };
  return [half(0), half(1)];
}

type Remap = (p: number) => number;

const EDGE = 1e-6;
const inside = (p: number, edge = EDGE): number => Math.min(1 - edge, Math.max(edge, p));

/** Fewer events or non-events than this determine no map. */
const LEAST_EVENTS = 5;

function mapsOf({ forecast, outcome, weights }: AtRisk): Readonly<Record<'platt' | 'isotonic', Remap>> | null {
  const events = outcome.reduce((a, b) => a + b, 0);
  if (Math.min(events, outcome.length - events) < LEAST_EVENTS) return null;
  const isotonic = isotonicRegression(forecast, outcome, weights);
  // A step at 0 or 1 would stake everything on a few rows: half an event is the most that they can say.
  const edge = 0.5 / outcome.length;
  const maps = { isotonic: (p: number) => inside(isotonic.at(p), edge) };
  const rate = weightedMean(outcome, weights);
  // A constant forecast has no slope: all that can be learned is the rate.
  if (new Set(forecast).size < 2) return { ...maps, platt: () => rate };
  const platt = plattScaling(
    forecast.map((p) => inside(p)),
    outcome,
    weights,
  );
  return { ...maps, platt: (p) => platt.at(inside(p)) };
}

function scored({ forecast, outcome, weights }: AtRisk, map: Remap) {
  const mapped = forecast.map(map);
  const probabilities = Float64Array.from(mapped.flatMap((p) => [1 - p, p]));
  const losses = logLosses({ probabilities, labels: outcome, classes: 2 });
  return {
    rows: outcome.length,
    logLoss: weightedMean(losses, weights),
    brier: brierScore({ probabilities, labels: outcome, classes: 2, weights }) / 2,
    calibrationError: calibrationErrorOf(reliability(mapped, outcome, { weights })),
    meanForecast: weightedMean(mapped, weights),
    observedRate: weightedMean(outcome, weights),
  };
}

/**
 * Entry and exit of one forecaster before and after recalibration, all scored on the same half of the test households.
 * @param home The forecaster on unseen households of the training country; null where there is none.
 */
export function recalibrations(forecast: Forecast, test: TransitionData, home: Spoken | null): Recalibrated[] {
  if (forecast.probabilities === null) return [];
  const [first, second] = halves({ data: test, probabilities: forecast.probabilities });
  return (['entry', 'exit'] as const).flatMap((question) => {
    const here = atRisk(second.probabilities, second.data, question);
    if (here.outcome.length === 0) return [];
    const shared = { model: forecast.name, question };
    const places: readonly (readonly [CalibratedOn, Spoken | null])[] = [
      ['training', home],
      ['half the test', first],
    ];
    return [
      { ...shared, method: 'none' as const, calibratedOn: 'nothing' as const, ...scored(here, (p) => p) },
      ...places.flatMap(([calibratedOn, spoken]) => {
        const maps = spoken === null ? null : mapsOf(atRisk(spoken.probabilities, spoken.data, question));
        if (maps === null) return [];
        return (['platt', 'isotonic'] as const).map((method) => ({ ...shared, method, calibratedOn, ...scored(here, maps[method]) }));
      }),
    ];
  });
}
