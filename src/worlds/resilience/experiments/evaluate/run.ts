/** One run of `resilience/evaluate`: the same routes on people, occupations, kinds of shock and episodes that were held out of them. */
import { fromBytes } from '../../../../core/index.ts';
import type { Lab, Outcome } from '../../../../lab/index.ts';
import { type RouteRecord, readRoutes, routeBase, type Scenario } from '../../routes/index.ts';
import { episodeOf } from '../../shocks/index.ts';
import { SHOCK_TYPES } from '../../state/index.ts';
import { comparePlanners, type PlannerSummary } from '../shared/compare.ts';
import { evaluateInChunks, heavyOf, learnOn, trainingOf } from '../shared/chunks.ts';
import { askPlanner } from '../shared/model-arm.ts';
import { chosenDynamics } from '../shared/dynamics.ts';
import { prepare } from '../shared/prepare.ts';
import { curveRows, playRows } from '../shared/rows.ts';
import type { Evaluated } from '../shared/tasks.ts';
import { verdictOf } from '../shared/verdict.ts';
import type { EvaluateConfig } from './config.ts';
import { GAP } from './gap.ts';
import { type Predictions, predictionsOf } from './predictions.ts';
import { type Rankings, rankingsOf } from './rankings.ts';
import { objectiveRows, predictionRows } from './tables.ts';

interface Holdout {
  readonly name: string;
  readonly episode: string | null;
  readonly scenarios: readonly Scenario[];
  readonly routes: readonly RouteRecord[];
}

interface HoldoutSummary {
  readonly planners: readonly PlannerSummary[];
  readonly households: number;
  readonly routes: number;
  readonly fell_back: number;
  readonly out_of_support: number;
  readonly verdict: string;
  /** Planners by both objectives. */
  readonly rankings: Rankings | null;
  /** Recovery foretold and realised. */
  readonly predictions: Predictions | null;
}

export async function runEvaluate(lab: Lab, config: EvaluateConfig): Promise<Outcome> {
  for (const name of config.episodes) episodeOf(name);
  const prepared = await prepare(lab, config);
  const { scenarios, table, dynamics, effort, seed } = prepared;
  const routes =
    config.routes === null
      ? (await learnOn(lab, trainingOf(scenarios), config.months, prepared)).map(({ record }) => record)
      : readRoutes(fromBytes(await lab.input('routes', config.routes)), config.routes);
  const byId = new Map(scenarios.map((scenario) => [scenario.scenario_id, scenario]));
  const summaries: Record<string, HoldoutSummary> = {};
  const everybody: Evaluated[] = [];
  let model: unknown = null;
  for (const holdout of holdoutsOf(config, scenarios, routes)) {
    if (holdout.scenarios.length < 2) continue;
    const base = routeBase(holdout.routes);
    let evaluated: readonly Evaluated[] = await evaluateInChunks(lab, holdout.scenarios, (chunk) => ({
      scenarios: chunk,
      table,
      dynamics,
      months: config.months,
      effort,
      base,
      seed,
      episode: holdout.episode,
      planners: config.planners,
      livedOn: true,
      heavy: holdout.name === 'people' ? heavyOf(holdout.scenarios, config.heavy_households) : [],
    }));
    if (holdout.name === 'people') ({ evaluated, model } = await askPlanner(lab, config, prepared, evaluated, byId));
    const planners = comparePlanners(evaluated, config.months, `${seed}/${holdout.name}`);
    const rankings = rankingsOf(evaluated, `${seed}/${holdout.name}`);
    const predictions = predictionsOf(evaluated);
    everybody.push(...evaluated);
    lab.write('planner_results', playRows(holdout.name, evaluated, byId));
    lab.write('recovery_curves', curveRows(holdout.name, evaluated, byId, config.months));
    lab.write('planner_objectives', objectiveRows(holdout.name, planners, rankings));
    lab.write('recovery_predictions', predictionRows(holdout.name, predictions));
    summaries[holdout.name] = {
      households: holdout.scenarios.length,
      routes: holdout.routes.length,
      fell_back: evaluated.filter(({ fellBack }) => fellBack).length,
      out_of_support: evaluated.filter(({ outOfSupport }) => outOfSupport).length,
      planners,
      verdict: verdictOf(planners, holdout.name),
      rankings,
      predictions,
    };
    lab.progress({
      label: 'holdouts',
      done: Object.keys(summaries).length,
      total: null,
      message: `${holdout.name}: ${summaries[holdout.name].verdict}`,
    });
  }
  const predictions = predictionsOf(everybody);
  lab.write('recovery_predictions', predictionRows('all', predictions));
  const [gap] = await lab.map(GAP, [{ seed: 1 }]);
  lab.write('optimality_gap', gap);
  const results = {
    effort: effort.name,
    holdouts: summaries,
    predictions,
    calibration: prepared.calibration,
    optimality_gap: gap,
    ...(model !== null && { model }),
    ...chosenDynamics(dynamics),
  };
  lab.artifact('evaluation.json', `${JSON.stringify(results, null, 2)}\n`);
  return { status: 'completed', results };
}

/** Routes that know nothing of what is held out, and the households that are. */
function holdoutsOf(config: EvaluateConfig, scenarios: readonly Scenario[], routes: readonly RouteRecord[]): Holdout[] {
  const struck = scenarios.filter(({ shocks }) => shocks.length > 0);
  const unseen = struck.filter(({ split }) => split === 'test');
  const some = (list: readonly Scenario[]): readonly Scenario[] => list.slice(0, config.households_per_holdout);
  const { held_out_occupations: occupations } = config;
  return [
    { name: 'people', episode: null, scenarios: unseen, routes },
    {
      name: 'occupations',
      episode: null,
      scenarios: some(struck.filter(({ person }) => occupations.includes(person.occupation))),
      routes: routes.filter(({ person }) => !occupations.includes(person.occupation)),
    },
    ...SHOCK_TYPES.map((type) => ({
      name: `shock: ${type}`,
      episode: null,
      // People for training may stand in where few others were struck by it: no route of theirs is left.
      scenarios: some(struck.filter(({ shocks }) => shocks.some((shock) => shock.type === type))),
      routes: routes.filter(({ shocks }) => shocks.every((shock) => shock.type !== type)),
    })),
    ...config.episodes.map((episode) => ({ name: `episode: ${episode}`, episode, scenarios: some(unseen), routes })),
  ];
}
