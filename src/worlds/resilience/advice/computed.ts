import { plannerEntry, type PlannerName, type Situation } from '../planners/index.ts';
import type { Planner } from '../state/index.ts';

/** What stands beside every plan without being asked for. */
const ALWAYS: readonly string[] = ['rule-book', 'wait'];

/** Planners by name for one household, each with the number of paths that it plays. @throws UNKNOWN_PLANNER, GRID_TOO_LARGE */
export function computed(
  names: readonly PlannerName[],
  situation: Situation,
  { seed, paths, heavyPaths }: { readonly seed: string; readonly paths: number; readonly heavyPaths: number },
): { readonly planner: Planner; readonly count: number }[] {
  return [...new Set(names)]
    .filter((name) => !ALWAYS.includes(name))
    .map((name) => {
      const entry = plannerEntry(name, '--planner');
      return { planner: entry.make(situation, { seed }), count: entry.heavy ? Math.min(heavyPaths, paths) : paths };
    });
}
