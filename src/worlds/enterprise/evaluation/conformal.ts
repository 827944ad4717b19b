/** Prediction sets: which transitions a forecast can't rule out, and whether the sets keep their promise in every class. */
import { classConformalThresholds, conformalCoverage, conformalThreshold, type Forecasts } from '../../../core/index.ts';
import { TRANSITIONS } from '../learners/index.ts';
import type { Forecast } from './forecasters.ts';
import { type CalibratedOn, halves, type Spoken } from './recalibration.ts';
import type { TransitionData } from './transition-data.ts';

export interface PredictionSets {
  readonly model: string;
  readonly calibratedOn: CalibratedOn;
  /** `marginal`: one threshold, right on average; `class-conditional`: one a class, right within each. */
  readonly kind: 'marginal' | 'class-conditional';
  /** Miscoverage that was asked for. */
  readonly alpha: number;
  readonly rows: number;
  readonly coverage: number;
  /** In the order of `TRANSITIONS`; null for a class without rows. */
  readonly coverageByClass: readonly (number | null)[];
  readonly meanSize: number;
  readonly empty: number;
}

const forecastsOf = ({ data, probabilities }: Spoken): Forecasts => ({
  probabilities,
  labels: data.labels,
  classes: TRANSITIONS.length,
  ...(data.weighted ? { weights: data.weight } : {}),
});

/**
 * Split-conformal sets, scored on half of the test households: thresholds come from the other half, or from unseen households of the
 * training country, where the promise holds only as far as the two countries are alike.
 */
export function predictionSets(forecast: Forecast, test: TransitionData, home: Spoken | null, alphas: readonly number[]): PredictionSets[] {
  if (forecast.probabilities === null) return [];
  const [first, second] = halves({ data: test, probabilities: forecast.probabilities });
  const places: readonly (readonly [CalibratedOn, Spoken])[] = [
    ['half the test', first],
    ...(home === null ? [] : [['training', home] as const]),
  ];
  const scored = forecastsOf(second);
  return places.flatMap(([calibratedOn, spoken]) => {
    const learned = forecastsOf(spoken);
    return alphas.flatMap((alpha) =>
      (['marginal', 'class-conditional'] as const).map((kind): PredictionSets => {
        const thresholds = kind === 'marginal' ? conformalThreshold(learned, alpha) : classConformalThresholds(learned, alpha);
        const found = conformalCoverage(scored, thresholds);
        return { model: forecast.name, calibratedOn, kind, alpha, rows: second.data.labels.length, ...found };
      }),
    );
  });
}
