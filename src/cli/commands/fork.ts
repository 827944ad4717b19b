import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../core/index.ts';
import { parseYamlText } from '../../core/yaml/index.ts';
import { forkRun } from '../../lab/index.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Handler } from '../handler.ts';
import { type AskForecast, expectedOf, forecastOf, namesModels } from '../models/forecast.ts';
import { printConfig, printDryRun } from '../runs/config-view.ts';
import { execute } from '../runs/execute.ts';
import { locateRun, RUNS_DIR } from '../runs/locate-run.ts';
import { seedOf } from '../runs/seed.ts';
import { builtExperiments } from '../worlds.ts';
import { experimentOfManifest } from '../runs/experiment-of-run.ts';

interface ManifestConfig {
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly config_folder: string;
}

export const handler: Handler = async ([name = ''], options, io) => {
  const runDir = await locateRun(name);
  const file = join(runDir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as ManifestConfig;
  const experiment = experimentOfManifest(manifest, await builtExperiments());
  const source = parseYamlText(JSON.stringify(manifest.config), file);
  const resolved = resolveConfig(experiment.schema, manifest.config, source, options);
  if (options.showConfig === true) {
    printConfig(resolved, io);
    return EXIT.done;
  }
  const expecting = (): Promise<AskForecast> => forecastOf(experiment, resolved.config, manifest.config_folder, options);
  if (options.dryRun === true) {
    printDryRun(name, resolved, await expecting(), io);
    return EXIT.done;
  }
  const expected = namesModels(resolved.config) ? expectedOf(await expecting()) : undefined;
  return execute(options, io, (common, experiments) =>
    forkRun(runDir, {
      ...common,
      experiments,
      config: resolved.given,
      seed: seedOf(resolved.config),
      runsDir: RUNS_DIR,
      ...(expected === undefined ? {} : { expected }),
      ...(options.out === undefined ? {} : { outDir: options.out }),
      ...(options.name === undefined ? {} : { name: options.name }),
      ...(options.note === undefined ? {} : { note: options.note }),
    }),
  );
};
