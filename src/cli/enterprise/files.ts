/** Files of the enterprise commands: folders read, results written whole. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CeterisError } from '../../core/index.ts';
import { columnBytes, type FileContent, writeAtomically } from '../../lab/index.ts';
import { canonicalColumns, type SurveyPanel } from '../../worlds/enterprise/survey/index.ts';

const NAMES = ['household_targets.parquet', 'household_targets.csv'];

/** The table itself, or the one in a folder (directly, or in that of the country or `derived/`). */
export function locateTargets(path: string, country: string | undefined): string {
  if (!existsSync(path))
    throw new CeterisError('FILE_NOT_FOUND', `There is no file or folder ${path}.`, 'Check --data.', { file: path, path: '--data' });
  if (!statSync(path).isDirectory()) return path;
  const folders = [path, ...(country === undefined ? [] : [join(path, country), join(path, country, 'derived')]), join(path, 'derived')];
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new CeterisError(
    'FILE_NOT_FOUND',
    `${path} holds no ${NAMES.join(' or ')}.`,
    'Make one with `ceteris enterprise fixture` or `ceteris enterprise import`.',
    {
      file: path,
      path: '--data',
    },
  );
}

/** Files below a folder, as paths with `/`, in order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new CeterisError('FILE_NOT_FOUND', `There is no folder ${folder}.`, 'Name the folder that holds the survey files.', {
      file: folder,
    });
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.replace(/[/\\]+$/, '').length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** household_targets in both formats, and more; all or nothing. */
export async function writePanel(folder: string, panel: SurveyPanel, more: readonly FileContent[]): Promise<string[]> {
  const columns = canonicalColumns(panel);
  const files = [
    { path: join(folder, 'household_targets.csv'), bytes: await columnBytes(columns, 'csv') },
    { path: join(folder, 'household_targets.parquet'), bytes: await columnBytes(columns, 'parquet') },
    ...more.map((file) => ({ ...file, path: join(folder, file.path) })),
  ];
  await writeAtomically(files);
  return files.map(({ path }) => path);
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What of the sampling design a panel carries, in words. */
export function designWords(panel: SurveyPanel): string {
  const count = (units: readonly string[] | null, name: string): string =>
    units === null ? `no ${name}` : `${new Set(units).size} ${name}`;
  return `${panel.hasWeights ? 'sampling weights' : 'no sampling weights'}, ${count(panel.stratum, 'strata')}, ${count(panel.psu, 'sampling units')}`;
}

/** Counts that every import prints and keeps. */
export const panelFacts = (panel: SurveyPanel): Record<string, unknown> => ({
  country: panel.country,
  data_source: panel.dataSource,
  rows: panel.rows,
  households: new Set(panel.householdId).size,
  waves: [...new Set(panel.wave)].sort((a, b) => a - b),
  weighted: panel.hasWeights,
  psus: panel.psu === null ? null : new Set(panel.psu).size,
  strata: panel.stratum === null ? null : new Set(panel.stratum).size,
  rows_read: panel.report.rowsRead,
  dropped: panel.report.dropped,
  unknown: panel.report.unknown,
  split_offs: panel.report.splitOffs,
  warnings: panel.report.warnings,
});
