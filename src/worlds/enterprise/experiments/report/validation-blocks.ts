/** The validation as tables and charts: observed beside synthetic, each labelled. */
import type { Row } from '../../../../lab/index.ts';
import { type ChartSpec, forestPlot, formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { number, p } from '../shared/index.ts';

const words = (name: unknown): string => String(name).replaceAll('_', ' ');

/** One side's regressions; sides are never mixed in one table. */
export function regressionTable(rows: readonly Row[], side: string, source: string): TableBlock {
  const wild = rows.some((row) => typeof row['wild_p_value'] === 'number');
  return {
    kind: 'table',
    caption: `Fixed-effects regressions on ${side === 'observed' ? 'observed' : 'SYNTHETIC'} households (data source class: ${source}); linear probability, household and wave effects, clustered standard errors`,
    columns: [
      { label: 'regression' },
      { label: 'term' },
      right('estimate'),
      right('standard error'),
      right('p'),
      right('CR0'),
      right('CR1'),
      right('all dummies'),
      ...(wild ? [right('wild p')] : []),
      right('rows'),
      right('clusters'),
    ],
    rows: rows.map((row) => [
      words(row['regression']),
      words(row['term']),
      row['missing'] === null ? number(row['estimate']) : `none: ${String(row['missing'])}`,
      number(row['standard_error']),
      p(row['p_value']),
      number(row['error_cr0']),
      number(row['error_cr1_nested']),
      number(row['error_cr1_all_dummies']),
      ...(wild ? [p(row['wild_p_value'])] : []),
      String(row['rows']),
      String(row['clusters']),
    ]),
  };
}

const shown = (row: Row, column: string): string =>
  row['pattern_group'] === 'fixed effects' ? number(row[column]) : formatPercent(Number(row[column]), 1);

export function patternTable(rows: readonly Row[], source: string): TableBlock {
  return {
    kind: 'table',
    caption: `Observed beside SYNTHETIC households (data source class: ${source}): equivalence within stated margins, Holm over all tests`,
    columns: [
      { label: 'pattern' },
      right('observed'),
      right('synthetic'),
      right('difference'),
      right('95 %'),
      right('margin'),
      right('p'),
      { label: 'verdict' },
    ],
    rows: rows.map((row) => [
      words(row['pattern']),
      shown(row, 'observed'),
      shown(row, 'synthetic'),
      shown(row, 'difference'),
      `[${shown(row, 'low')}, ${shown(row, 'high')}]`,
      shown(row, 'margin'),
      p(row['p_adjusted']),
      String(row['verdict']),
    ]),
  };
}

export function validationVerdict(results: Readonly<Record<string, unknown>>): ReportBlock {
  const [all, same, other] = ['patterns', 'equivalent', 'different'].map((key) => Number(results[key]));
  const sign = results['headline_sign_agrees'];
  const signText =
    sign === null
      ? 'One side has no headline coefficient: its status does not vary within households.'
      : sign === true
        ? 'The headline coefficient has the same sign on both sides.'
        : 'The headline coefficient has another sign on the synthetic side.';
  return {
    kind: 'verdict',
    tone: other > 0 || sign === false ? 'bad' : same === all ? 'good' : 'warning',
    text: `${same} of ${all} patterns are shown to be equivalent within their margins, ${other} to be different, ${all - same - other} inconclusive. ${signText}`,
  };
}

export const validationCharts = (rows: readonly Row[], label: string): ChartSpec[] =>
  rows.length === 0
    ? []
    : [
        forestPlot({
          name: 'synthetic_minus_observed_rates',
          title: 'Synthetic minus observed, rates and shares',
          subtitle: label,
          caption: `95 % intervals over households and seeds; a difference counts as none when the whole interval lies within the margin. ${label}.`,
          effect: { title: 'Difference', measure: 'percent' },
          estimates: estimatesOf(rows.filter((row) => row['pattern_group'] !== 'fixed effects')),
        }),
        forestPlot({
          name: 'synthetic_minus_observed_coefficients',
          title: 'Synthetic minus observed, fixed-effects coefficients',
          subtitle: label,
          caption: `Change in probability for one unit of log price change; 95 % intervals over households and seeds. ${label}.`,
          effect: { title: 'Difference of coefficients' },
          estimates: estimatesOf(rows.filter((row) => row['pattern_group'] === 'fixed effects')),
        }),
      ];

const estimatesOf = (rows: readonly Row[]) =>
  rows.map((row) => ({
    label: words(row['pattern']),
    estimate: Number(row['difference']),
    low: Number(row['low']),
    high: Number(row['high']),
  }));
