/** Who forecasts: statistical baselines fitted to the training rows of each fold. */
import { logistic, logisticRegression, mostLikely } from '../../../core/index.ts';
import {
  fitGradientBoosting,
  fitMajority,
  fitMarkovByStatus,
  fitMultinomialLogit,
  fitRandomForest,
  TRANSITION,
  TRANSITIONS,
  type TrainingSet,
} from '../learners/index.ts';
import { RULE } from '../policies/index.ts';
import type { FixtureTruth, HazardTruth } from '../survey/index.ts';
import type { Fold } from './designs.ts';
import type { TransitionData } from './transition-data.ts';

export const BASELINES = {
  majority: 'class shares of the training rows, whoever asks',
  markov: 'entry and exit rates of the training rows by status: the bar to beat',
  rule: 'enter when prices fall by a tenth and assets are below the mean; leave when assets are below -1 without credit',
  logit: 'multinomial logit on z-scores, L2 with C = 1',
  logit_balanced: 'the same with balanced class weights',
  hazards: 'two binary logits by maximum likelihood, entry and exit, with price times no credit',
  rf: 'random forest, 100 trees of depth 10, leaves of 5',
  gbm: 'histogram gradient boosting, 100 rounds of depth 3, learning rate 0.1',
} as const;
export type BaselineName = keyof typeof BASELINES;

/** What somebody says of each test row. */
export interface Forecast {
  readonly name: string;
  readonly description: string;
  /** ENTER, EXIT, STAY, row-major; null: classes alone, as a rule gives. */
  readonly probabilities: Float64Array | null;
  readonly predicted: Int32Array;
  /** `bar`: what others are measured against; `candidate`: in the family of tests; `yardstick`: knows what no forecaster can. */
  readonly role: 'bar' | 'reference' | 'candidate' | 'yardstick';
}

const K = TRANSITIONS.length;

const trainingSet = ({ features, labels, weight, weighted }: TransitionData): TrainingSet => ({
  features,
  labels,
  classes: K,
  ...(weighted ? { weights: weight } : {}),
});

type Fit = (train: TransitionData, seed: bigint) => (test: TransitionData) => Float64Array;

const learner =
  (learn: (set: TrainingSet, seed: bigint) => { predict(features: readonly ArrayLike<number>[]): Float64Array }): Fit =>
  (train, seed) => {
    const model = learn(trainingSet(train), seed);
    return (test) => model.predict(test.features);
  };

const FITS: Readonly<Record<Exclude<BaselineName, 'rule'>, Fit>> = {
  majority: learner((set) => fitMajority(set)),
  markov: (train) => {
    const model = fitMarkovByStatus(train.status, train.labels, train.weighted ? train.weight : undefined);
    return (test) => model.predict(test.status);
  },
  logit: learner((set) => fitMultinomialLogit(set)),
  logit_balanced: learner((set) => fitMultinomialLogit(set, { balanced: true })),
  hazards: fitHazards,
  rf: learner((set, seed) => fitRandomForest(set, { seed })),
  gbm: learner((set) => fitGradientBoosting(set)),
};

const INTERACTION = 'price_exposure_x_no_credit';

/** Columns of a hazard: every feature but status, and price x (1 - credit) where both are there and it isn't yet. */
export function hazardColumns(data: TransitionData, rows: readonly number[]): Float64Array[] {
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (i) => values[i]);
  const columns = data.featureNames.flatMap((name, j) => (name === 'enterprise_status' ? [] : [pick(data.features[j])]));
  const [price, credit] = ['price_exposure', 'credit_access'].map((name) => data.featureNames.indexOf(name));
  if (price < 0 || credit < 0 || data.featureNames.includes(INTERACTION)) return columns;
  return [...columns, Float64Array.from(rows, (i) => data.features[price][i] * (1 - data.features[credit][i]))];
}

/** Their names, in order. */
export function hazardTerms({ featureNames }: Pick<TransitionData, 'featureNames'>): string[] {
  const names = featureNames.filter((name) => name !== 'enterprise_status');
  const both = ['price_exposure', 'credit_access'].every((name) => names.includes(name));
  return both && !names.includes(INTERACTION) ? [...names, INTERACTION] : names;
}

function fitHazards(train: TransitionData): (test: TransitionData) => Float64Array {
  const [entry, exit] = [0, 1].map((status) => {
    const rows = [...train.labels.keys()].filter((i) => train.status[i] === status);
    return logisticRegression(
      hazardColumns(train, rows),
      rows.map((i) => Number(train.labels[i] !== TRANSITION.STAY)),
      { weights: rows.map((i) => train.weight[i]) },
    );
  });
  return (test) => {
    const columns = hazardColumns(test, [...test.labels.keys()]);
    return byStatus(test, (i) => {
      const { intercept, slopes } = test.status[i] === 1 ? exit : entry;
      return logistic(columns.reduce((total, column, j) => total + slopes[j] * column[i], intercept));
    });
  };
}

/** Three classes from the chance of the one change that a status allows. */
export const byStatus = (test: Pick<TransitionData, 'status'>, change: (i: number) => number): Float64Array => {
  const out = new Float64Array(test.status.length * K);
  test.status.forEach((owns, i) => {
    const p = change(i);
    out[i * K + (owns === 1 ? TRANSITION.EXIT : TRANSITION.ENTER)] = p;
    out[i * K + TRANSITION.STAY] = 1 - p;
  });
  return out;
};

const thresholdRule = (test: TransitionData): Int32Array =>
  Int32Array.from(test.status, (owns, i) => {
    if (owns === 1) return test.assetIndex[i] < RULE.exitAssets && !(test.credit[i] === 1) ? TRANSITION.EXIT : TRANSITION.STAY;
    return test.price[i] < RULE.price && test.assetIndex[i] < RULE.assets ? TRANSITION.ENTER : TRANSITION.STAY;
  });

const ROLES: Partial<Record<BaselineName, Forecast['role']>> = { markov: 'bar', majority: 'reference', rule: 'reference' };

/** One baseline over all folds, fitted to each fold's training rows; labels of test rows are never looked at. */
export function baselineForecast(name: BaselineName, folds: readonly Fold[], seed: bigint): Forecast {
  const shared = { name, description: BASELINES[name], role: ROLES[name] ?? ('candidate' as const) };
  if (name === 'rule')
    return { ...shared, probabilities: null, predicted: Int32Array.from(folds.flatMap(({ test }) => [...thresholdRule(test)])) };
  const parts = folds.map(({ train, test }) => FITS[name](train, seed)(test));
  const probabilities = Float64Array.from(parts.flatMap((part) => [...part]));
  return { ...shared, probabilities, predicted: mostLikely(probabilities, K) };
}

/** What the process behind a fixture makes of each row: no forecaster can do better on average. */
export function truthForecast(test: TransitionData, truth: FixtureTruth): Forecast {
  const logOdds = (h: HazardTruth, i: number): number =>
    h.intercept +
    h.asset_index * test.assetIndex[i] +
    h.credit_access * test.credit[i] +
    h.price_exposure * test.price[i] +
    h.price_x_no_credit * test.price[i] * (1 - test.credit[i]);
  const probabilities = byStatus(test, (i) => logistic(logOdds(test.status[i] === 1 ? truth.exit : truth.entry, i)));
  return {
    name: 'truth',
    description: 'the true chances of the fixture: as good as anybody can be',
    probabilities,
    predicted: mostLikely(probabilities, K),
    role: 'yardstick',
  };
}
