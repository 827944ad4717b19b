/** The report of a prediction and its few lines for the terminal. */
import type { Row, RunView } from '../../../../lab/index.ts';
import { formatCount, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import type { Verdict } from '../../evaluation/index.ts';
import { countryName, number, p, share, sourceBlock } from '../shared/index.ts';
import { chartsOf } from './charts.ts';
import { transportBlocks } from './transport/blocks.ts';
import { type PredictView, readView } from './view.ts';

const interval = (row: Row, low = 'skill_low', high = 'skill_high'): string =>
  row[low] === null ? '' : `[${share(row[low])}, ${share(row[high])}]`;

/** In a table's narrow column; the sentence below it says them in full. */

/** The headline. */
function scoresTable(view: PredictView): TableBlock {
  return {
    kind: 'table',
    caption: `Forecasts of ${formatCount(Number(view.results['test_rows']))} transitions in ${countryName(String(view.results['test_country']))}; skill is over Markov by status, in log loss, p after Holm`,
    columns: [
      { label: 'forecaster' },
      right('skill'),
      right('95 %'),
      right('p'),
      right('log loss'),
      right('accuracy'),
      { label: 'verdict' },
    ],
    rows: view.scores.map((row) => [
      String(row['model']),
      share(row['skill']),
      interval(row),
      p(row['p_adjusted']),
      number(row['log_loss'], 4),
      share(row['accuracy']),
      verdictText(row),
    ]),
  };
}

const verdictText = (row: Row): string => {
  if (row['verdict'] !== null) return String(row['verdict']);
  return row['role'] === 'bar' ? 'the bar' : row['role'] === 'yardstick' ? 'yardstick' : '';
};

/** The measures of the plan beside the headline. */
function measuresTable(view: PredictView): TableBlock {
  return {
    kind: 'table',
    caption: 'Other measures of the same forecasts; ECE is the expected calibration error of the most likely class',
    columns: [{ label: 'forecaster' }, ...['Brier', 'ECE', 'balanced accuracy', 'macro F1', 'AUC entry', 'AUC exit'].map(right)],
    rows: view.scores.map((row) => [
      String(row['model']),
      number(row['brier'], 4),
      share(row['calibration_error']),
      share(row['balanced_accuracy']),
      number(row['macro_f1']),
      number(row['auc_entry']),
      number(row['auc_exit']),
    ]),
  };
}

/** The headline in words. */
export function verdictBlock(view: PredictView): ReportBlock {
  const candidates = view.scores.filter((row) => row['verdict'] !== null);
  const named = (verdict: Verdict): string[] => candidates.filter((row) => row['verdict'] === verdict).map((row) => String(row['model']));
  const [better, worse, open] = [named('better'), named('worse'), named('inconclusive')];
  const truth = view.scores.find((row) => row['model'] === 'truth');
  const parts = [
    better.length > 0
      ? `Better than a base rate, after correcting for ${candidates.length} tests: ${better.join(', ')}.`
      : 'No forecaster is shown to be better than entry and exit rates by status.',
    ...(worse.length > 0 ? [`Worse than a base rate: ${worse.join(', ')}.`] : []),
    ...(open.length > 0 ? [`Inconclusive: ${open.join(', ')}.`] : []),
    ...(truth === undefined
      ? []
      : [`The true chances of the fixture have a skill of ${share(truth['skill'])}: that is all there is to be had.`]),
  ];
  return { kind: 'verdict', tone: better.length > 0 ? 'good' : 'warning', text: parts.join(' ') };
}

export function designText({ results: r }: PredictView): ReportBlock {
  const dropped = r['pairs_left_out'] as { readonly train: number; readonly test: number };
  return {
    kind: 'paragraph',
    text: `Design ${String(r['design'])}: ${formatCount(Number(r['train_rows']))} transitions of ${countryName(String(r['train_country']))} to learn from, ${formatCount(Number(r['test_rows']))} of ${formatCount(Number(r['test_households']))} households in ${countryName(String(r['test_country']))} to be tested on; nothing is tuned on test rows. Features: ${(r['features'] as readonly string[]).join(', ')}; timing: ${String(r['timing_meaning'])}. Pairs left out for an unknown feature: ${dropped.train} and ${dropped.test}.${r['weighted'] === true ? ' Sampling weights enter every figure.' : ''}`,
  };
}

function askingText({ results }: PredictView): ReportBlock {
  const asking = results['asking'] as
    | (Readonly<Record<string, number | string>> & { readonly home?: Readonly<Record<string, number>> })
    | null;
  if (asking === null) return { kind: 'paragraph', text: 'No language model took part: name one with --model.' };
  return {
    kind: 'paragraph',
    text: `${asking['model']}, asked by ${asking['asking']}: ${formatCount(Number(asking['distinct_prompts']))} distinct prompts, ${formatCount(Number(asking['calls']))} calls; ${formatCount(Number(asking['failed_samples']))} samples gave no valid action and are in no denominator; ${formatCount(Number(asking['ties']))} ties count as STAY; ${formatCount(Number(asking['rows_without_valid_vote']))} rows had no valid vote and got the base rate.${homeText(asking.home, results)}`,
  };
}

/** What splitting the loss abroad cost on top. */
function homeText(home: Readonly<Record<string, number | string>> | undefined, results: PredictView['results']): string {
  if (home === undefined) return '';
  const count = (name: string): string => formatCount(Number(home[name]));
  return ` In ${countryName(String(results['train_country']))} it was asked about ${count('households')} households (${count('rows')} rows) as well: ${count('distinct_prompts')} distinct prompts, ${count('calls')} calls; ${count('failed_samples')} samples gave no valid action, and ${count('rows_without_valid_vote')} rows had no valid vote.`;
}

export function hazardsTable(view: PredictView): TableBlock {
  return {
    kind: 'table',
    caption:
      'Entry and exit apart: given a status one class is impossible, so these are two questions. Slope 1 and intercept 0 are calibrated',
    columns: [
      { label: 'forecaster' },
      { label: 'question' },
      ...['mean forecast', 'observed', 'slope', 'intercept', 'average precision', 'infeasible'].map(right),
    ],
    rows: view.scores
      .filter((row) => row['log_loss'] !== null)
      .flatMap((row) =>
        (['entry', 'exit'] as const).map((q) => [
          String(row['model']),
          q,
          share(row[`mean_forecast_${q}`]),
          share(row[`observed_${q}`]),
          number(row[`calibration_slope_${q}`], 2),
          number(row[`calibration_intercept_${q}`], 2),
          number(row[`average_precision_${q}`]),
          share(row['infeasible_mass'], 2),
        ]),
      ),
  };
}

export function subgroupTable(view: PredictView): TableBlock {
  const models = view.scores.filter((row) => row['role'] === 'candidate').map((row) => String(row['model']));
  const keys = [...new Set(view.subgroups.map((row) => `${String(row['subgroup'])}\u0000${String(row['level'])}`))];
  const cell = (key: string, model: string): Row | undefined =>
    view.subgroups.find((row) => row['model'] === model && `${String(row['subgroup'])}\u0000${String(row['level'])}` === key);
  return {
    kind: 'table',
    caption: 'Skill over Markov within parts of the test rows (95 % interval, clustered by household); parts below 30 rows are suppressed',
    columns: [{ label: 'part' }, right('rows'), ...models.map(right)],
    rows: keys.map((key) => {
      const [subgroup, level] = key.split('\u0000');
      return [
        `${subgroup.replaceAll('_', ' ')}: ${level}`,
        formatCount(Number(cell(key, models[0] ?? 'markov')?.['rows'] ?? 0)),
        ...models.map((model) => {
          const row = cell(key, model);
          return row === undefined || row['suppressed'] === true ? 'suppressed' : `${share(row['skill'])} ${interval(row)}`;
        }),
      ];
    }),
  };
}

export function probesTable(view: PredictView): TableBlock[] {
  if (view.probes.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Controls of leakage and memory',
      columns: [
        { label: 'control' },
        { label: 'forecaster' },
        { label: 'measure' },
        right('found'),
        right('against'),
        right('p'),
        { label: 'reading' },
      ],
      rows: view.probes.map((row) => [
        String(row['probe']).replaceAll('_', ' '),
        String(row['model']),
        String(row['measure']),
        share(row['value']),
        share(row['reference']),
        p(row['p_value']),
        String(row['reading']),
      ]),
    },
  ];
}

export const predictionSummary = (view: PredictView): ReportBlock[] => [
  sourceBlock(view.results),
  scoresTable(view),
  verdictBlock(view),
  askingText(view),
];

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  return predictionSummary(view);
}

/** Everything that a report of a prediction shows below its headings. */
export const predictionBlocks = (view: PredictView): ReportBlock[] => {
  const charts = new Map(chartsOf(view).map((chart) => [chart.name, chart]));
  const chart = (name: string): ReportBlock[] => {
    const found = charts.get(name);
    return found === undefined ? [] : [{ kind: 'chart', chart: found }];
  };
  return [
    designText(view),
    verdictBlock(view),
    scoresTable(view),
    ...chart('skill_over_markov'),
    measuresTable(view),
    askingText(view),
    { kind: 'heading', level: 3, text: 'Entry and exit' },
    hazardsTable(view),
    ...chart('forecast_rates'),
    ...chart('calibration_entry'),
    ...chart('calibration_exit'),
    ...transportBlocks(view),
    { kind: 'heading', level: 3, text: 'Subgroups' },
    subgroupTable(view),
    ...chart('skill_by_subgroup'),
    { kind: 'heading', level: 3, text: 'Controls' },
    ...probesTable(view),
  ];
};

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  return [sourceBlock(view.results), { kind: 'heading', level: 2, text: 'Direct prediction' }, ...predictionBlocks(view)];
}
