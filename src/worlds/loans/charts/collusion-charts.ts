/** Charts of a collusion run: learning, parameters, punishment, and the meeting. */
import type { RunView } from '../../../lab/index.ts';
import { bandChart, type ChartSpec, heatMap, lineChart } from '../../../report/index.ts';
import { impulseChart } from './market-charts.ts';

interface Benchmarked {
  readonly benchmarks: { readonly nash_bps: number; readonly joint_profit_bps: number };
}

export async function collusionCharts(run: RunView): Promise<ChartSpec[]> {
  const curves = await run.rows('learning_curves');
  const grid = await run.rows('collusion_grid');
  const impulse = await run.rows('impulse_response');
  const meeting = await run.rows('market_log');
  const { benchmarks } = run.results as unknown as Benchmarked;
  const ends = [
    { label: 'one owner of all', y: 1 },
    { label: 'Bertrand–Nash', y: 0 },
  ];
  const banks = [...new Set(meeting.map((row) => String(row['bank_id'])))];
  return [
    bandChart({
      name: 'learning_curve',
      title: 'Learning to keep rates up',
      subtitle: 'Collusion index while learning: mean over sessions; band: tenth to ninetieth percentile',
      caption: 'A session that has ended stays at its last value.',
      x: { title: 'Period', unit: 'millions' },
      y: { title: 'Collusion index', zero: true },
      series: [
        {
          label: 'Q-learners',
          points: curves.map((row) => ({
            x: Number(row['period']) / 1e6,
            mean: Number(row['collusion_index_mean']),
            low: Number(row['collusion_index_low']),
            high: Number(row['collusion_index_high']),
          })),
        },
      ],
      references: ends,
    }),
    ...(grid.length === 0
      ? []
      : [
          heatMap({
            name: 'collusion_grid',
            title: 'Collusion index by learning rate and exploration',
            caption:
              'Mean over the sessions of a cell. β: decay of exploration; exploration falls as e^(−βt): the higher β, the sooner it ends.',
            x: { title: 'β, per million periods' },
            y: { title: 'Learning rate α' },
            value: { title: 'Collusion index' },
            cells: grid.map((row) => ({
              x: String(Number((Number(row['beta']) * 1e6).toPrecision(6))),
              y: String(row['alpha']),
              value: Number(row['collusion_index']),
            })),
          }),
        ]),
    impulseChart(impulse, {
      title: 'What follows a deviation',
      x: 'Period; the deviation is in 1',
      caption:
        'F1 plays its best response to the others for one period and its strategy again after; mean over sessions of the change of rates.',
    }),
    ...(meeting.length === 0
      ? []
      : [
          lineChart({
            name: 'meeting_rates',
            title: 'Frozen learners meet others',
            subtitle: 'Posted rate by firm and round',
            caption: 'Dashed: Bertrand–Nash and joint-profit rates of the market.',
            x: { title: 'Round', measure: 'count' },
            y: { title: 'Rate', unit: 'bps', zero: false },
            series: banks.map((label) => ({
              label,
              points: meeting
                .filter((row) => row['bank_id'] === label)
                .map((row) => ({ x: Number(row['round']), y: Number(row['offered_rate']) })),
            })),
            references: [
              { label: 'Bertrand–Nash', y: benchmarks.nash_bps },
              { label: 'joint profit', y: benchmarks.joint_profit_bps },
            ],
          }),
        ]),
  ];
}
