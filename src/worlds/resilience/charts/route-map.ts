/** The map of routes: from the shock over the first moves to the end. */
import type { Row } from '../../../lab/index.ts';
import { type ChartSpec, type Flow, sankey } from '../../../report/index.ts';
import { words } from './words.ts';

const ENDS = new Set(['recovered', 'default', 'open']);
const COLORS = { recovered: '#009E73', default: '#D55E00', open: '#767676', 'other move': '#c9c9c9' };
const MOST_MOVES = 6;
const OTHER = 'other_move';
const HEADINGS = ['Shock', 'First move', 'Second', 'Third', 'Fourth', 'End'];

/** Which move follows which; moves beyond the most frequent ones are one. */
export function routeMap(rows: readonly Row[]): ChartSpec[] {
  const taken = new Map<string, number>();
  for (const row of rows) {
    const name = String(row['to_move']);
    if (!ENDS.has(name)) taken.set(name, (taken.get(name) ?? 0) + Number(row['paths']));
  }
  const kept = new Set(
    [...taken]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_MOVES)
      .map(([name]) => name),
  );
  const shown = (name: string): string => words(kept.has(name) || ENDS.has(name) ? name : OTHER);
  const flows = new Map<string, Flow>();
  for (const row of rows) {
    if (row['shock_type'] === 'none') continue;
    const step = Number(row['step']);
    const from = step === 0 ? words(row['shock_type']) : shown(String(row['from_move']));
    const flow = { step, from, to: shown(String(row['to_move'])), value: 0 };
    const key = JSON.stringify(flow);
    flows.set(key, { ...flow, value: (flows.get(key)?.value ?? 0) + Number(row['paths']) });
  }
  const all = [...flows.values()];
  const total = all.reduce((sum, { step, value }) => sum + (step === 0 ? value : 0), 0);
  if (total === 0) return [];
  return [
    sankey({
      name: 'route_map',
      title: 'Which moves follow which, from the shock to the end',
      subtitle: `${total} own paths under the chosen routes; the height of a band is the number of paths`,
      caption:
        'The first distinct moves of every own path, left to right, before or after the shock as the route plays them; a month of waiting is no move. Open: neither recovered nor in default at the horizon.',
      columns: HEADINGS,
      colors: COLORS,
      flows: all,
    }),
  ];
}
