import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYamlText } from '../../core/yaml/index.ts';
import { forkRun } from '../../lab/index.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Handler } from '../handler.ts';
import { locateRun } from '../runs/locate-run.ts';
import { startRun } from '../runs/start-run.ts';
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
  return startRun({ id: name, experiment, resolved, folder: manifest.config_folder }, options, io, (settled, experiments) =>
    forkRun(runDir, { ...settled, experiments }),
  );
};
