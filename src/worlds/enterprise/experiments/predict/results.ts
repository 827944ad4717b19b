/** Results of a prediction: what is compared, swept and hashed; also `metrics.json`. */
import { VERDICTS, TIMING_WORDS, type Question, type VoteForecast } from '../../evaluation/index.ts';
import { TRANSITIONS } from '../../learners/index.ts';
import { DATA_SOURCE_WORDS } from '../../survey/index.ts';
import { shownModel } from '../shared/index.ts';
import type { PredictConfig } from './config.ts';
import { scoreRow } from './rows.ts';
import type { Predicted } from './run.ts';
import { transportResults } from './transport/rows.ts';

export function resultsOf(config: PredictConfig, predicted: Predicted): Record<string, unknown> {
  const { foundation, forecasts, measured, probes } = predicted;
  const { train, test } = foundation;
  return {
    data_source: foundation.dataSource,
    data_source_meaning: DATA_SOURCE_WORDS[foundation.dataSource],
    stamps: foundation.stamps,
    train_country: train.country,
    test_country: test.country,
    design: foundation.design,
    timing: config.timing,
    timing_meaning: TIMING_WORDS[config.timing],
    features: test.featureNames,
    class_order: TRANSITIONS,
    train_rows: train.labels.length,
    test_rows: test.labels.length,
    test_households: new Set(test.household).size,
    pairs_left_out: { train: train.incomplete, test: test.incomplete },
    rows_dropped: { train: foundation.panels.train.report.dropped, test: foundation.panels.test.report.dropped },
    weighted: test.weighted,
    input_sha256: foundation.hashes,
    fits_accepted: config.accept_failed_fits,
    models: Object.fromEntries(
      forecasts.map((forecast) => {
        const { model: _model, data_source: _source, ...scores } = scoreRow(predicted, forecast);
        const { report } = measured.get(forecast.name)!;
        return [
          forecast.name,
          {
            ...scores,
            verdict_words: scores['verdict'] === null ? null : VERDICTS[scores['verdict'] as keyof typeof VERDICTS],
            per_class: Object.fromEntries(
              TRANSITIONS.map((name, k) => [name, { precision: report.precision[k], recall: report.recall[k], f1: report.f1[k] }]),
            ),
            confusion_matrix: report.confusion,
          },
        ];
      }),
    ),
    best: bestOf(predicted),
    probes: probes.map(({ pValue, ...one }) => ({ ...one, value: finite(one.value), p_value: finite(pValue) })),
    probes_failed: probes.filter(({ probe, passed }) => probe !== 'shuffled_state' && passed === false).length,
    asking: askingOf(config, predicted),
    rates: ratesOf(predicted),
    transport: transportResults(predicted),
  };
}

const finite = (x: number | null): number | null => (x === null || !Number.isFinite(x) ? null : x);

/** The candidate with the most skill, and what may be said of it. */
function bestOf({ skills, forecasts }: Predicted): Record<string, unknown> | null {
  const candidates = skills.filter(({ name }) => forecasts.some((one) => one.name === name && one.role === 'candidate'));
  const [best] = candidates.toSorted((a, b) => b.skill - a.skill);
  const truth = skills.find(({ name }) => name === 'truth');
  return best === undefined
    ? null
    : {
        model: best.name,
        skill: best.skill,
        skill_low: best.low,
        skill_high: best.high,
        verdict: best.verdict,
        attainable_skill: truth?.skill ?? null,
      };
}

function askingOf(config: PredictConfig, { arms, atHome }: Predicted): Record<string, unknown> | null {
  const [main] = arms;
  if (main === undefined) return null;
  return {
    model: shownModel(config.model),
    asking: config.archetypes.asking,
    ...countsOf(main.votes, config.voting.samples * arms.length),
    ...(atHome === null
      ? {}
      : {
          home: {
            country: atHome.rows.country,
            rows: atHome.rows.labels.length,
            households: new Set(atHome.rows.household).size,
            ...countsOf(atHome.votes, config.voting.samples),
          },
        }),
  };
}

function countsOf({ policy, unanswered }: VoteForecast, callsEach: number): Record<string, number> {
  const consultations = policy.consultations();
  return {
    distinct_prompts: new Set(consultations.map(({ prompt }) => `${prompt.system}\n${prompt.user}`)).size,
    questions: consultations.length,
    calls: consultations.length * callsEach,
    failed_samples: consultations.reduce((total, one) => total + one.failed, 0),
    ties: consultations.filter(({ tieBroken }) => tieBroken).length,
    rows_without_valid_vote: unanswered,
  };
}

/** Base rates on both sides: how far the countries are apart. */
function ratesOf({ measured, bar, foundation }: Predicted): Record<string, unknown> {
  const hazards = measured.get(bar.name)!.hazards!;
  const of = (q: Question) =>
    q === 'entry'
      ? { train: finite(hazards.meanEntryForecast), test: finite(hazards.observedEntry) }
      : { train: finite(hazards.meanExitForecast), test: finite(hazards.observedExit) };
  return { entry: of('entry'), exit: of('exit'), design: foundation.design };
}
