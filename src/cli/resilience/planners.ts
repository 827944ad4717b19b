import { plannerEntry, type PlannerName } from '../../worlds/resilience/planners/index.ts';

/** The planners that `--planner` names; nothing when it was not given. @throws UNKNOWN_PLANNER */
export function plannersOf(names: readonly string[] | undefined): { readonly planners?: readonly PlannerName[] } {
  if (names === undefined) return {};
  for (const name of names) plannerEntry(name, '--planner');
  return { planners: names as readonly PlannerName[] };
}
