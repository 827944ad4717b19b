/** Ranking routes on the household's own scenarios: all candidates meet the same numbers, the clearly worse drop out early. */
import { listPlanner, RULE_BOOK, WAIT } from '../planners/index.ts';
import type { Person } from '../people/index.ts';
import type { ShockTable } from '../shocks/index.ts';
import type { Planner, ShockEvent } from '../state/index.ts';
import type { Situation } from '../planners/index.ts';
import { adapt } from './adapt.ts';
import { PathSet } from './paths.ts';
import { retrieve, type RouteBase } from './retrieve.ts';
import { type Difference, meanOf, pairedDifference } from './statistics.ts';

export interface RaceOptions {
  readonly candidates: number;
  /** Paths of the first round; each further round doubles them. */
  readonly firstPaths: number;
  readonly mostPaths: number;
  /** Fresh paths on which the winner is held against the rule book. */
  readonly checkPaths: number;
  readonly seed: string;
}

export interface Ranked {
  readonly routeId: string;
  readonly distance: number | null;
  readonly cost: number;
  /** Cost less the rule book's, paired. */
  readonly vsRuleBook: Difference;
}

export interface RaceResult {
  readonly planner: Planner;
  /** Of the route that is played; `rule-book` or `wait` when no route was better beyond doubt. */
  readonly chosen: string;
  readonly fellBack: boolean;
  readonly outOfSupport: boolean;
  readonly nearestDistance: number | null;
  readonly ranked: readonly Ranked[];
  /** Recovery within the horizon of the planner that is played, on its paths of the race: what the household is told before its own come. */
  readonly predicted: { readonly recovered: number; readonly paths: number };
  /** The winner against the rule book and against waiting, on paths that the race didn't use. */
  readonly check: { readonly vsRuleBook: Difference; readonly vsWait: Difference };
}

const DROP_LEVEL = 0.99;
const FEWEST = 3;

export interface Household {
  readonly person: Person;
  readonly shocks: readonly ShockEvent[];
  readonly situation: Situation;
}

interface Runner {
  readonly planner: Planner;
  readonly distance: number | null;
  costs: Float64Array;
  /** How many of these paths recovered. */
  recovered: number;
}

/**
 * Retrieve, adapt, race, check. The route that wins is played only when it beats the rule book and is not worse than waiting beyond chance on
 * fresh paths; else the rule book, or waiting where the rule book gains nothing over it.
 */
export function raceRoutes(base: RouteBase, household: Household, table: ShockTable, options: RaceOptions): RaceResult {
  const { situation } = household;
  const found = retrieve(base, household.person, household.shocks, table, options.candidates);
  const nearest = found[0]?.distance ?? null;
  const outOfSupport = nearest === null || nearest > base.supportRadius;
  const empty = new Float64Array(0);
  const runners: Runner[] = [
    { planner: RULE_BOOK, distance: null, costs: empty, recovered: 0 },
    { planner: WAIT, distance: null, costs: empty, recovered: 0 },
    ...found.map(({ route, distance }) => ({
      planner: listPlanner(route.route_id, adapt(route.policy as never, situation.initial)),
      distance,
      costs: empty,
      recovered: 0,
    })),
  ];
  const survivors = race(runners, situation, options);
  const fresh = new PathSet(situation, [options.seed, 'check'], 0, options.checkPaths);
  const ruleBook = fresh.costs(RULE_BOOK);
  const wait = fresh.costs(WAIT);
  const winner = survivors[0];
  const costs = winner.planner === RULE_BOOK ? ruleBook : winner.planner === WAIT ? wait : fresh.costs(winner.planner);
  const check = { vsRuleBook: pairedDifference(costs, ruleBook), vsWait: pairedDifference(costs, wait) };
  const isRoute = winner.planner !== RULE_BOOK && winner.planner !== WAIT;
  const stands = isRoute && !outOfSupport && check.vsRuleBook.hi < 0 && check.vsWait.diff <= 0;
  // Waiting costs nothing to do: the rule book must show a gain over it, if only in the mean.
  const planner = stands ? winner.planner : meanOf(ruleBook) < meanOf(wait) ? RULE_BOOK : WAIT;
  const ruleCosts = runners[0].costs;
  const played = runners.find((runner) => runner.planner === planner) ?? runners[0];
  return {
    planner,
    chosen: planner.id,
    fellBack: !stands,
    outOfSupport,
    nearestDistance: nearest,
    ranked: survivors.map((runner) => ({
      routeId: runner.planner.id,
      distance: runner.distance,
      cost: meanOf(runner.costs),
      vsRuleBook: pairedDifference(runner.costs, ruleCosts.subarray(0, runner.costs.length)),
    })),
    predicted: { recovered: played.recovered, paths: played.costs.length },
    check,
  };
}

/** Rounds with doubled paths; who is worse than the leader at 99 % drops out, the rule book excepted: all are compared with it. */
function race(runners: readonly Runner[], situation: Situation, { firstPaths, mostPaths, seed }: RaceOptions): Runner[] {
  const paths = new PathSet(situation, [seed, 'race'], 0, mostPaths);
  let left = [...runners];
  for (let count = firstPaths; ; count = Math.min(mostPaths, 2 * count)) {
    for (const runner of left) {
      const costs = new Float64Array(count);
      costs.set(runner.costs);
      for (let i = runner.costs.length; i < count; i++) {
        const { cost, recoveredMonth } = paths.outcome(runner.planner, i);
        costs[i] = cost;
        if (recoveredMonth !== null) runner.recovered++;
      }
      runner.costs = costs;
    }
    left.sort((a, b) => meanOf(a.costs) - meanOf(b.costs) || (a.planner.id < b.planner.id ? -1 : 1));
    const leader = left[0];
    left = left.filter(
      (one) => one.planner === RULE_BOOK || one === leader || pairedDifference(one.costs, leader.costs, DROP_LEVEL).lo <= 0,
    );
    if (count >= mostPaths || left.length <= FEWEST) break;
  }
  return left;
}
