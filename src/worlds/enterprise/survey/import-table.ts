/** One file with other names than the canonical ones: columns renamed, rows chosen, waves numbered. */
import { CeterisError, nearest } from '../../../core/index.ts';
import type { Columns } from '../../../lab/index.ts';
import { readCanonical, type ReadCanonicalOptions } from './canonical.ts';
import { CANONICAL_NAMES } from './columns.ts';
import { openFile, type SurveyFiles, type SurveyTable } from './files.ts';
import type { TableLayout } from './layout.ts';
import { readNumber, readText } from './read-cell.ts';
import type { DroppedRows, SurveyPanel } from './types.ts';

/** @throws CeterisError UNKNOWN_COLUMN, MISSING_FILE, MISSING_COLUMN and those of `readCanonical` */
export async function importTable(layout: TableLayout, files: SurveyFiles, options: ReadCanonicalOptions): Promise<SurveyPanel> {
  const table = await openFile(files, '', layout.file);
  for (const name of Object.keys(layout.columns)) {
    if (CANONICAL_NAMES.includes(name)) continue;
    const near = nearest(name, CANONICAL_NAMES);
    throw new CeterisError(
      'UNKNOWN_COLUMN',
      `${name} is no canonical column.`,
      near === null ? `One of ${CANONICAL_NAMES.join(', ')}.` : `Did you mean ${near}?`,
      {
        path: `columns.${name}`,
      },
    );
  }
  const wanted = Object.entries(layout.where).map(([name, codes]) => ({ cells: table.column(name), codes: codes.map(String) }));
  const country = options.country ?? layout.country;
  const countries = layout.columns['country'] === undefined ? null : table.column(layout.columns['country']);
  const same = (cell: unknown): boolean => country === undefined || String(cell).trim().toLowerCase() === country.toLowerCase();
  const chosen = Array.from({ length: table.rows }, (_, i) => i).filter(
    (i) => wanted.every(({ cells, codes }) => codes.includes(readText(cells[i]) ?? '')) && (countries === null || same(countries[i])),
  );
  const { rows, dropped } =
    layout.lowest_of === undefined ? { rows: chosen, dropped: [] } : lowestOf(layout, layout.lowest_of, table, chosen);
  const values: Record<string, Columns['values'][string]> = {};
  for (const [name, source] of Object.entries(layout.columns)) {
    const cells = table.column(source);
    values[name] = rows.map((i) =>
      name === 'wave' && layout.waves !== undefined ? (layout.waves[readText(cells[i]) ?? ''] ?? null) : cells[i],
    );
  }
  if (country !== undefined) values['country'] = rows.map(() => country);
  return readCanonical(
    { names: Object.keys(values), rowCount: rows.length, values },
    {
      ...options,
      file: table.file,
      dataSource: layout.data_source,
      lines: rows.map((i) => i + 2),
      dropped,
      ...(country === undefined ? {} : { country }),
    },
  );
}

const EXAMPLES = 5;

/** One row for each country, household and wave: that where `by` is lowest. Equals all stay, and are refused as duplicates later. */
function lowestOf(
  layout: TableLayout,
  by: string,
  table: SurveyTable,
  chosen: readonly number[],
): { readonly rows: readonly number[]; readonly dropped: readonly DroppedRows[] } {
  const ranks = table.column(by);
  const cellsOf = (name: string): Columns['values'][string][] =>
    layout.columns[name] === undefined ? [] : [table.column(layout.columns[name])];
  const textOf = (names: readonly string[]): ((i: number) => string) => {
    const keys = names.flatMap(cellsOf);
    return (i) => keys.map((cells) => readText(cells[i]) ?? '').join('/');
  };
  const nameOf = textOf(['household_id', 'wave']);
  const keyOf = textOf(['country', 'household_id', 'wave']);
  const orderOf = (i: number): number => {
    const value = readNumber(ranks[i]);
    return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
  };
  const lowest = new Map<string, number>();
  for (const i of chosen) lowest.set(keyOf(i), Math.min(lowest.get(keyOf(i)) ?? Number.POSITIVE_INFINITY, orderOf(i)));
  const isLowest = (i: number): boolean => orderOf(i) === lowest.get(keyOf(i));
  const lost = chosen.filter((i) => !isLowest(i));
  const reason = `the household and wave have a row of a lower ${by}`;
  return {
    rows: chosen.filter(isLowest),
    dropped: lost.length === 0 ? [] : [{ reason, rows: lost.length, examples: lost.slice(0, EXAMPLES).map(nameOf) }],
  };
}
