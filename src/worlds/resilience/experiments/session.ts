/** The earlier system's library calls, on the sound engine: generate scenarios, run a session, save, load and merge its routes. */
import type { AgeDistribution, Profile } from '../people/index.ts';
import { measurePlaybook, type PlaybookRow, summarise } from '../playbook/index.ts';
import type { PlannerName } from '../planners/index.ts';
import { drawScenarios, learnedBy, readRoutes, type RouteRecord, routeBase, type Scenario, writeRoutes } from '../routes/index.ts';
import { DEFAULT_SHOCKS, type ShockMix, type ShockTable } from '../shocks/index.ts';
import { type Dynamics, parametersWith } from '../state/index.ts';
import { trainingOf } from './shared/chunks.ts';
import { comparePlanners } from './shared/compare.ts';
import { EFFORT, type EffortName } from './shared/effort.ts';
import { playbookJobs } from './shared/playbook.ts';
import { calibrationOf } from './shared/prepare.ts';
import type { OwnPath } from './shared/rows.ts';
import { seedFiles } from './shared/seed-files.ts';
import { evaluateScenarios, learnScenario } from './shared/tasks.ts';
import { sessionResults, type TrainResults } from './train/results.ts';

export interface GenerateOptions {
  readonly seed?: number | string;
  readonly profile?: Profile;
  readonly ageDistribution?: AgeDistribution;
  readonly shockMix?: ShockMix;
  readonly shocks?: ShockTable;
}

/** Households with what strikes them. @throws BAD_AGE_DISTRIBUTION, UNKNOWN_SHOCK */
export function generateTrainingScenarios(count: number, options: GenerateOptions = {}): Scenario[] {
  const { seed = 42, profile = 'calibrated', ageDistribution = null, shockMix = null, shocks = DEFAULT_SHOCKS } = options;
  return drawScenarios(String(seed), count, { profile, ages: ageDistribution, mix: shockMix, table: shocks });
}

/** A session compares with what plays at once; `resilience/evaluate` has the planners that compute. */
const SESSION_PLANNERS: readonly PlannerName[] = ['greedy', 'legacy', 'random'];

export interface TrainingSession {
  readonly result: TrainResults;
  readonly routes: readonly RouteRecord[];
  /** What each choice is worth after which shock, for whom. */
  readonly playbook: readonly PlaybookRow[];
}

export interface SessionOptions {
  readonly effort?: EffortName;
  readonly months?: number;
  readonly shocks?: ShockTable;
  /** Laws of the economy and of shortfalls in the place of the model's own, e.g. `{ equityDriver: HARDY }`. */
  readonly dynamics?: Dynamics;
  /** Routes learned before: they join the base that held-out households retrieve from. */
  readonly routes?: readonly RouteRecord[];
}

/** Learn routes on the training split, play the rest with them; the same scenarios give the same session. */
export function runTrainingSession(scenarios: readonly Scenario[], options: SessionOptions = {}): TrainingSession {
  const { months = 60, shocks: table = DEFAULT_SHOCKS, dynamics = {}, routes: known = [] } = options;
  const effort = EFFORT[options.effort ?? 'quick'];
  const seed = scenarios[0]?.seed ?? '0';
  const provenance = learnedBy(calibrationOf(table, parametersWith(dynamics)), seed);
  const training = trainingOf(scenarios);
  const learnt = training.map((scenario) => learnScenario({ scenario, table, dynamics, months, effort, provenance }));
  const routes = learnt.map(({ record }) => record);
  const rest = scenarios.filter((scenario) => !training.includes(scenario));
  const evaluated = evaluateScenarios({
    scenarios: rest,
    table,
    dynamics,
    months,
    effort,
    base: routeBase([...known, ...routes]),
    seed,
    episode: null,
    planners: SESSION_PLANNERS,
    heavy: [],
  });
  const own = new Map<string, OwnPath>();
  training.forEach((scenario, i) => own.set(scenario.scenario_id, { scenario, chosen: learnt[i].record.route_id, result: learnt[i].own }));
  rest.forEach((scenario, i) => own.set(scenario.scenario_id, { scenario, chosen: evaluated[i].chosen, result: evaluated[i].own }));
  const heldOut = evaluated.filter((_, i) => rest[i].split === 'test' && rest[i].shocks.length > 0);
  const jobs = playbookJobs({ table, dynamics, seed, months, effort: effort.name }, scenarios, routes);
  const rules = summarise(jobs.flatMap(measurePlaybook));
  const result = sessionResults({
    effort: effort.name,
    months,
    seed,
    calibration: provenance.calibration,
    own: scenarios.map(({ scenario_id }) => own.get(scenario_id) as OwnPath),
    routes,
    planners: comparePlanners(heldOut, months, seed),
    fellBack: heldOut.filter(({ fellBack }) => fellBack).length,
    outOfSupport: heldOut.filter(({ outOfSupport }) => outOfSupport).length,
    heldOut: heldOut.length,
    fit: [],
    playbook: rules,
  });
  return { result, routes, playbook: rules };
}

/** Files by name, for whoever writes them. */
export const saveTrainingResults = ({ result, routes }: Pick<TrainingSession, 'result' | 'routes'>): ReadonlyMap<string, string> =>
  new Map([['routes.jsonl', writeRoutes(routes)], ...seedFiles(result, routes)]);

/** Routes from the text of a route file. @throws ROUTES_TRUNCATED, BAD_ROUTE */
export const loadTrainingResults = (text: string, file = 'routes.jsonl'): RouteRecord[] => readRoutes(text, file);
