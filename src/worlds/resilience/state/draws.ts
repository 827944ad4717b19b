import { type Seed, type StreamPath, normalQuantile, streamFor } from '../../../core/index.ts';

/** Where draws of one month live: rooms never share a channel, so one that reads more moves nothing elsewhere. */
export const CHANNEL = { macro: 0, household: 16, shocks: 32, moves: 64, planner: 128, tails: 256 } as const;

/** Cells of the table that turns uniforms into normals; linear between them, exact in the outermost cells. */
const CELLS = 4096;
const TAIL_CELLS = 16;
/** The lower 20 bits as a share of the cell, at the middle of their step. */
const CELL_SHARE = 1 / 1048576;
const HALF_SHARE = 0.5 / 1048576;
const QUANTILES = Float64Array.from({ length: CELLS + 1 }, (_, i) => normalQuantile(Math.min(Math.max(i, 0.5), CELLS - 0.5) / CELLS));

/** 2^32 over the golden ratio: neighbouring counters land far apart. */
const GOLDEN = 0x9e3779b9;

/**
 * Random numbers of one path, by address (month, channel): the same whatever else is read, so twins and rival policies share them.
 * Two 32-bit mixing hashes under a key that `streamFor` derives: one of the month, kept while the month is read, one of the channel.
 * Numbers are frozen per version.
 */
export class Draws {
  readonly key0: number;
  readonly key1: number;
  #month = -1;
  #row = 0;

  constructor(key0: number, key1: number) {
    this.key0 = key0 | 0;
    this.key1 = key1 | 0;
  }

  /** Uniform in (0, 1), 32 bits. */
  uniform(month: number, channel: number): number {
    if (month !== this.#month) this.#turnTo(month);
    return (word(this.key0, this.#row + Math.imul(channel, GOLDEN)) + 0.5) * (1 / 4294967296);
  }

  /** Standard normal by inversion: error below 2e-6 inside, exact in the tails, never beyond 6.3. */
  normal(month: number, channel: number): number {
    if (month !== this.#month) this.#turnTo(month);
    return normalOf(word(this.key0, this.#row + Math.imul(channel, GOLDEN)));
  }

  /** Standard normals of neighbouring channels, written to `out` from its start: one call, nothing boxed. */
  fillNormals(month: number, channel: number, count: number, out: Float64Array): void {
    if (month !== this.#month) this.#turnTo(month);
    const key = this.key0;
    let x = (this.#row + Math.imul(channel, GOLDEN)) | 0;
    for (let i = 0; i < count; i++) {
      out[i] = normalOf(word(key, x));
      x = (x + GOLDEN) | 0;
    }
  }

  #turnTo(month: number): void {
    this.#row = word(this.key1, this.key0 + Math.imul(month + 1, GOLDEN));
    this.#month = month;
  }
}

/** 32 mixed bits of a counter, the key put in half way. */
function word(key: number, counter: number): number {
  let x = counter | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = x ^ (x >>> 15) ^ key;
  x = Math.imul(x, 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

function normalOf(bits: number): number {
  const cell = bits >>> 20;
  // Times one: a number for certain, so that engines keep it unboxed.
  if (cell < TAIL_CELLS || cell >= CELLS - TAIL_CELLS) return 1 * normalQuantile((bits + 0.5) / 4294967296);
  const low = QUANTILES[cell];
  return low + (QUANTILES[cell + 1] - low) * ((bits & 0xfffff) * CELL_SHARE + HALF_SHARE);
}

/** Draws of path `index` of a family: one SHA-256 for the family, a mixing hash per path. */
export function pathDraws(seed: Seed, ...path: StreamPath): (index: number) => Draws {
  const stream = streamFor(seed, 'resilience', ...path);
  const base0 = stream.uint32();
  const base1 = stream.uint32();
  return (index) => new Draws(mix(base0 + Math.imul(index, 0x9e3779b9)), mix(base1 ^ mix(index + 0x7f4a7c15)));
}

function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}
