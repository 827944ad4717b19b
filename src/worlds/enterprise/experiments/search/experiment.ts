/** The experiment kind `enterprise/search`: a search over thresholds of the rule, with its whole landscape. */
import { defineExperiment, type Row, type RunView } from '../../../../lab/index.ts';
import { type ChartSpec, formatCount, formatPercent, lineChart, type ReportBlock } from '../../../../report/index.ts';
import { countryName, NOT_READ, sourceBlock } from '../shared/index.ts';
import { type SearchConfig, searchSchema } from './config.ts';
import { runSearch } from './run.ts';

const THRESHOLDS = ['price_threshold', 'asset_threshold', 'exit_threshold'] as const;
const UNITS = { price_threshold: 'log change', asset_threshold: 'standard deviations', exit_threshold: 'standard deviations' };
const words = (name: string): string => name.replaceAll('_', ' ');

async function charts(run: RunView): Promise<ChartSpec[]> {
  const rows = await run.rows('search_points');
  const label = `data: ${String(run.results['data_source'])}, ${countryName(String(run.results['country']))}; policy rule`;
  return THRESHOLDS.map((name) => {
    const points = (wanted: (row: Row) => boolean) =>
      rows
        .filter(wanted)
        .map((row) => ({ x: Number(row[name]), y: Number(row['distance']) }))
        .sort((a, b) => a.x - b.x);
    return lineChart({
      name: `distance_by_${name}`,
      title: `Distance from the observed panel by ${words(name)}`,
      subtitle: label,
      caption: `Every point of the search, the other thresholds varying with it; what the seeds cannot tell from the best is marked apart. A flat floor says that the data do not identify the threshold. ${label}.`,
      x: { title: `${words(name)} (${UNITS[name]})` },
      y: { title: 'Mean squared distance of rates (squared share)' },
      unconnected: true,
      series: [
        { label: 'worse than the best', points: points((row) => row['indistinguishable'] !== true) },
        { label: 'not told from the best', points: points((row) => row['indistinguishable'] === true) },
      ],
    });
  });
}

function blocks(run: RunView): ReportBlock[] {
  const { results } = run;
  const best = results['best'] as Readonly<Record<string, number | null>>;
  const identified = results['identified'] as Readonly<Record<string, { low: number; high: number; share_of_range: number }>>;
  return [
    sourceBlock(results),
    {
      kind: 'table',
      caption: `Best of ${formatCount(Number(results['draws']))} points, ${formatCount(Number(results['seeds']))} seeds each; ${formatCount(Number(results['indistinguishable_points']))} points cannot be told from it`,
      columns: [
        { label: 'threshold' },
        { label: 'best', align: 'right' },
        { label: 'not told from the best', align: 'right' },
        { label: 'of the range searched', align: 'right' },
      ],
      rows: THRESHOLDS.map((name) => [
        words(name),
        Number(best[name]).toFixed(3),
        `${identified[name].low.toFixed(3)} to ${identified[name].high.toFixed(3)}`,
        formatPercent(identified[name].share_of_range, 0),
      ]),
    },
    {
      kind: 'paragraph',
      text: `Mean squared distance of rates: ${Number(best['distance']).toFixed(5)} where it was fitted, ${Number(best['held_out_wave_distance']).toFixed(5)} in the last wave, which the search never saw${best['held_out_country_distance'] === null ? '' : `, ${Number(best['held_out_country_distance']).toFixed(5)} in the country held out`}.`,
    },
  ];
}

export const searchExperiment = defineExperiment<SearchConfig>({
  kind: 'enterprise/search',
  world: 'enterprise',
  title: 'Thresholds of the rule that come closest to the observed panel, with a wave and a country held out',
  schema: searchSchema,
  tables: [
    {
      name: 'search_points',
      description: 'Every point of the search, not only the best',
      key: ['draw'],
      columns: [
        { name: 'draw', type: 'INTEGER', unit: '', description: 'number of the point' },
        { name: 'data_source', type: 'VARCHAR', unit: '', description: 'class of the data behind the row' },
        { name: 'price_threshold', type: 'DOUBLE', unit: 'log change', description: 'enter when the price change is below this' },
        { name: 'asset_threshold', type: 'DOUBLE', unit: 'standard deviations', description: 'and assets are below this' },
        {
          name: 'exit_threshold',
          type: 'DOUBLE',
          unit: 'standard deviations',
          description: 'leave when assets are below this without credit',
        },
        { name: 'distance', type: 'DOUBLE', unit: 'squared share', description: 'mean over seeds of what the search minimises' },
        { name: 'distance_error', type: 'DOUBLE', unit: 'squared share', description: 'standard error over seeds' },
        { name: 'held_out_distance', type: 'DOUBLE', unit: 'squared share', description: 'in the last wave, which is not fitted' },
        { name: 'indistinguishable', type: 'BOOLEAN', unit: '', description: 'within two standard errors of the best' },
      ],
    },
  ],
  views: [],
  dataSourceClass: NOT_READ,
  deciders: {},
  run: runSearch,
  charts,
  report: async (run) => [...blocks(run), ...(await charts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart }))],
  summary: (run) => Promise.resolve(blocks(run)),
  metrics: [
    { path: 'best.distance', label: 'distance where fitted' },
    { path: 'best.held_out_wave_distance', label: 'distance in the wave held out' },
  ],
});
