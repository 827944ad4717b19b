import type { Row } from '../../../../lab/index.ts';
import { type FitRow, GATE_PEOPLE, goodnessOfFit, population } from '../../people/index.ts';
import { meanOf, recoveryCurve, type RouteRecord, type Scenario } from '../../routes/index.ts';
import { householdState, netWorth, SLOT } from '../../state/index.ts';
import { LEARNED, LIVED_ON, pathsOf, measureOf } from './compare.ts';
import type { Evaluated, PathResult } from './tasks.ts';

export interface OwnPath {
  readonly scenario: Scenario;
  readonly chosen: string;
  readonly result: PathResult;
}

export function scenarioRow({ scenario, chosen, result }: OwnPath): Row {
  const { person, shocks } = scenario;
  const s = householdState(person.household);
  const [first] = shocks;
  return {
    scenario_id: scenario.scenario_id,
    split: scenario.split,
    person_id: person.id,
    age_years: person.ageYears,
    life_stage: person.lifeStage,
    occupation: person.occupation,
    family_status: person.familyStatus,
    risk_tolerance: person.riskTolerance,
    income_cents: BigInt(Math.round(person.incomeCents)),
    net_worth_cents: BigInt(Math.round(netWorth(s))),
    cash_months: s[SLOT.cash] / s[SLOT.essential],
    shock_type: first?.type ?? 'none',
    shock_magnitude: first?.magnitude ?? null,
    shock_month: result.shockMonth ?? first?.month ?? null,
    further_shocks: Math.max(0, shocks.length - 1),
    goals: JSON.stringify(person.goals.map(({ name }) => ({ name, met: result.goalsMet.includes(name) }))),
    goals_met: result.goalsMet.length,
    chosen,
    recovered_month: result.recoveredMonth,
    defaulted_month: result.defaultedMonth,
    success_score: result.score,
    cost_months: result.cost,
  };
}

export function routeRow(route: RouteRecord): Row {
  const { outcome } = route;
  return {
    route_id: route.route_id,
    scenario_id: route.scenario_id,
    shock_type: route.shock_type,
    shock_magnitude: route.shock_magnitude,
    rules: route.policy.rules.length,
    recovered: outcome.recovered.p,
    recovered_low: outcome.recovered.lo,
    recovered_high: outcome.recovered.hi,
    defaulted: outcome.default.p,
    mean_cost_months: outcome.cost.mean,
    vs_rule_book: outcome.vsRuleBook.diff,
    vs_rule_book_low: outcome.vsRuleBook.lo,
    vs_rule_book_high: outcome.vsRuleBook.hi,
    success_score: route.success_score,
    recovery_days: route.recovery_time,
    policy: JSON.stringify(route.policy),
    edge_path: JSON.stringify(route.edge_path),
  };
}

const share = (values: readonly (number | null)[]): number => values.filter((value) => value !== null).length / Math.max(1, values.length);

export function playRows(holdout: string, evaluated: readonly Evaluated[], scenarios: ReadonlyMap<string, Scenario>): Row[] {
  return evaluated.flatMap((one) =>
    one.plays.map(
      (play): Row => ({
        holdout,
        scenario_id: one.scenarioId,
        planner: play.planner,
        shock_type: scenarios.get(one.scenarioId)?.shocks[0]?.type ?? 'none',
        paths: play.costs.length,
        mean_cost_months: meanOf(play.costs),
        recovered: share(play.recoveredMonth),
        defaulted: share(play.defaultedMonth),
        success_score: play.score,
        hardship_months: play.hardshipMonths,
        certainty_equivalent_dollars: measureOf(one, play.planner, LIVED_ON),
        predicted_recovery: play.planner === LEARNED ? one.predicted.recovered / one.predicted.paths : null,
        chosen: play.planner === 'learned' ? one.chosen : null,
        out_of_support: play.planner === 'learned' ? one.outOfSupport : null,
      }),
    ),
  );
}

const CURVE_PLANNERS = ['learned', 'rule-book', 'wait', 'greedy', 'random'];

export function curveRows(
  holdout: string,
  evaluated: readonly Evaluated[],
  scenarios: ReadonlyMap<string, Scenario>,
  months: number,
): Row[] {
  const typeOf = (one: Evaluated): string => scenarios.get(one.scenarioId)?.shocks[0]?.type ?? 'none';
  const types = ['all', ...new Set(evaluated.map(typeOf))].filter((type) => type !== 'none');
  return types.flatMap((type) => {
    const there = evaluated.filter((one) => type === 'all' || typeOf(one) === type);
    return CURVE_PLANNERS.flatMap((planner) => {
      const plays = there.flatMap((one) => one.plays.filter((play) => play.planner === planner));
      if (plays.length === 0) return [];
      const curve = recoveryCurve(pathsOf(plays), months);
      return curve.recovered.map(
        (recovered, month): Row => ({
          holdout,
          shock_type: type,
          planner,
          month,
          recovered,
          low: curve.low[month],
          high: curve.high[month],
          at_risk: curve.atRisk[month],
          paths: curve.n,
        }),
      );
    });
  });
}

const LINKS = 4;

/** First steps of the own paths, by shock: what followed what. */
export function moveRows(own: readonly OwnPath[]): Row[] {
  const counts = new Map<string, { row: Row; n: number }>();
  for (const { scenario, result } of own) {
    const type = scenario.shocks[0]?.type ?? 'none';
    const end = result.recoveredMonth !== null ? 'recovered' : result.defaultedMonth !== null ? 'default' : 'open';
    const distinct = result.moves.filter((move, i) => move !== result.moves[i - 1]).slice(0, LINKS);
    const stops = ['start', ...distinct, end];
    for (let step = 0; step + 1 < stops.length; step++) {
      const row = { shock_type: type, step, from_move: stops[step], to_move: stops[step + 1], paths: 0 };
      const key = JSON.stringify(row);
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { row, n: 1 });
      else known.n++;
    }
  }
  return [...counts.values()].map(({ row, n }) => ({ ...row, paths: n }));
}

/** Fit of the calibrated law itself: of a draw large enough to tell. */
export function fitOf(seed: string): FitRow[] {
  return goodnessOfFit(population(`${seed}/fit`, GATE_PEOPLE));
}

export const fitRows = (fit: readonly FitRow[]): Row[] => fit.map((row) => ({ ...row }));
