/** Advice for one household: plans ranked on its own futures, its runway, the buffer it needs, and what drives the result. */
import type { Goal } from '../people/index.ts';
import {
  type DecisionList,
  listPlanner,
  type PlannerName,
  RULE_BOOK,
  RULE_BOOK_LIST,
  ruleText,
  type Situation,
  WAIT,
} from '../planners/index.ts';
import {
  adapt,
  type Difference,
  pairedDifference,
  PathSet,
  policyOf,
  raceRoutes,
  type RouteBase,
  type RouteRecord,
} from '../routes/index.ts';
import { shockSource, type ShockTable } from '../shocks/index.ts';
import { type HouseholdSpec, householdState, type Planner, type ShockEvent } from '../state/index.ts';
import { type Driver, driversOf } from './drivers.ts';
import { bufferFor, type Buffer } from './buffer.ts';
import { computed } from './computed.ts';
import { personOf } from './person.ts';
import { lookAt, type Looked, type PlanOutcome } from './plan-outcome.ts';
import { type Runway, runwayOf } from './runway.ts';

export interface AdviceOptions {
  readonly table: ShockTable;
  readonly months: number;
  readonly paths: number;
  /** Paths of planners that compute for each household or at each decision; 0: none of them. */
  readonly rolloutPaths: number;
  /** Further planners (default: rollout alone). */
  readonly planners?: readonly PlannerName[];
  readonly seed: string;
  /** The household's own, by name. */
  readonly plans: Readonly<Record<string, DecisionList>>;
  readonly goals?: readonly Goal[];
  /** Learned routes; null: nothing was trained yet. */
  readonly base: RouteBase | null;
}

export interface PlanAdvice extends PlanOutcome {
  /** `own`: of the household's file; `learned`: a retrieved route; `built-in`: rule book, waiting, looking ahead. */
  readonly kind: 'own' | 'learned' | 'built-in';
  /** The list in words; null: no list, every decision is computed. */
  readonly rules: readonly string[] | null;
}

export interface SideBySide {
  readonly a: string;
  readonly b: string;
  /** a less b on the same paths, months: below 0 a is better. */
  readonly cost: Difference;
  readonly hardshipMonths: Difference;
}

export interface Advice {
  /** The least mean cost first. */
  readonly plans: readonly PlanAdvice[];
  /** Which to play: the first that beats the rule book beyond chance, else the rule book. */
  readonly best: string;
  readonly sideBySide: readonly SideBySide[];
  readonly runway: Runway;
  readonly buffer: Buffer;
  readonly drivers: readonly Driver[];
  readonly outOfSupport: boolean | null;
  readonly assumptions: readonly string[];
}

const ROUTES_SHOWN = 3;

export function advise(household: HouseholdSpec, shock: ShockEvent, options: AdviceOptions): Advice {
  const { goals = [] } = options;
  const situation = situationOf(household, shock, options);
  const paths = new PathSet(situation, [options.seed, 'advice'], 0, options.paths);
  const { planners, outOfSupport } = plannersOf(household, shock, situation, options);
  const book = lookAt(paths, RULE_BOOK, options.paths, null, goals);
  const looked = new Map<string, Looked>([[RULE_BOOK.id, book]]);
  for (const { planner, count } of planners) looked.set(planner.id, lookAt(paths, planner, count, book.costs, goals));
  const plans: PlanAdvice[] = [
    { ...book.outcome, kind: 'built-in' as const, rules: RULE_BOOK_LIST.rules.map(ruleText) },
    ...planners.map(({ planner, kind, rules }) => ({ ...(looked.get(planner.id) as Looked).outcome, kind, rules })),
  ].sort((a, b) => (a.vsRuleBook?.diff ?? 0) - (b.vsRuleBook?.diff ?? 0));
  const proven = plans.filter(({ kind, vsRuleBook }) => vsRuleBook !== null && vsRuleBook.hi < 0 && !(kind === 'learned' && outOfSupport));
  const names = Object.keys(options.plans);
  const pairs = names.length > 1 ? names.slice(1).map((name) => [names[0], name] as const) : [];
  return {
    plans,
    best: proven[0]?.plan ?? RULE_BOOK.id,
    sideBySide: pairs.map(([a, b]) => sideBySide(a, looked.get(a) as Looked, b, looked.get(b) as Looked)),
    runway: runwayOf(situation.initial),
    buffer: bufferFor((spec) => situationOf(spec, shock, options), household, options),
    drivers: driversOf((spec) => situationOf(spec, shock, options), household, options),
    outOfSupport,
    assumptions: assumptionsOf(shock, options),
  };
}

interface Candidate extends Pick<PlanAdvice, 'kind' | 'rules'> {
  readonly planner: Planner;
  readonly count: number;
}

function plannersOf(
  household: HouseholdSpec,
  shock: ShockEvent,
  situation: Situation,
  { base, plans, paths, planners: named = ['rollout'], rolloutPaths, seed, table }: AdviceOptions,
): { planners: Candidate[]; outOfSupport: boolean | null } {
  const list = (name: string, policy: DecisionList, kind: Candidate['kind'], path: string): Candidate => ({
    planner: listPlanner(name, policy, path),
    kind,
    rules: policy.rules.map(ruleText),
    count: paths,
  });
  const planners: Candidate[] = [
    { planner: WAIT, kind: 'built-in', rules: [], count: paths },
    ...Object.entries(plans).map(([name, policy]) => list(name, policy, 'own', `plans.${name}`)),
  ];
  let outOfSupport: boolean | null = null;
  if (base !== null) {
    const raced = raceRoutes(base, { person: personOf(household), shocks: [shock], situation }, table, {
      candidates: 20,
      firstPaths: 32,
      mostPaths: 256,
      checkPaths: 128,
      seed,
    });
    outOfSupport = raced.outOfSupport;
    const known = new Map(base.routes.map((route) => [route.route_id, route]));
    for (const route of raced.ranked.flatMap(({ routeId }) => known.get(routeId) ?? []).slice(0, ROUTES_SHOWN))
      planners.push(list(route.route_id, adapt(policyOf(route as RouteRecord), situation.initial), 'learned', route.route_id));
  }
  if (rolloutPaths > 0) {
    for (const { planner, count } of computed(named, situation, { seed, paths, heavyPaths: rolloutPaths }))
      planners.push({ planner, kind: 'built-in', rules: null, count });
  }
  return { planners, outOfSupport };
}

export function situationOf(
  household: HouseholdSpec,
  shock: ShockEvent,
  { table, months }: Pick<AdviceOptions, 'table' | 'months'>,
): Situation {
  return { initial: householdState(household), shocks: shockSource({ table, scheduled: [shock] }), months };
}

export const sideBySide = (a: string, first: Looked, b: string, second: Looked): SideBySide => {
  const n = Math.min(first.costs.length, second.costs.length);
  return {
    a,
    b,
    cost: pairedDifference(first.costs.subarray(0, n), second.costs.subarray(0, n)),
    hardshipMonths: pairedDifference(first.hardship.subarray(0, n), second.hardship.subarray(0, n)),
  };
};

const assumptionsOf = (shock: ShockEvent, { months, base }: AdviceOptions): string[] => [
  `a ${shock.type.replaceAll('_', ' ')} of ${Math.round(100 * shock.magnitude)} % in month ${shock.month}; further shocks by chance, as often as the table of shocks says`,
  'United States taxes of 2024, unemployment benefit of six months, plans that cap health costs',
  'returns, job finding and prices drawn from the laws of docs/resilience/model.md',
  'moves are carried out as planned; amounts are dollars of the month',
  `recovery: cash, obligations, debt service and net worth good for three months in a row, within ${months} months`,
  base === null
    ? 'no learned routes were given (--routes): looking ahead stands in for them'
    : 'learned routes were retrieved and raced on this household',
];
