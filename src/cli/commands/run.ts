import { dirname } from 'node:path';
import { runExperiment } from '../../lab/index.ts';
import { loadExperiment } from '../config/experiment-files.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Handler } from '../handler.ts';
import { startRun } from '../runs/start-run.ts';
import { experimentOf } from '../worlds.ts';

export const handler: Handler = async ([name = ''], options, io) => {
  const read = loadExperiment(options.metaMode === true ? name.replace(/(^|\/)market$/, '$1meta') : name);
  // The layouts of the first system name no kind: the flag does.
  const loaded = options.metaMode === true && read.kind === 'loans/market' ? { ...read, kind: 'loans/meta' } : read;
  for (const warning of loaded.warnings ?? []) io.note(`warning: ${warning}`);
  const experiment = await experimentOf(loaded);
  const resolved = resolveConfig(experiment.schema, loaded.config, loaded.source, options);
  const planned = { id: loaded.id, experiment, resolved, folder: dirname(loaded.source.file) };
  return startRun(planned, options, io, (settled) =>
    runExperiment({ ...settled, experiment, id: loaded.id, configFile: loaded.source.file }),
  );
};
