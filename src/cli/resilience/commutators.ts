import { CeterisError, EXIT } from '../../core/index.ts';
import { checkedValue } from '../../core/yaml/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { commutatorTable, PLAIN_MOVES, plainSheetSchema } from '../../worlds/resilience/moves/index.ts';
import { bracketCharts } from '../../worlds/resilience/charts/index.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { writeOut } from './write-out.ts';

const money = (x: number): string => (Math.abs(x) < 0.005 ? '0' : x.toFixed(2));

/** The order table of a balance sheet (a file of dollars, or the one of the docs): brackets, round trips, and what they cost. */
export const handler: Handler = async ([file], options, io) => {
  const sheet = file === undefined ? undefined : checkedValue(readYamlFile(file), plainSheetSchema);
  if (sheet !== undefined && sheet.essential <= 0) {
    throw new CeterisError('BAD_VALUE', 'nobody lives on nothing', 'give essential spending above 0', { file, path: 'essential' });
  }
  const table = commutatorTable(sheet);
  io.result(table);
  const paint = colors(io.colorOut);
  io.print(paint.bold('A then B minus B then A, dollars'));
  const line = (pair: string, ...cells: string[]): void =>
    io.print(`  ${pair.padEnd(5)} ${cells.map((cell) => cell.padStart(14)).join(' ')}`);
  line('A,B', 'net worth', 'service/month', 'cash');
  for (const { pair, delta } of table.order) line(pair.join(','), money(delta.net_worth), money(delta.service), money(delta.cash));
  io.print(
    `  where ${Object.entries(PLAIN_MOVES)
      .map(([letter, { name }]) => `${letter}: ${name}`)
      .join('; ')}`,
  );
  io.print(paint.bold('A, B, then their inverses: net worth that the detour leaves (never above 0)'));
  for (const row of table.round_trips) io.print(`  ${row.moves.padEnd(40)} ${money(row.net_worth)}`);
  io.print(paint.bold('Order and timing in the small problem: cost of doing the first later (months; below 0: first is better)'));
  for (const row of table.value) io.print(`  ${row.state.padEnd(10)} ${row.pair.join(' / ').padEnd(24)} ${row.kappa.toFixed(6)}`);
  for (const row of table.timing)
    io.print(`  ${row.state.padEnd(10)} ${`${row.action} now, not next month`.padEnd(24)} ${row.delay_cost.toFixed(6)}`);
  const rows = table.order.map(({ pair: [first, then], delta }) => ({ first, then, ...delta }));
  await writeOut(options.out, { name: 'commutators', json: table, table: rows, charts: bracketCharts(table) }, io);
  return EXIT.done;
};
