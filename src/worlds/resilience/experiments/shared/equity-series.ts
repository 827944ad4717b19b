/** A user's monthly series of equity returns and inflation, for the block bootstrap. */
import { CeterisError, nearest } from '../../../../core/index.ts';

export interface EquitySeries {
  readonly equity: readonly number[];
  readonly inflation: readonly number[];
}

const COLUMNS = ['month', 'equity_log_return', 'inflation_log'] as const;
const LEAST_MONTHS = 24;

/**
 * Read a comma-separated file with the columns month (2001-02, a date of that month, or a running number), equity_log_return and
 * inflation_log (shares: 0.01 is one percent), one row a month and none left out; lines that begin with # are notes.
 * @throws EQUITY_SERIES with file, line and column
 */
export function readEquitySeries(text: string, file: string): EquitySeries {
  const refuse = (line: number, path: string, cause: string, remedy: string): CeterisError =>
    new CeterisError('EQUITY_SERIES', cause, remedy, { file, line, path });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, i) => ({ line: i + 1, content }))
    .filter(({ content }) => content.trim() !== '' && !content.trimStart().startsWith('#'));
  const [head, ...rows] = lines;
  if (head === undefined) throw refuse(1, 'month', 'The file has no rows.', `Its first line names the columns: ${COLUMNS.join(', ')}.`);
  const names = cellsOf(head.content);
  const [monthAt, equityAt, inflationAt] = COLUMNS.map((name) => {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    const near = nearest(name, names);
    const remedy =
      near === null ? `Name the columns ${COLUMNS.join(', ')}; this file has ${names.join(', ')}.` : `Did ${near} mean ${name}?`;
    throw refuse(head.line, name, `There is no column ${name}.`, remedy);
  });
  const equity: number[] = [];
  const inflation: number[] = [];
  let before: number | null = null;
  for (const { line, content } of rows) {
    const cells = cellsOf(content);
    if (cells.length !== names.length)
      throw refuse(line, 'month', `${cells.length} values for ${names.length} columns.`, 'Give every row one value a column.');
    const month = ordinalOf(cells[monthAt]);
    if (month === null)
      throw refuse(line, 'month', `${quoted(cells[monthAt])} is no month.`, 'Write 2001-02, or number the months one by one.');
    if (before !== null && month !== before + 1)
      throw refuse(line, 'month', `${cells[monthAt]} does not follow the month before it.`, 'Blocks join neighbours: leave no month out.');
    before = month;
    const logOf = (at: number, name: string): number => {
      const value = cells[at] === '' ? Number.NaN : Number(cells[at]);
      if (!Number.isFinite(value)) throw refuse(line, name, `${quoted(cells[at])} is no number.`, 'Write a share, such as 0.0123.');
      if (Math.abs(value) > 1)
        throw refuse(line, name, `${cells[at]} is beyond a log change of 1 a month.`, 'Write shares: 0.01 is one percent.');
      return value;
    };
    equity.push(logOf(equityAt, 'equity_log_return'));
    inflation.push(logOf(inflationAt, 'inflation_log'));
  }
  if (rows.length < LEAST_MONTHS) {
    const last = rows.at(-1) ?? head;
    throw refuse(last.line, 'month', `${rows.length} months are too few for blocks.`, `Give at least ${LEAST_MONTHS} months.`);
  }
  return { equity, inflation };
}

const cellsOf = (content: string): string[] => content.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
const quoted = (cell: string): string => JSON.stringify(cell);

/** Months that follow each other get numbers that do; null: no month. */
function ordinalOf(cell: string): number | null {
  const [, year, month] = /^(\d{4})-?(0[1-9]|1[0-2])(?:-?\d{2})?$/.exec(cell) ?? [];
  if (year !== undefined) return 12 * Number(year) + Number(month);
  return /^\d{1,5}$/.test(cell) ? Number(cell) : null;
}
