import type { RunView } from '../../../../lab/index.ts';
import { formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { trainCharts } from '../../charts/index.ts';
import { briefPlaybook, playbookBlocks, playbookOf } from '../../playbook/index.ts';
import { assumptions, fitBlock, modelBlocks, NOT_ADVICE, plannerTable, shockTable } from '../shared/blocks.ts';
import { isBetter } from '../shared/verdict.ts';
import type { TrainResults } from './results.ts';

const resultsOf = (run: RunView): TrainResults => run.results as TrainResults;
const words = (name: string): string => name.replaceAll('_', ' ');

function headline(results: TrainResults): ReportBlock {
  const { success_rate: rate, goals } = results;
  const mean = results['restricted_mean_recovery'] as { days: number; lo: number; hi: number; horizon_days: number };
  const days = results['average_recovery_time'] as number | null;
  const operations = (results['most_frequent_operations'] as [string, number][]).slice(0, 4);
  return {
    kind: 'paragraph',
    text: [
      `Effort ${results.effort}.`,
      `${results['successful_recoveries']} of ${results['scenarios_with_shock']} struck households recovered within the horizon of ${mean.horizon_days} days: ${formatPercent(rate.p)} [${formatPercent(rate.lo)}, ${formatPercent(rate.hi)}]; ${results['failed_recoveries']} defaulted, ${results['censored']} were still on their way.`,
      `Restricted mean time to recovery: ${mean.days.toFixed(0)} days [${mean.lo.toFixed(0)}, ${mean.hi.toFixed(0)}]${days === null ? '' : `; ${days.toFixed(0)} days over those that recovered`}.`,
      `Success score ${Number(results['success_score']).toFixed(2)} of 1; ${Number(results['route_efficiency'] ?? 0).toFixed(1)} moves to a recovery.`,
      `Most frequent moves: ${operations.map(([name, count]) => `${words(name)} ${count}`).join(', ')}.`,
      `Goals met at the end: ${goals.met} of ${goals.drawn} (${formatPercent(goals.share)}).`,
    ].join(' '),
  };
}

interface Best {
  readonly route_id: string;
  readonly shock_type: string;
  readonly success_score: number;
  readonly recovery_time: number | null;
  readonly edge_path: readonly string[];
}

/** Routes by the score of the earlier system; the moves of one path. */
function bestRoutes(results: TrainResults): TableBlock {
  return {
    kind: 'table',
    caption: 'Best routes by success score, with the moves of one path (m: month; failed: tried in vain)',
    columns: [{ label: 'route' }, { label: 'shock' }, right('score'), right('mean days'), { label: 'moves' }],
    rows: (results['best_commutator_routes'] as Best[]).map((route) => [
      route.route_id,
      words(route.shock_type),
      route.success_score.toFixed(2),
      route.recovery_time === null ? '–' : route.recovery_time.toFixed(0),
      route.edge_path.length === 0
        ? 'none were needed'
        : route.edge_path.map((edge) => words(edge.replace(/^(failed_)?edge_\d+_[a-z_]+:/, '$1'))).join(', '),
    ]),
  };
}

function goalsTable({ goals }: TrainResults): TableBlock {
  return {
    kind: 'table',
    caption: 'Goals that people drew, and how many were met at the end of their own path',
    columns: [{ label: 'goal' }, right('drawn'), right('met'), right('share')],
    rows: Object.entries(goals.by_goal).map(([name, { drawn, met }]) => [name, String(drawn), String(met), formatPercent(met / drawn)]),
  };
}

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  return [
    {
      kind: 'verdict',
      text: results.verdict,
      tone: isBetter(results.evaluation.planners, 'vs_rule_book') && isBetter(results.evaluation.planners, 'vs_wait') ? 'good' : 'warning',
    },
    headline(results),
    plannerTable(
      results.evaluation.planners,
      'Planners on held-out people, all on the same paths. Cost, hardship and mean time to recovery in months; worst tenth: mean cost of the worst tenth of paths; intervals 95 % over households.',
    ),
    ...modelBlocks(run.results),
    shockTable(results.shock_type_intervals),
    ...briefPlaybook(playbookOf(await run.rows('playbook'))),
    { kind: 'paragraph', text: NOT_ADVICE },
  ];
}

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  const charts = (await trainCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const fit = await run.rows('population_fit');
  const summary = await summaryBlocks(run);
  const brief = briefPlaybook(playbookOf(await run.rows('playbook'))).length;
  return [
    // The playbook follows whole.
    ...summary.slice(0, summary.length - 1 - brief),
    ...charts,
    { kind: 'heading', level: 2, text: 'Playbook' },
    ...playbookBlocks(playbookOf(await run.rows('playbook'))),
    { kind: 'heading', level: 2, text: 'Routes, goals, population' },
    bestRoutes(results),
    goalsTable(results),
    ...(fit.length === 0 ? [] : [fitBlock(fit)]),
    { kind: 'heading', level: 2, text: 'What this rests on' },
    { kind: 'paragraph', text: assumptions() },
    { kind: 'paragraph', text: NOT_ADVICE },
  ];
}
