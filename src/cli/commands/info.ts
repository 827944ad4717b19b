import { EXIT } from '../../core/index.ts';
import { loadExperiment } from '../config/experiment-files.ts';
import { SchemaKeys } from '../../core/yaml/index.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { twoColumns, valueText } from '../text.ts';
import { experimentOf } from '../worlds.ts';

export const handler: Handler = async ([name = ''], _options, io) => {
  const loaded = loadExperiment(name);
  const experiment = await experimentOf(loaded);
  const keys = new SchemaKeys(experiment.schema).rows();
  const { info } = loaded;
  io.result({
    id: loaded.id,
    file: loaded.source.file,
    kind: loaded.kind,
    title: experiment.title,
    info: { purpose: info.purpose, source: info.source, equilibrium: info.equilibrium, how_known: info.howKnown },
    deciders: experiment.deciders,
    tables: experiment.tables.map((table) => ({ name: table.name, description: table.description })),
    views: experiment.views.map((view) => ({ name: view.name, description: view.description })),
    config: loaded.config,
    keys: keys.map((row) => ({ key: row.key, type: row.type, default: row.default ?? null, description: row.description })),
  });
  const paint = colors(io.colorOut);
  const section = (title: string, rows: readonly (readonly [string, string])[]): void => {
    if (rows.length > 0) io.print(`\n${paint.bold(title)}\n${twoColumns(rows, io.width)}`);
  };
  io.print(`${paint.bold(loaded.id)}  ${experiment.title} (${loaded.kind})\n${paint.dim(loaded.source.file)}`);
  section(
    'What it is',
    [
      ['purpose', info.purpose],
      ['source', info.source],
      ['equilibrium', info.equilibrium],
      ['how it is known', info.howKnown],
    ].filter((row): row is [string, string] => row[1] !== ''),
  );
  section('Who can decide (--model)', Object.entries(experiment.deciders));
  section(
    'Config keys (--set key=value)',
    keys.map((row) => [
      row.key,
      `${row.description}${row.description === '' ? '' : ' '}[${row.type}${row.default === undefined ? '' : `, default ${valueText(row.default)}`}]`,
    ]),
  );
  section(
    'Tables',
    experiment.tables.map((table) => [table.name, table.description]),
  );
  section(
    'Views',
    experiment.views.map((view) => [view.name, view.description]),
  );
  return EXIT.done;
};
