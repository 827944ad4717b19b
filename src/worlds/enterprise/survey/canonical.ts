/** `household_targets` read and written. */
import { CeterisError, nearest } from '../../../core/index.ts';
import type { ColumnData, Columns } from '../../../lab/index.ts';
import { assemblePanel } from './assemble.ts';
import { CANONICAL, CANONICAL_NAMES } from './columns.ts';
import type { Fraction } from './classify.ts';
import { refuseFutureColumns } from './integrity.ts';
import { readNumber, readText } from './read-cell.ts';
import { DATA_SOURCES, type DataSource, type DroppedRows, type RawRow, type SurveyPanel } from './types.ts';

export interface ReadCanonicalOptions {
  /** Keep rows of this country only; default: the file must hold one country. */
  readonly country?: string;
  /** Class of the data where the file doesn't say it. */
  readonly dataSource?: DataSource;
  readonly stayerThreshold?: Fraction;
  readonly file?: string;
  /** Line of the file behind each row, where they aren't one after the other from line 2. */
  readonly lines?: readonly number[];
  /** Rows lost before this point. */
  readonly dropped?: readonly DroppedRows[];
}

/**
 * @throws CeterisError MISSING_COLUMN, UNKNOWN_COLUMN (a misspelt one), MIXED_SOURCES, MIXED_COUNTRIES, FUTURE_IN_FEATURES and those of `assemblePanel`
 */
export function readCanonical(columns: Columns, options: ReadCanonicalOptions = {}): SurveyPanel {
  const place = options.file === undefined ? {} : { file: options.file };
  checkNames(columns.names, place);
  const values = (name: string): Columns['values'][string] | undefined => columns.values[name];
  const rowCountry = (i: number): string | undefined => readText(values('country')?.[i]);
  const rows = Array.from({ length: columns.rowCount }, (_, i) => i).filter(
    (i) => options.country === undefined || rowCountry(i) === undefined || rowCountry(i) === options.country,
  );
  if (rows.length === 0)
    throw new CeterisError(
      'NO_ROWS',
      `The file has no rows of ${options.country ?? 'any country'}.`,
      'Check --country and the column country.',
      place,
    );
  const country = one('country', rows.map(rowCountry), place) ?? options.country ?? 'unknown';
  const stated = one(
    'data_source',
    rows.map((i) => readText(values('data_source')?.[i])),
    place,
  );
  const { dataSource, warning } = sourceOf(stated, options.dataSource, place);
  const dropped = { rows: 0, examples: [] as string[] };
  const lineOf = (i: number): number => options.lines?.[i] ?? i + 2;
  const raw = rows.flatMap((i): RawRow[] => {
    const row: Record<string, unknown> = { line: lineOf(i) };
    for (const { spec, field } of CANONICAL) {
      const cell = values(spec.name)?.[i];
      if (field === null || cell === undefined) continue;
      const value = spec.type === 'VARCHAR' ? readText(cell) : readNumber(cell);
      if (value === 'unreadable') {
        dropped.rows += 1;
        if (dropped.examples.length < 5)
          dropped.examples.push(`row ${lineOf(i)}: ${spec.name} ${JSON.stringify(String(cell).slice(0, 20))}`);
        return [];
      }
      if (value !== undefined) row[field] = value;
    }
    return [{ householdId: '', wave: Number.NaN, enterprise: Number.NaN, ...row } as RawRow];
  });
  const panel = assemblePanel(raw, {
    country,
    dataSource,
    ...(options.stayerThreshold === undefined ? {} : { stayerThreshold: options.stayerThreshold }),
    ...place,
    dropped: [...(options.dropped ?? []), ...(dropped.rows === 0 ? [] : [{ reason: 'a number can’t be read', ...dropped }])],
    warnings: warning === null ? [] : [warning],
  });
  refuseFutureColumns(panel, place);
  return panel;
}

/** The panel as columns, ready for CSV or Parquet. */
export function canonicalColumns(panel: SurveyPanel): ColumnData[] {
  const rows = Array.from({ length: panel.rows }, (_, i) => i);
  return CANONICAL.map(({ spec, valueAt }) => ({ name: spec.name, type: spec.type, values: rows.map((i) => valueAt(panel, i)) }));
}

/** Names that other programs use for canonical columns: said in the remedy, never guessed. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  assets_index: 'asset_index',
  assets_raw: 'asset_value',
  assets: 'asset_value',
  enterprise_status: 'enterprise_indicator',
  enterprise: 'enterprise_indicator',
  village_id: 'psu',
  hhid: 'household_id',
};

function checkNames(names: readonly string[], place: { readonly file?: string }): void {
  const stranger = names.filter((name) => !CANONICAL_NAMES.includes(name));
  const meant = (name: string): string | null => OTHER_NAMES[name] ?? nearest(name, CANONICAL_NAMES);
  const required = CANONICAL.filter((column) => column.required).map(({ spec }) => spec.name);
  const has = (name: string): boolean => names.includes(name);
  const missing = [...required.filter((name) => !has(name)), ...(has('asset_index') || has('asset_value') ? [] : ['asset_index'])];
  for (const name of missing) {
    const near = stranger.find((other) => meant(other) === name || (name === 'asset_index' && meant(other) === 'asset_value'));
    throw new CeterisError(
      'MISSING_COLUMN',
      `The file has no column ${name}${near === undefined ? '' : `; it has ${near}`}.`,
      near === undefined
        ? `Its columns: ${names.slice(0, 30).join(', ')}. Rename one, or give a column map (\`ceteris enterprise import DIR --layout MAP.yaml\`).`
        : `Rename ${near} to ${meant(near)}, or say so in a column map (\`ceteris enterprise import DIR --layout MAP.yaml\`): columns: { ${meant(near)}: ${near} }.`,
      { ...place, path: name },
    );
  }
  const typo = stranger.find((name) => {
    const near = meant(name);
    return near !== null && !has(near);
  });
  if (typo !== undefined)
    throw new CeterisError(
      'UNKNOWN_COLUMN',
      `The column ${typo} is none that is read; it looks like ${meant(typo)}, which the file lacks.`,
      `Rename it to ${meant(typo)}, or drop it.`,
      { ...place, path: typo },
    );
}

function one(name: string, values: readonly (string | undefined)[], place: { readonly file?: string }): string | undefined {
  const distinct = [...new Set(values)];
  if (distinct.length === 1) return distinct[0];
  throw new CeterisError(
    name === 'country' ? 'MIXED_COUNTRIES' : 'MIXED_SOURCES',
    `The file mixes ${distinct
      .map((value) => value ?? 'none')
      .sort()
      .join(', ')} in ${name}.`,
    name === 'country' ? 'Choose one with --country.' : 'Sources are never mixed in one table: split the file.',
    { ...place, path: name },
  );
}

function sourceOf(
  stated: string | undefined,
  given: DataSource | undefined,
  place: { readonly file?: string },
): { readonly dataSource: DataSource; readonly warning: string | null } {
  if (stated !== undefined && !DATA_SOURCES.includes(stated as DataSource))
    throw new CeterisError('UNKNOWN_SOURCE', `${JSON.stringify(stated)} is no class of data.`, `One of ${DATA_SOURCES.join(', ')}.`, {
      ...place,
      path: 'data_source',
    });
  if (stated !== undefined && given !== undefined && given !== stated)
    throw new CeterisError('MIXED_SOURCES', `The file says it is ${stated}, not ${given}.`, 'A file keeps the class that it states.', {
      ...place,
      path: 'data_source',
    });
  const dataSource = (stated as DataSource | undefined) ?? given;
  if (dataSource !== undefined) return { dataSource, warning: null };
  return {
    dataSource: 'stand-in',
    warning: 'nobody says where these data come from: they count as a stand-in (say --data-source survey if they are a survey)',
  };
}
