/** Whether recovery comes as often as the race of routes foretells it: forecasts on its own paths, outcomes on fresh ones. */
import { brierByClass, calibrationErrorOf, reliability } from '../../../../core/index.ts';
import { type Proportion, proportion } from '../../routes/index.ts';
import { LEARNED } from '../shared/compare.ts';
import type { Evaluated } from '../shared/tasks.ts';

export interface PredictionBin {
  /** The bin is (low, high]; the first holds 0 too. */
  readonly low: number;
  readonly high: number;
  readonly households: number;
  readonly paths: number;
  /** Mean forecast. */
  readonly predicted: number;
  /** Share of the fresh paths that recovered, with its Wilson interval (95 %, paths as the sample). */
  readonly realised: Proportion;
}

export interface Predictions {
  readonly households: number;
  readonly paths: number;
  readonly predicted: number;
  readonly realised: number;
  /** Mean of (forecast - outcome)^2, outcomes 0 or 1: 0 is clairvoyant. */
  readonly brier: number;
  /** Of a forecaster who tells everybody the realised share. */
  readonly brier_of_base_rate: number;
  /** Mean over bins, by paths, of the distance from mean forecast to realised share. */
  readonly expected_calibration_error: number;
  readonly bins: readonly PredictionBin[];
}

interface Forecast {
  readonly predicted: number;
  readonly recovered: number;
  readonly paths: number;
}

const forecastOf = ({ predicted, plays }: Evaluated): Forecast[] => {
  const learned = plays.find(({ planner }) => planner === LEARNED);
  if (learned === undefined || predicted.paths === 0) return [];
  const recovered = learned.recoveredMonth.filter((month) => month !== null).length;
  return [{ predicted: predicted.recovered / predicted.paths, recovered, paths: learned.recoveredMonth.length }];
};

/** Forecasts of the planner that was chosen for each household, the rule book or waiting where no route was; null without households. */
export function predictionsOf(evaluated: readonly Evaluated[]): Predictions | null {
  const forecasts = evaluated.flatMap(forecastOf);
  const paths = forecasts.reduce((sum, one) => sum + one.paths, 0);
  if (paths === 0) return null;
  const recovered = forecasts.reduce((sum, one) => sum + one.recovered, 0);
  const bins = reliability(
    forecasts.map(({ predicted }) => predicted),
    forecasts.map((one) => one.recovered / one.paths),
    { weights: forecasts.map((one) => one.paths) },
  );
  return {
    households: forecasts.length,
    paths,
    predicted: forecasts.reduce((sum, one) => sum + one.paths * one.predicted, 0) / paths,
    realised: recovered / paths,
    brier: brierOf(forecasts),
    brier_of_base_rate: brierOf(forecasts.map((one) => ({ ...one, predicted: recovered / paths }))),
    expected_calibration_error: calibrationErrorOf(bins),
    bins: bins.map(({ low, high, weight, meanForecast, observedRate }) => ({
      low,
      high,
      households: forecasts.filter(({ predicted: p }) => (p > low || (p === 0 && low === 0)) && p <= high).length,
      paths: weight,
      predicted: meanForecast,
      realised: proportion(Math.round(observedRate * weight), weight),
    })),
  };
}

/** Each household counts with its paths that recovered and those that didn't. */
function brierOf(forecasts: readonly Forecast[]): number {
  const rows = forecasts.flatMap(({ predicted, recovered, paths }) => [
    { predicted, label: 0, weight: recovered },
    { predicted, label: 1, weight: paths - recovered },
  ]);
  return brierByClass({
    probabilities: Float64Array.from(rows.flatMap(({ predicted }) => [predicted, 1 - predicted])),
    labels: rows.map(({ label }) => label),
    classes: 2,
    weights: rows.map(({ weight }) => weight),
  })[0];
}
