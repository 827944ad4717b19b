import type { Lab } from '../../../../lab/index.ts';
import { learnedBy, type Scenario } from '../../routes/index.ts';
import type { Prepared } from './prepare.ts';
import { EVALUATE, type EvaluateJob, type Evaluated, LEARN, type Learnt } from './tasks.ts';

/** Households to a job: few enough to share out, many enough that the route base is not sent for each. */
const CHUNK = 4;

/** Who is learned on: the training split, where something strikes. */
export const trainingOf = (scenarios: readonly Scenario[]): Scenario[] =>
  scenarios.filter(({ split, shocks }) => split === 'train' && shocks.length > 0);

export function learnOn(lab: Lab, training: readonly Scenario[], months: number, prepared: Prepared): Promise<Learnt[]> {
  const { table, dynamics, effort, seed, calibration } = prepared;
  const provenance = learnedBy(calibration, seed);
  return lab.map(
    LEARN,
    training.map((scenario) => ({ scenario, table, dynamics, months, effort, provenance })),
  );
}

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
