/** `bank_decision_logs.md`: every decision of every round, with its forecast, what came of it, and what was said. */
import { plainText } from '../../../../core/index.ts';
import { formatNumber, formatPercent, markdownReport, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import type { Bank } from '../../lab/index.ts';
import type { Decision, PlayedRound } from './play.ts';

export interface DecisionLogHead {
  readonly title: string;
  readonly profile: string;
  readonly seed: bigint;
}

const million = (value: number): string => formatNumber(value / 1e6, 3);

export function decisionLog({ title, profile, seed }: DecisionLogHead, banks: readonly Bank[], rounds: readonly PlayedRound[]): string {
  const asked = rounds.some(({ decisions }) => decisions.some(({ reply }) => reply !== null));
  return markdownReport({
    title,
    blocks: [
      {
        kind: 'paragraph',
        text: `${banks.length} banks, ${rounds.length} rounds, profile ${profile}, seed ${seed}. Rates in basis points, money in millions of currency units. ${
          asked ? 'Texts are as the deciders wrote them.' : 'No bank was asked: rules and learners give no reasons and forecast nothing.'
        }`,
      },
      ...rounds.flatMap((played) => roundBlocks(banks, played)),
    ],
  });
}

function roundBlocks(banks: readonly Bank[], played: PlayedRound): ReportBlock[] {
  const { round, decisions } = played;
  return [
    { kind: 'heading', level: 1, text: `Round ${round.round}` },
    roundTable(banks, played),
    ...decisions.flatMap((decision) => (decision.reply === null ? [] : saidBlocks(banks[decision.bank], decision))),
  ];
}

/** Forecast and outcome side by side; the columns of the forecast only where somebody forecast. */
function roundTable(banks: readonly Bank[], { round, decisions }: PlayedRound): TableBlock {
  const forecasts = decisions.some(({ forecast }) => forecast !== null);
  const forecast = ({ forecast: f, score }: Decision): string[] =>
    f === null
      ? ['-', '-', '-', '-']
      : [formatPercent(f.share), million(f.volume), million(f.profit), score === null ? '-' : score.mean.toFixed(1)];
  return {
    kind: 'table',
    caption: `Decisions of round ${round.round}`,
    columns: [
      { label: 'bank' },
      right('rate'),
      { label: 'decided by' },
      { label: 'source' },
      right('share'),
      right('lent'),
      right('profit'),
      ...(forecasts ? ['forecast: share', 'lent', 'profit', 'score (0 to 10)'].map(right) : []),
    ],
    rows: decisions.map((decision) => [
      `${banks[decision.bank].id} ${banks[decision.bank].name}`,
      formatNumber(decision.rateBps, 1),
      decision.decider,
      decision.clamped ? `${decision.source}, moved into the bounds` : decision.source,
      formatPercent(round.marketShare[decision.bank]),
      million(round.newLoanVolume[decision.bank]),
      million(round.profit[decision.bank]),
      ...(forecasts ? forecast(decision) : []),
    ]),
  };
}

function saidBlocks(bank: Bank, { reply }: Decision): ReportBlock[] {
  if (reply === null) return [];
  const { answer, calculated, problems, attempts } = reply;
  const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
  const said = (label: string, text: string | undefined): ReportBlock[] =>
    text === undefined || text === '' ? [] : [paragraph(`${label}: ${plainText(text)}`)];
  return [
    { kind: 'heading', level: 2, text: `${bank.id} ${bank.name}` },
    ...said('Reasons', answer?.rationale),
    ...said('Plan', answer?.plan),
    ...said('Insights', answer?.insights),
    ...(calculated.length === 0
      ? []
      : [paragraph(`Rates looked up with the profit calculator: ${calculated.map((rate) => formatNumber(rate, 1)).join(', ')} bps.`)]),
    ...problems.map(({ attempt, category, message }) =>
      paragraph(`Attempt ${attempt} could not be used (${category}): ${plainText(message)}`),
    ),
    ...(answer === null ? [paragraph(`No valid answer in ${attempts} attempts: the rule of the bank's strategy decided.`)] : []),
  ];
}
