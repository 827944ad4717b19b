/** Charts of a prediction. */
import type { Row, RunView } from '../../../../lab/index.ts';
import { barChart, type ChartSpec, forestPlot, formatPercent, lineChart } from '../../../../report/index.ts';
import { transportCharts } from './transport/blocks.ts';
import { candidatesOf, type PredictView, readView } from './view.ts';

export const runCharts = async (run: RunView): Promise<ChartSpec[]> => chartsOf(await readView(run));

export const chartsOf = (view: PredictView): ChartSpec[] => [
  skills(view),
  reliability(view, 'entry'),
  reliability(view, 'exit'),
  subgroups(view),
  rates(view),
  ...transportCharts(view),
];

const estimateOf = (label: string, row: Row) => ({
  label,
  estimate: Number(row['skill']),
  low: Number(row['skill_low']),
  high: Number(row['skill_high']),
});

/** Forecasters this far below the bar would squeeze all others together. */
const OFF_THE_CHART = -0.25;

function skills(view: PredictView): ChartSpec {
  const rows = view.scores.filter((row) => row['skill_low'] !== null);
  const far = rows.filter((row) => Number(row['skill']) < OFF_THE_CHART);
  const left = far.map((row) => `${String(row['model'])} (${formatPercent(Number(row['skill']), 0)})`).join(', ');
  return forestPlot({
    name: 'skill_over_markov',
    title: 'Skill over entry and exit rates by status',
    subtitle: view.label,
    caption: `1 - log loss over that of the Markov baseline, with intervals from resampled households. Right of the line is better than a base rate.${view.scores.some((row) => row['model'] === 'truth') ? ' truth is the process behind the fixture: nobody can do better on average.' : ''}${far.length === 0 ? '' : ` Too far left to be drawn: ${left}.`} ${view.label}.`,
    effect: { title: 'Skill (share of the base rate’s log loss)', measure: 'percent' },
    estimates: rows.filter((row) => !far.includes(row)).map((row) => estimateOf(String(row['model']), row)),
  });
}

const SHOWN_LINES = 4;
/** A bin with fewer households than this is noise. */
const LEAST_HOUSEHOLDS = 20;

function reliability(view: PredictView, question: 'entry' | 'exit'): ChartSpec {
  const names = [...candidatesOf(view).map((row) => String(row['model']))];
  // The language model is always among them; of learners, those with the most skill.
  const shown = [...names.filter((name) => name === 'llm'), ...names.filter((name) => name !== 'llm')].slice(0, SHOWN_LINES);
  const rows = view.reliability.filter((row) => row['question'] === question && Number(row['weight']) >= LEAST_HOUSEHOLDS);
  const series = shown
    .map((label) => ({
      label,
      points: rows
        .filter((row) => row['model'] === label)
        .map((row) => ({ x: Number(row['mean_forecast']), y: Number(row['observed_rate']) })),
    }))
    .filter(({ points }) => points.length > 0);
  const edge = Math.max(0.1, ...series.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y])));
  const top = Math.ceil(edge * 10) / 10;
  const who = question === 'entry' ? 'households without an enterprise' : 'households with an enterprise';
  return lineChart({
    name: `calibration_${question}`,
    title: `Forecast of ${question}, and how often it came true`,
    subtitle: view.label,
    caption: `Among ${who}, in bins of ten percentage points; bins with fewer than ${LEAST_HOUSEHOLDS} households are left out. On the diagonal, forecasts mean what they say. ${view.label}.`,
    x: { title: `Forecast chance of ${question}`, measure: 'percent', domain: [0, top] },
    y: { title: `Share with ${question}`, measure: 'percent', domain: [0, top] },
    series: [
      ...series,
      {
        label: 'as forecast',
        points: [
          { x: 0, y: 0 },
          { x: top, y: top },
        ],
      },
    ],
  });
}

function subgroups(view: PredictView): ChartSpec {
  const candidates = candidatesOf(view);
  const best = candidates.find((row) => row['model'] === 'llm') ?? candidates[0];
  const name = String(best?.['model'] ?? 'markov');
  const rows = view.subgroups.filter((row) => row['model'] === name && row['skill'] !== null && row['subgroup'] !== 'country');
  return forestPlot({
    name: 'skill_by_subgroup',
    title: `Skill of ${name} in parts of the test rows`,
    subtitle: view.label,
    caption: `1 - log loss over that of the Markov baseline on the same rows, intervals clustered by household, not adjusted for looking at many parts. ${view.label}.`,
    effect: { title: 'Skill', measure: 'percent' },
    estimates: rows.map((row) => estimateOf(`${String(row['subgroup']).replaceAll('_', ' ')}: ${String(row['level'])}`, row)),
  });
}

const rates = (view: PredictView): ChartSpec =>
  barChart({
    name: 'forecast_rates',
    title: 'Mean forecast of entry and exit beside what happened',
    subtitle: view.label,
    caption: `Entry among households without an enterprise, exit among those with one. ${view.label}.`,
    value: { title: 'Share that changes by the next wave', measure: 'percent' },
    bars: [
      ...view.scores.filter((row) => row['mean_forecast_entry'] !== null),
      { model: 'observed', mean_forecast_entry: view.scores[0]['observed_entry'], mean_forecast_exit: view.scores[0]['observed_exit'] },
    ].flatMap((row: Row) => [
      { category: String(row['model']), group: 'entry', value: Number(row['mean_forecast_entry']) },
      { category: String(row['model']), group: 'exit', value: Number(row['mean_forecast_exit']) },
    ]),
  });
