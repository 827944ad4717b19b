import { join } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { hashBytes, hashFile } from '../files/hash-file.ts';
import type { AnswerEntry, TextEntry } from '../journal/entries.ts';
import type { JournalContent } from '../journal/read-journal.ts';
import { type FilledTable, rebuildLedger } from '../tables/rebuild-ledger.ts';
import { hashRows } from '../tables/table-rows.ts';
import type { AnyExperiment } from '../types.ts';
import type { RunResult } from './api.ts';
import type { Executed } from './execute.ts';
import { exportArtifacts } from './export-artifacts.ts';
import { type Manifest, type RunStatus, type TableRecord, writeManifest } from './manifest.ts';
import { digestOf, resultsFile } from './results.ts';
import { ARTIFACTS_FOLDER, LEDGER_FILE, RESULTS_FILE } from './run-directory.ts';

export function statusOf(executed: Executed): RunStatus {
  const { end } = executed;
  if ('outcome' in end) return end.outcome.status;
  const exitCode = end.error instanceof CeterisError ? end.error.exitCode : EXIT.fault;
  return exitCode === EXIT.interrupted ? 'interrupted' : exitCode === EXIT.budget ? 'budget' : 'failed';
}

/** The tables of an execution and what the manifest says of them; answers and prompts come from the journal. */
export function ledgerOf(
  executed: Executed,
  journal: JournalContent | null,
): { tables: readonly FilledTable[]; records: readonly TableRecord[] } {
  const { used, texts } = executed.answers;
  const answers = new Map<string, AnswerEntry>();
  const prompts = new Map<string, TextEntry>();
  for (const entry of journal?.entries ?? []) {
    if (entry.type === 'answer' && used.has(entry.address)) answers.set(entry.address, entry);
    if (entry.type === 'text' && texts.has(entry.sha256)) prompts.set(entry.sha256, entry);
  }
  const tables = executed.recorder.tables([...answers.values()], [...prompts.values()]);
  return { tables, records: tables.map(({ table, rows }) => ({ ...table, rows: rows.length, sha256: hashRows(table, rows) })) };
}

/** Writes artifacts, results and ledger, and last the manifest that vouches for them. */
export async function finishRun(
  runDir: string,
  before: Manifest,
  executed: Executed,
  { views, exports }: Pick<AnyExperiment, 'views' | 'exports'>,
  at: { startedMs: number; journal: JournalContent },
): Promise<Manifest> {
  const { end, recorder, answers, inputs } = executed;
  const status = statusOf(executed);
  const results = 'outcome' in end ? end.outcome.results : null;
  const digest = results === null ? null : digestOf(results);
  const ledger = ledgerOf(executed, at.journal);
  const written = [...recorder.artifacts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => ({ file: `${ARTIFACTS_FOLDER}/${name}`, bytes: bytes as string | Uint8Array }));
  if (results !== null)
    written.push({ file: RESULTS_FILE, bytes: resultsFile({ experiment: before.kind, seed: before.seed, status, results }) });
  await writeAtomically(written.map(({ file, bytes }) => ({ path: join(runDir, file), bytes })));
  await rebuildLedger(join(runDir, LEDGER_FILE), ledger.tables, views);
  const exported = results === null ? {} : await exportArtifacts(runDir, exports?.(results) ?? [], ledger.tables);
  const manifest: Manifest = {
    ...before,
    status,
    finished_at: new Date().toISOString(),
    duration_seconds: before.duration_seconds + (performance.now() - at.startedMs) / 1000,
    ...('outcome' in end && end.outcome.dataSourceClass !== undefined ? { data_source_class: end.outcome.dataSourceClass } : {}),
    deciders: answers.deciders,
    totals: answers.totals(),
    journal: { entries: at.journal.entries.length, head: at.journal.head },
    files: {
      // Charts and reports drawn from the finished run before it was resumed.
      ...Object.fromEntries(Object.entries(before.files).filter(([file]) => file.startsWith(`${ARTIFACTS_FOLDER}/`))),
      ...inputs.files(),
      ...Object.fromEntries(written.map(({ file, bytes }) => [file, hashBytes(bytes)])),
      ...exported,
      [LEDGER_FILE]: await hashFile(join(runDir, LEDGER_FILE)),
    },
    ledger: { tables: ledger.records },
    digest,
    error:
      'error' in end
        ? {
            code: end.error instanceof CeterisError ? end.error.code : 'INTERNAL',
            message: end.error instanceof Error ? end.error.message : String(end.error),
          }
        : null,
  };
  await writeManifest(runDir, manifest);
  return manifest;
}

export function runResult(runDir: string, manifest: Manifest, executed: Executed, warnings: readonly string[]): RunResult {
  const { end } = executed;
  const status = statusOf(executed);
  if (status === 'failed' || status === 'running') throw 'error' in end ? end.error : new Error('a run ended without an outcome');
  return {
    runId: manifest.run_id,
    runDir,
    status,
    exitCode: status === 'budget' ? EXIT.budget : status === 'interrupted' ? EXIT.interrupted : EXIT.done,
    results: 'outcome' in end ? end.outcome.results : null,
    digest: manifest.digest,
    durationSeconds: manifest.duration_seconds,
    totals: executed.answers.totals(),
    warnings,
    manifest,
  };
}
