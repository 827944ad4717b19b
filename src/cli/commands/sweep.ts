import { dirname } from 'node:path';
import { EXIT } from '../../core/index.ts';
import { type Experiment, openRun, parseConfig, runExperiment, sweepOf, type SweepResults } from '../../lab/index.ts';
import { loadExperiment } from '../config/experiment-files.ts';
import { type ResolvedConfig, resolveConfig } from '../config/resolve.ts';
import { readFactors } from '../config/factors.ts';
import type { Handler } from '../handler.ts';
import type { Io } from '../io.ts';
import { type AskForecast, expectedOf, forecastOf } from '../models/forecast.ts';
import { forecastFacts, printConfig, printForecast } from '../runs/config-view.ts';
import { watched } from '../runs/execute.ts';
import { finishRun } from '../runs/finish.ts';
import { locateRun, RUNS_DIR } from '../runs/locate-run.ts';
import { fromPilot, needed, neededBlocks, type WantedWidth, wantedWidth } from '../runs/replicates.ts';
import { seedOf } from '../runs/seed.ts';
import { placeOf } from '../runs/start-run.ts';
import { terminalBlocks } from '../../report/index.ts';
import { builtExperiments, experimentOf } from '../worlds.ts';

const DEFAULT_SEEDS = 20;

export const handler: Handler = async ([name = ''], options, io) => {
  const wanted = wantedWidth(options);
  // A width alone asks of a sweep that was run: its replicates are the pilot.
  if (wanted !== null && options.over === undefined && options.pilot === undefined && options.seeds === undefined)
    return await fromPilot(await locateRun(name), wanted, io);
  const loaded = loadExperiment(name);
  const experiment = await experimentOf(loaded);
  const base = resolveConfig(experiment.schema, loaded.config, loaded.source, options);
  const over = readFactors(options.over ?? [], experiment.schema, (override) =>
    resolveConfig(experiment.schema, loaded.config, loaded.source, options, [override]),
  );
  if (options.showConfig === true) {
    printConfig(base, io);
    return EXIT.done;
  }
  const seeds = options.pilot ?? options.seeds ?? DEFAULT_SEEDS;
  const config = {
    base: base.given,
    over,
    seeds,
    metrics: options.metric ?? [],
    master_seed: (base.config as { readonly master_seed?: number | string }).master_seed ?? Number(seedOf(base.config)),
  };
  const swept = sweepOf(experiment);
  const forecast = await forecastOf(
    swept as unknown as Experiment<never>,
    parseConfig(swept, config, loaded.source.file),
    dirname(loaded.source.file),
    options,
  );
  if (options.dryRun === true) {
    printPlan(loaded.id, base, config, forecast, io);
    return EXIT.done;
  }
  const expected = expectedOf(forecast);
  const experiments = await builtExperiments();
  const run = await watched(options, io, (common) =>
    runExperiment({
      ...common,
      experiment: swept,
      id: `${loaded.id}/sweep`,
      config,
      configFile: loaded.source.file,
      seed: seedOf(config),
      runsDir: RUNS_DIR,
      ...(expected === undefined ? {} : { expected }),
      ...placeOf(options),
    }),
  );
  const replicates = wanted === null || run.results === null ? null : await neededOf(run.runDir, wanted);
  const code = await finishRun(run, experiments, options, io, replicates === null ? {} : { replicates_needed: replicates });
  if (replicates !== null) io.print(`\n${terminalBlocks(neededBlocks(replicates), { color: io.colorOut, width: io.width })}`);
  return code;
};

async function neededOf(runDir: string, wanted: WantedWidth): Promise<ReturnType<typeof needed>> {
  const view = await openRun(runDir);
  try {
    return needed(view.results as unknown as SweepResults, await view.rows('sweep_values'), wanted);
  } finally {
    view.close();
  }
}

function printPlan(
  id: string,
  { values }: ResolvedConfig,
  config: { readonly over: readonly { readonly key: string; readonly values: readonly unknown[] }[]; readonly seeds: number },
  forecast: AskForecast,
  io: Io,
): void {
  const arms = config.over.reduce((count, factor) => count * factor.values.length, 1);
  io.result({ experiment: id, arms, seeds: config.seeds, cells: arms * config.seeds, ...forecastFacts(forecast), config });
  io.print(
    `${id}: every arm's config is valid; ${values.filter((row) => row.from !== 'default').length} values are given, the rest are defaults.`,
  );
  io.print(`${arms} arms × ${config.seeds} seeds = ${arms * config.seeds} cells.`);
  printForecast(forecast, io);
}
