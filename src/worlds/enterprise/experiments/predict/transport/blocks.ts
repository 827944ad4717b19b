/** Recalibration, prediction sets and transport as tables and charts of the report. */
import type { Row } from '../../../../../lab/index.ts';
import { type ChartSpec, forestPlot, lineChart, type ReportBlock, right, type TableBlock } from '../../../../../report/index.ts';
import { number, p, share } from '../../shared/index.ts';
import type { PredictView } from '../view.ts';

const plusMinus = (row: Row, name: string): string =>
  row[name] === null ? 'none' : `${number(row[name], 4)} ± ${number(row[`${name}_error`], 4)}`;
const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 3, text });

function recalibrationTable(rows: readonly Row[]): TableBlock {
  return {
    kind: 'table',
    caption:
      'Recalibration of entry and exit, all scored on the same half of the test households; ECE is the expected calibration error over ten bins. Maps learned on half the test use its labels; maps learned on unseen training households use none',
    columns: [
      { label: 'forecaster' },
      { label: 'question' },
      { label: 'method' },
      { label: 'learned on' },
      ...['log loss', 'Brier', 'ECE', 'forecast', 'observed'].map(right),
    ],
    rows: rows.map((row) => [
      String(row['model']),
      String(row['question']),
      String(row['method']),
      String(row['calibrated_on']),
      number(row['log_loss'], 4),
      number(row['brier'], 4),
      share(row['calibration_error']),
      share(row['mean_forecast']),
      share(row['observed_rate']),
    ]),
  };
}

function setsTable(rows: readonly Row[]): TableBlock {
  return {
    kind: 'table',
    caption:
      'Prediction sets (split conformal): how many hold what happened, in all and class by class. A marginal threshold keeps its promise on average and breaks it for those who move; class-conditional ones keep it in every class and pay in size',
    columns: [
      { label: 'forecaster' },
      { label: 'threshold from' },
      { label: 'kind' },
      ...['asked', 'covered', 'ENTER', 'EXIT', 'STAY', 'mean size'].map(right),
    ],
    rows: rows.map((row) => [
      String(row['model']),
      String(row['calibrated_on']),
      String(row['kind']),
      share(1 - Number(row['alpha'])),
      ...['coverage', 'coverage_enter', 'coverage_exit', 'coverage_stay'].map((name) => share(row[name])),
      number(row['mean_size'], 2),
    ]),
  };
}

/** Of a language model that was asked at home, too. */
function homeWords(results: PredictView['results']): string {
  const home = (results['asking'] as { readonly home?: Readonly<Record<string, number>> } | null)?.home;
  return home === undefined
    ? ''
    : `At home the language model (llm) was asked about ${home['rows']} rows of ${home['households']} households. `;
}

function lossTable({ transport, results }: PredictView): TableBlock {
  const { auc, rows, effective_rows: effective } = (results['transport'] as { states: Record<string, number> }).states;
  return {
    kind: 'table',
    caption: `Log loss at home and abroad (nats a row ± standard error). Other states: home rows weighed to the states of the test country, less unweighed. Other conduct: what remains; fewer moves are easier to forecast, so it can lie below zero. None: too few to learn from, or learned nowhere. ${homeWords(results)}The states of the two countries are told apart with an AUC of ${number(auc)}; of ${rows} home rows the weights leave ${Math.round(effective)}`,
    columns: [{ label: 'forecaster' }, ...['at home', 'other states', 'other conduct', 'abroad', 'learned abroad'].map(right)],
    rows: transport.map((row) => [
      String(row['model']),
      ...['home', 'covariate_part', 'concept_part', 'away', 'native'].map((name) => plusMinus(row, name)),
    ]),
  };
}

const coefficientTable = (rows: readonly Row[]): TableBlock => ({
  kind: 'table',
  caption: 'Entry and exit logits of both countries (log-odds ± standard error clustered by household); p of no difference after Holm',
  columns: [{ label: 'question' }, { label: 'term' }, ...['training country', 'test country', 'difference', 'p'].map(right)],
  rows: rows.map((row) => [
    String(row['question']),
    String(row['term']).replaceAll('_', ' '),
    plusMinus(row, 'train'),
    plusMinus(row, 'test'),
    number(row['difference']),
    p(row['p_adjusted']),
  ]),
});

const priorTable = (rows: readonly Row[]): TableBlock => ({
  kind: 'table',
  caption:
    'Rates that the forecasts imply by themselves, without a label of the test country (expectation maximisation), and the log loss of entry and exit when forecasts are moved to them',
  columns: [
    { label: 'forecaster' },
    { label: 'question' },
    ...['training rate', 'forecast', 'implied', 'observed', 'log loss', 'after'].map(right),
  ],
  rows: rows.map((row) => [
    String(row['model']),
    String(row['question']),
    ...['training_rate', 'mean_forecast', 'estimated_rate', 'observed_rate'].map((name) => share(row[name])),
    number(row['log_loss_before'], 4),
    number(row['log_loss_after'], 4),
  ]),
});

function partsChart({ transport, label }: PredictView): ChartSpec {
  const parts = [
    ['covariate_part', 'other states'],
    ['concept_part', 'other conduct'],
  ] as const;
  return forestPlot({
    name: 'transport_parts',
    title: 'Log loss abroad against that at home',
    subtitle: label,
    caption: `Log loss in the test country less that at home, in two parts: households in other states, and other conduct in the same state; 95 % intervals. Fewer moves are easier to forecast, so a part can lie below zero. ${label}.`,
    effect: { title: 'Change of log loss (nats a row)' },
    estimates: transport.flatMap((row) =>
      parts.map(([name, words]) => {
        const [estimate, error] = [Number(row[name]), Number(row[`${name}_error`])];
        return { label: `${String(row['model'])}: ${words}`, estimate, low: estimate - 1.96 * error, high: estimate + 1.96 * error };
      }),
    ),
  });
}

function labelChart({ labelGains, label }: PredictView): ChartSpec {
  const of = (use: string) =>
    labelGains.filter((row) => row['labels_used'] === use).map((row) => ({ x: Number(row['households']), y: Number(row['log_loss']) }));
  const [without] = of('none');
  return lineChart({
    name: 'label_gains',
    title: 'What labels of the test country are worth',
    subtitle: label,
    caption: `Log loss of the logit on households whose labels nobody saw, mean over draws of labelled households. ${label}.`,
    x: { title: 'Labelled households', measure: 'count', domain: [0, Math.max(...labelGains.map((row) => Number(row['households'])))] },
    y: { title: 'Log loss (nats a row)', zero: false },
    series: (['recalibrated', 'learned from these alone'] as const).map((use) => ({ label: use, points: of(use) })),
    references: without === undefined ? [] : [{ y: without.y, label: 'no labels' }],
  });
}

export const transportCharts = (view: PredictView): ChartSpec[] =>
  view.transport.length === 0 ? [] : [partsChart(view), ...(view.labelGains.length === 0 ? [] : [labelChart(view)])];

export function transportBlocks(view: PredictView): ReportBlock[] {
  const charts = transportCharts(view).map((chart): ReportBlock => ({ kind: 'chart', chart }));
  return [
    heading('Calibration of the forecasts'),
    recalibrationTable(view.recalibration),
    heading('Prediction sets'),
    setsTable(view.sets),
    ...(view.transport.length === 0
      ? []
      : [
          heading('Across the border'),
          lossTable(view),
          ...charts,
          coefficientTable(view.coefficients),
          ...(view.priors.length === 0 ? [] : [priorTable(view.priors)]),
        ]),
  ];
}
