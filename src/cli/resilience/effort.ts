/** How much to compute, and from which seed. */
import { readSeed } from '../config/overrides.ts';
import type { CliOptions } from '../options.ts';

const DEFAULT_SEED = '42';
export const effortOf = ({ effort }: Partial<CliOptions>): 'quick' | 'full' => (effort === 'full' ? 'full' : 'quick');
export const seedOf = ({ seed }: Partial<CliOptions>): string => (seed === undefined ? DEFAULT_SEED : String(readSeed(seed)));
