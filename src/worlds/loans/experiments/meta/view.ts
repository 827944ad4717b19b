/** Charts, report and summary of a run of `loans/meta`. */
import type { RunView } from '../../../../lab/index.ts';
import { type ChartSpec, forestPlot, formatNumber, type ReportBlock, type TableBlock } from '../../../../report/index.ts';
import type { MetricName } from '../../agents/index.ts';
import type { MetaResults } from './results.ts';

/** A metric in few words: `rate_volatility_bps` as "rate volatility". */
const shortName = (metric: MetricName): string => metric.replace(/_bps$/, '').replaceAll('_', ' ').replace('hhi', 'HHI');

const resultsOf = (run: Pick<RunView, 'results'>): MetaResults => run.results as MetaResults;

/**
 * Effects in the claimed direction beyond the declared minimum. They have no unit in common, and a baseline may be 0, so each is
 * counted in its own minimum effect; where that is 0, in half-widths of its interval.
 */
export async function metaCharts(run: RunView): Promise<ChartSpec[]> {
  const results = resultsOf(run);
  const claims = Object.values(results.megaruns).flatMap(({ hypothesis, effects }) =>
    Object.values(effects).map((effect) => ({ hypothesis, effect })),
  );
  const estimates = claims.flatMap(({ hypothesis, effect }) => {
    const { low, high, standard_deviation: spread, metric, verdict, direction, minimum_effect: least } = effect;
    if (low === null || high === null) return [];
    const sign = direction === 'higher' ? 1 : -1;
    const unit = least > 0 ? least : (high - low) / 2 || 1;
    const share = (value: number): number => (sign * value - least) / unit;
    const ends = [share(low), share(high)].sort((a, b) => a - b);
    return [
      {
        label: `${hypothesis}: ${shortName(metric)} ${direction} (${verdict})`,
        estimate: share(effect.effect),
        low: ends[0]!,
        high: ends[1]!,
        spread,
      },
    ];
  });
  return [
    forestPlot({
      name: 'hypotheses',
      title: 'Hypotheses: effect beyond the declared minimum',
      caption: `Paired differences from the baseline over ${results.replicates} markets, in the claimed direction, less the minimum effect and divided by it (where it is 0: by half the interval), with intervals at ${formatNumber(100 * (1 - results.alpha), 1)} %. Right of the line: the claim holds. Verdicts in brackets are corrected over the family (${results.correction}).`,
      effect: { title: 'effect beyond the minimum, in minimum effects (-1: none)' },
      estimates,
    }),
  ];
}

function megarunTable({ megaruns }: MetaResults): TableBlock {
  return {
    kind: 'table',
    caption: 'Megaruns and verdicts',
    columns: [
      { label: 'megarun', align: 'right' },
      { label: 'hypothesis' },
      { label: 'values changed', align: 'right' },
      { label: 'verdict' },
      { label: 'claims' },
    ],
    rows: Object.entries(megaruns).map(([number, one]) => [
      number,
      one.hypothesis,
      String(one.changed_values),
      one.verdict,
      Object.values(one.effects)
        .map(
          (effect) =>
            `${effect.metric} ${effect.direction}: ${effect.effect >= 0 ? '+' : ''}${Number(effect.effect.toPrecision(3))} ${effect.verdict}`,
        )
        .join('; '),
    ]),
  };
}

function verdictBlock({ confirmed, rejected, inconclusive, replicates, correction, alpha }: MetaResults): ReportBlock {
  const text = `${confirmed} confirmed, ${rejected} rejected, ${inconclusive} inconclusive, over ${replicates} paired markets in each arm (${correction}, alpha ${alpha}).`;
  return { kind: 'verdict', text, tone: inconclusive > 0 ? 'warning' : 'good' };
}

export async function metaSummary(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  return [
    megarunTable(results),
    verdictBlock(results),
    ...results.synthesis.recommendations.map((text): ReportBlock => ({ kind: 'paragraph', text })),
  ];
}

export async function metaReport(run: RunView): Promise<ReportBlock[]> {
  return [
    ...(await metaSummary(run)),
    { kind: 'paragraph', text: `Synthesis by: ${resultsOf(run).synthesis.author}. The documents of each megarun are among the artifacts.` },
    ...(await metaCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart })),
  ];
}
