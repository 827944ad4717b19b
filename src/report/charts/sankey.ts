import type { ChartSpec } from '../types.ts';
import type { Json } from './axis.ts';
import { type ChartFrame, chartOf } from './frame.ts';
import { INK, MUTED, PALETTE } from './palette.ts';

/** A flow from a name in column `step` to a name in the next column. */
export interface Flow {
  readonly step: number;
  readonly from: string;
  readonly to: string;
  readonly value: number;
}

export interface Sankey extends ChartFrame {
  readonly flows: readonly Flow[];
  /** Headings above the columns, from the left. */
  readonly columns?: readonly string[];
  /** Colours by name, for names that mean something; the others take the palette in order of size. */
  readonly colors?: Readonly<Record<string, string>>;
}

const WIDTH_PIXELS = 860;
const HEIGHT_PIXELS = 500;
/** Curves are drawn as so many straight pieces. */
const PIECES = 24;
const NODE_WIDTH = 0.035;
/** Between boxes of a column, as a share of all flow: room for a label each. */
const GAP = 0.045;
const LAST_LABEL = 0.62;
const HEADING_ROOM = 0.06;

interface Box {
  readonly name: string;
  readonly column: number;
  readonly top: number;
  readonly size: number;
}

const keyOf = (column: number, name: string): string => `${column}/${name}`;

/** A box each name and column, the largest on top; its height is what flows in, or out of the first column. */
function boxesOf(flows: readonly Flow[]): Map<string, Box> {
  const size = new Map<string, { name: string; column: number; value: number }>();
  const add = (column: number, name: string, value: number): void => {
    const key = keyOf(column, name);
    size.set(key, { name, column, value: (size.get(key)?.value ?? 0) + value });
  };
  for (const { step, from, to, value } of flows) {
    if (step === 0) add(0, from, value);
    add(step + 1, to, value);
  }
  const total = flows.reduce((sum, flow) => sum + (flow.step === 0 ? flow.value : 0), 0);
  const boxes = new Map<string, Box>();
  const free = new Map<number, number>();
  for (const { name, column, value } of [...size.values()].sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1))) {
    const top = free.get(column) ?? 0;
    boxes.set(keyOf(column, name), { name, column, top, size: value });
    free.set(column, top + value + GAP * total);
  }
  return boxes;
}

/** The outlines of the bands: a smooth step from box to box, in the order of the boxes they reach so that fewer cross. */
function bandsOf(flows: readonly Flow[], boxes: ReadonlyMap<string, Box>): Json[] {
  const boxAt = (column: number, name: string): Box => boxes.get(keyOf(column, name)) as Box;
  const used = new Map<string, number>();
  const take = (side: string, value: number): number => {
    const at = used.get(side) ?? 0;
    used.set(side, at + value);
    return at;
  };
  const leaving = new Map<Flow, number>();
  for (const flow of [...flows].sort((a, b) => a.step - b.step || boxAt(a.step + 1, a.to).top - boxAt(b.step + 1, b.to).top))
    leaving.set(flow, boxAt(flow.step, flow.from).top + take(`out ${keyOf(flow.step, flow.from)}`, flow.value));
  return [...flows]
    .sort((a, b) => a.step - b.step || boxAt(a.step, a.from).top - boxAt(b.step, b.from).top)
    .flatMap((flow, id) => {
      const start = leaving.get(flow) as number;
      const end = boxAt(flow.step + 1, flow.to).top + take(`in ${keyOf(flow.step + 1, flow.to)}`, flow.value);
      return Array.from({ length: PIECES + 1 }, (_, k) => {
        const t = k / PIECES;
        const y = start + (end - start) * t * t * (3 - 2 * t);
        return { id, name: flow.to, x: flow.step + NODE_WIDTH + t * (1 - NODE_WIDTH), y0: y, y1: y + flow.value };
      });
    });
}

/**
 * Flows through columns of names, left to right, as bands whose height is their value (Sankey 1898); a band has the colour of the name that it
 * reaches, and every box carries its name and value.
 */
export function sankey(chart: Sankey): ChartSpec {
  const { colors = {} } = chart;
  const boxes = boxesOf(chart.flows);
  const all = [...boxes.values()];
  const total = all.reduce((sum, { column, size }) => sum + (column === 0 ? size : 0), 0);
  const reached = new Map<string, number>();
  for (const { to, value } of chart.flows) reached.set(to, (reached.get(to) ?? 0) + value);
  const names = [...reached].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  const plain = PALETTE.filter((color) => !Object.values(colors).includes(color));
  const unnamed = names.filter((name) => colors[name] === undefined);
  const colorOf = (name: string): string => colors[name] ?? (plain[unnamed.indexOf(name) % plain.length] as string);
  const last = Math.max(0, ...all.map(({ column }) => column));
  const bottom = Math.max(1e-9, ...all.map(({ top, size }) => top + size));
  const x = { type: 'quantitative', axis: null, scale: { domain: [0, last + LAST_LABEL], nice: false, zero: false } };
  const y = {
    type: 'quantitative',
    axis: null,
    scale: { domain: [-HEADING_ROOM * bottom, bottom], reverse: true, nice: false, zero: false },
  };
  const values = all.map(({ name, column, top, size }) => ({
    x0: column,
    x1: column + NODE_WIDTH,
    y0: top,
    y1: top + Math.max(size, 0.002 * total),
    middle: top + size / 2,
    label: `${name} ${Number(size.toPrecision(4))}`,
  }));
  const headings = (chart.columns ?? []).slice(0, last + 1).map((text, column) => ({ x: column, y: -HEADING_ROOM * bottom, text }));
  const text = { type: 'text', align: 'left', baseline: 'middle', dx: 5, fontSize: 11.5 };
  const labels = { x: { field: 'x1', ...x }, y: { field: 'middle', ...y }, text: { field: 'label', type: 'nominal' } };
  return chartOf(chart, {
    width: WIDTH_PIXELS,
    height: HEIGHT_PIXELS,
    layer: [
      {
        data: { values: bandsOf(chart.flows, boxes) },
        mark: { type: 'area', opacity: 0.45, line: false },
        encoding: {
          x: { field: 'x', ...x },
          y: { field: 'y0', ...y },
          y2: { field: 'y1' },
          detail: { field: 'id', type: 'nominal' },
          color: { field: 'name', type: 'nominal', legend: null, scale: { domain: names, range: names.map(colorOf) } },
        },
      },
      {
        data: { values },
        mark: { type: 'rect', color: INK },
        encoding: { x: { field: 'x0', ...x }, x2: { field: 'x1' }, y: { field: 'y0', ...y }, y2: { field: 'y1' } },
      },
      { data: { values }, mark: { ...text, stroke: '#ffffff', strokeWidth: 3.5, strokeJoin: 'round', color: '#ffffff' }, encoding: labels },
      { data: { values }, mark: { ...text, color: INK }, encoding: labels },
      {
        data: { values: headings },
        mark: { type: 'text', align: 'left', baseline: 'top', fontSize: 12, fontStyle: 'italic', color: MUTED },
        encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, text: { field: 'text', type: 'nominal' } },
      },
    ],
  });
}
