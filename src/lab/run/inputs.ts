import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CeterisError, EXIT } from '../../core/index.ts';
import { writeAtomically } from '../files/atomic-write.ts';
import { diskError } from '../files/disk-errors.ts';
import { type FileHash, hashBytes } from '../files/hash-file.ts';
import type { InputEntry } from '../journal/entries.ts';
import { indexJournal } from '../journal/journal-index.ts';
import type { JournalWriter } from '../journal/journal-writer.ts';
import type { JournalContent } from '../journal/read-journal.ts';
import { INPUTS_FOLDER } from './run-directory.ts';
import { ROOT } from './version.ts';

/** In front of the path of a file that ships with the package: such a run is the same run wherever the package stands. */
const SHIPPED = 'package:';

/** Where a file stands that a config names. */
export const inputSource = (folder: string, path: string): string =>
  path.startsWith(SHIPPED) ? fileURLToPath(new URL(path.slice(SHIPPED.length), ROOT)) : resolve(folder, path);

export interface InputsOptions {
  readonly runDir: string;
  readonly writer: JournalWriter | null;
  readonly journal: JournalContent | null;
  /** Paths are relative to it. */
  readonly folder: string;
  readonly parent: { readonly runDir: string; readonly journal: JournalContent } | null;
}

/** Snapshots of outside files: read from disk once, from `inputs/` ever after. */
export class Inputs {
  readonly #options: InputsOptions;
  readonly #known: Map<string, InputEntry>;
  readonly #inherited: ReadonlyMap<string, InputEntry>;
  readonly #taking = new Map<string, Promise<Uint8Array>>();

  constructor(options: InputsOptions) {
    this.#options = options;
    this.#known = new Map(indexJournal(options.journal).inputs);
    this.#inherited = indexJournal(options.parent?.journal ?? null).inputs;
  }

  /** `read` gets the bytes where they aren't simply those of the file. */
  input(name: string, path: string, read: (source: string) => Promise<Uint8Array> = readFile): Promise<Uint8Array> {
    const known = this.#known.get(name);
    if (known !== undefined && known.path !== path) {
      return Promise.reject(
        new CeterisError(
          'INPUT_TWICE',
          `The input ${name} stands for ${known.path} and can't also stand for ${path}.`,
          'Give each input its own name.',
          { path: name },
          this.#options.journal === null ? EXIT.fault : EXIT.verification,
        ),
      );
    }
    // Asked for together, it is taken once.
    let taking = this.#taking.get(name);
    if (taking === undefined) {
      taking = known === undefined ? this.#take(name, path, read) : this.#snapshot(known, this.#options.runDir);
      this.#taking.set(name, taking);
    }
    return taking.then((bytes) => bytes.slice());
  }

  files(): Record<string, FileHash> {
    return Object.fromEntries(
      [...this.#known.values()].sort((a, b) => (a.file < b.file ? -1 : 1)).map(({ file, sha256, bytes }) => [file, { sha256, bytes }]),
    );
  }

  async #take(name: string, path: string, read: (source: string) => Promise<Uint8Array>): Promise<Uint8Array> {
    const { writer, runDir, folder, parent } = this.#options;
    if (writer === null)
      throw new CeterisError(
        'REPLAY_NO_INPUT',
        `The run has no snapshot named ${name}, and a replay reads nothing else.`,
        'Check that code and config are those of the run.',
        { path: name },
        EXIT.verification,
      );
    const inherited = this.#inherited.get(name);
    const source = inputSource(folder, path);
    const bytes =
      parent !== null && inherited?.path === path
        ? await this.#snapshot(inherited, parent.runDir)
        : await read(source).catch((error: unknown) => {
            throw diskError(error, source);
          });
    const file = `${INPUTS_FOLDER}/${fileName(name, path, this.#known)}`;
    const entry: InputEntry = { type: 'input', name, path, file, ...hashBytes(bytes) };
    this.#known.set(name, entry);
    await writeAtomically([{ path: join(runDir, file), bytes }]);
    await writer.append(entry);
    return bytes;
  }

  async #snapshot(entry: InputEntry, runDir: string): Promise<Uint8Array> {
    const path = join(runDir, entry.file);
    const bytes = await readFile(path).catch((error: unknown) => {
      throw diskError(error, path);
    });
    if (hashBytes(bytes).sha256 !== entry.sha256) {
      throw new CeterisError(
        'INPUT_ALTERED',
        `The snapshot ${path} is not what the run took in.`,
        'Restore the run directory from a copy.',
        { file: path },
        EXIT.verification,
      );
    }
    return bytes;
  }
}

/** A name that says what it is, and is no other input's. */
function fileName(name: string, path: string, known: ReadonlyMap<string, InputEntry>): string {
  const safe = (text: string): string => text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^\.+/, '');
  const wanted = safe(name) === safe(basename(path)) || name.includes('.') ? safe(name) : `${safe(name)}-${safe(basename(path))}`;
  const taken = new Set([...known.values()].map((entry) => entry.file));
  for (let i = 0; ; i++) {
    const candidate = i === 0 ? wanted : `${i}-${wanted}`;
    if (!taken.has(`${INPUTS_FOLDER}/${candidate}`)) return candidate;
  }
}
