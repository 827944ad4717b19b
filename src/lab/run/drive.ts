import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { acquireLock } from '../files/run-lock.ts';
import { JournalWriter } from '../journal/journal-writer.ts';
import { type JournalContent, readJournal } from '../journal/read-journal.ts';
import type { AnyExperiment } from '../types.ts';
import type { ExecuteOptions, RunResult } from './api.ts';
import { keepRows } from './keep-rows.ts';
import { configHash } from './config-hash.ts';
import { type Executed, execute } from './execute.ts';
import { finishRun, runResult, statusOf } from './finish.ts';
import { type DeciderRecord, type Manifest, readManifest, writeManifest } from './manifest.ts';
import { digestOf } from './results.ts';
import { JOURNAL_FILE, LOCK_FILE, removeLeftovers } from './run-directory.ts';
import { readRunJournal } from './run-journal.ts';

/** Drives the run of a directory from wherever it stands to its end: a new run has an empty journal, a resumed one has not. */
export async function driveRun(runDir: string, experiment: AnyExperiment, options: ExecuteOptions): Promise<RunResult> {
  const startedMs = performance.now();
  const release = acquireLock(join(runDir, LOCK_FILE), `The run ${runDir}`);
  try {
    await removeLeftovers(runDir);
    const manifest = await readManifest(runDir);
    const { path, journal, warnings } = await readRunJournal(runDir, manifest);
    const parent = await parentOf(manifest);
    const from = journal === null ? undefined : { entries: journal.entries.length, head: journal.head, bytes: journal.validBytes };
    const writer = await JournalWriter.open(path, from);
    let executed: Executed;
    try {
      if (writer.durable.entries === 0) await writer.append(firstEntry(manifest));
      const { run_id: runId, config, config_file: configFile, config_folder: folder } = manifest;
      const recorded = [...manifest.deciders, ...(parent?.deciders ?? [])];
      executed = await execute({
        experiment,
        runId,
        runDir,
        seed: BigInt(manifest.seed),
        config,
        configFile,
        folder,
        writer,
        journal,
        parent,
        byAddress: false,
        recorded,
        options,
      });
    } finally {
      await writer.close();
    }
    return await conclude(runDir, manifest, executed, experiment, { startedMs, journal: await readJournal(path) }, warnings);
  } finally {
    release();
  }
}

async function conclude(
  runDir: string,
  manifest: Manifest,
  executed: Executed,
  experiment: AnyExperiment,
  at: { startedMs: number; journal: JournalContent },
  warnings: readonly string[],
): Promise<RunResult> {
  const { end } = executed;
  const error = 'error' in end && end.error instanceof CeterisError ? end.error : null;
  // A stored run that no longer fits its journal stays as it is; a full disk leaves the directory resumable as it stands.
  if (error !== null && (error.exitCode === EXIT.verification || error.code === 'DISK_FULL')) throw error;
  if (manifest.digest !== null && 'outcome' in end && digestOf(end.outcome.results) !== manifest.digest) {
    throw new CeterisError(
      'RESUME_DIFFERS',
      'The run had ended, and running it again came to other results; nothing was overwritten.',
      'Use the version of the package that its manifest names, or `ceteris fork` it.',
      { file: runDir },
      EXIT.verification,
    );
  }
  try {
    const finished = await finishRun(runDir, manifest, executed, experiment, at);
    return runResult(runDir, finished, executed, [...warnings, ...(await keepRows(runDir, finished, experiment))]);
  } catch (failure) {
    // What ended the run matters more than what kept its remains from being written.
    if (statusOf(executed) === 'failed' && 'error' in end) throw end.error;
    if (failure instanceof CeterisError || 'error' in end) throw failure;
    const message = failure instanceof Error ? failure.message : String(failure);
    await writeManifest(runDir, { ...manifest, status: 'failed', error: { code: 'INTERNAL', message } }).catch(() => undefined);
    throw failure;
  }
}

interface Parent {
  readonly runId: string;
  readonly runDir: string;
  readonly journal: JournalContent;
  readonly deciders: readonly DeciderRecord[];
}

async function parentOf(manifest: Manifest): Promise<Parent | null> {
  if (manifest.forked_from === null) return null;
  const { run_id: runId, run_dir: runDir } = manifest.forked_from;
  const path = join(runDir, JOURNAL_FILE);
  // A parent that is gone costs its answers, not the run.
  if (!existsSync(path)) return null;
  const { deciders } = await readManifest(runDir);
  return { runId, runDir, journal: await readJournal(path), deciders };
}

function firstEntry(manifest: Manifest): {
  type: 'run';
  format: 1;
  run_id: string;
  kind: string;
  config_sha256: string;
  seed: string;
  ceteris_version: string;
} {
  return {
    type: 'run',
    format: 1,
    run_id: manifest.run_id,
    kind: manifest.kind,
    config_sha256: configHash(manifest),
    seed: manifest.seed,
    ceteris_version: manifest.ceteris_version,
  };
}
