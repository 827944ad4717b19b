import { join, resolve } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { hashBytes, hashFile } from '../files/hash-file.ts';
import { openDatabase } from '../tables/duckdb.ts';
import { readTable } from '../tables/read-ledger.ts';
import { hashRows } from '../tables/table-rows.ts';
import type { Check, StoredRunOptions, VerifyResult } from './api.ts';
import { ledgerOf, statusOf } from './finish.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { recompute } from './replay-run.ts';
import { digestOf, resultsFile } from './results.ts';
import { ARTIFACTS_FOLDER, LEDGER_FILE, RESULTS_FILE } from './run-directory.ts';
import { readRunJournal } from './run-journal.ts';

/**
 * First whether the directory is what was written (chain, head, count, file and row hashes), then whether results, ledger and
 * artifacts follow from config, snapshots and journal. Every check is made and reported; one failure makes the exit code 3.
 */
export async function verifyRun(runDir: string, options: StoredRunOptions): Promise<VerifyResult> {
  const dir = resolve(runDir);
  const checks: Check[] = [];
  const check = async (name: string, body: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ name, ok: true, detail: await body() });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      checks.push({ name, ok: false, detail: error.message });
    }
  };
  let manifest: Manifest;
  try {
    manifest = await readManifest(dir);
  } catch (error) {
    if (!(error instanceof CeterisError) || error.exitCode !== EXIT.verification) throw error;
    return { ok: false, exitCode: EXIT.verification, checks: [{ name: 'manifest', ok: false, detail: error.message }] };
  }
  if (manifest.digest === null) {
    throw new CeterisError(
      'RUN_NOT_FINISHED',
      `The run ${runDir} can't be verified: its status is ${manifest.status}.`,
      `Finish it with \`ceteris resume ${runDir}\`.`,
      { file: runDir },
    );
  }
  checks.push({ name: 'manifest', ok: true, detail: `Run ${manifest.run_id}, ${manifest.status}.` });
  await check('journal', () => verifyJournal(dir, manifest));
  for (const [file, expected] of Object.entries(manifest.files)) {
    await check(file, async () => {
      if ((await hashFile(join(dir, file))).sha256 !== expected.sha256)
        throw new Error(`${file} was altered: its hash is not the one in the manifest.`);
      return `${expected.bytes} bytes, as written.`;
    });
  }
  await check('ledger rows', () => verifyRows(dir, manifest));
  await check('recomputation', () => verifyRecomputation(dir, manifest, options));
  const ok = checks.every((made) => made.ok);
  return { ok, exitCode: ok ? EXIT.done : EXIT.verification, checks };
}

async function verifyJournal(dir: string, manifest: Manifest): Promise<string> {
  const { journal } = await readRunJournal(dir, manifest);
  const entries = journal?.entries.length ?? 0;
  if (entries !== manifest.journal?.entries || (journal?.tornBytes ?? 0) > 0)
    throw new Error(`The journal has something after the ${manifest.journal?.entries} entries that the manifest vouches for.`);
  return `${entries} entries, chain whole.`;
}

async function verifyRows(dir: string, manifest: Manifest): Promise<string> {
  const path = join(dir, LEDGER_FILE);
  const tables = manifest.ledger?.tables ?? [];
  const database = await openDatabase(path, 'query');
  try {
    for (const table of tables) {
      const rows = await readTable(database, path, table);
      if (rows.length !== table.rows || hashRows(table, rows) !== table.sha256)
        throw new Error(`The ledger's table ${table.name} was altered.`);
    }
  } finally {
    database.close();
  }
  return `${tables.length} tables, ${tables.reduce((sum, table) => sum + table.rows, 0)} rows.`;
}

async function verifyRecomputation(dir: string, manifest: Manifest, options: StoredRunOptions): Promise<string> {
  const { results, executed, journal } = await recompute(dir, manifest, options);
  const wrong: string[] = [];
  if (digestOf(results) !== manifest.digest) wrong.push('the results');
  const file = resultsFile({ experiment: manifest.kind, seed: manifest.seed, status: statusOf(executed), results });
  if (hashBytes(file).sha256 !== manifest.files[RESULTS_FILE]?.sha256) wrong.push(RESULTS_FILE);
  const records = ledgerOf(executed, journal).records;
  for (const { name, sha256 } of manifest.ledger?.tables ?? []) {
    if (records.find((table) => table.name === name)?.sha256 !== sha256) wrong.push(`table ${name}`);
  }
  for (const [name, bytes] of executed.recorder.artifacts) {
    if (manifest.files[`${ARTIFACTS_FOLDER}/${name}`]?.sha256 !== hashBytes(bytes).sha256) wrong.push(`artifact ${name}`);
  }
  if (wrong.length > 0) throw new Error(`Config and journal don't lead to ${wrong.join(', ')}.`);
  return `Results (digest ${manifest.digest?.slice(0, 12)}), ${records.length} tables and ${executed.recorder.artifacts.size} artifacts follow from config and journal.`;
}
