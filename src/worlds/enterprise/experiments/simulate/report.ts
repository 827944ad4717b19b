/** The report of a simulation and its few lines for the terminal. */
import type { RunView } from '../../../../lab/index.ts';
import { formatCount, formatNumber, formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { sourceBlock } from '../shared/index.ts';
import { runCharts } from './charts.ts';
import { readView, seriesOf, type SimulateView } from './view.ts';

const share = (value: unknown): string => (value === null || value === undefined ? 'unknown' : formatPercent(Number(value), 1));

function ratesTable(view: SimulateView): TableBlock {
  const waves = [...new Set(view.waves.map((row) => Number(row['wave'])))].sort((a, b) => a - b);
  const transitions = new Map(seriesOf(view.transitions).map(([label, rows]) => [label, rows[0]]));
  return {
    kind: 'table',
    caption: 'Share of households with an enterprise, and changes between waves: observed beside synthetic',
    columns: [
      { label: 'households' },
      ...waves.map((wave) => right(`wave ${wave}`)),
      right('entry'),
      right('exit'),
      right('stayers'),
      right('copers'),
    ],
    rows: seriesOf(view.waves).map(([label, rows]) => {
      const moves = transitions.get(label);
      return [
        label,
        ...waves.map((wave) => share(rows.find((row) => Number(row['wave']) === wave)?.['enterprise_rate'])),
        ...['entry_rate', 'exit_rate', 'stayer_share', 'coper_share'].map((column) => share(moves?.[column])),
      ];
    }),
  };
}

function gapText({ results }: SimulateView): ReportBlock {
  const gap = results['largest_prevalence_gap'];
  return {
    kind: 'paragraph',
    text: `${formatCount(Number(results['households']))} synthetic households under the policy ${String(results['policy'])}${gap === null ? '' : `; the largest distance between observed and synthetic shares of owners in any wave is ${formatNumber(100 * Number(gap), 1)} percentage points`}. A distance is not a verdict: equivalence needs stated margins and several seeds.`,
  };
}

interface Asking {
  readonly asking: string;
  readonly distinct_prompts: number;
  readonly calls: number;
  readonly decisions: number;
  readonly failed_samples: number;
  readonly variance_lost_share: number | null;
  readonly refused_by_constraints: number;
}

interface Drawn {
  readonly resamples: number;
  readonly unit: string;
  readonly coefficients: Readonly<Record<string, { readonly estimate: number; readonly standard_error: number; readonly drawn: number }>>;
}

/** Nothing where the hazards are those estimated. */
function drawnBlocks({ results }: SimulateView): ReportBlock[] {
  const drawn = results['drawn_hazards'] as Drawn | undefined;
  if (drawn === undefined) return [];
  return [
    {
      kind: 'paragraph',
      text: `Calibration uncertainty: drawn. The hazards of this seed are one draw of what the survey leaves open (normal, covariance by a bootstrap of ${formatCount(drawn.resamples)} resamples of ${drawn.unit === 'PSU' ? 'PSUs' : 'households'}); another seed draws others, and the spread over seeds is the interval.`,
    },
    {
      kind: 'table',
      caption: 'Hazards of this run, log-odds for one unit of the feature',
      columns: [{ label: 'coefficient' }, right('estimate'), right('standard error'), right('drawn')],
      rows: Object.entries(drawn.coefficients).map(([name, one]) => [
        name.replace('.', ': ').replaceAll('_', ' '),
        ...[one.estimate, one.standard_error, one.drawn].map((value) => value.toFixed(3)),
      ]),
    },
  ];
}

function askingText({ results }: SimulateView): ReportBlock[] {
  const asking = results['asking'] as Asking | null;
  if (asking === null) return [{ kind: 'paragraph', text: 'No language model took part.' }];
  const loss =
    asking.variance_lost_share === null
      ? ''
      : ` Binning loses ${share(asking.variance_lost_share)} of the variance that the calibrated hazards see between households.`;
  return [
    {
      kind: 'paragraph',
      text: `Asked by ${asking.asking}: ${formatCount(asking.distinct_prompts)} distinct prompts, ${formatCount(asking.calls)} calls (prompts times K), for ${formatCount(asking.decisions)} decisions; ${formatCount(asking.failed_samples)} samples gave no valid action and are in no denominator; ${formatCount(asking.refused_by_constraints)} proposals were refused by constraints.${loss}`,
    },
  ];
}

function effectsTable({ effects }: SimulateView): TableBlock[] {
  const names = Object.keys(effects);
  if (names.length === 0) return [];
  const pair = (effect: { readonly estimate: number; readonly low: number; readonly high: number }): string =>
    `${effect.estimate.toFixed(4)} [${effect.low.toFixed(4)}, ${effect.high.toFixed(4)}]`;
  return [
    {
      kind: 'table',
      caption:
        'Scenarios against the first one, household by household on the same random numbers (95 % intervals); money in local currency',
      columns: [
        { label: 'scenario' },
        ...[
          'entries',
          'exits',
          'final prevalence',
          'final assets',
          'welfare',
          'poverty gap',
          'cost',
          'exits averted',
          'cost per averted exit',
        ].map(right),
      ],
      rows: names.map((name) => {
        const e = effects[name];
        return [
          name,
          pair(e.entries),
          pair(e.exits),
          pair(e.final_prevalence),
          pair(e.final_asset_index),
          e.mean_welfare === null ? 'unknown' : formatNumber(e.mean_welfare, 0),
          e.poverty_gap === null ? 'unknown' : e.poverty_gap.toFixed(4),
          formatNumber(e.cost, 0),
          formatCount(e.exits_averted),
          e.cost_per_averted_exit === null ? 'none' : formatNumber(e.cost_per_averted_exit, 0),
        ];
      }),
    },
  ];
}

/** Everything that a report shows of a simulation below its headings, without charts. */
export const simulationBlocks = (view: SimulateView): ReportBlock[] => [
  ratesTable(view),
  gapText(view),
  ...drawnBlocks(view),
  ...askingText(view),
  ...effectsTable(view),
  { kind: 'paragraph', text: METHOD },
];

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  return [sourceBlock(view.results), ratesTable(view), gapText(view), ...drawnBlocks(view), ...askingText(view), ...effectsTable(view)];
}

const METHOD = [
  'Assets follow a household mean plus an autoregression, credit is carried over or drawn again, price changes share a village component; all parameters come from calibration.json.',
  'The policy sees the state of a wave before the household moves, and its decision feeds the next wave. Every random number belongs to a household, a wave and a purpose, so scenarios and policies of one seed are compared household by household.',
  'There is no interaction between households, no learning, and prices are exogenous: this is a microsimulation.',
].join(' ');

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  return [
    sourceBlock(view.results),
    { kind: 'heading', level: 2, text: 'Observed beside synthetic' },
    ratesTable(view),
    gapText(view),
    ...drawnBlocks(view),
    ...askingText(view),
    ...effectsTable(view),
    { kind: 'heading', level: 2, text: 'Calibration' },
    {
      kind: 'table',
      caption: 'What the calibration had to pass',
      columns: [{ label: 'field' }, { label: 'passed' }, { label: 'figures' }],
      rows: view.gates.map((row) => [String(row['name']), row['passed'] === true ? 'yes' : 'no', String(row['detail'])]),
    },
    { kind: 'heading', level: 2, text: 'Method' },
    { kind: 'paragraph', text: METHOD },
    { kind: 'heading', level: 2, text: 'Charts' },
    ...(await runCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart })),
  ];
}
