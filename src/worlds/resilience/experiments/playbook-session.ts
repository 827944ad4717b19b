/** The playbook without a run: routes are learned, and every choice is measured on the households that they were learned on. */
import { measurePlaybook, type PlaybookRow, summarise } from '../playbook/index.ts';
import { learnedBy, type Scenario } from '../routes/index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import type { SessionOptions } from './session.ts';
import { EFFORT, type EffortName } from './shared/effort.ts';
import { playbookJobs } from './shared/playbook.ts';
import { calibrationOf } from './shared/prepare.ts';
import { learnScenario } from './shared/tasks.ts';

export interface Playbook {
  readonly effort: EffortName;
  readonly households: number;
  readonly rows: readonly PlaybookRow[];
}

/** The same scenarios give the same playbook. */
export function playbookOfScenarios(scenarios: readonly Scenario[], options: Omit<SessionOptions, 'routes'> = {}): Playbook {
  const { months = 60, shocks: table = DEFAULT_SHOCKS } = options;
  const effort = EFFORT[options.effort ?? 'quick'];
  const seed = scenarios[0]?.seed ?? '0';
  const provenance = learnedBy(calibrationOf(table), seed);
  const routes = scenarios
    .filter(({ shocks }) => shocks.length > 0)
    .map((scenario) => learnScenario({ scenario, table, months, effort, provenance }).record);
  const jobs = playbookJobs({ table, seed, months, effort: effort.name }, scenarios, routes);
  return {
    effort: effort.name,
    households: jobs.reduce((sum, { cases }) => sum + cases.length, 0),
    rows: summarise(jobs.flatMap(measurePlaybook)),
  };
}
