/** The playbook of a run: every struck household, its learned route where it has one. */
import type { Lab } from '../../../../lab/index.ts';
import { RULE_BOOK_LIST } from '../../planners/index.ts';
import { MEASURE, type PlaybookJob, type PlaybookRow, summarise } from '../../playbook/index.ts';
import { policyOf, type RouteRecord, type Scenario } from '../../routes/index.ts';
import type { EffortName } from './effort.ts';
import type { Prepared } from './prepare.ts';

const AMOUNT: Readonly<Record<EffortName, { readonly households: number; readonly paths: number }>> = {
  quick: { households: 160, paths: 6 },
  full: { households: Number.POSITIVE_INFINITY, paths: 200 },
};
const CHUNK = 8;

export type PlaybookInput = Pick<Prepared, 'table' | 'seed'> &
  Partial<Pick<Prepared, 'dynamics'>> & { readonly months: number; readonly effort: EffortName };

/** Jobs for the households that routes were learned on; without any, for all that are struck, with the rule book as their route. */
export function playbookJobs(
  { table, dynamics = {}, seed, months, effort }: PlaybookInput,
  scenarios: readonly Scenario[],
  routes: readonly RouteRecord[],
): PlaybookJob[] {
  const known = new Map(routes.map((route) => [route.scenario_id, policyOf(route)]));
  const struck = scenarios.filter(({ scenario_id, shocks }) => shocks.length > 0 && (known.size === 0 || known.has(scenario_id)));
  const cases = struck
    .slice(0, AMOUNT[effort].households)
    .map((scenario) => ({ scenario, policy: known.get(scenario.scenario_id) ?? RULE_BOOK_LIST }));
  const { paths } = AMOUNT[effort];
  return Array.from({ length: Math.ceil(cases.length / CHUNK) }, (_, i) => ({
    cases: cases.slice(i * CHUNK, (i + 1) * CHUNK),
    table,
    dynamics,
    months,
    paths,
    seed,
  }));
}

export async function playbook(lab: Lab, jobs: readonly PlaybookJob[]): Promise<PlaybookRow[]> {
  const measured = await lab.map(MEASURE, [...jobs]);
  return summarise(measured.flat());
}
