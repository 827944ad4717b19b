/** How good one forecast is, before it is compared with any other. */
import {
  averagePrecision,
  type ClassificationReport,
  classificationReport,
  logisticRegression,
  logOdds,
  reliability,
  type ReliabilityBin,
} from '../../../core/index.ts';
import { hazardScores, type HazardScores, TRANSITION, TRANSITIONS, transitionScores, type TransitionScores } from '../learners/index.ts';
import type { Forecast } from './forecasters.ts';
import type { TransitionData } from './transition-data.ts';

const K = TRANSITIONS.length;

/** One of the two questions behind the three classes. */
export type Question = 'entry' | 'exit';

/** Of the logit of the outcome on the logit of the forecast: 0 and 1 when forecasts mean what they say. */
export interface CalibrationLine {
  readonly intercept: number;
  readonly slope: number;
}

export interface Measured {
  readonly report: ClassificationReport;
  /** Null where there are no probabilities. */
  readonly scores: TransitionScores | null;
  readonly hazards: HazardScores | null;
  readonly averagePrecision: Readonly<Record<Question, number>> | null;
  readonly calibration: Readonly<Record<Question, CalibrationLine | null>> | null;
  readonly reliability: Readonly<Record<Question, readonly ReliabilityBin[]>> | null;
}

export interface AtRisk {
  readonly forecast: number[];
  readonly outcome: number[];
  readonly weights: number[];
}

/** Forecast chance and outcome of entry among those without an enterprise, or of exit among those with one. */
export function atRisk(probabilities: Float64Array, test: TransitionData, question: Question): AtRisk {
  const [status, label] = question === 'entry' ? [0, TRANSITION.ENTER] : [1, TRANSITION.EXIT];
  const rows = [...test.labels.keys()].filter((i) => test.status[i] === status);
  return {
    forecast: rows.map((i) => probabilities[i * K + label]),
    outcome: rows.map((i) => Number(test.labels[i] === label)),
    weights: rows.map((i) => test.weight[i]),
  };
}

const EDGE = 1e-6;

function lineOf(forecast: readonly number[], outcome: readonly number[], weights: readonly number[]): CalibrationLine | null {
  const x = forecast.map((p) => logOdds(Math.min(1 - EDGE, Math.max(EDGE, p))));
  const events = outcome.reduce((a, b) => a + b, 0);
  // A constant forecast has no slope, and a handful of events determines none.
  if (new Set(x).size < 2 || events < 5 || outcome.length - events < 5) return null;
  try {
    const fit = logisticRegression([x], outcome, { weights });
    return { intercept: fit.intercept, slope: fit.slopes[0] };
  } catch {
    return null;
  }
}

export function measure(forecast: Forecast, test: TransitionData): Measured {
  const weights = test.weighted ? { weights: test.weight } : {};
  const { probabilities } = forecast;
  const report = classificationReport(test.labels, forecast.predicted, K, test.weighted ? test.weight : undefined);
  if (probabilities === null) return { report, scores: null, hazards: null, averagePrecision: null, calibration: null, reliability: null };
  const each = <T>(of: (question: Question) => T): Readonly<Record<Question, T>> => ({ entry: of('entry'), exit: of('exit') });
  return {
    report,
    scores: transitionScores(probabilities, test.labels, { predicted: forecast.predicted, ...weights }),
    hazards: hazardScores(probabilities, test.labels, test.status, test.weighted ? test.weight : undefined),
    averagePrecision: each((question) => {
      const { forecast: p, outcome, weights: w } = atRisk(probabilities, test, question);
      return p.length === 0 ? Number.NaN : averagePrecision(p, outcome, w);
    }),
    calibration: each((question) => {
      const { forecast: p, outcome, weights: w } = atRisk(probabilities, test, question);
      return lineOf(p, outcome, w);
    }),
    reliability: each((question) => {
      const { forecast: p, outcome, weights: w } = atRisk(probabilities, test, question);
      return p.length === 0 ? [] : reliability(p, outcome, { weights: w });
    }),
  };
}
