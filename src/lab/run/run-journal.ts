import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { indexJournal } from '../journal/journal-index.ts';
import { type JournalContent, readJournal, runEntry } from '../journal/read-journal.ts';
import { configHash } from './config-hash.ts';
import type { Manifest } from './manifest.ts';
import { JOURNAL_FILE } from './run-directory.ts';

export interface RunJournal {
  readonly path: string;
  /** Null before the first entry. */
  readonly journal: JournalContent | null;
  /** What was cut or counted as spent. */
  readonly warnings: readonly string[];
}

/** The journal of a run, checked against its manifest. @throws JOURNAL_ALTERED */
export async function readRunJournal(runDir: string, manifest: Manifest): Promise<RunJournal> {
  const path = join(runDir, JOURNAL_FILE);
  const journal = existsSync(path) ? await readJournal(path) : null;
  return { path, journal, warnings: checkJournal(manifest, journal, path) };
}

/** The manifest of a run that ended says how far its journal went; anything missing or changed since stops here. */
function checkJournal(manifest: Manifest, journal: JournalContent | null, path: string): string[] {
  const altered = (what: string): CeterisError =>
    new CeterisError(
      'JOURNAL_ALTERED',
      `The journal is not the one that the manifest vouches for: ${what}.`,
      'Restore the run directory from a copy.',
      { file: path },
      EXIT.verification,
    );
  if (journal === null || journal.entries.length === 0) {
    if (manifest.journal !== null) throw altered('it is missing or empty');
    return journal !== null && journal.tornBytes > 0 ? [`The journal's first line was torn (${journal.tornBytes} bytes) and was cut.`] : [];
  }
  const first = runEntry(journal, path);
  if (first.run_id !== manifest.run_id || first.config_sha256 !== configHash(manifest) || first.seed !== manifest.seed)
    throw altered('it belongs to another run, config or seed');
  if (manifest.journal !== null) {
    const { entries, head } = manifest.journal;
    const there = entries === journal.entries.length ? journal.head : journal.entries[entries]?.prev;
    if (there !== head)
      throw altered(
        entries > journal.entries.length
          ? `it has ${journal.entries.length} of ${entries} entries`
          : `its hash after ${entries} entries is another`,
      );
  }
  const { lost } = indexJournal(journal);
  return [
    ...(journal.tornBytes > 0 ? [`The journal's last line was torn (${journal.tornBytes} bytes) and was cut.`] : []),
    ...(lost.length > 0
      ? [`${lost.length} question${lost.length === 1 ? ' was' : 's were'} out when the run stopped: counted as spent at what was reserved.`]
      : []),
  ];
}
