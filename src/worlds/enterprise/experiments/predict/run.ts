/** One run of `enterprise/predict`: fit on the training rows, forecast the test rows, compare with a base rate, probe, write down. */
import type { Decider } from '../../../../decide/index.ts';
import type { Lab, Outcome } from '../../../../lab/index.ts';
import {
  type BaselineName,
  baselineForecast,
  type Forecast,
  measure,
  type Measured,
  newerWave,
  outOfFold,
  type PredictionSets,
  predictionSets,
  type Probe,
  type Recalibrated,
  recalibrations,
  shuffledLabels,
  shuffledState,
  type Skill,
  skillsOf,
  type Spoken,
  type SubgroupScore,
  subgroupScores,
  type Transport,
  transport,
  truthForecast,
  type VoteForecast,
  type Timing,
} from '../../evaluation/index.ts';
import { shownModel } from '../shared/index.ts';
import { askAbout, LLM } from './ask.ts';
import { askAtHome, type AtHome, checkAtHome } from './at-home.ts';
import type { PredictConfig } from './config.ts';
import { writeFiles } from './files.ts';
import { type Foundation, openFoundation } from './inputs.ts';
import { resultsOf } from './results.ts';
import { writeTables } from './rows.ts';

export interface Arm {
  readonly country: string;
  readonly votes: VoteForecast;
}

export interface Predicted {
  readonly foundation: Foundation;
  readonly bar: Forecast;
  readonly forecasts: readonly Forecast[];
  readonly measured: ReadonlyMap<string, Measured>;
  readonly skills: readonly Skill[];
  readonly subgroups: readonly SubgroupScore[];
  readonly probes: readonly Probe[];
  readonly recalibrated: readonly Recalibrated[];
  readonly sets: readonly PredictionSets[];
  /** Null within one country. */
  readonly transported: Transport | null;
  /** The language model's arms, the first one being its forecast. */
  readonly arms: readonly Arm[];
  /** The language model on households of the training country; null unless somebody asked for it. */
  readonly atHome: AtHome | null;
}

export async function runPredict(lab: Lab, config: PredictConfig): Promise<Outcome> {
  const predicted = await predict(lab, config);
  return { status: 'completed', results: resultsOf(config, predicted), dataSourceClass: predicted.foundation.dataSource };
}

/** The whole of it, with what was computed for those who go on from here. */
export async function predict(lab: Lab, config: PredictConfig): Promise<Predicted> {
  const decider = config.model === 'none' ? null : await lab.decider(config.model, undefined, config.model_settings);
  const foundation = await openFoundation(lab, config);
  checkAtHome(config, foundation.design);
  const { folds, test, truth } = foundation;
  const names: BaselineName[] = [...new Set<BaselineName>(['markov', ...config.baselines])];
  const baselines = names.map((name, k) => {
    const forecast = baselineForecast(name, folds, lab.seed);
    lab.progress({ label: 'forecaster', done: k + 1, total: names.length, message: `${name}: ${test.labels.length} rows` });
    return forecast;
  });
  const [bar] = baselines;
  const arms = decider === null ? [] : await ask(lab, config, foundation, decider, bar);
  const atHome = decider === null ? null : await askAtHome(lab, config, foundation, decider);
  const usesPrices = (config.timing satisfies Timing) === 'price_t';
  const forecasts = [
    ...baselines,
    ...arms.slice(0, 1).map(({ votes }) => votes.forecast),
    ...(truth === null || !usesPrices ? [] : [truthForecast(test, truth)]),
  ];
  const skills = skillsOf(forecasts, bar, test, {
    seed: lab.seed,
    resamples: config.bootstrap,
    level: config.confidence_level,
    alpha: config.alpha,
  });
  const predicted: Predicted = {
    foundation,
    bar,
    forecasts,
    measured: new Map(forecasts.map((forecast) => [forecast.name, measure(forecast, test)])),
    skills,
    subgroups: subgroupScores(forecasts, bar, test),
    probes: probe(lab, config, foundation, forecasts, bar, arms),
    arms,
    atHome,
    ...carried(lab, config, foundation, forecasts, atHome),
  };
  writeTables(lab, predicted);
  await writeFiles(lab, config, predicted, resultsOf(config, predicted));
  return predicted;
}

/** Learners that can be learned again: at home on unseen households, and abroad. */
const TRANSPORTED: readonly BaselineName[] = ['markov', 'logit', 'hazards', 'rf', 'gbm'];

function carried(
  lab: Lab,
  config: PredictConfig,
  { design, folds, train, test }: Foundation,
  forecasts: readonly Forecast[],
  atHome: AtHome | null,
): Pick<Predicted, 'recalibrated' | 'sets' | 'transported'> {
  const abroad = design === 'cross-country' && config.transport;
  const names = TRANSPORTED.filter((name) => abroad && forecasts.some((forecast) => forecast.name === name));
  const homes = new Map<string, Spoken>();
  for (const [k, name] of names.entries()) {
    const spoken = outOfFold(name, train, lab.seed);
    if (spoken !== null) homes.set(name, spoken);
    lab.progress({ label: 'at home', done: k + 1, total: names.length, message: `${name}: ${train.labels.length} rows` });
  }
  if (atHome !== null) homes.set(LLM, { data: atHome.rows, probabilities: atHome.votes.forecast.probabilities as Float64Array });
  const told = forecasts.filter(({ role }) => role === 'candidate' || role === 'bar');
  return {
    recalibrated: told.flatMap((forecast) => recalibrations(forecast, test, homes.get(forecast.name) ?? null)),
    sets: told.flatMap((forecast) => predictionSets(forecast, test, homes.get(forecast.name) ?? null, config.prediction_sets)),
    transported: abroad ? transport({ ...folds[0], test }, forecasts, homes, lab.seed) : null,
  };
}

async function ask(lab: Lab, config: PredictConfig, { test, calibration }: Foundation, decider: Decider, base: Forecast): Promise<Arm[]> {
  const shown = [...new Set([config.prompt.country, ...config.probes.country])];
  const arms: Arm[] = [];
  for (const country of shown) {
    const place = `${config.train_country}_to_${config.test_country}`;
    const votes = await askAbout(lab, config, decider, {
      rows: test,
      calibration,
      country,
      place,
      base: base.probabilities as Float64Array,
    });
    arms.push({ country, votes });
    lab.progress({
      label: 'country shown',
      done: arms.length,
      total: shown.length,
      message: `${shownModel(config.model)}, country ${country}: ${votes.policy.consultations().length} prompts, ${votes.unanswered} rows without a valid vote`,
    });
  }
  return arms;
}

function probe(
  lab: Lab,
  config: PredictConfig,
  { folds, test }: Foundation,
  forecasts: readonly Forecast[],
  bar: Forecast,
  arms: readonly Arm[],
): Probe[] {
  const asked = forecasts.filter(({ role }) => role === 'candidate');
  const { probes } = config;
  const learners = asked.map(({ name }) => name).filter((name): name is BaselineName => ['logit', 'hazards', 'gbm'].includes(name));
  return [
    ...(probes.shuffled_state ? asked.flatMap((forecast) => shuffledState(forecast, bar, test, lab.seed)) : []),
    ...(probes.shuffled_labels ? learners.map((name) => shuffledLabels(name, folds, bar, test, lab.seed)) : []),
    ...(probes.newer_wave ? asked.flatMap((forecast) => newerWave(forecast, bar, test)) : []),
    ...countryProbes(config, arms, bar, test, lab.seed),
  ];
}

/** Whether another name for the country changes what a model forecasts, and how well. */
function countryProbes(config: PredictConfig, arms: readonly Arm[], bar: Forecast, test: Foundation['test'], seed: bigint): Probe[] {
  const [main, ...others] = arms;
  if (main === undefined) return [];
  const options = { seed, resamples: 99, level: config.confidence_level, alpha: config.alpha };
  const own = { ...main.votes.forecast, name: 'own' };
  return others.map(({ country, votes }): Probe => {
    const other = { ...votes.forecast, name: 'other' };
    const [reference, found] = skillsOf([own, other], bar, test, options);
    // The two against each other, on the same rows and households.
    const [difference] = skillsOf([own], other, test, options);
    const better = difference.gain > 0 && difference.pValue < config.alpha;
    return {
      probe: 'country_shown',
      model: LLM,
      measure: `skill when the country is ${country}, against ${main.country}`,
      value: found.skill,
      reference: reference.skill,
      pValue: difference.pValue,
      passed: main.country === 'named' ? !better : null,
      reading: better
        ? `it forecasts better when the country is ${main.country}: a sign of memory`
        : 'the name of the country is not shown to help',
    };
  });
}
