/** One run of `resilience/train`: generate, learn, store, and hold the routes against the rule book on people they have not seen. */
import type { Lab, Outcome } from '../../../../lab/index.ts';
import { playbookRows } from '../../playbook/index.ts';
import { routeBase, type Scenario, writeRoutes } from '../../routes/index.ts';
import { evaluateInChunks, heavyOf, learnOn, trainingOf } from '../shared/chunks.ts';
import { comparePlanners } from '../shared/compare.ts';
import { chosenDynamics } from '../shared/dynamics.ts';
import { playbook, playbookJobs } from '../shared/playbook.ts';
import { prepare } from '../shared/prepare.ts';
import { curveRows, fitOf, fitRows, moveRows, type OwnPath, playRows, routeRow, scenarioRow } from '../shared/rows.ts';
import { seedFiles } from '../shared/seed-files.ts';
import type { Evaluated, Learnt } from '../shared/tasks.ts';
import { askPlanner } from '../shared/model-arm.ts';
import type { TrainConfig } from './config.ts';
import { sessionResults } from './results.ts';

export async function runTrain(lab: Lab, config: TrainConfig): Promise<Outcome> {
  const prepared = await prepare(lab, config);
  const { table, dynamics, scenarios, effort, seed, calibration } = prepared;
  lab.progress({
    label: 'scenarios',
    done: scenarios.length,
    total: scenarios.length,
    message: `${scenarios.length} households, effort ${effort.name}`,
  });
  const training = trainingOf(scenarios);
  const learnt = await learnOn(lab, training, config.months, prepared);
  const routes = learnt.map(({ record }) => record);
  lab.progress({ label: 'routes', done: routes.length, total: routes.length, message: `${routes.length} routes learned` });

  const rest = scenarios.filter((scenario) => !training.includes(scenario));
  const base = routeBase(routes);
  const evaluated = await evaluateInChunks(lab, rest, (chunk) => ({
    scenarios: chunk,
    table,
    dynamics,
    months: config.months,
    effort,
    base,
    seed,
    episode: null,
    planners: config.planners,
    heavy: heavyOf(
      rest.filter(({ split, shocks }) => split === 'test' && shocks.length > 0),
      config.heavy_households,
    ),
  }));
  const byId = new Map(scenarios.map((scenario) => [scenario.scenario_id, scenario]));
  const heldOut = evaluated.filter(({ scenarioId }) => byId.get(scenarioId)?.split === 'test' && byId.get(scenarioId)?.shocks.length !== 0);
  const asked = await askPlanner(lab, config, prepared, heldOut, byId);
  const compared = asked.evaluated;
  const own = ownPaths(training, learnt, rest, evaluated, scenarios);
  const planners = comparePlanners(compared, config.months, seed);
  const rules = await playbook(lab, playbookJobs({ table, dynamics, seed, months: config.months, effort: effort.name }, scenarios, routes));
  lab.progress({ label: 'playbook', done: rules.length, total: rules.length, message: `playbook of ${rules.length} lines` });
  const fit = config.profile === 'calibrated' ? fitOf(seed) : [];

  lab.write('scenarios', own.map(scenarioRow));
  lab.write('routes', routes.map(routeRow));
  lab.write('planner_results', playRows('people', compared, byId));
  lab.write('recovery_curves', curveRows('people', compared, byId, config.months));
  lab.write('route_moves', moveRows(own));
  lab.write('population_fit', fitRows(fit));
  lab.write('playbook', playbookRows(rules));
  const results = sessionResults({
    effort: effort.name,
    months: config.months,
    seed,
    calibration,
    own,
    routes,
    planners,
    fellBack: heldOut.filter(({ fellBack }) => fellBack).length,
    outOfSupport: heldOut.filter(({ outOfSupport }) => outOfSupport).length,
    heldOut: heldOut.length,
    fit,
    playbook: rules,
  });
  lab.artifact('routes.jsonl', writeRoutes(routes));
  lab.artifact('playbook.json', `${JSON.stringify({ effort: effort.name, rows: rules }, null, 2)}\n`);
  for (const [name, content] of seedFiles(results, routes)) lab.artifact(name, content);
  return { status: 'completed', results: { ...results, ...(asked.model !== null && { model: asked.model }), ...chosenDynamics(dynamics) } };
}

/** What came of every scenario's own path: learned on it where it was for learning, retrieved where it was not. */
function ownPaths(
  training: readonly Scenario[],
  learnt: readonly Learnt[],
  rest: readonly Scenario[],
  evaluated: readonly Evaluated[],
  scenarios: readonly Scenario[],
): OwnPath[] {
  const known = new Map<string, OwnPath>();
  training.forEach((scenario, i) =>
    known.set(scenario.scenario_id, { scenario, chosen: learnt[i].record.route_id, result: learnt[i].own }),
  );
  rest.forEach((scenario, i) => known.set(scenario.scenario_id, { scenario, chosen: evaluated[i].chosen, result: evaluated[i].own }));
  return scenarios.map(({ scenario_id }) => known.get(scenario_id) as OwnPath);
}
