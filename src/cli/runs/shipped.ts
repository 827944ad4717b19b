/** A shipped experiment under a command of its own, with the flags of that command laid over its file. */
import { dirname, join } from 'node:path';
import type { ExitCode } from '../../core/index.ts';
import { runExperiment, type RunResult } from '../../lab/index.ts';
import { loadExperiment } from '../config/experiment-files.ts';
import type { Override } from '../config/overrides.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Io } from '../io.ts';
import type { CliOptions } from '../options.ts';
import { startRun } from './start-run.ts';
import { PACKAGE_ROOT } from '../version.ts';
import { experimentOf } from '../worlds.ts';

export interface Shipped {
  /** Id of the experiment file. */
  readonly id: string;
  readonly overrides: readonly Override[];
  /** Flags that the command reads itself. */
  readonly own?: readonly (keyof CliOptions)[];
  /** Keys of the shipped file that the command leaves out. */
  readonly without?: Readonly<Record<string, unknown>>;
  readonly onRun?: (run: RunResult) => void;
}

export async function runShipped(shipped: Shipped, options: Partial<CliOptions>, io: Io): Promise<ExitCode> {
  const { id, overrides, own = [], without = {}, onRun } = shipped;
  const loaded = loadExperiment(join(PACKAGE_ROOT, 'experiments', `${id}.yaml`));
  const experiment = await experimentOf(loaded);
  const flags = Object.fromEntries(Object.entries(options).filter(([name]) => !own.includes(name as keyof CliOptions)));
  const config = { ...(loaded.config as object), ...without };
  const resolved = resolveConfig(experiment.schema, config, loaded.source, flags, [...overrides]);
  const planned = { id, experiment, resolved, folder: dirname(loaded.source.file) };
  return startRun(planned, options, io, async (settled) => {
    const run = await runExperiment({ ...settled, experiment, id, configFile: loaded.source.file });
    onRun?.(run);
    return run;
  });
}

/** Collects values for config keys, those that were given. */
export class Overrides {
  readonly list: Override[] = [];

  put(path: string, value: unknown, flag: string): void {
    if (value !== undefined) this.list.push({ path: path.split('.'), value, flag });
  }
}
