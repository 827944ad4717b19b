/** The report of a market run and its few lines for the terminal. */
import type { RunView } from '../../../../lab/index.ts';
import { formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { marketCharts } from '../../charts/index.ts';
import type { MarketResults } from './results.ts';

const bps = (value: number | null): string => (value === null || !Number.isFinite(value) ? 'none' : value.toFixed(0));
const millions = (value: number): string => (value / 1e6).toFixed(Math.abs(value) < 1e7 ? 3 : 1);

const resultsOf = (run: RunView): MarketResults => run.results as MarketResults;

function verdictBlock({ yardstick }: MarketResults): ReportBlock {
  const { price_index: price, regret_share: regret } = yardstick;
  // Where there is no equilibrium, only regret says how good decisions were.
  const tone = regret < 0.02 && Math.abs(price ?? 0) <= 0.1 ? 'good' : 'warning';
  return { kind: 'verdict', text: yardstick.verdict, tone };
}

/** Mean rates beside the exact ones; widths fit a terminal. */
function bankTable({ banks }: MarketResults): TableBlock {
  return {
    kind: 'table',
    caption: 'Banks: mean rates over rounds in bps, profit and equity in millions. Regret: expected profit below the best response’s.',
    columns: [
      { label: 'bank' },
      { label: 'decider' },
      right('rate'),
      right('Nash'),
      right('best'),
      right('share'),
      right('regret'),
      right('profit'),
      right('equity'),
    ],
    rows: Object.entries(banks).map(([id, bank]) => [
      id,
      bank.decider,
      bps(bank.mean_rate_bps),
      bps(bank.mean_nash_bps),
      bps(bank.mean_best_response_bps),
      formatPercent(bank.mean_share),
      formatPercent(bank.regret_share),
      millions(bank.total_profit),
      bank.closed_in_round === null ? millions(bank.final_equity) : `closed in round ${bank.closed_in_round}`,
    ]),
  };
}

function marketTable({ market, yardstick, profile }: MarketResults): TableBlock {
  const value = (name: string): number => market[name] ?? Number.NaN;
  const money = (name: string): string => (Number.isFinite(value(name)) ? `${millions(value(name))} million` : 'none');
  const rate = (name: string): string => (Number.isFinite(value(name)) ? `${bps(value(name))} bps` : 'none');
  const index = (x: number | null): string => (x === null ? 'undefined' : x.toFixed(3));
  return {
    kind: 'table',
    caption: 'The market, means over rounds',
    columns: [{ label: 'measure' }, right('value')],
    rows: [
      ['profile', profile],
      ['mean rate', rate('mean_rate_bps')],
      ['Bertrand–Nash', rate('mean_nash_bps')],
      ['joint profit', rate('mean_joint_profit_bps')],
      ['collusion index (profit)', index(yardstick.collusion_index)],
      ['collusion index (price)', index(yardstick.price_index)],
      ['conduct parameter', index(market['conduct'] ?? null)],
      ['Lerner index', index(value('lerner'))],
      ['rate dispersion', `${value('rate_dispersion_bps').toFixed(1)} bps`],
      ['HHI of lending', value('hhi').toFixed(0)],
      ['consumer surplus a round', money('consumer_surplus')],
      ['dead-weight loss a round', money('dead_weight_loss')],
      ['unserved: no capacity', formatPercent(value('unserved_by_capacity_share'))],
      ['unserved: rates too high', formatPercent(value('unserved_by_reservation_share'))],
      ['default rate', formatPercent(value('default_rate'), 2)],
      ['pass-through of dearer funds', Number.isFinite(value('pass_through')) ? formatPercent(value('pass_through')) : 'not tested'],
      ['changes that are cuts', formatPercent(value('share_of_cuts'))],
      ['most that a bank gains by leaving Nash', yardstick.nash_max_gain?.toPrecision(2) ?? 'none'],
    ].filter(([, shown]) => shown !== 'none' && shown !== 'undefined'),
  };
}

function conductText({ impulse }: MarketResults): ReportBlock {
  if (impulse === null)
    return { kind: 'paragraph', text: 'Conduct test: left out, as a bank that is asked can’t be asked about a market that was not.' };
  const { bank, round, cut_bps: cut, discounted_gain: gain } = impulse;
  const word = gain < 0 ? 'cost' : 'earned';
  const amount = Math.round(Math.abs(gain)).toLocaleString('en-US');
  return {
    kind: 'paragraph',
    text: `Conduct test: ${bank} was made to cut its rate by ${cut} bps in round ${round} of a paired copy. Over the rounds that follow the cut ${word} it ${amount}.`,
  };
}

export function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  return Promise.resolve([verdictBlock(results), bankTable(results), conductText(results)]);
}

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  const charts = (await marketCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart }));
  return [verdictBlock(results), bankTable(results), marketTable(results), conductText(results), ...charts];
}
