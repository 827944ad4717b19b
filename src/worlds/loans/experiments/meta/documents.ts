/** Reports of megaruns and of the whole. */
import { formatNumber, formatP, markdownReport, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { type Analysed, evidenceText, METRIC_NAMES, METRICS } from '../../agents/index.ts';
import type { MacroAnswer } from './macro-lessons.ts';
import type { Megarun } from './megarun.ts';
import type { SynthesisAnswer } from './synthesis.ts';
import type { Change } from './treatment.ts';

const number = (value: number | null): string =>
  value === null ? '-' : formatNumber(value, Math.abs(value) < 10 ? 4 : Math.abs(value) < 1e4 ? 1 : 0);

export function effectTable(megaruns: readonly Megarun[]): TableBlock {
  return {
    kind: 'table',
    caption: 'Claims and what was found: paired differences from the baseline',
    columns: [
      { label: 'hypothesis' },
      { label: 'metric' },
      { label: 'was to be' },
      right('by at least'),
      right('baseline'),
      right('treated'),
      right('effect'),
      { label: 'interval' },
      right('p, adjusted'),
      { label: 'verdict' },
    ],
    rows: megaruns.flatMap(({ hypothesis, effects }) =>
      effects.map((one) => [
        hypothesis,
        `${METRICS[one.metric].label} (${METRICS[one.metric].unit})`,
        one.direction,
        number(one.minimum_effect),
        number(one.baseline_mean),
        number(one.treated_mean),
        number(one.effect),
        `${number(one.low)} to ${number(one.high)}`,
        formatP(one.p_adjusted),
        one.verdict,
      ]),
    ),
  };
}

export const changeTable = (changes: readonly Change[]): TableBlock => ({
  kind: 'table',
  caption: `The treatment: ${changes.length} values changed`,
  columns: [{ label: 'value' }, right('before'), right('after')],
  rows: changes.map(({ path, from, to }) => [path, String(from), String(to)]),
});

export interface Frame {
  readonly replicates: number;
  readonly alpha: number;
  readonly correction: string;
  readonly seed: bigint;
  readonly deciders: string;
}

export const methodText = ({ replicates, alpha, correction, seed, deciders }: Frame): string =>
  `Each arm has ${replicates} markets; replicate r of every arm runs on the same random numbers (seed ${seed} + r - 1). An effect is the mean paired difference from the baseline, its interval Student's at ${formatNumber((1 - alpha) * 100, 1)} %. A claim is confirmed when the effect is significantly beyond the declared minimum, rejected when it is significantly short of it, else inconclusive; p values are corrected over the family (${correction}, alpha ${alpha}). Rates were set by ${deciders}.`;

const verdictBlock = ({ verdict, hypothesis }: Megarun): ReportBlock => ({
  kind: 'verdict',
  text: verdict === 'baseline' ? 'Baseline: the market as configured; there is nothing to judge.' : `${hypothesis}: ${verdict}.`,
  tone: verdict === 'inconclusive' ? 'warning' : 'good',
});

export function megarunReport(megarun: Megarun, frame: Frame, { answer, author }: Analysed<MacroAnswer>): string {
  const { number: k, statement, rationale, proposedBy, changes, arm } = megarun;
  const mean = (metric: (typeof METRIC_NAMES)[number]): number =>
    arm.metrics.reduce((sum, one) => sum + one[metric], 0) / arm.metrics.length;
  return markdownReport({
    title: `Megarun ${k}: ${megarun.hypothesis}`,
    blocks: [
      { kind: 'paragraph', text: statement },
      ...(rationale === '' ? [] : [{ kind: 'paragraph' as const, text: `Why: ${rationale}` }]),
      { kind: 'paragraph', text: `Proposed by: ${proposedBy}.` },
      verdictBlock(megarun),
      ...(megarun.effects.length === 0 ? [] : [effectTable([megarun])]),
      ...(changes.length === 0 ? [] : [changeTable(changes)]),
      { kind: 'heading', level: 1, text: 'Macro-lessons' },
      { kind: 'paragraph', text: `Written by: ${author}. Verdicts are computed, whoever writes.` },
      { kind: 'paragraph', text: answer.comment },
      {
        kind: 'table',
        caption: 'Lessons, with the ledger queries that were run for them',
        columns: [{ label: 'type' }, { label: 'lesson' }, right('confidence'), { label: 'evidence' }],
        rows: answer.lessons.map((one) => [one.lesson_type, one.lesson, formatNumber(one.confidence, 2), evidenceText(one.evidence)]),
      },
      {
        kind: 'table',
        caption: `The arm in numbers: means over ${frame.replicates} markets`,
        columns: [{ label: 'measure' }, right('mean'), { label: 'unit' }],
        rows: METRIC_NAMES.map((metric) => [METRICS[metric].label, number(mean(metric)), METRICS[metric].unit]),
      },
    ],
    method: methodText(frame),
  });
}

export function finalReport(megaruns: readonly Megarun[], frame: Frame, { answer, author }: Analysed<SynthesisAnswer>): string {
  const treated = megaruns.filter(({ verdict }) => verdict !== 'baseline');
  const count = (wanted: string): number => treated.filter(({ verdict }) => verdict === wanted).length;
  return markdownReport({
    title: 'Meta-simulation: final report',
    blocks: [
      {
        kind: 'paragraph',
        text: `${megaruns.length} megaruns: one baseline and ${treated.length} hypotheses, of which ${count('confirmed')} confirmed, ${count('rejected')} rejected, ${count('inconclusive')} inconclusive.`,
      },
      {
        kind: 'table',
        caption: 'Megaruns',
        columns: [right('megarun'), { label: 'hypothesis' }, { label: 'claim' }, right('values changed'), { label: 'verdict' }],
        rows: megaruns.map((one) => [String(one.number), one.hypothesis, one.statement, String(one.changes.length), one.verdict]),
      },
      ...(treated.length === 0 ? [] : [effectTable(treated)]),
      { kind: 'heading', level: 1, text: 'Synthesis' },
      { kind: 'paragraph', text: `Written by: ${author}. Verdicts are computed, whoever writes.` },
      {
        kind: 'table',
        caption: 'Insights, with the ledger queries that were run for them',
        columns: [{ label: 'type' }, { label: 'insight' }, right('confidence'), { label: 'evidence' }],
        rows: answer.insights.map((one) => [one.insight_type, one.insight, formatNumber(one.confidence, 2), evidenceText(one.evidence)]),
      },
      { kind: 'heading', level: 1, text: 'Recommendations' },
      ...answer.recommendations.map((text): ReportBlock => ({ kind: 'paragraph', text })),
    ],
    method: methodText(frame),
  });
}
