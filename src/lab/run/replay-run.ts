import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import type { JournalContent } from '../journal/read-journal.ts';
import type { ReplayOptions, ReplayResult } from './api.ts';
import { readRunJournal } from './run-journal.ts';
import { type Executed, execute } from './execute.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { findExperiment } from './parse-config.ts';
import { digestOf } from './results.ts';
import { RESULTS_FILE } from './run-directory.ts';

/** Runs again from config, snapshots and journal, asking nobody and writing nothing, and compares the digest. */
export async function replayRun(runDir: string, options: ReplayOptions): Promise<ReplayResult> {
  const manifest = await readManifest(runDir);
  const { results, executed } = await recompute(resolve(runDir), manifest, options);
  const digest = digestOf(results);
  if (digest !== manifest.digest) throw await differs(runDir, manifest, results, digest);
  return {
    runId: manifest.run_id,
    digest,
    questions: executed.answers.used.size,
    changedFingerprints: executed.answers.changedFingerprints,
    results,
  };
}

/** One pass over a finished run without a decider. Throws what the experiment throws. */
export async function recompute(
  runDir: string,
  manifest: Manifest,
  options: ReplayOptions,
): Promise<{ results: Readonly<Record<string, unknown>>; executed: Executed; journal: JournalContent | null }> {
  if (manifest.digest === null) {
    throw new CeterisError(
      'RUN_NOT_FINISHED',
      `The run ${runDir} has no results to compare with: its status is ${manifest.status}.`,
      `Finish it with \`ceteris resume ${runDir}\`.`,
      { file: runDir },
    );
  }
  const { journal } = await readRunJournal(runDir, manifest);
  const executed = await execute({
    experiment: findExperiment(options.experiments, manifest.kind),
    runId: manifest.run_id,
    runDir,
    seed: BigInt(manifest.seed),
    config: manifest.config,
    configFile: manifest.config_file,
    folder: manifest.config_folder,
    writer: null,
    journal,
    parent: null,
    byAddress: options.byAddress ?? false,
    recorded: manifest.deciders,
    options,
  });
  if ('error' in executed.end) throw executed.end.error;
  return { results: executed.end.outcome.results, executed, journal };
}

async function differs(
  runDir: string,
  manifest: Manifest,
  results: Readonly<Record<string, unknown>>,
  digest: string,
): Promise<CeterisError> {
  const stored = await readFile(join(runDir, RESULTS_FILE), 'utf8').then(
    (text) => (JSON.parse(text) as { results: Record<string, unknown> }).results,
    () => null,
  );
  const where = stored === null ? [] : firstDifferences(stored, results, '$');
  return new CeterisError(
    'REPLAY_DIFFERS',
    `The replay came to other results (digest ${digest.slice(0, 12)} instead of ${manifest.digest?.slice(0, 12)})${where.length === 0 ? '' : `: ${where.join('; ')}`}.`,
    'Use the version of the package and of Node that the manifest names.',
    { file: runDir },
    EXIT.verification,
  );
}

const MAX_DIFFERENCES = 5;

function firstDifferences(stored: unknown, now: unknown, path: string): string[] {
  if (Object.is(stored, now)) return [];
  if (typeof stored === 'object' && typeof now === 'object' && stored !== null && now !== null) {
    const keys = [...new Set([...Object.keys(stored), ...Object.keys(now)])].sort();
    return keys
      .flatMap((key) => firstDifferences((stored as Record<string, unknown>)[key], (now as Record<string, unknown>)[key], `${path}.${key}`))
      .slice(0, MAX_DIFFERENCES);
  }
  return [`${path} was ${JSON.stringify(stored)?.slice(0, 60)}, is ${JSON.stringify(now)?.slice(0, 60)}`];
}
