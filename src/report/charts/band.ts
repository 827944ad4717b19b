import type { ChartSpec } from '../types.ts';
import { type Axis, type Json, quantitative } from './axis.ts';
import { type ChartFrame, chartOf, drawable, seriesChannels } from './frame.ts';
import { lineLayers, type Series } from './line.ts';
import { type Reference, referenceLayers, referenceValues } from './reference.ts';

export interface BandPoint {
  readonly x: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface BandChart extends ChartFrame {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series<BandPoint>[];
  readonly references?: readonly Reference[];
}

/** From `low` to `high` over `x`, by series. */
export const bandLayer = (labels: readonly string[], x: Json, y: Json): Json => ({
  mark: { type: 'area', opacity: 0.2 },
  transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
  encoding: { x: { field: 'x', ...x }, y: { field: 'low', ...y }, y2: { field: 'high' }, ...seriesChannels(labels) },
});

/** A mean with its interval, by series. Say in the subtitle which interval it is: level, method, number of replicates. */
export function bandChart(chart: BandChart): ChartSpec {
  const rows = chart.series.flatMap((one) =>
    one.points.map((point) => ({
      series: one.label,
      x: point.x,
      y: drawable(point.mean),
      low: drawable(point.low),
      high: drawable(point.high),
    })),
  );
  const references = chart.references ?? [];
  const x = quantitative(chart.x, [...rows.map((row) => row.x), ...referenceValues(references, 'x')], { grid: false });
  const y = quantitative({ zero: chart.y.scale !== 'log', ...chart.y }, [
    ...rows.flatMap((row) => [row.y, row.low, row.high]),
    ...referenceValues(references, 'y'),
  ]);
  const labels = chart.series.map((one) => one.label);
  const band = bandLayer(labels, x, y);
  const lines = lineLayers(
    chart.series.map((one) => ({ label: one.label, points: one.points.map((point) => ({ x: point.x, y: point.mean })) })),
    x,
    y,
    false,
  );
  return chartOf(chart, { data: { values: rows }, layer: [...referenceLayers(references, x, y), band, ...lines] });
}
