import { resolve } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import type { ExecuteOptions } from '../run/api.ts';
import { readRunJournal } from '../run/run-journal.ts';
import { execute } from '../run/execute.ts';
import { openRun } from '../run/open-run.ts';
import type { AnyExperiment, Rescored, Row } from '../types.ts';

/**
 * A finished run decided again under another gate: the same config, seed and days, the recorded answers by address, the gate
 * changed. Nothing is asked and nothing is written; the recorded run stays as it is.
 */
export async function rescoreRun(
  directory: string,
  experiment: AnyExperiment,
  gate: string,
  options: ExecuteOptions = {},
): Promise<Rescored> {
  const runDir = resolve(directory);
  const view = await openRun(runDir);
  const { manifest } = view;
  view.close();
  if (experiment.rescore === undefined || manifest.digest === null)
    throw new CeterisError(
      'NOTHING_TO_RESCORE',
      `The run ${directory} has no decided proposals.`,
      'Finish it with `ceteris resume`, or choose a run with proposals.',
      {
        file: directory,
      },
    );
  const { journal } = await readRunJournal(runDir, manifest);
  const { end, recorder, answers } = await execute({
    experiment,
    runId: manifest.run_id,
    runDir,
    seed: BigInt(manifest.seed),
    config: experiment.rescore.config(view, gate),
    configFile: manifest.config_file,
    folder: manifest.config_folder,
    writer: null,
    journal,
    parent: null,
    byAddress: true,
    recorded: manifest.deciders,
    options,
  });
  if ('error' in end) {
    if (end.error instanceof CeterisError && end.error.exitCode === EXIT.verification)
      throw new CeterisError(
        end.error.code,
        `Under the gate ${gate}: ${end.error.message}`,
        end.error.remedy,
        end.error.place,
        end.error.exitCode,
      );
    throw end.error;
  }
  const tables = new Map(recorder.tables([], []).map(({ table, rows }) => [table.name, { table, rows }]));
  return {
    gate,
    results: end.outcome.results,
    changedQuestions: answers.changedFingerprints,
    rows(name): Row[] {
      const found = tables.get(name);
      return (found?.rows ?? []).map((row) =>
        Object.fromEntries((found?.table.columns ?? []).map((column, at) => [column.name, row[at] ?? null])),
      );
    },
  };
}
