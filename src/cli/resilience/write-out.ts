/** Results of commands as files: JSON in interchange names, the main table as CSV, charts. */
import { join } from 'node:path';
import { EXIT } from '../../core/index.ts';
import { columnBytes, type FileContent, writeAtomically } from '../../lab/index.ts';
import type { ChartSpec } from '../../report/index.ts';
import { drawCharts } from '../chart-files.ts';
import type { Io } from '../io.ts';
import { shownPath } from '../runs/finish.ts';

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The program's names as interchange files write them. */
export function interchange(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(interchange);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [snake(name), interchange(inner)]));
}

export interface Written {
  /** File stem of table and JSON. */
  readonly name: string;
  readonly json: unknown;
  readonly table: readonly Readonly<Record<string, string | number | boolean | null>>[];
  readonly charts?: readonly ChartSpec[];
}

/** `--out`: a .json or .csv file, or a folder that takes both and the charts. */
export async function writeOut(out: string | undefined, { name, json, table, charts = [] }: Written, io: Io): Promise<typeof EXIT.done> {
  if (out === undefined) return EXIT.done;
  const text = `${JSON.stringify(json, null, 2)}\n`;
  const files: FileContent[] = /\.json$/i.test(out)
    ? [{ path: out, bytes: text }]
    : /\.csv$/i.test(out)
      ? [{ path: out, bytes: await csv(table) }]
      : [
          { path: join(out, `${name}.json`), bytes: text },
          { path: join(out, `${name}.csv`), bytes: await csv(table) },
          ...Object.entries(await drawCharts(charts)).map(([file, bytes]) => ({ path: join(out, file), bytes })),
        ];
  await writeAtomically(files);
  for (const { path } of files) io.print(`Wrote ${shownPath(path)}`);
  return EXIT.done;
}

type TableCell = Written['table'][number][string];
const TYPES = { integer: 'INTEGER', number: 'DOUBLE', boolean: 'BOOLEAN', string: 'VARCHAR' } as const;

/** A column has the type of its values. */
function csv(rows: Written['table']): Promise<Uint8Array> {
  const typeOf = (values: readonly TableCell[]): (typeof TYPES)[keyof typeof TYPES] => {
    const there = values.filter((value) => value !== null);
    const kind = there.length > 0 && there.every(Number.isInteger) ? 'integer' : typeof there[0];
    return TYPES[kind as keyof typeof TYPES] ?? TYPES.string;
  };
  return columnBytes(
    Object.keys(rows[0] ?? {}).map((name) => {
      const values = rows.map((row) => row[name] ?? null);
      return { name, type: typeOf(values), values };
    }),
    'csv',
  );
}
