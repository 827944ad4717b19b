import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CeterisError, EXIT, nearest } from '../../core/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { readColumns, type Columns } from '../../lab/index.ts';
import {
  DATA_SOURCE_WORDS,
  type DataSource,
  importSurvey,
  importTable,
  type Layout,
  LAYOUTS,
  layoutSchema,
  readStata,
  type SplitOffRule,
  type SurveyFiles,
  type SurveyPanel,
} from '../../worlds/enterprise/survey/index.ts';
import type { Handler } from '../handler.ts';
import { designWords, filesBelow, jsonText, panelFacts, writePanel } from './files.ts';

function layoutOf(name: string | undefined): Layout {
  const known = Object.keys(LAYOUTS);
  if (name === undefined)
    throw new CeterisError(
      'MISSING_OPTION',
      'The layout of the files is not named.',
      `Give --layout: ${known.join(', ')}, or a column map (YAML).`,
      { path: '--layout' },
    );
  const built = LAYOUTS[name];
  if (built !== undefined) return built;
  if (!/\.ya?ml$|\.json$/.test(name)) {
    const near = nearest(name, known);
    throw new CeterisError(
      'UNKNOWN_LAYOUT',
      `There is no layout ${name}.`,
      near === null ? `One of ${known.join(', ')}, or a YAML file.` : `Did you mean ${near}?`,
      {
        path: '--layout',
      },
    );
  }
  const source = readYamlFile(name);
  const parsed = layoutSchema.safeParse(source.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CeterisError(
    'BAD_LAYOUT',
    `${issue.path.join('.') || 'the column map'}: ${issue.message}`,
    'See docs/enterprise/data.md for the keys.',
    source.placeOf(issue.path),
  );
}

const surveyFiles = (folder: string): SurveyFiles => ({
  names: filesBelow(folder),
  read: async (name): Promise<Columns> => {
    const file = join(folder, name);
    return name.toLowerCase().endsWith('.dta') ? readStata(new Uint8Array(readFileSync(file)), file) : readColumns(file, { asText: true });
  },
});

async function read(layout: Layout, folder: string, options: Parameters<Handler>[1]): Promise<SurveyPanel> {
  const source = surveyFiles(folder);
  if (layout.kind === 'survey') return importSurvey(layout, source, { splitOffs: (options.splitOffs ?? 'keep-first') as SplitOffRule });
  const table = options.dataSource === undefined ? layout : { ...layout, data_source: options.dataSource as DataSource };
  return importTable(table, source, options.country === undefined ? {} : { country: options.country });
}

export const handler: Handler = async ([folder = ''], options, io) => {
  const panel = await read(layoutOf(options.layout), folder, options);
  const out = options.out ?? join('data', panel.country);
  const files = await writePanel(out, panel, [
    { path: 'derive_manifest.json', bytes: jsonText({ stage: 'import', layout: options.layout, ...panelFacts(panel) }) },
  ]);
  io.result({ files, ...panelFacts(panel) });
  io.print(`Data source class: ${panel.dataSource} (${DATA_SOURCE_WORDS[panel.dataSource]}).`);
  io.print(`${panel.rows} of ${panel.report.rowsRead} rows kept, ${new Set(panel.householdId).size} households.`);
  io.print(`Sampling design: ${designWords(panel)}.`);
  for (const { reason, rows, examples } of panel.report.dropped) io.print(`  dropped ${rows}: ${reason} (${examples.join(', ')})`);
  for (const [column, rows] of Object.entries(panel.report.unknown)) if (rows > 0) io.print(`  unknown in ${rows} rows: ${column}`);
  for (const warning of panel.report.warnings) io.note(`warning: ${warning}`);
  io.print(files.map((file) => `  ${file}`).join('\n'));
  return EXIT.done;
};
