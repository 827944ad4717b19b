/** The results of a training session: the fields of the earlier system, made honest, and what held-out households say. */
import { canonicalJson, sha256Hex } from '../../../../core/index.ts';
import { operatorOf } from '../../moves/index.ts';
import type { PlaybookRow, Section } from '../../playbook/index.ts';
import { type RouteRecord, proportion, recoveryCurve } from '../../routes/index.ts';
import { SHOCK_TYPES } from '../../state/index.ts';
import type { FitRow } from '../../people/index.ts';
import type { PlannerSummary } from '../shared/compare.ts';
import type { OwnPath } from '../shared/rows.ts';
import { verdictOf } from '../shared/verdict.ts';

const DAYS = 30;
const BEST_ROUTES = 10;
const MOST_FREQUENT = 8;

export interface TrainResults extends Readonly<Record<string, unknown>> {
  readonly effort: string;
  readonly session_id: string;
  readonly num_scenarios: number;
  readonly success_rate: { readonly p: number; readonly lo: number; readonly hi: number };
  readonly shock_type_performance: Readonly<Record<string, number>>;
  readonly shock_type_intervals: Readonly<Record<string, { p: number; lo: number; hi: number; n: number }>>;
  readonly evaluation: {
    readonly holdout: string;
    readonly households: number;
    readonly planners: readonly PlannerSummary[];
    readonly fell_back: number;
    readonly out_of_support: number;
  };
  readonly goals: Goals;
  readonly verdict: string;
}

export interface SessionParts {
  readonly effort: string;
  readonly months: number;
  readonly seed: string;
  readonly calibration: string;
  readonly own: readonly OwnPath[];
  readonly routes: readonly RouteRecord[];
  readonly planners: readonly PlannerSummary[];
  readonly fellBack: number;
  readonly outOfSupport: number;
  readonly heldOut: number;
  readonly fit: readonly FitRow[];
  readonly playbook: readonly PlaybookRow[];
}

export function sessionResults(parts: SessionParts): TrainResults {
  const { own, routes, months } = parts;
  const struck = own.filter(({ result }) => result.shockMonth !== null);
  const recovered = struck.filter(({ result }) => result.recoveredMonth !== null);
  const defaulted = struck.filter(({ result }) => result.defaultedMonth !== null);
  const days = recovered.map(({ result }) => DAYS * ((result.recoveredMonth ?? 0) - (result.shockMonth ?? 0)));
  const curve = recoveryCurve(
    struck.map(({ result }) => result),
    months,
  );
  const byType = Object.fromEntries(
    SHOCK_TYPES.flatMap((type) => {
      const there = struck.filter(({ scenario }) => scenario.shocks[0]?.type === type);
      if (there.length === 0) return [];
      return [
        [type, { ...proportion(there.filter(({ result }) => result.recoveredMonth !== null).length, there.length), n: there.length }],
      ];
    }),
  );
  const best = [...routes].sort((a, b) => b.success_score - a.success_score || (a.route_id < b.route_id ? -1 : 1)).slice(0, BEST_ROUTES);
  const moves = own.flatMap(({ result }) => result.moves);
  return {
    effort: parts.effort,
    session_id: `session_${sha256Hex(canonicalJson([parts.seed, parts.calibration, own.map(({ scenario }) => scenario.scenario_id)])).slice(0, 12)}`,
    num_scenarios: own.length,
    scenarios_with_shock: struck.length,
    successful_recoveries: recovered.length,
    failed_recoveries: defaulted.length,
    censored: struck.length - recovered.length - defaulted.length,
    success_rate: proportion(recovered.length, Math.max(1, struck.length)),
    success_score: mean(struck.map(({ result }) => result.score)),
    route_efficiency: mean(recovered.map(({ result }) => result.moves.length)),
    average_recovery_time: mean(days),
    restricted_mean_recovery: restricted(curve, months),
    shock_type_performance: Object.fromEntries(Object.entries(byType).map(([type, { p }]) => [type, p])),
    shock_type_intervals: byType,
    most_frequent_operations: ranked(moves).slice(0, MOST_FREQUENT),
    most_frequent_families: ranked(moves.map((move) => operatorOf(move).family)),
    best_commutator_routes: best.map(({ route_id, shock_type, success_score, recovery_time, edge_path }) => ({
      route_id,
      shock_type,
      success_score,
      recovery_time,
      edge_path: edge_path.slice(0, 12),
    })),
    goals: goalsOf(own),
    mesh_optimization_insights: insightsOf(parts.playbook),
    evaluation: {
      holdout: 'people',
      households: parts.heldOut,
      planners: parts.planners,
      fell_back: parts.fellBack,
      out_of_support: parts.outOfSupport,
    },
    population_fit: { passed: parts.fit.filter(({ passed }) => passed).length, of: parts.fit.length },
    calibration: parts.calibration,
    verdict: verdictOf(parts.planners, 'people'),
  };
}

const mean = (xs: readonly number[]): number | null => (xs.length === 0 ? null : xs.reduce((a, b) => a + b, 0) / xs.length);

/** Mean days to recovery up to the horizon, with the interval that the curve's bounds give. */
function restricted(curve: ReturnType<typeof recoveryCurve>, months: number) {
  const area = (values: readonly number[]): number => DAYS * values.slice(0, months - 1).reduce((sum, p) => sum + 1 - p, 0);
  return {
    days: DAYS * curve.restrictedMeanMonths,
    lo: area(curve.high),
    hi: area(curve.low),
    horizon_days: DAYS * (months - 1),
    n: curve.n,
  };
}

function ranked(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

interface Goals {
  readonly drawn: number;
  readonly met: number;
  readonly share: number;
  readonly by_goal: Readonly<Record<string, { readonly drawn: number; readonly met: number }>>;
}

/** Goals of all people, and how many of each were met at the end of the own path. */
function goalsOf(own: readonly OwnPath[]): Goals {
  const wanted = own.flatMap(({ scenario, result }) =>
    scenario.person.goals.map(({ name }) => ({ name, met: result.goalsMet.includes(name) })),
  );
  const names = [...new Set(wanted.map(({ name }) => name))].sort();
  const count = (of: readonly { met: boolean }[]) => ({ drawn: of.length, met: of.filter(({ met }) => met).length });
  const { drawn, met } = count(wanted);
  return {
    drawn,
    met,
    share: drawn === 0 ? 0 : met / drawn,
    by_goal: Object.fromEntries(names.map((name) => [name, count(wanted.filter((goal) => goal.name === name))])),
  };
}

/** What the playbook says first: the best way of acting after each shock, with what it saves. */
const insightsOf = (rows: readonly PlaybookRow[]): Record<string, unknown> => ({
  best_strategy_by_shock: firstOf(rows, 'strategy', 'shock_type'),
  best_move_by_shock: firstOf(rows, 'move', 'shock_type'),
  best_move_by_household: firstOf(rows, 'move', 'household_type'),
});

function firstOf(rows: readonly PlaybookRow[], section: Section, by: 'shock_type' | 'household_type'): Record<string, unknown> {
  const other = by === 'shock_type' ? 'household_type' : 'shock_type';
  const best: Record<string, unknown> = {};
  for (const row of rows) {
    if (row.section !== section || row[other] !== 'all' || row[by] in best) continue;
    best[row[by]] = { item: row.item, households: row.households, cost_saved_months: row.cost_saved };
  }
  return best;
}
