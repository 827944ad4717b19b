/** What runs on any worker: learning a route, and playing held-out scenarios under every planner. Plain data in, plain data out. */
import type { TaskRef } from '../../../../lab/index.ts';
import {
  type DecisionList,
  listPlanner,
  makePlanner,
  plannerEntry,
  type PlannerName,
  RULE_BOOK,
  type Situation,
} from '../../planners/index.ts';
import {
  episodeSituation,
  learnRoute,
  makeRecord,
  meanOf,
  PathSet,
  type Provenance,
  type RaceResult,
  type Ranked,
  raceRoutes,
  type RouteBase,
  type RouteRecord,
  type Scenario,
  situationOf,
  successScore,
} from '../../routes/index.ts';
import type { ShockTable } from '../../shocks/index.ts';
import {
  DEFAULT_PARAMETERS,
  type Dynamics,
  parametersWith,
  type PathOutcome,
  type Planner,
  plannedLiving,
  SLOT,
} from '../../state/index.ts';
import { isGoalMet, RISK_AVERSION } from '../../people/index.ts';
import { certaintyEquivalent, type LivingTerms } from './certainty-equivalent.ts';
import type { Effort } from './effort.ts';

export interface LearnJob {
  readonly scenario: Scenario;
  readonly table: ShockTable;
  readonly dynamics?: Dynamics;
  readonly months: number;
  readonly effort: Effort;
  readonly provenance: Provenance;
}

export interface Learnt {
  readonly record: RouteRecord;
  /** What came of the scenario's own path under the route. */
  readonly own: PathResult;
}

/** One path, as far as statistics want it. */
export interface PathResult {
  readonly recoveredMonth: number | null;
  readonly defaultedMonth: number | null;
  readonly shockMonth: number | null;
  readonly cost: number;
  readonly score: number;
  readonly moves: readonly string[];
  /** Names of the person's goals that were met at its end. */
  readonly goalsMet: readonly string[];
  readonly hardshipMonths: number;
}

export interface PlannerPlay {
  readonly planner: string;
  /** By path, as far as it was played. */
  readonly costs: readonly number[];
  readonly recoveredMonth: readonly (number | null)[];
  readonly defaultedMonth: readonly (number | null)[];
  readonly shockMonth: readonly (number | null)[];
  readonly score: number;
  readonly hardshipMonths: number;
  /** By path: the steady consumption that is worth as much, dollars a month in prices of month 0; absent where nobody asked. */
  readonly livedOn?: readonly number[];
}

export interface EvaluateJob {
  readonly scenarios: readonly Scenario[];
  readonly table: ShockTable;
  readonly dynamics?: Dynamics;
  readonly months: number;
  readonly effort: Effort;
  readonly base: RouteBase;
  readonly seed: string;
  /** Name of an episode whose macro path stands in for the dice, or null. */
  readonly episode: string | null;
  readonly planners: readonly PlannerName[];
  /** Scenarios that heavy planners play. */
  readonly heavy: readonly string[];
  /** Whether what households live on is recorded beside what the paths cost (default false). */
  readonly livedOn?: boolean;
}

export interface Evaluated {
  readonly scenarioId: string;
  readonly personId: string;
  readonly chosen: string;
  readonly fellBack: boolean;
  readonly outOfSupport: boolean;
  readonly nearestDistance: number | null;
  /** Recovery that the race foretold for what was chosen. */
  readonly predicted: RaceResult['predicted'];
  /** Relative risk aversion of the person. */
  readonly gamma: number;
  readonly ranked: readonly Ranked[];
  readonly plays: readonly PlannerPlay[];
  readonly own: PathResult;
}

export const LEARN: TaskRef<LearnJob, Learnt> = { module: import.meta.url, export: 'learnScenario' };
export const EVALUATE: TaskRef<EvaluateJob, Evaluated[]> = { module: import.meta.url, export: 'evaluateScenarios' };

const pathResult = (outcome: PathOutcome, scenario: Scenario): PathResult => ({
  recoveredMonth: outcome.recoveredMonth,
  defaultedMonth: outcome.defaultedMonth,
  shockMonth: outcome.shockMonth,
  cost: outcome.cost,
  score: successScore(outcome),
  moves: outcome.moves.filter(({ executed }) => executed).map(({ move }) => move.operator),
  goalsMet: scenario.person.goals.filter((goal) => isGoalMet(goal, outcome.final, scenario.person.incomeCents)).map(({ name }) => name),
  hardshipMonths: outcome.hardshipMonths,
});

/** Task: learn a route on one scenario's paths and take its measure on fresh ones. @public */
export function learnScenario({ scenario, table, dynamics, months, effort, provenance }: LearnJob): Learnt {
  const situation = situationOf(scenario, table, months, parametersWith(dynamics));
  const paths = new PathSet(situation, [scenario.seed, 'learn', scenario.scenario_id], 0, effort.learnPaths);
  const learned = learnRoute(paths, { rounds: effort.learnRounds, confidence: 1 });
  const fresh = new PathSet(situation, [scenario.seed, 'validate', scenario.scenario_id], 0, effort.validatePaths);
  const record = makeRecord(scenario, table, learned.policy, fresh, provenance, {
    lists_tried: learned.tried,
    cost_on_learning_paths: learned.cost,
    rule_book_cost_on_learning_paths: learned.ruleBookCost,
    effort: effort.name,
  });
  return { record, own: ownPath(scenario, situation, listPlanner('learned', learned.policy as DecisionList)) };
}

function ownPath(scenario: Scenario, situation: Situation, planner: Planner): PathResult {
  const own = new PathSet(situation, [scenario.seed, 'own', scenario.scenario_id], 0, 1);
  return pathResult(own.outcome(planner, 0, true), scenario);
}

/** Task: retrieve, race and play; then every planner on the same fresh paths. @public */
export function evaluateScenarios(job: EvaluateJob): Evaluated[] {
  return job.scenarios.map((scenario) => evaluateOne(job, scenario));
}

function evaluateOne(job: EvaluateJob, scenario: Scenario): Evaluated {
  const { table, months, effort, base, seed, episode } = job;
  const parameters = parametersWith(job.dynamics);
  const situation =
    episode === null
      ? situationOf(scenario, table, months, parameters)
      : episodeSituation(scenario.person.household, episode, table, months, parameters);
  const raced = raceRoutes(base, { person: scenario.person, shocks: scenario.shocks, situation }, table, {
    candidates: effort.candidates,
    firstPaths: effort.raceFirst,
    mostPaths: effort.raceMost,
    checkPaths: effort.checkPaths,
    seed: `${seed}/${scenario.scenario_id}`,
  });
  const fresh = new PathSet(situation, [seed, 'evaluate', scenario.scenario_id], 0, effort.evaluatePaths);
  const learned: Planner = { id: 'learned', plan: raced.planner.plan };
  const making = { seed: `${seed}/${scenario.scenario_id}`, effort: effort.name };
  const terms = job.livedOn === true ? livingTerms(scenario, situation) : null;
  const plays = [play(fresh, learned, effort.evaluatePaths, terms)];
  for (const name of plannersOf(job, scenario)) {
    const count = plannerEntry(name).heavy ? Math.min(effort.heavyPaths, effort.evaluatePaths) : effort.evaluatePaths;
    plays.push(play(fresh, makePlanner(name, situation, making), count, terms));
  }
  return {
    scenarioId: scenario.scenario_id,
    personId: scenario.person.id,
    chosen: raced.chosen,
    fellBack: raced.fellBack,
    outOfSupport: raced.outOfSupport,
    nearestDistance: raced.nearestDistance,
    predicted: raced.predicted,
    gamma: gammaOf(scenario),
    ranked: raced.ranked,
    plays,
    own: ownPath(scenario, situation, raced.planner),
  };
}

/** The rule book and waiting are what everything is held against: they always play. */
const ALWAYS: readonly PlannerName[] = ['rule-book', 'wait'];

function plannersOf({ planners, heavy }: EvaluateJob, { scenario_id }: Scenario): readonly PlannerName[] {
  const asked = planners.filter((name) => !ALWAYS.includes(name) && (!plannerEntry(name).heavy || heavy.includes(scenario_id)));
  return [...ALWAYS, ...asked];
}

const gammaOf = ({ person }: Scenario): number => RISK_AVERSION[person.riskTolerance];

/** How a person values what the household lives on, by its plans at the start. */
export function livingTerms(scenario: Scenario, { initial, parameters = DEFAULT_PARAMETERS }: Situation): LivingTerms {
  const { discount } = parameters.objective;
  return { gamma: gammaOf(scenario), discount, planned: plannedLiving(initial), essential: initial[SLOT.essential] };
}

/** A planner on the first so many paths. With `terms` each is lived on to the horizon: the rule book decides the months after its end. */
export function play(paths: PathSet, planner: Planner, count: number, terms: LivingTerms | null): PlannerPlay {
  const outcomes = Array.from({ length: count }, (_, index) =>
    terms === null ? paths.outcome(planner, index) : paths.outcomeLivedOn(planner, index, RULE_BOOK),
  );
  return {
    planner: planner.id,
    costs: outcomes.map(({ cost }) => cost),
    recoveredMonth: outcomes.map(({ recoveredMonth }) => recoveredMonth),
    defaultedMonth: outcomes.map(({ defaultedMonth }) => defaultedMonth),
    shockMonth: outcomes.map(({ shockMonth }) => shockMonth),
    score: meanOf(outcomes.map(successScore)),
    hardshipMonths: meanOf(outcomes.map(({ hardshipMonths }) => hardshipMonths)),
    ...(terms !== null && { livedOn: outcomes.flatMap(({ living }) => (living === null ? [] : certaintyEquivalent(living, terms) / 100)) }),
  };
}
