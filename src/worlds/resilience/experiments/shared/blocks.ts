/** Blocks that reports share. */
import type { Row } from '../../../../lab/index.ts';
import { formatNumber, formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import type { PlannerSummary } from './compare.ts';

export const NOT_ADVICE = 'A model of households for study: this is not financial advice.';
/** Limits that every report names. */
export const assumptions = (): string =>
  'United States taxes and benefits of 2024; people act as planned; intensities of shocks, their excitation and job finding are chosen, not estimated: the playbook’s table of assumptions says what the result becomes when they are otherwise. Routes are conditional on this model. Success is recovery within the horizon: liquidity, obligations, debt service and net worth good for three months in a row.';
const words = (name: string): string => name.replaceAll('_', ' ');

/** Cost, what it is beside the rule book, and how bad it gets: success alone says nothing of those who fail. */
export function plannerTable(planners: readonly PlannerSummary[], caption: string): TableBlock {
  const paths = (one: PlannerSummary): number => Math.round(one.paths / Math.max(1, one.households));
  const [first] = planners;
  const others = planners.filter((one) => paths(one) !== paths(first) || one.households !== first.households);
  const counts =
    first === undefined
      ? ''
      : ` ${first.households} households, ${paths(first)} paths each${others.map((one) => `; ${one.planner} ${one.households} × ${paths(one)}`).join('')}.`;
  return {
    kind: 'table',
    caption: `${caption}${counts}`,
    columns: [
      { label: 'planner' },
      right('cost'),
      right('vs rule book'),
      right('recovered'),
      right('default'),
      right('months'),
      right('hardship'),
      right('worst tenth'),
    ],
    rows: [...planners]
      .sort((a, b) => a.mean_cost - b.mean_cost)
      .map((one) => [
        one.planner,
        one.mean_cost.toFixed(1),
        range(one.vs_rule_book),
        `${formatPercent(one.recovered.p)} [${formatPercent(one.recovered.lo)}, ${formatPercent(one.recovered.hi)}]`,
        formatPercent(one.defaulted.p),
        one.restricted_mean_months.toFixed(1),
        one.hardship_months.toFixed(1),
        one.worst_decile_cost.toFixed(0),
      ]),
  };
}

export const range = (d: { diff: number; lo: number; hi: number } | null): string =>
  d === null ? '–' : `${d.diff.toFixed(1)} [${d.lo.toFixed(1)}, ${d.hi.toFixed(1)}]`;

export function shockTable(byType: Readonly<Record<string, { p: number; lo: number; hi: number; n: number }>>): TableBlock {
  return {
    kind: 'table',
    caption: 'Recovery within the horizon by first shock, own paths under the chosen routes (Wilson, 95 %)',
    columns: [{ label: 'shock' }, right('households'), right('recovered'), right('interval')],
    rows: Object.entries(byType).map(([type, { p, lo, hi, n }]) => [
      words(type),
      String(n),
      formatPercent(p),
      `${formatPercent(lo)} to ${formatPercent(hi)}`,
    ]),
  };
}

export function fitBlock(rows: readonly Row[]): TableBlock {
  const shown = (row: Row, name: string): string =>
    row['unit'] === 'share' ? formatPercent(Number(row[name]), 1) : `$${formatNumber(Math.round(Number(row[name])))}`;
  return {
    kind: 'table',
    caption:
      'Fit of the population: a fresh draw of 8000 people beside public figures; the people of this run are a smaller draw of the same law',
    columns: [{ label: 'quantity' }, right('target'), right('generated'), { label: 'within' }, { label: 'source' }],
    rows: rows.map((row) => [
      String(row['quantity']),
      shown(row, 'target'),
      shown(row, 'value'),
      row['passed'] === true ? 'yes' : 'NO',
      String(row['source']),
    ]),
  };
}

/** What part a language model had, and which dynamics were chosen; nothing without them. */
export function modelBlocks(results: Readonly<Record<string, unknown>>): ReportBlock[] {
  const model = results['model'] as { readonly verdict?: string } | undefined;
  const sentences = [model?.verdict, results['dynamics'] as string | undefined];
  return sentences.filter((text) => text !== undefined).map((text) => ({ kind: 'paragraph', text }));
}
