import { readFileSync } from 'node:fs';

/** The package's root, from src/lab/run and from dist/lab/run alike. */
export const ROOT = new URL('../../../', import.meta.url);

export function packageVersion(): string {
  return (JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string }).version;
}

/** Commit of the clone it runs from, read from .git without starting git; null for an installed package. */
export function codeCommit(): string | null {
  const read = (path: string): string => readFileSync(new URL(`.git/${path}`, ROOT), 'utf8').trim();
  try {
    const head = read('HEAD');
    if (!head.startsWith('ref: ')) return head;
    const ref = head.slice('ref: '.length);
    try {
      return read(ref);
    } catch {
      return (
        read('packed-refs')
          .split('\n')
          .find((line) => line.endsWith(` ${ref}`))
          ?.slice(0, 40) ?? null
      );
    }
  } catch {
    return null;
  }
}
