/** Recovery curves: cumulative incidence with its band, all shocks together and one panel for each. */
import type { Row } from '../../../lab/index.ts';
import { bandChart, type ChartSpec, type Panel, smallMultiples } from '../../../report/index.ts';
import { words } from './words.ts';

const MONTHS = { title: 'Months since the shock', measure: 'count' as const };
const SHARE = { title: 'Recovered', measure: 'percent' as const, domain: [0, 1] as const };
/** In a panel of few paths more bands would hide each other. */
const PANEL_PLANNERS = ['learned', 'rule-book', 'wait'];
/** The same colours in every picture. */
const ORDER = [...PANEL_PLANNERS, 'greedy', 'random', 'rollout'];
const place = (planner: string): number => (ORDER.includes(planner) ? ORDER.indexOf(planner) : ORDER.length);
/** Where fewer than this share of the paths is still watched, a curve says more of its last paths than of recovery. */
const LEAST_AT_RISK = 0.02;

interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const pointsOf = (rows: readonly Row[], planner: string, last: number): CurvePoint[] =>
  rows
    .filter((row) => row['planner'] === planner && Number(row['month']) <= last)
    .map((row) => ({
      x: Number(row['month']),
      y: Number(row['recovered']),
      mean: Number(row['recovered']),
      low: Number(row['low']),
      high: Number(row['high']),
    }));

/** The last month at which every curve still has somebody at risk, or has come to rest. */
function lastMonth(rows: readonly Row[]): number {
  const thin = rows.filter((row) => row['at_risk'] !== undefined && Number(row['at_risk']) < LEAST_AT_RISK * Number(row['paths']));
  const months = rows.map((row) => Number(row['month']));
  return Math.max(12, Math.min(...thin.map((row) => Number(row['month'])), Math.max(...months) - 1));
}

export function curveCharts(rows: readonly Row[], holdout: string): ChartSpec[] {
  const there = rows.filter((row) => row['holdout'] === holdout);
  if (there.length === 0) return [];
  const planners = [...new Set(there.map((row) => String(row['planner'])))].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  const types = [...new Set(there.map((row) => String(row['shock_type'])))].filter((type) => type !== 'all');
  const all = there.filter((row) => row['shock_type'] === 'all');
  const last = lastMonth(all);
  const panels: Panel[] = types.map((type) => {
    const own = there.filter((row) => row['shock_type'] === type);
    return {
      title: `${words(type)} (${own[0]['paths']} paths)`,
      series: PANEL_PLANNERS.filter((planner) => planners.includes(planner)).map((planner) => ({
        label: planner,
        points: pointsOf(own, planner, last),
      })),
    };
  });
  const caption =
    'Cumulative incidence of recovery (Aalen–Johansen); default competes, paths end at the horizon. Bands: 95 %, pointwise, paths as the sample. Held-out households; the same random numbers for all planners.';
  return [
    bandChart({
      name: 'recovery_curves',
      title: 'Recovery by planner',
      subtitle: `${all[0]?.['paths']} paths of held-out households, 95 % bands`,
      caption,
      x: MONTHS,
      y: SHARE,
      series: planners.map((planner) => ({ label: planner, points: pointsOf(all, planner, last) })),
    }),
    smallMultiples({
      name: 'recovery_by_shock',
      title: 'Recovery by planner and first shock',
      caption,
      x: MONTHS,
      y: SHARE,
      panels,
      columns: 2,
    }),
  ];
}
