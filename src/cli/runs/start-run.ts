/** What run, fork and the commands of a world do with a config: show it, say what it would take, or start. */
import { EXIT, type ExitCode } from '../../core/index.ts';
import type { Experiment, ExecuteOptions, ModelForecast, RunResult } from '../../lab/index.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Io } from '../io.ts';
import { type AskForecast, expectedOf, forecastOf, namesModels } from '../models/forecast.ts';
import type { CliOptions } from '../options.ts';
import { printConfig, printDryRun } from './config-view.ts';
import { execute } from './execute.ts';
import { RUNS_DIR } from './locate-run.ts';
import { seedOf } from './seed.ts';

export interface Planned {
  /** As `--dry-run` names it. */
  readonly id: string;
  readonly experiment: Experiment<never>;
  readonly resolved: ResolvedConfig;
  /** Paths in the config are relative to it. */
  readonly folder: string;
}

/** What every call of the lab that makes a run directory takes from config and flags. */
export interface Settled {
  readonly config: Readonly<Record<string, unknown>>;
  readonly seed: bigint;
  readonly runsDir: string;
  readonly expected?: ModelForecast;
  readonly outDir?: string;
  readonly name?: string;
  readonly note?: string;
}

/** Where a run is written and what it is called. */
export const placeOf = (options: Partial<CliOptions>): Pick<Settled, 'outDir' | 'name' | 'note'> => ({
  ...(options.out === undefined ? {} : { outDir: options.out }),
  ...(options.name === undefined ? {} : { name: options.name }),
  ...(options.note === undefined ? {} : { note: options.note }),
});

export async function startRun(
  planned: Planned,
  options: Partial<CliOptions>,
  io: Io,
  start: (settled: Settled & ExecuteOptions, experiments: readonly Experiment<never>[]) => Promise<RunResult>,
): Promise<ExitCode> {
  const { id, experiment, resolved, folder } = planned;
  if (options.showConfig === true) {
    printConfig(resolved, io);
    return EXIT.done;
  }
  const expecting = (): Promise<AskForecast> => forecastOf(experiment, resolved.config, folder, options);
  if (options.dryRun === true) {
    printDryRun(id, resolved, await expecting(), io);
    return EXIT.done;
  }
  const expected = namesModels(resolved.config) ? expectedOf(await expecting()) : undefined;
  return execute(options, io, (common, experiments) =>
    start(
      {
        ...common,
        config: resolved.given,
        seed: seedOf(resolved.config),
        runsDir: RUNS_DIR,
        ...(expected === undefined ? {} : { expected }),
        ...placeOf(options),
      },
      experiments,
    ),
  );
}
