import { bandChart, barChart, forestPlot, heatMap, lineChart, sankey, scatterPath, smallMultiples } from '../charts/index.ts';
import type { ChartSpec } from '../types.ts';

const ramp = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
/** Smooth, reproducible stand-in for data. */
const wave = (i: number, phase: number): number => Math.sin(i / 3 + phase) + Math.sin(i / 7 + 2 * phase);

/** One chart of every builder, with the awkward shapes: few ticks, constants, gaps, long names, many series. */
export const SAMPLES: readonly ChartSpec[] = [
  lineChart({
    name: 'line_two_ticks',
    title: 'Liquidity posted by iteration',
    subtitle: 'payments/exp1, built-in best-response proposer',
    caption: 'Share of collateral posted at the start of the day. The rule is the exact equilibrium.',
    x: { title: 'Iteration', measure: 'count' },
    y: { title: 'Liquidity posted', unit: 'share of collateral', measure: 'percent' },
    series: [
      {
        label: 'BANK_A',
        points: [
          { x: 0, y: 0.5 },
          { x: 1, y: 0 },
        ],
      },
      {
        label: 'BANK_B',
        points: [
          { x: 0, y: 0.5 },
          { x: 1, y: 0.2 },
        ],
      },
    ],
    references: [{ label: 'equilibrium of BANK_B', y: 0.2 }],
  }),
  lineChart({
    name: 'line_cents',
    title: 'Cost by iteration',
    caption: 'Cost of each bank and of both.',
    x: { title: 'Iteration', measure: 'count' },
    y: { title: 'Cost of the day', measure: 'cents' },
    series: ['BANK_A', 'BANK_B', 'Both banks'].map((label, s) => ({
      label,
      points: ramp(26).map((i) => ({ x: i, y: i === 12 && s === 1 ? null : Math.round((s + 1) * 5000 * Math.exp(-i / 6) + 2000 * s) })),
    })),
  }),
  lineChart({
    name: 'line_constant',
    title: 'NashConv by iteration',
    caption: 'All zero.',
    x: { title: 'Iteration', measure: 'count' },
    y: { title: 'NashConv', measure: 'cents' },
    series: [{ label: 'NashConv', points: [{ x: 0, y: 0 }] }],
  }),
  lineChart({
    name: 'line_many_steps',
    title: 'Settlement balances over the day, banks of the large-value system with a title long enough to need a second line',
    caption: 'Balances.',
    x: { title: 'Tick', measure: 'count' },
    y: { title: 'Balance', measure: 'cents' },
    steps: true,
    series: ramp(9).map((s) => ({
      label: `A bank with a longish name ${s + 1}`,
      points: ramp(101).map((i) => ({ x: i, y: Math.round(wave(i, s) * 1e8) })),
    })),
  }),
  bandChart({
    name: 'band',
    title: 'NashConv over seeds',
    subtitle: 'mean and 95 % Student-t interval of 20 seeds',
    x: { title: 'Iteration', measure: 'count' },
    y: { title: 'NashConv', measure: 'cents' },
    series: ['best-response', 'pattern-search'].map((label, s) => ({
      label,
      points: ramp(16).map((i) => {
        const mean = 10000 * Math.exp(-i / (3 + 4 * s));
        return { x: i, mean, low: mean * 0.7, high: mean * 1.3 };
      }),
    })),
  }),
  barChart({
    name: 'bar_stacked',
    title: 'Cost by component',
    value: { title: 'Cost', measure: 'cents' },
    stacked: true,
    bars: ['BANK_A', 'BANK_B', 'Clearing Bank of the North'].flatMap((category, c) =>
      ['liquidity', 'delay', 'overdraft', 'deadline penalty'].map((group, g) => ({ category, group, value: (c + 1) * (g + 1) * 1234 })),
    ),
  }),
  barChart({
    name: 'bar_intervals',
    title: 'Final cost by gate',
    subtitle: 'mean and 95 % interval',
    value: { title: 'Cost', measure: 'cents' },
    categoryTitle: 'Gate',
    bars: ['own cost, pairwise', 'paired t', 'accept all'].map((category, i) => ({
      category,
      value: 2000 + i * 700,
      low: 1800 + i * 600,
      high: 2300 + i * 800,
    })),
  }),
  barChart({
    name: 'bar_groups',
    title: 'Share settled',
    value: { title: 'Share settled', measure: 'percent', domain: [0, 1] },
    bars: ['exp1', 'exp2', 'exp3'].flatMap((category, i) =>
      ['by count', 'by value'].map((group, g) => ({ category, group, value: 0.9 - i * 0.1 - g * 0.05 })),
    ),
  }),
  heatMap({
    name: 'heat_plane',
    title: 'Best-response plane',
    subtitle: 'NashConv over both banks’ choices, with the run and the equilibrium',
    x: { title: 'BANK_A posts', unit: 'share of collateral', measure: 'percent' },
    y: { title: 'BANK_B posts', unit: 'share of collateral', measure: 'percent' },
    value: { title: 'NashConv', measure: 'cents' },
    cells: ramp(51).flatMap((i) =>
      ramp(51).map((j) => ({ x: i / 50, y: j / 50, value: 8000 * (i / 50) + 20000 * Math.abs(j / 50 - 0.2) })),
    ),
    trails: [
      {
        label: 'path of the run (numbers are iterations)',
        points: [
          { x: 0.5, y: 0.5 },
          { x: 0, y: 0.2 },
          { x: 0, y: 0.2 },
          { x: 0, y: 0.2 },
        ],
      },
    ],
    markers: [
      { label: 'Nash equilibrium', x: 0, y: 0.2 },
      { label: 'planner', x: 0.1, y: 0.1 },
    ],
    curves: [
      { label: 'best response of BANK_A', points: ramp(51).map((i) => ({ x: i < 25 ? 0 : 0.1, y: i / 50 })) },
      { label: 'best response of BANK_B', points: ramp(51).map((i) => ({ x: i / 50, y: Math.max(0, 0.2 - i / 100) })) },
    ],
  }),
  heatMap({
    name: 'heat_diverging',
    title: 'Which orders matter',
    x: { title: 'Then' },
    y: { title: 'First' },
    value: { title: 'Cost of this order less that of the other', unit: 'months' },
    center: 0,
    sidePixels: 380,
    cells: ramp(5).flatMap((i) =>
      ramp(5).map((j) => ({ x: `move ${'ABCDE'[i]}`, y: `move ${'ABCDE'[j]}`, value: i === j ? null : (i - j) * (i + j) * 0.13 })),
    ),
  }),
  sankey({
    name: 'sankey_routes',
    title: 'What follows what',
    caption: 'Bands are paths; their height is the number.',
    columns: ['shock', 'first', 'second'],
    colors: { recovered: '#009E73', default: '#D55E00' },
    flows: [
      { step: 0, from: 'job loss', to: 'trim', value: 40 },
      { step: 0, from: 'job loss', to: 'borrow', value: 20 },
      { step: 0, from: 'divorce', to: 'borrow', value: 15 },
      { step: 1, from: 'trim', to: 'recovered', value: 31 },
      { step: 1, from: 'trim', to: 'default', value: 9 },
      { step: 1, from: 'borrow', to: 'recovered', value: 34 },
      { step: 1, from: 'borrow', to: 'default', value: 1 },
    ],
  }),
  smallMultiples({
    name: 'multiples_bands',
    title: 'Curves with their intervals',
    caption: 'Bands are 95 %.',
    x: { title: 'Month', measure: 'count' },
    y: { title: 'Share', measure: 'percent', domain: [0, 1] },
    panels: ['one', 'two'].map((title, p) => ({
      title,
      series: ['first', 'second'].map((label, k) => ({
        label,
        points: ramp(20).map((i) => {
          const y = 1 - Math.exp(-i / (6 + 3 * k + p));
          return { x: i, y, low: Math.max(0, y - 0.08), high: Math.min(1, y + 0.08) };
        }),
      })),
    })),
  }),
  heatMap({
    name: 'heat_names',
    title: 'Payments between banks',
    x: { title: 'Receiver' },
    y: { title: 'Sender' },
    value: { title: 'Value', measure: 'cents' },
    cells: ramp(5).flatMap((i) =>
      ramp(5).map((j) => ({ x: `BANK_${'ABCDE'[i]}`, y: `BANK_${'ABCDE'[j]}`, value: i === j ? null : (i + 1) * (j + 2) * 100000 })),
    ),
  }),
  scatterPath({
    name: 'scatter',
    title: 'Path of the run',
    x: { title: 'BANK_A posts', measure: 'percent' },
    y: { title: 'BANK_B posts', measure: 'percent' },
    trails: [
      {
        label: 'run',
        points: [
          [0.5, 0.5],
          [0.3, 0.4],
          [0.1, 0.3],
          [0, 0.22],
          [0, 0.2],
          [0, 0.2],
        ].map(([x, y]) => ({ x: x as number, y: y as number })),
      },
    ],
    markers: [{ label: 'equilibrium', x: 0, y: 0.2 }],
    curves: [
      {
        label: 'best response of BANK_A',
        points: [
          { x: 0, y: 0 },
          { x: 0, y: 0.5 },
        ],
      },
      {
        label: 'best response of BANK_B',
        points: [
          { x: 0, y: 0.2 },
          { x: 0.2, y: 0 },
          { x: 0.5, y: 0 },
        ],
      },
    ],
  }),
  smallMultiples({
    name: 'multiples',
    title: 'Liquidity and queues by bank',
    subtitle: 'one scale for all',
    x: { title: 'Tick', measure: 'count' },
    y: { title: 'Value', measure: 'cents' },
    panels: ramp(5).map((p) => ({
      title: `BANK_${'ABCDE'[p]}`,
      series: ['balance', 'queued'].map((label, s) => ({
        label,
        points: ramp(50).map((i) => ({ x: i, y: (1 + wave(i, p + s)) * 10000 })),
      })),
    })),
  }),
  smallMultiples({
    name: 'multiples_two',
    title: 'Two quantities',
    x: { title: 'Iteration', measure: 'count' },
    y: { title: 'Share', measure: 'percent' },
    panels: [
      {
        title: 'Share posted',
        series: [
          {
            label: 'BANK_A',
            points: [
              { x: 0, y: 0.5 },
              { x: 1, y: 0.2 },
            ],
          },
          {
            label: 'BANK_B',
            points: [
              { x: 0, y: 0.5 },
              { x: 1, y: 0.1 },
            ],
          },
        ],
        references: [{ label: 'equilibrium', y: 0.2 }],
      },
      {
        title: 'Cost',
        y: { title: 'Cost', measure: 'cents' },
        series: [
          {
            label: 'BANK_A',
            points: [
              { x: 0, y: 2000 },
              { x: 1, y: 0 },
            ],
          },
        ],
      },
    ],
  }),
  forestPlot({
    name: 'forest',
    title: 'Effect of liquidity saving on cost',
    subtitle: 'paired difference, 95 % interval, Holm-corrected',
    effect: { title: 'Difference in cost', measure: 'cents' },
    estimates: [
      { label: 'exp1', estimate: -500, low: -900, high: -100 },
      { label: 'exp2, starved of liquidity', estimate: -150, low: -500, high: 200 },
      { label: 'exp3', estimate: 300, low: 100, high: 520 },
    ],
  }),
];
