import type { ChartSpec } from '../types.ts';
import { type Axis, quantitative } from './axis.ts';
import { bandLayer } from './band.ts';
import { type ChartFrame, chartOf, drawable } from './frame.ts';
import { lineLayers, type Point, type Series } from './line.ts';
import { type Reference, referenceLayers, referenceValues } from './reference.ts';

/** A value, with its interval where there is one. */
export interface PanelPoint extends Point {
  readonly low?: number | null;
  readonly high?: number | null;
}

export interface Panel {
  readonly title: string;
  readonly series: readonly Series<PanelPoint>[];
  readonly references?: readonly Reference[];
  /** Axes of this panel alone, where it measures something else. */
  readonly y?: Axis;
}

export interface SmallMultiples extends ChartFrame {
  readonly x: Axis;
  readonly y: Axis;
  readonly panels: readonly Panel[];
  readonly columns?: number;
  /** Each panel its own vertical scale; the default is one scale, so that heights compare. */
  readonly ownScales?: boolean;
  readonly steps?: boolean;
}

const PANEL_HEIGHT_PIXELS = 150;
const ROW_WIDTH_PIXELS = 600;

/** The same picture for several banks, seeds or settings, side by side. */
export function smallMultiples(chart: SmallMultiples): ChartSpec {
  const columns = Math.min(chart.columns ?? (chart.panels.length > 4 ? 3 : 2), Math.max(1, chart.panels.length));
  const width = Math.floor(ROW_WIDTH_PIXELS / columns) - (columns > 1 ? 30 : 0);
  const valuesOf = (panels: readonly Panel[], key: 'x' | 'y'): (number | null)[] =>
    panels.flatMap((panel) => [
      ...panel.series.flatMap((one) =>
        one.points.flatMap((point) => (key === 'x' ? [point.x] : [drawable(point.y), drawable(point.low), drawable(point.high)])),
      ),
      ...referenceValues(panel.references ?? [], key),
    ]);
  const x = quantitative(chart.x, valuesOf(chart.panels, 'x'), { grid: false, tickCount: columns > 2 ? 4 : 5 });
  const isOwn = (panel: Panel): boolean => chart.ownScales === true || panel.y !== undefined;
  const sharing = chart.panels.filter((panel) => !isOwn(panel));
  const concat = chart.panels.map((panel, index) => {
    const own = isOwn(panel);
    const axis = { zero: (panel.y ?? chart.y).scale !== 'log', ...(panel.y ?? chart.y) };
    const y = quantitative(axis, valuesOf(own ? [panel] : sharing, 'y'), { tickCount: 4 });
    const values = panel.series.flatMap((one) =>
      one.points.map((point) => ({
        series: one.label,
        x: point.x,
        y: drawable(point.y),
        low: drawable(point.low),
        high: drawable(point.high),
      })),
    );
    const labels = panel.series.map((one) => one.label);
    const xHere = index + columns < chart.panels.length ? { ...x, title: null } : x;
    const yHere = !own && index % columns > 0 && !isOwn(chart.panels[index - 1] as Panel) ? { ...y, title: null } : y;
    return {
      title: { text: panel.title, fontSize: 13, anchor: 'start', offset: 8 },
      width,
      height: PANEL_HEIGHT_PIXELS,
      data: { values },
      layer: [
        ...referenceLayers(panel.references ?? [], xHere, yHere, { width, height: PANEL_HEIGHT_PIXELS }),
        ...(values.some(({ low }) => low !== null) ? [bandLayer(labels, xHere, yHere)] : []),
        ...lineLayers(panel.series, xHere, yHere, chart.steps === true),
      ],
    };
  });
  return chartOf(chart, {
    concat,
    columns,
    spacing: { row: 26, column: 30 },
    resolve: { scale: { color: 'shared', strokeDash: 'shared', shape: 'shared', x: 'independent', y: 'independent' } },
  });
}
