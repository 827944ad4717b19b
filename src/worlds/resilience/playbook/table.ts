/** The playbook as a ledger table, and back. */
import type { Row, TableSpec } from '../../../lab/index.ts';
import { column } from '../../../report/index.ts';
import { inOrder } from './summarise.ts';
import type { Estimate, PlaybookRow, Section } from './types.ts';

const SHARE = 'share of paths';
const MEASURES = [
  ['cost_saved', 'months', 'discounted cost that it saves; above 0 it helps'],
  ['hardship_saved', 'months', 'months of hardship that it saves'],
  ['recovered_gain', SHARE, 'more that recover within the horizon'],
  ['default_avoided', SHARE, 'fewer that default'],
] as const;

export const playbookTable: TableSpec = {
  name: 'playbook',
  description: 'What each choice is worth, paired on common random numbers: means over households with their t intervals at 95 %.',
  key: ['section', 'shock_type', 'household_type', 'item'],
  columns: [
    column('section', 'VARCHAR', '', 'strategy, move, insurance, buffer, delay or order: what is compared with what'),
    column('shock_type', 'VARCHAR', '', 'first shock; all: every one'),
    column('household_type', 'VARCHAR', '', 'renter or owner, with under a month of cash (thin) or more (buffered); all: every one'),
    column('item', 'VARCHAR', '', 'the choice'),
    column('households', 'INTEGER', '', 'behind the means'),
    ...MEASURES.flatMap(([name, unit, description]) => [
      column(name, 'DOUBLE', unit, description),
      column(`${name}_low`, 'DOUBLE', unit, '95 %'),
      column(`${name}_high`, 'DOUBLE', unit, '95 %'),
    ]),
  ],
};

export const playbookRows = (rows: readonly PlaybookRow[]): Row[] =>
  rows.map((row) => ({
    section: row.section,
    shock_type: row.shock_type,
    household_type: row.household_type,
    item: row.item,
    households: row.households,
    ...Object.fromEntries(
      MEASURES.flatMap(([name]) => [
        [name, row[name].mean],
        [`${name}_low`, row[name].lo],
        [`${name}_high`, row[name].hi],
      ]),
    ),
  }));

export function playbookOf(rows: readonly Row[]): PlaybookRow[] {
  const estimate = (row: Row, name: string): Estimate => ({
    mean: Number(row[name]),
    lo: Number(row[`${name}_low`]),
    hi: Number(row[`${name}_high`]),
  });
  return inOrder(
    rows.map((row) => ({
      section: String(row['section']) as Section,
      shock_type: String(row['shock_type']),
      household_type: String(row['household_type']),
      item: String(row['item']),
      households: Number(row['households']),
      cost_saved: estimate(row, 'cost_saved'),
      hardship_saved: estimate(row, 'hardship_saved'),
      recovered_gain: estimate(row, 'recovered_gain'),
      default_avoided: estimate(row, 'default_avoided'),
    })),
  );
}
