/** The playbook for people: tables of what is worth doing, and the chart of orders that matter. */
import { type ChartSpec, heatMap, type ReportBlock, right, type TableBlock } from '../../../report/index.ts';
import { HOUSEHOLD_TYPE_WORDS, type HouseholdType } from './household-type.ts';
import type { Estimate, PlaybookRow, Section } from './types.ts';

const ALL = 'all';
const words = (name: string): string => name.replaceAll('_', ' ');
const months = ({ mean, lo, hi }: Estimate): string => `${mean.toFixed(1)} [${lo.toFixed(1)}, ${hi.toFixed(1)}]`;
const points = ({ mean, lo, hi }: Estimate): string => `${(100 * mean).toFixed(1)} [${(100 * lo).toFixed(1)}, ${(100 * hi).toFixed(1)}]`;
const household = (name: string): string => HOUSEHOLD_TYPE_WORDS[name as HouseholdType | 'all'] ?? words(name);
const decided = ({ lo, hi }: Estimate): string => (lo > 0 ? 'helps' : hi < 0 ? 'harms' : 'inconclusive');
/** What lists of the best show of each group. */
const BEST = 3;

const pick = (rows: readonly PlaybookRow[], section: Section, shock?: string, type?: string): PlaybookRow[] =>
  rows.filter(
    (row) =>
      row.section === section && (shock === undefined || row.shock_type === shock) && (type === undefined || row.household_type === type),
  );
const values = (rows: readonly PlaybookRow[], key: 'shock_type' | 'household_type'): string[] => [...new Set(rows.map((row) => row[key]))];

/** The best ways of acting after each shock. */
function strategies(rows: readonly PlaybookRow[], best = BEST): TableBlock {
  const there = pick(rows, 'strategy', undefined, ALL);
  return {
    kind: 'table',
    caption: `The best ${best === 1 ? 'strategy' : 'three strategies'} after each shock: saved beside the rule book (months of cost and of hardship; points of recovery)`,
    columns: [
      { label: 'shock' },
      { label: 'strategy' },
      right('homes'),
      right('cost'),
      right('hardship'),
      right('recovery'),
      { label: '' },
    ],
    rows: values(there, 'shock_type').flatMap((shock) =>
      there
        .filter((row) => row.shock_type === shock)
        .slice(0, best)
        .map((row) => [
          words(shock),
          row.item,
          String(row.households),
          months(row.cost_saved),
          months(row.hardship_saved),
          points(row.recovered_gain),
          decided(row.cost_saved),
        ]),
    ),
  };
}

/** The moves that routes would miss most, by shock, then by kind of household. */
function moves(rows: readonly PlaybookRow[], by: 'shock_type' | 'household_type'): TableBlock {
  const there = by === 'shock_type' ? pick(rows, 'move', undefined, ALL) : pick(rows, 'move', ALL);
  return {
    kind: 'table',
    caption: `Best moves by ${by === 'shock_type' ? 'first shock' : 'kind of household'}: months of cost that a learned route loses without the move`,
    columns: [
      { label: by === 'shock_type' ? 'shock' : 'household' },
      { label: 'move' },
      right('routes with it'),
      right('months'),
      { label: '' },
    ],
    rows: values(there, by).flatMap((group) =>
      there
        .filter((row) => row[by] === group)
        .slice(0, BEST)
        .map((row) => [
          by === 'shock_type' ? words(group) : household(group),
          words(row.item),
          String(row.households),
          months(row.cost_saved),
          decided(row.cost_saved),
        ]),
    ),
  };
}

/** Both at once, the best move of each cell. */
function cells(rows: readonly PlaybookRow[]): TableBlock {
  const there = pick(rows, 'move').filter((row) => row.shock_type !== ALL && row.household_type !== ALL);
  const seen = new Set<string>();
  const best = there.filter((row) => {
    const key = `${row.shock_type} ${row.household_type}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return {
    kind: 'table',
    caption: 'Best move by shock and kind of household (three households or more)',
    columns: [{ label: 'shock' }, { label: 'household' }, { label: 'move' }, right('routes'), right('months'), { label: '' }],
    rows: best.map((row) => [
      words(row.shock_type),
      household(row.household_type),
      words(row.item),
      String(row.households),
      months(row.cost_saved),
      decided(row.cost_saved),
    ]),
  };
}

function insurances(rows: readonly PlaybookRow[]): TableBlock {
  const there = pick(rows, 'insurance', undefined, ALL);
  return {
    kind: 'table',
    caption: 'What an insurance is worth, bought before the shock: saved per household beside being without it, premium paid',
    columns: [
      { label: 'insurance' },
      { label: 'shock' },
      right('homes'),
      right('cost'),
      right('hardship'),
      right('default, points'),
      { label: '' },
    ],
    rows: values(there, 'shock_type').flatMap((shock) =>
      there
        .filter((row) => row.shock_type === shock)
        .map((row) => [
          row.item,
          words(shock),
          String(row.households),
          months(row.cost_saved),
          months(row.hardship_saved),
          points(row.default_avoided),
          decided(row.cost_saved),
        ]),
    ),
  };
}

const inOrder =
  (section: 'buffer' | 'delay' | 'sensitivity', caption: string, what: string) =>
  (rows: readonly PlaybookRow[]): TableBlock => ({
    kind: 'table',
    caption,
    columns: [{ label: what }, right('homes'), right('cost'), right('hardship'), right('default, points'), right('recovery, points')],
    rows: pick(rows, section, ALL, ALL).map((row) => [
      row.item,
      String(row.households),
      months(row.cost_saved),
      months(row.hardship_saved),
      points(row.default_avoided),
      points(row.recovered_gain),
    ]),
  });

const buffers = inOrder('buffer', 'What a month of essential spending in cash is worth before the shock: saved per household', 'cash');
const delays = inOrder('delay', 'What it costs to begin the learned route late (below 0: lost by the delay)', 'route begun');

const sensitivity = inOrder(
  'sensitivity',
  'What the learned route saves beside the rule book where an assumption is another: chosen numbers, put otherwise',
  'assumption',
);

/** What it rests on, in words: once under the tables. */
const READING =
  'Every line compares a household with itself on the same random numbers; intervals are 95 % over households, each line for itself. Cost counts each month not recovered as 1 and default as 300, discounted. Recovery asks for the cash that was there before the shock, up to three months: who has more has more to win back, and a path ends when it has recovered: so read buffers by default.';

/** The few lines that a screen has room for. */
export const briefPlaybook = (rows: readonly PlaybookRow[]): ReportBlock[] => (rows.length === 0 ? [] : [strategies(rows, 1)]);

export function playbookBlocks(rows: readonly PlaybookRow[]): ReportBlock[] {
  if (rows.length === 0) return [];
  const tables = [
    strategies(rows),
    moves(rows, 'shock_type'),
    moves(rows, 'household_type'),
    cells(rows),
    insurances(rows),
    buffers(rows),
    delays(rows),
    sensitivity(rows),
  ];
  return [...tables.filter((table) => table.rows.length > 0), { kind: 'paragraph', text: READING }];
}

const NAME = / then /;

/** Cost of one order less that of the other, all shocks and households. */
export function orderChart(rows: readonly PlaybookRow[]): ChartSpec[] {
  const there = pick(rows, 'order', ALL, ALL);
  if (there.length === 0) return [];
  const pairs = there.map((row) => ({ pair: row.item.split(NAME) as [string, string], saved: row.cost_saved }));
  const names = [...new Set(pairs.flatMap(({ pair }) => pair))].sort();
  const costOf = (first: string, then: string): number | null => {
    const found = pairs.find(({ pair: [a, b] }) => (a === first && b === then) || (a === then && b === first));
    if (found === undefined) return null;
    return found.pair[0] === first ? -found.saved.mean : found.saved.mean;
  };
  const proven = pairs.filter(({ saved }) => saved.lo > 0 || saved.hi < 0).length;
  return [
    heatMap({
      name: 'order_effects',
      title: 'Which orders of two moves matter',
      subtitle: `Months of cost of this order less that of the other, in the month of the shock; ${proven} of ${pairs.length} pairs differ beyond chance (95 %)`,
      caption: `Value commutators over ${there[0].households} households on common random numbers, the rule book before and after; blue: this order is the better one. A move that is not possible is skipped.`,
      x: { title: 'Then' },
      y: { title: 'First' },
      value: { title: 'Cost', unit: 'months' },
      center: 0,
      sidePixels: 420,
      cells: names.flatMap((first) => names.map((then) => ({ x: words(then), y: words(first), value: costOf(first, then) }))),
    }),
  ];
}
