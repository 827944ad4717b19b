import { canonicalJson } from '../canonical-json.ts';
import { CeterisError } from '../errors.ts';
import { sha256Words } from '../sha256.ts';

/** A whole number (7, 7n and '7' are three names of one seed) or any text. */
export type Seed = number | bigint | string;

/** Names and indices that say what a stream is for, e.g. `'arrivals', 'BANK_A', 3`. */
export type StreamPath = readonly (string | number)[];

/** Part of every key: raising it is the declared change of every random number of a version. */
const STREAM_VERSION = 1;

/** 256 bits that belong to (purpose, seed, path): SHA-256 of their canonical JSON. */
export function streamKey(purpose: string, seed: Seed, path: StreamPath): Uint32Array {
  if (typeof seed === 'number' && !Number.isSafeInteger(seed)) {
    throw new CeterisError(
      'SEED_NOT_WHOLE',
      `The seed ${seed} is not a whole number.`,
      'Use a whole number; write one beyond 2^53 as a text.',
    );
  }
  return sha256Words(canonicalJson(['ceteris-stream', STREAM_VERSION, purpose, String(seed), ...path]));
}
