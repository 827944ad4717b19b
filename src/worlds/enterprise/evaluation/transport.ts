/**
 * What is lost when a forecaster crosses a border. The loss abroad minus that at home has two parts: households differ in their states
 * (covariate shift), and households in the same state do otherwise (concept shift). The first is measured by weighing the home households
 * until their states are distributed as abroad; what remains is the second.
 */
import {
  auc,
  CeterisError,
  holm,
  logisticRegression,
  logLosses,
  normalCdf,
  type Stream,
  streamFor,
  weightedMean,
} from '../../../core/index.ts';
import { TRANSITION, TRANSITIONS } from '../learners/index.ts';
import { type Fold, foldsOf, pooledTest } from './designs.ts';
import { type BaselineName, baselineForecast, BASELINES, byStatus, type Forecast, hazardColumns, hazardTerms } from './forecasters.ts';
import { atRisk, type Question } from './measures.ts';
import type { Spoken } from './recalibration.ts';
import { clusteredMean } from './skill.ts';
import { takeRows, type TransitionData } from './transition-data.ts';

export interface Part {
  readonly value: number;
  readonly standardError: number;
}

/** Nats a row, three classes. */
export interface TransportedLoss {
  readonly model: string;
  /** On unseen households of the training country. */
  readonly home: Part;
  /** The same, weighed to the states of the test country. */
  readonly reweighted: Part;
  readonly away: Part;
  /** Of the same kind of forecaster learned in the test country itself, on unseen households; null where that cannot be learned. */
  readonly native: Part | null;
  readonly covariatePart: Part;
  readonly conceptPart: Part;
}

export interface CoefficientShift {
  readonly question: Question;
  readonly term: string;
  readonly train: Part;
  readonly test: Part;
  readonly difference: number;
  readonly pValue: number;
  readonly adjustedP: number;
}

export interface PriorShift {
  readonly model: string;
  readonly question: Question;
  readonly meanForecast: number;
  readonly trainingRate: number;
  /** Rate that the forecasts themselves imply, by expectation maximisation; no label of the test country is used. */
  readonly estimatedRate: number;
  readonly observedRate: number;
  readonly logLossBefore: number;
  readonly logLossAfter: number;
}

export interface LabelGain {
  /** `none`, labels of so many households to recalibrate the forecast with, or a forecaster learned from these alone. */
  readonly use: 'none' | 'recalibrated' | 'learned from these alone';
  readonly households: number;
  readonly draws: number;
  /** Mean over draws, on households whose labels nobody saw. */
  readonly logLoss: number;
  /** Between draws. */
  readonly deviation: number;
}

export interface Transport {
  readonly losses: readonly TransportedLoss[];
  /** How well the two countries' states are told apart (0.5: not at all), and home rows that the weights leave. */
  readonly states: { readonly auc: number; readonly rows: number; readonly effectiveRows: number };
  readonly coefficients: readonly CoefficientShift[];
  readonly priors: readonly PriorShift[];
  /** For the logit. */
  readonly labels: readonly LabelGain[];
}

const K = TRANSITIONS.length;

/** Forecasts of households that the forecaster has not seen, five folds of one country; null where a fold is too small to fit it. */
export function outOfFold(name: BaselineName, data: TransitionData, seed: bigint): Spoken | null {
  const folds = foldsOf('grouped-folds', data, data);
  try {
    return { data: pooledTest(folds), probabilities: baselineForecast(name, folds, seed).probabilities as Float64Array };
  } catch (error) {
    // A logit without penalty needs features that vary: what cannot be learned here says nothing about what was learned elsewhere.
    if (error instanceof CeterisError) return null;
    throw error;
  }
}

/** Odds that a state is of the test country, over the odds before looking: weights of mean 1. */
function densityRatio(train: TransitionData, test: TransitionData): { weights: Float64Array; auc: number } {
  const columns = train.features.flatMap((column, j) => {
    const both = Float64Array.from([...column, ...test.features[j]]);
    return new Set(both).size > 2 ? [both, both.map((x) => x * x)] : [both];
  });
  const n = train.labels.length;
  const outcome = Array.from({ length: n + test.labels.length }, (_, i) => Number(i >= n));
  const weights = Float64Array.from([...train.weight, ...test.weight]);
  const fit = logisticRegression(columns, outcome, { inversePenalty: 1, weights });
  const p = outcome.map((_, i) => fit.probability(columns.map((column) => column[i])));
  const ratio = Float64Array.from({ length: n }, (_, i) => p[i] / (1 - p[i]));
  const total = ratio.reduce((sum, r, i) => sum + r * train.weight[i], 0) / train.weight.reduce((a, b) => a + b, 0);
  return { weights: ratio.map((r) => r / total), auc: auc(p, outcome) };
}

const lossesOf = ({ data, probabilities }: Spoken): Float64Array => logLosses({ probabilities, labels: data.labels, classes: K });

function meanLoss(spoken: Spoken, ratio?: Float64Array): Part {
  const weight = ratio === undefined ? spoken.data.weight : spoken.data.weight.map((w, i) => w * ratio[i]);
  const { mean, standardError } = clusteredMean(lossesOf(spoken), weight, spoken.data.household);
  return { value: mean, standardError };
}

/** Null for a forecaster that is learned nowhere, and where the test country has too few households to learn it from. */
function nativeLoss(name: string, test: TransitionData, seed: bigint): Part | null {
  if (!isLearned(name)) return null;
  const spoken = outOfFold(name, test, seed);
  return spoken === null ? null : meanLoss(spoken);
}

const isLearned = (name: string): name is BaselineName => name in BASELINES;

/** @param homes Forecasts of unseen households of the training country by forecaster; whoever has none is left out. */
export function transport(
  { train, test }: Fold,
  forecasts: readonly Forecast[],
  homes: ReadonlyMap<string, Spoken>,
  seed: bigint,
): Transport {
  const scored = forecasts.filter(({ name, probabilities }) => probabilities !== null && homes.has(name));
  const states = densityRatio(train, test);
  const losses = scored.map(({ name, probabilities }): TransportedLoss => {
    const home = homes.get(name) as Spoken;
    const ratio = densityRatio(home.data, test).weights;
    const parts = {
      home: meanLoss(home),
      reweighted: meanLoss(home, ratio),
      away: meanLoss({ data: test, probabilities: probabilities as Float64Array }),
      native: nativeLoss(name, test, seed),
    };
    // Both come from the same home households, so the difference has an error of its own.
    const own = lossesOf(home).map((loss, i) => (loss - parts.reweighted.value) * ratio[i] - (loss - parts.home.value));
    const spread = clusteredMean(own, home.data.weight, home.data.household).standardError;
    return {
      model: name,
      ...parts,
      covariatePart: { value: parts.reweighted.value - parts.home.value, standardError: spread },
      conceptPart: {
        value: parts.away.value - parts.reweighted.value,
        standardError: Math.hypot(parts.away.standardError, parts.reweighted.standardError),
      },
    };
  });
  const squares = states.weights.reduce((sum, r, i) => sum + (r * train.weight[i]) ** 2, 0);
  const sum = states.weights.reduce((total, r, i) => total + r * train.weight[i], 0);
  return {
    losses,
    states: { auc: states.auc, rows: train.labels.length, effectiveRows: (sum * sum) / squares },
    coefficients: coefficientShifts(train, test),
    // Rates are implied relative to those that a forecaster learned.
    priors: scored.filter(({ name }) => isLearned(name)).flatMap((forecast) => priorShifts(forecast, train, test)),
    labels: labelGains(train, test, seed),
  };
}

/** Entry and exit logits of both countries, term by term; errors clustered by household, Holm over all terms. */
function coefficientShifts(train: TransitionData, test: TransitionData): CoefficientShift[] {
  const logit = (data: TransitionData, status: number): Part[] => {
    const rows = [...data.labels.keys()].filter((i) => data.status[i] === status);
    const ids = new Map([...new Set(data.household)].map((id, k) => [id, k]));
    const { intercept, slopes, clusterStandardErrors } = logisticRegression(
      hazardColumns(data, rows),
      rows.map((i) => Number(data.labels[i] !== TRANSITION.STAY)),
      { weights: rows.map((i) => data.weight[i]), clusters: rows.map((i) => ids.get(data.household[i]) as number) },
    );
    const errors = clusterStandardErrors as Float64Array;
    return [intercept, ...slopes].map((value, j) => ({ value, standardError: errors[j] }));
  };
  const raw = (['entry', 'exit'] as const).flatMap((question, status) => {
    try {
      const [here, there] = [logit(train, status), logit(test, status)];
      return ['intercept', ...hazardTerms(train)].map((term, j) => {
        const difference = there[j].value - here[j].value;
        const z = Math.abs(difference) / Math.hypot(here[j].standardError, there[j].standardError);
        return { question, term, train: here[j], test: there[j], difference, pValue: 2 * normalCdf(-z) };
      });
    } catch (error) {
      // Too few moves in one country for a logit: nothing to compare.
      if (error instanceof CeterisError) return [];
      throw error;
    }
  });
  const adjusted = holm(raw.map(({ pValue }) => pValue));
  return raw.map((one, k) => ({ ...one, adjustedP: adjusted[k] }));
}

const ROUNDS = 500;
const EDGE = 1e-6;

/** Saerens, Latinne and Decaestecker (2002) for a binary forecast whose training rate was `rate`. */
function impliedRate(forecast: readonly number[], weights: readonly number[], rate: number): number {
  let prior = rate;
  for (let round = 0; round < ROUNDS; round++) {
    const next = weightedMean(
      forecast.map((p) => shifted(p, rate, prior)),
      weights,
    );
    if (Math.abs(next - prior) < 1e-10) return next;
    prior = Math.min(1 - EDGE, Math.max(EDGE, next));
  }
  return prior;
}

/** A forecast made where the event has chance `from`, for a place where it has chance `to`. */
function shifted(p: number, from: number, to: number): number {
  const yes = (p * to) / from;
  const no = ((1 - p) * (1 - to)) / (1 - from);
  return yes / (yes + no);
}

function priorShifts(forecast: Forecast, train: TransitionData, test: TransitionData): PriorShift[] {
  return (['entry', 'exit'] as const).flatMap((question): PriorShift[] => {
    const { forecast: p, outcome, weights } = atRisk(forecast.probabilities as Float64Array, test, question);
    // A constant forecast implies any rate.
    if (p.length === 0 || new Set(p).size < 2) return [];
    const here = atRisk(new Float64Array(train.labels.length * K), train, question);
    const rate = weightedMean(here.outcome, here.weights);
    const estimatedRate = impliedRate(p, weights, rate);
    const loss = (q: readonly number[]): number =>
      weightedMean(logLosses({ probabilities: Float64Array.from(q.flatMap((x) => [1 - x, x])), labels: outcome, classes: 2 }), weights);
    return [
      {
        model: forecast.name,
        question,
        meanForecast: weightedMean(p, weights),
        trainingRate: rate,
        estimatedRate,
        observedRate: weightedMean(outcome, weights),
        logLossBefore: loss(p),
        logLossAfter: loss(p.map((x) => shifted(x, rate, estimatedRate))),
      },
    ];
  });
}

const LABELLED = [50, 100, 200, 400, 800];
const DRAWS = 8;
/** The forecast counts for as many labelled rows when its rates are moved to those that were seen. */
const FORECAST_ROWS = 20;

/** How many labelled households of the test country close the gap, for the logit; scored on the half whose labels nobody sees. */
function labelGains(train: TransitionData, test: TransitionData, seed: bigint): LabelGain[] {
  const ids = [...new Set(test.household)];
  const found = new Map<string, { use: LabelGain['use']; households: number; losses: number[] }>();
  const add = (use: LabelGain['use'], households: number, loss: number): void => {
    const key = `${use} ${households}`;
    const one = found.get(key) ?? { use, households, losses: [] };
    one.losses.push(loss);
    found.set(key, one);
  };
  const own = (from: TransitionData, to: TransitionData): Float64Array =>
    baselineForecast('logit', [{ name: 'labels', train: from, test: to }], seed).probabilities as Float64Array;
  const forecast = own(train, test);
  for (let draw = 0; draw < DRAWS; draw++) {
    const order = shuffled(ids, streamFor(seed, 'enterprise-labels', draw));
    const unseen = new Set(order.slice(order.length >> 1));
    const rows = (wanted: ReadonlySet<string>): number[] => [...test.labels.keys()].filter((i) => wanted.has(test.household[i]));
    const scored = rows(unseen);
    const away = takeRows(test, scored);
    const given = Float64Array.from(scored.flatMap((i) => [...forecast.subarray(i * K, (i + 1) * K)]));
    add('none', 0, meanLoss({ data: away, probabilities: given }).value);
    for (const households of LABELLED.filter((n) => n <= order.length >> 1)) {
      const seen = rows(new Set(order.slice(0, households)));
      const labelled = takeRows(test, seen);
      const said = Float64Array.from(seen.flatMap((i) => [...forecast.subarray(i * K, (i + 1) * K)]));
      add('recalibrated', households, meanLoss({ data: away, probabilities: movedTo(labelled, said, away, given) }).value);
      // A class that nobody shows can't be learned.
      if (new Set(labelled.labels).size === K)
        add('learned from these alone', households, meanLoss({ data: away, probabilities: own(labelled, away) }).value);
    }
  }
  return [...found.values()].map(({ use, households, losses }) => {
    const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
    const spread = losses.length < 2 ? 0 : Math.sqrt(losses.reduce((total, x) => total + (x - mean) ** 2, 0) / (losses.length - 1));
    return { use, households, draws: losses.length, logLoss: mean, deviation: spread };
  });
}

/** Forecasts of `away` with the rates of entry and exit moved towards those of labelled households. */
function movedTo(labelled: TransitionData, said: Float64Array, away: TransitionData, given: Float64Array): Float64Array {
  const rates = (['entry', 'exit'] as const).map((question) => {
    const { forecast, outcome, weights } = atRisk(said, labelled, question);
    const [mean, n] = [outcome.length === 0 ? 0.5 : weightedMean(forecast, weights), outcome.length];
    const events = outcome.length === 0 ? 0 : n * weightedMean(outcome, weights);
    return { from: mean, to: (events + FORECAST_ROWS * mean) / (n + FORECAST_ROWS) };
  });
  return byStatus(away, (i) => {
    const { from, to } = rates[away.status[i]];
    return shifted(given[i * K + (away.status[i] === 1 ? TRANSITION.EXIT : TRANSITION.ENTER)], from, to);
  });
}

function shuffled(ids: readonly string[], stream: Stream): string[] {
  const order = [...ids];
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.integer(0, i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
