/** What analysts wrote, as documents: deterministic tables first, prose under the name of its author. */
import { formatNumber, markdownReport, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import type { LabRound } from '../../lab/index.ts';
import type { Analysed } from './analyst.ts';
import { type Citation, citationText } from './evidence.ts';
import type { LessonsAnswer, LessonsFacts, StrategyPattern } from './lessons.ts';
import { METRIC_NAMES, METRICS, outcomesOf, type PlayedMarket, measure } from './played-market.ts';
import type { SummaryAnswer } from './summary.ts';

const million = (value: number): string => formatNumber(value / 1e6, 3);

export const evidenceText = (evidence: readonly Citation[]): string =>
  evidence.map((citation) => `${citationText(citation)} = ${Number(citation.value.toPrecision(8))}`).join('; ');

/** Sums of money without decimals, shares with four. */
const shown = (value: number): string => formatNumber(value, Math.abs(value) >= 1e4 ? 0 : Math.abs(value) >= 10 ? 1 : 4);

/** One table for each quantity: rounds down, banks across. */
function roundTables({ banks, rounds }: PlayedMarket): TableBlock[] {
  const of = (caption: string, cell: (round: LabRound, bank: number) => string): TableBlock => ({
    kind: 'table',
    caption,
    columns: [right('round'), ...banks.map(({ id }) => right(id))],
    rows: rounds.map((round) => [String(round.round), ...banks.map((_, b) => cell(round, b))]),
  });
  const number = (value: number, digits: number): string => (Number.isFinite(value) ? formatNumber(value, digits) : '-');
  return [
    of('Return on equity (%)', (round, b) => number(round.roe[b]! * 100, 1)),
    of('Rates (bps); - where a bank took no part', (round, b) => (round.open[b] === 0 ? '-' : number(round.rateBps[b]!, 0))),
    of('Profit (millions of currency units)', (round, b) => million(round.profit[b]!)),
    of('Loan book at the end of the round (millions)', (round, b) => million(round.endBalance[b]!)),
    of('Equity at the end of the round (millions)', (round, b) => million(round.equity[b]!)),
  ];
}

export function metricTable(market: PlayedMarket): TableBlock {
  const values = measure(market);
  return {
    kind: 'table',
    caption: 'The market in numbers',
    columns: [{ label: 'measure' }, right('value'), { label: 'unit' }],
    rows: METRIC_NAMES.map((name) => [METRICS[name].label, shown(values[name]), METRICS[name].unit]),
  };
}

export interface DocumentHead {
  readonly title: string;
  /** Who set rates, e.g. `grow, maintain (built-in rules)`. */
  readonly deciders: string;
  readonly seed: bigint;
  /** Rule book of the market. */
  readonly profile: string;
}

const headText = ({ deciders, seed, profile }: DocumentHead, market: PlayedMarket): ReportBlock => ({
  kind: 'paragraph',
  text: `${market.banks.length} banks, ${market.rounds.length} of ${market.plannedRounds} rounds, profile ${profile}, seed ${seed}. Rates were set by ${deciders}.`,
});

const author = (name: string): ReportBlock => ({ kind: 'paragraph', text: `Written by: ${name}.` });

export function summaryDocument(head: DocumentHead, market: PlayedMarket, { answer, author: name }: Analysed<SummaryAnswer>): string {
  const part = (text: string, body: string): ReportBlock[] => [
    { kind: 'heading', level: 2, text },
    { kind: 'paragraph', text: body },
  ];
  return markdownReport({
    title: head.title,
    blocks: [
      headText(head, market),
      metricTable(market),
      { kind: 'heading', level: 1, text: 'Summary' },
      author(name),
      ...part('Strategies', answer.strategy_comparison),
      ...part('Evolution', answer.evolution),
      ...part('Dynamics', answer.dynamics),
      ...part('What made banks succeed', answer.success_factors),
      {
        kind: 'table',
        caption: 'Insights, with the ledger queries that were run for them',
        columns: [{ label: 'insight' }, { label: 'evidence' }],
        rows: answer.insights.map(({ insight, evidence }) => [insight, evidenceText(evidence)]),
      },
      { kind: 'heading', level: 1, text: 'Rounds' },
      ...roundTables(market),
    ],
  });
}

export function lessonsDocument(
  head: DocumentHead,
  market: PlayedMarket,
  facts: LessonsFacts,
  { answer, author: name }: Analysed<LessonsAnswer>,
  patterns: readonly StrategyPattern[],
): string {
  const { conditions } = facts;
  return markdownReport({
    title: head.title,
    blocks: [
      headText(head, market),
      {
        kind: 'table',
        caption: 'Market conditions',
        columns: [{ label: 'condition' }, right('value')],
        rows: [
          ['mean rate (bps)', formatNumber(conditions.avg_rate_bps, 1)],
          ['standard deviation of rates (bps)', formatNumber(conditions.rate_sd_bps, 1)],
          ['concentration of new loans in the last round (HHI)', formatNumber(conditions.final_concentration, 0)],
          ['failed banks', String(conditions.bankruptcies)],
          ['equity of all banks (millions of currency units)', million(conditions.total_equity)],
          ['dominant strategy', conditions.dominant_strategy],
        ],
      },
      { kind: 'heading', level: 1, text: 'Lessons' },
      author(name),
      {
        kind: 'table',
        caption: 'Lessons, with the ledger queries that were run for them',
        columns: [{ label: 'type' }, { label: 'lesson' }, right('confidence'), { label: 'evidence' }],
        rows: answer.lessons.map((one) => [one.lesson_type, one.lesson, formatNumber(one.confidence, 2), evidenceText(one.evidence)]),
      },
      { kind: 'heading', level: 1, text: 'Patterns' },
      {
        kind: 'table',
        caption: 'Patterns of this market, computed',
        columns: [{ label: 'pattern' }, right('true of')],
        rows: patterns.map(({ pattern_description: text, success_rate: rate, banks }) => [
          text,
          `${formatNumber(rate * 100, 0)} % of ${banks.length} banks`,
        ]),
      },
      {
        kind: 'table',
        caption:
          facts.known_patterns.length === 0 ? 'Patterns remembered from earlier markets: none' : 'Patterns remembered from earlier markets',
        columns: [{ label: 'pattern' }, right('true of'), right('independent markets')],
        rows: facts.known_patterns.map((one) => [
          one.pattern,
          `${formatNumber(one.success_rate * 100, 0)} %`,
          String(one.independent_runs),
        ]),
      },
      { kind: 'heading', level: 1, text: 'Banks' },
      {
        kind: 'table',
        caption: 'What became of each bank',
        columns: [
          { label: 'bank' },
          { label: 'strategy' },
          { label: 'open at the end' },
          right('final equity (millions)'),
          right('mean share (%)'),
          right('loans'),
          right('mean rate (bps)'),
        ],
        rows: outcomesOf(market).map((bank) => [
          `${bank.bank_id} ${bank.bank_name}`,
          bank.initial_strategy,
          bank.survived ? 'yes' : `no, ${bank.rounds_survived} rounds`,
          million(bank.final_equity),
          formatNumber(bank.avg_market_share * 100, 1),
          String(bank.total_loans_originated),
          bank.avg_interest_rate === null ? '-' : formatNumber(bank.avg_interest_rate, 0),
        ]),
      },
    ],
  });
}
