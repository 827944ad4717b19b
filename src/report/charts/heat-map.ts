import type { ChartSpec } from '../types.ts';
import { type Axis, axisTitle, extent, type Json, labelFormat, quantitative } from './axis.ts';
import { type ChartFrame, chartOf, drawable } from './frame.ts';
import { DIVERGING, SEQUENTIAL } from './palette.ts';
import { type PlaneItems, planeLayers } from './plane.ts';

export interface HeatCell {
  readonly x: number | string;
  readonly y: number | string;
  readonly value: number | null;
}

export interface HeatMap extends ChartFrame, PlaneItems {
  readonly x: Axis;
  readonly y: Axis;
  readonly value: Axis;
  readonly cells: readonly HeatCell[];
  /** Values on either side of this one differ in kind (gains and losses): two hues that meet in white there. */
  readonly center?: number;
  /** Length of a side that few named cells grow to. */
  readonly sidePixels?: number;
}

const SIDE_PIXELS = 400;
const MIN_CELL_PIXELS = 3;
const NAMED_CELL_PIXELS = 44;
const LETTER_PIXELS = 7.6;
/** Few named cells grow until a side has this length, so that title and legend have room; each then carries its number. */
const NAMED_SIDE_PIXELS = 264;
const MOST_CELL_PIXELS = 110;
const NUMBERED_CELL_PIXELS = 60;
/** Cells reach under the next one: edges that merely touch leave hairlines at odd zoom levels. */
const OVERLAP = 0.4;

interface Band {
  readonly channel: Json;
  readonly low: string;
  readonly high: string;
  readonly pixels: number;
  edges(value: number | string): [number, number];
}

const ascending = (values: Iterable<number>): number[] => [...new Set(values)].sort((a, b) => a - b);

/** Cells of an evenly spaced numeric axis: each reaches half a step to either side, and fills whole pixels so that no seams show. */
function numericBand(axis: Axis, values: readonly number[], key: string): Band {
  const steps = ascending(values);
  const [first, last] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  const half = steps.length > 1 ? (last - first) / (steps.length - 1) / 2 : 0.5;
  const channel = quantitative({ ...axis, domain: [first - half, last + half] }, values, { grid: false });
  return {
    channel,
    low: `${key}0`,
    high: `${key}1`,
    pixels: steps.length * Math.max(MIN_CELL_PIXELS, Math.floor(SIDE_PIXELS / Math.max(1, steps.length))),
    edges: (value) => [Number(value) - half, Math.min(Number(value) + half * (1 + OVERLAP), last + half)],
  };
}

/** A matrix of colours over two numeric axes, or two lists of names, with trails, curves and markers on top (numeric axes only). */
export function heatMap(chart: HeatMap): ChartSpec {
  const value = { ...labelFormat(chart.value.measure) };
  const legend = {
    title: axisTitle(chart.value),
    gradientLength: 220,
    gradientThickness: 14,
    orient: 'right',
    offset: 18,
    tickCount: 5,
    ...value,
  };
  const range = extent(chart.cells.map((cell) => drawable(cell.value))) ?? [0, 1];
  const color: Json = {
    field: 'value',
    type: 'quantitative',
    legend,
    scale: {
      ...colorScale(range, chart.center),
      ...(chart.value.scale === undefined ? {} : { type: chart.value.scale }),
    },
  };
  const rows = new Set(chart.cells.map((cell) => cell.y)).size;
  legend.gradientLength = Math.min(legend.gradientLength, rows * cellPixels(rows, chart.sidePixels));
  const numeric = chart.cells.every((cell) => typeof cell.x === 'number' && typeof cell.y === 'number');
  return numeric ? numericHeatMap(chart, color) : namedHeatMap(chart, color);
}

function colorScale([low, high]: readonly [number, number], center: number | undefined): Json {
  if (center === undefined) return { scheme: SEQUENTIAL, domain: low < high ? [low, high] : [low, low + 1] };
  const reach = Math.max(high - center, center - low) || 1;
  return { range: DIVERGING, domain: [center - reach, center, center + reach], interpolate: 'lab' };
}

function numericHeatMap(chart: HeatMap, color: Json): ChartSpec {
  const x = numericBand(
    chart.x,
    chart.cells.map((cell) => Number(cell.x)),
    'x',
  );
  const y = numericBand(
    chart.y,
    chart.cells.map((cell) => Number(cell.y)),
    'y',
  );
  const values = chart.cells.map((cell) => {
    const [x0, x1] = x.edges(cell.x);
    const [y0, y1] = y.edges(cell.y);
    return { x0, x1, y0, y1, value: drawable(cell.value) };
  });
  const cells = {
    data: { values },
    mark: { type: 'rect', strokeWidth: 0 },
    encoding: { x: { field: x.low, ...x.channel }, x2: { field: x.high }, y: { field: y.low, ...y.channel }, y2: { field: y.high }, color },
  };
  return chartOf(chart, { width: x.pixels, height: y.pixels, layer: [cells, ...planeLayers(chart, x.channel, y.channel, true, x.pixels)] });
}

function namedHeatMap(chart: HeatMap, color: Json): ChartSpec {
  const names = (key: 'x' | 'y'): string[] => [...new Set(chart.cells.map((cell) => String(cell[key])))];
  const channel = (key: 'x' | 'y'): Json => ({
    field: key,
    type: 'nominal',
    sort: null,
    scale: { domain: names(key) },
    title: axisTitle(chart[key]),
    axis: {
      ticks: false,
      domain: false,
      labelOverlap: false,
      labelAngle: key === 'x' && names('x').some((name) => name.length * LETTER_PIXELS > NAMED_CELL_PIXELS - 6) ? -40 : 0,
    },
  });
  const most = Math.max(0, ...chart.cells.map((cell) => Math.abs(drawable(cell.value) ?? 0)));
  const values = chart.cells.map((cell) => {
    const value = drawable(cell.value);
    return {
      x: String(cell.x),
      y: String(cell.y),
      value,
      label:
        value === null
          ? ''
          : cellLabel(
              chart.center === undefined || chart.value.scale !== undefined ? value : roundedBeside(value, most),
              chart.value.measure,
            ),
    };
  });
  const side = (key: 'x' | 'y'): number => cellPixels(names(key).length, chart.sidePixels);
  const place = { x: channel('x'), y: channel('y') };
  const [low, high] = extent(values.map(({ value }) => value)) ?? [0, 1];
  const cells = { mark: { type: 'rect', stroke: '#ffffff', strokeWidth: 1 }, encoding: { ...place, color } };
  const numbers = {
    mark: { type: 'text', fontSize: 13 },
    encoding: {
      ...place,
      text: { field: 'label', type: 'nominal' },
      color:
        chart.center === undefined
          ? { condition: { test: `datum.value > ${(low + high) / 2}`, value: '#1a1a1a' }, value: '#ffffff' }
          : { value: '#1a1a1a' },
    },
  };
  return chartOf(chart, {
    width: names('x').length * side('x'),
    height: names('y').length * side('y'),
    data: { values },
    layer: [cells, ...(Math.min(side('x'), side('y')) < NUMBERED_CELL_PIXELS ? [] : [numbers])],
  });
}

/** Where gains and losses stand side by side, digits that the largest of them does not show are noise. */
function roundedBeside(value: number, most: number): number {
  if (most === 0) return value;
  const unit = 10 ** (Math.floor(Math.log10(most)) - 1);
  return Math.round(value / unit) * unit;
}

function cellLabel(value: number, measure: Axis['measure']): string {
  const shown = (x: number): string => String(Number(x.toPrecision(3))).replace('-', '−');
  return measure === 'percent' ? `${shown(100 * value)} %` : measure === 'cents' ? shown(value / 100) : shown(value);
}

const cellPixels = (count: number, sidePixels = NAMED_SIDE_PIXELS): number =>
  Math.max(NAMED_CELL_PIXELS, Math.min(MOST_CELL_PIXELS, Math.floor(sidePixels / Math.max(1, count))));
