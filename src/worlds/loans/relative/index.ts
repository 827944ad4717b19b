/** The markets of the profiles `reference-v2`, `reference-v3` and `corrected`, played by the deciders of the lab. */
export { type RelativeDemandSettings, relativeArena, type RelativeArenaOptions, relativeConfig } from './arena.ts';
export { RELATIVE_SAMPLE } from './expected.ts';
