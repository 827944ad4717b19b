import type { Lab } from '../../../../lab/index.ts';
import type { Scenario } from '../../routes/index.ts';
import { EVALUATE, type EvaluateJob, type Evaluated } from './tasks.ts';

/** Households to a job: few enough to share out, many enough that the route base is not sent for each. */
const CHUNK = 4;

export async function evaluateInChunks(
  lab: Lab,
  scenarios: readonly Scenario[],
  jobOf: (chunk: readonly Scenario[]) => EvaluateJob,
): Promise<Evaluated[]> {
  const jobs: EvaluateJob[] = [];
  for (let i = 0; i < scenarios.length; i += CHUNK) jobs.push(jobOf(scenarios.slice(i, i + CHUNK)));
  return (await lab.map(EVALUATE, jobs)).flat();
}

/** Who is played by planners that compute for each household: the first so many. */
export const heavyOf = (scenarios: readonly Scenario[], count: number): string[] =>
  scenarios.slice(0, count).map(({ scenario_id }) => scenario_id);
