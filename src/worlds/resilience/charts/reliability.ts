/** Reliability diagrams: what was foretold beside what came, over how many paths stand behind each point. */
import type { Row } from '../../../lab/index.ts';
import { type ChartSpec, PALETTE } from '../../../report/index.ts';

const SIDE_PIXELS = 250;
const COUNTS_PIXELS = 70;
/** On either side of a bar, so that neighbours stay apart. */
const BAR_GAP = 0.006;
const GREY = '#767676';
const PERCENT = { labelExpr: "format(datum.value * 100, ',.0f') + ' %'", tickCount: 5 };
const UNIT_SCALE = { domain: [0, 1], nice: false };

/** A panel for each of the holdouts that has rows: title by holdout. */
export function reliabilityChart(rows: readonly Row[], panels: Readonly<Record<string, string>>): ChartSpec[] {
  const shown = Object.entries(panels).flatMap(([holdout, title]) => {
    const own = rows.filter((row) => row['holdout'] === holdout);
    return own.length === 0 ? [] : [panel(title, own)];
  });
  if (shown.length === 0) return [];
  return [
    {
      name: 'reliability',
      title: 'Recovery foretold, and how often it came',
      caption:
        'Share of fresh paths that recovered within the horizon, by the share that the race of routes had foretold on its own paths, in bins of ten percentage points; bars: 95 % (Wilson, paths as the sample). On the dashed line forecasts mean what they say. Below: how many fresh paths are in each bin; a household counts as often as it was held out.',
      spec: {
        title: {
          text: 'Recovery foretold, and how often it came',
          subtitle: 'Learned routes on held-out households; 95 % intervals, paths as the sample',
        },
        hconcat: shown,
        spacing: 40,
      },
    },
  ];
}

function panel(title: string, rows: readonly Row[]): object {
  const values = rows.map((row) => ({
    predicted: Number(row['predicted']),
    realised: Number(row['realised']),
    low: Number(row['realised_low']),
    high: Number(row['realised_high']),
    from: Number(row['bin_low']) + BAR_GAP,
    to: Number(row['bin_high']) - BAR_GAP,
    paths: Number(row['paths']),
  }));
  const x = (field: string, label: string | null): object => ({
    field,
    type: 'quantitative',
    title: label,
    scale: UNIT_SCALE,
    axis: { ...PERCENT, grid: false },
  });
  const y = (field: string): object => ({ field, type: 'quantitative', title: 'Recovered', scale: UNIT_SCALE, axis: PERCENT });
  const diagonal = [
    { predicted: 0, realised: 0 },
    { predicted: 1, realised: 1 },
  ];
  return {
    title: { text: title, fontSize: 13, anchor: 'start', offset: 8 },
    spacing: 12,
    vconcat: [
      {
        width: SIDE_PIXELS,
        height: SIDE_PIXELS,
        data: { values },
        layer: [
          {
            data: { values: diagonal },
            mark: { type: 'line', strokeDash: [5, 4], color: GREY, strokeWidth: 1.5 },
            encoding: { x: x('predicted', null), y: y('realised') },
          },
          {
            mark: { type: 'rule', strokeWidth: 2.5, color: PALETTE[0] },
            encoding: { x: x('predicted', null), y: y('low'), y2: { field: 'high' } },
          },
          {
            mark: { type: 'point', shape: 'circle', size: 70, filled: true, opacity: 1, color: PALETTE[0] },
            encoding: { x: x('predicted', null), y: y('realised') },
          },
        ],
      },
      {
        width: SIDE_PIXELS,
        height: COUNTS_PIXELS,
        data: { values },
        mark: { type: 'bar', color: PALETTE[0], opacity: 1 },
        encoding: {
          x: x('from', 'Foretold recovery'),
          x2: { field: 'to' },
          y: { field: 'paths', type: 'quantitative', title: 'Paths', scale: { zero: true }, axis: { tickCount: 3 } },
          y2: { datum: 0 },
        },
      },
    ],
  };
}
