/** Every planner that needs nobody to be asked, by name. */
import { CeterisError, nearest } from '../../../core/index.ts';
import { WAIT } from '../moves/index.ts';
import type { Planner } from '../state/index.ts';
import { LEGACY } from './legacy.ts';
import { lsmcPlanner } from './lsmc.ts';
import { openLoopPlanner } from './open-loop.ts';
import { optimal } from './optimal.ts';
import { rollout } from './rollout.ts';
import { RULE_BOOK } from './rule-book.ts';
import { GREEDY, RANDOM } from './simple.ts';
import type { Situation } from './walk.ts';

export interface PlannerEntry {
  readonly summary: string;
  /** Whether it computes for the household before it plays, or at every decision. */
  readonly heavy: boolean;
  readonly make: (situation: Situation, options: PlannerMaking) => Planner;
}

export interface PlannerMaking {
  readonly seed: string;
  /** `full` spends more on what is computed (default `quick`). */
  readonly effort?: 'quick' | 'full';
}

const simple = (planner: Planner, summary: string): PlannerEntry => ({ summary, heavy: false, make: () => planner });

export const PLANNERS = {
  optimal: { summary: "exact on a grid of the household's cash, card, investments, work and cycle", heavy: true, make: (s) => optimal(s) },
  rollout: {
    summary: 'every legal move now, the rule book after, on simulated futures',
    heavy: true,
    make: (s, { seed, effort }) => rollout(s, { seed, ...(effort === 'full' && { futures: 24, lookMonths: 36 }) }),
  },
  lsmc: {
    summary: 'regression on simulated gains over the rule book, in rounds',
    heavy: true,
    make: (s, { seed, effort }) => lsmcPlanner(s, { seed, ...(effort === 'full' && { samples: 12_000, rounds: 3, validationPaths: 256 }) }),
  },
  'open-loop': {
    summary: 'the best fixed plan, whatever comes after',
    heavy: true,
    make: (s, { seed, effort }) => openLoopPlanner(s, { seed, ...(effort === 'full' && { ensemble: 32, planMonths: 12, beam: 64 }) }),
  },
  'rule-book': simple(RULE_BOOK, 'buffer first, then the dearest debt, then investing'),
  greedy: simple(GREEDY, 'what makes this month end best'),
  legacy: simple(LEGACY, "the earlier system's sorting by score"),
  random: simple(RANDOM, 'any legal move'),
  wait: simple(WAIT, 'nothing'),
} as const satisfies Readonly<Record<string, PlannerEntry>>;
export type PlannerName = keyof typeof PLANNERS;
export const PLANNER_NAMES = Object.keys(PLANNERS) as readonly PlannerName[];

/** @throws UNKNOWN_PLANNER */
export function plannerEntry(name: string, path?: string): PlannerEntry {
  if (Object.hasOwn(PLANNERS, name)) return PLANNERS[name as PlannerName];
  const near = nearest(name, PLANNER_NAMES);
  throw new CeterisError(
    'UNKNOWN_PLANNER',
    `There is no planner ${JSON.stringify(name)}.`,
    near === null ? `Use ${PLANNER_NAMES.join(', ')}.` : `Did you mean ${near}?`,
    path === undefined ? {} : { path },
  );
}

/** A planner for one household. @throws UNKNOWN_PLANNER, GRID_TOO_LARGE */
export const makePlanner = (name: string, situation: Situation, options: PlannerMaking): Planner =>
  plannerEntry(name).make(situation, options);
