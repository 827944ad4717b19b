/** Charts of a simulation: observed beside synthetic, each labelled as what it is. */
import type { RunView } from '../../../../lab/index.ts';
import { barChart, type ChartSpec, forestPlot, lineChart } from '../../../../report/index.ts';
import { readView, seriesOf, type SimulateView } from './view.ts';

export async function runCharts(run: RunView): Promise<ChartSpec[]> {
  const view = await readView(run);
  return [
    overWaves(
      view,
      'enterprise_rate',
      'enterprise_rate_by_wave',
      'Households with an enterprise, wave by wave',
      'Share of households',
      'percent',
    ),
    quintiles(view),
    rates(view),
    classes(view),
    overWaves(view, 'mean_asset_index', 'assets_by_wave', 'Mean assets, wave by wave', 'Asset index, standard deviations', 'number'),
    ...effects(view),
  ];
}

function overWaves(
  view: SimulateView,
  column: string,
  name: string,
  title: string,
  axis: string,
  measure: 'percent' | 'number',
): ChartSpec {
  return lineChart({
    name,
    title,
    subtitle: view.label,
    caption: `${title}; observed (the ${String(view.results['data_source'])} data) beside synthetic households. ${view.label}.`,
    x: { title: 'Wave', measure: 'count' },
    y: { title: axis, measure },
    series: seriesOf(view.waves).map(([label, rows]) => ({
      label,
      points: rows.map((row) => ({ x: Number(row['wave']), y: row[column] === null ? null : Number(row[column]) })),
    })),
  });
}

function quintiles(view: SimulateView): ChartSpec {
  const last = Math.max(...view.waves.map((row) => Number(row['wave'])));
  const main = seriesOf(view.waves.filter((row) => Number(row['wave']) === last)).slice(0, 2);
  return barChart({
    name: 'enterprise_rate_by_quintile',
    title: `Owners by fifth of assets, wave ${last}`,
    subtitle: view.label,
    caption: `Households with an enterprise, by fifths of the asset index within the wave, 1 the poorest. ${view.label}.`,
    value: { title: 'Share of households', measure: 'percent' },
    categoryTitle: 'Fifth of assets',
    bars: main.flatMap(([group, rows]) =>
      [1, 2, 3, 4, 5].map((q) => ({
        category: String(q),
        group,
        value: rows[0][`enterprise_rate_q${q}`] === null ? null : Number(rows[0][`enterprise_rate_q${q}`]),
      })),
    ),
  });
}

const bars = (view: SimulateView, columns: readonly (readonly [string, string])[]) =>
  seriesOf(view.transitions).flatMap(([group, rows]) =>
    columns.map(([column, category]) => ({ category, group, value: Number(rows[0][column]) })),
  );

const rates = (view: SimulateView): ChartSpec =>
  barChart({
    name: 'entry_and_exit',
    title: 'Entry and exit between waves',
    subtitle: view.label,
    caption: `Entry: of households without an enterprise; exit: of those with one. ${view.label}.`,
    value: { title: 'Share that changes by the next wave', measure: 'percent' },
    bars: bars(view, [
      ['entry_rate', 'entry'],
      ['exit_rate', 'exit'],
    ]),
  });

const classes = (view: SimulateView): ChartSpec =>
  barChart({
    name: 'stayers_and_copers',
    title: 'Stayers, copers and the others',
    subtitle: view.label,
    caption: `Stayer: an enterprise in more than half of the waves (or as stayer_threshold says); coper: at least once. Recomputed on the simulated path; households with fewer waves count as they are. ${view.label}.`,
    value: { title: 'Share of households', measure: 'percent' },
    bars: bars(view, [
      ['stayer_share', 'stayer'],
      ['coper_share', 'coper'],
      ['none_share', 'none'],
    ]),
  });

function effects(view: SimulateView): ChartSpec[] {
  const scenarios = Object.entries(view.effects);
  if (scenarios.length === 0) return [];
  return [
    forestPlot({
      name: 'counterfactual_exits_and_entries',
      title: 'What each scenario changes',
      subtitle: view.label,
      caption: `Mean difference from the first scenario a household over the whole panel, on the same random numbers, with 95 % intervals from the spread of paired differences. ${view.label}.`,
      effect: { title: 'Difference a household' },
      estimates: scenarios.flatMap(([name, effect]) =>
        (['entries', 'exits', 'final_prevalence'] as const).map((outcome) => ({
          label: `${name}: ${outcome.replace('_', ' ')}`,
          estimate: effect[outcome].estimate,
          low: effect[outcome].low,
          high: effect[outcome].high,
        })),
      ),
    }),
  ];
}
