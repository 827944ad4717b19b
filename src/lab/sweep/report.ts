import { formatCents, formatCount, formatNumber, formatP, formatPercent, type ReportBlock } from '../../report/index.ts';
import { intervalText, sweepCharts } from './charts.ts';
import type { Difference, Estimate, Finding } from './estimates.ts';
import type { Metric } from './metrics.ts';
import type { SweepResults } from './results.ts';

/** More metrics than this side by side are not read on a terminal. */
const MOST_COLUMNS = 5;

export function formatMetric(value: number, measure: Metric['measure']): string {
  if (measure === 'cents') return formatCents(value);
  if (measure === 'percent') return formatPercent(value, 2);
  return measure === 'count' ? formatCount(value) : formatNumber(value, Math.abs(value) < 1 ? 6 : 3);
}

/** `$20.00`, or with an interval `$20.00 [$18.10, $21.90]`. */
export function estimateText(estimate: Pick<Estimate, 'mean' | 'low' | 'high'> | undefined, measure: Metric['measure']): string {
  if (estimate === undefined) return 'n/a';
  const mean = formatMetric(estimate.mean, measure);
  if (estimate.low === null || estimate.high === null || estimate.low === estimate.high) return mean;
  return `${mean} [${formatMetric(estimate.low, measure)}, ${formatMetric(estimate.high, measure)}]`;
}

const FINDINGS: Readonly<Record<Finding, string>> = {
  same: 'the same in every replicate',
  exact: 'exact: no replicate differs from another',
  differs: 'differs',
  inconclusive: 'inconclusive',
};

const differenceText = (difference: Difference, measure: Metric['measure']): string =>
  estimateText({ mean: difference.mean_difference, low: difference.low, high: difference.high }, measure);

export function sweepSummary(results: SweepResults): ReportBlock[] {
  return [
    {
      kind: 'paragraph',
      text: `${formatCount(results.arms.length)} arms of ${results.swept}, ${formatCount(results.seeds.length)} replicates each. ${intervalText(results)}.`,
    },
    armsTable(results, results.metrics.slice(0, MOST_COLUMNS)),
    ...differenceTable(results, results.metrics.slice(0, MOST_COLUMNS)),
  ];
}

function armsTable(results: SweepResults, metrics: readonly Metric[]): ReportBlock {
  return {
    kind: 'table',
    caption: 'Arms',
    columns: [{ label: 'arm' }, ...metrics.map(({ label }) => ({ label, align: 'right' as const }))],
    rows: results.arms.map((arm) => [arm.label, ...metrics.map((metric) => estimateText(arm.metrics[metric.name], metric.measure))]),
  };
}

function differenceTable(results: SweepResults, metrics: readonly Metric[]): ReportBlock[] {
  const rows = results.arms.flatMap((arm) =>
    metrics.flatMap((metric) => {
      const difference = arm.versus_first[metric.name];
      if (difference === undefined) return [];
      const p = difference.p_adjusted === null ? '' : formatP(difference.p_adjusted);
      return [[arm.label, metric.label, differenceText(difference, metric.measure), p, FINDINGS[difference.finding]]];
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: `Difference from ${results.arms[0]?.label ?? 'the first arm'}, paired by seed`,
      columns: [
        { label: 'arm' },
        { label: 'metric' },
        { label: 'difference', align: 'right' },
        { label: 'adjusted p', align: 'right' },
        { label: 'finding' },
      ],
      rows,
    },
  ];
}

export function sweepReport(results: SweepResults): ReportBlock[] {
  const level = `${results.confidence_level * 100} %`;
  return [
    { kind: 'heading', level: 2, text: 'What was compared' },
    {
      kind: 'paragraph',
      text:
        `${results.over.map(({ key, values }) => `${key} over ${values.map((value) => JSON.stringify(value)).join(', ')}`).join('; ') || 'Nothing was swept: one arm'}. ` +
        `Every arm ran under the same ${formatCount(results.seeds.length)} seeds (${results.seeds[0]} to ${results.seeds.at(-1)}), so that arms share their random numbers and differences are paired.`,
    },
    armsTable(results, results.metrics),
    { kind: 'heading', level: 2, text: 'Differences' },
    {
      kind: 'paragraph',
      text: `Two-sided paired t tests at ${level}; p values are adjusted by Holm's method over all comparisons of this sweep. "Inconclusive" means that the test doesn't establish a difference, not that there is none.`,
    },
    ...differenceTable(results, results.metrics),
    { kind: 'heading', level: 2, text: 'Charts' },
    ...sweepCharts(results).map((chart): ReportBlock => ({ kind: 'chart', chart })),
  ];
}
