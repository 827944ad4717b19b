/** Bank tables of one simulation: what a person looks at. Records in, blocks out. */
import { formatCents, type ReportBlock } from '../../report/index.ts';
import type { AgentResult, SimulationResult } from '../../worlds/payments/engine/index.ts';
import { percent, shareText, ticksText } from './money.ts';

type Column = readonly [label: string, cell: (agent: AgentResult) => string];
type Table = Extract<ReportBlock, { kind: 'table' }>;

const COST_COLUMNS: readonly (readonly [string, keyof AgentResult['costs']])[] = [
  ['liquidity', 'liquidity'],
  ['delay', 'delay'],
  ['overdraft', 'overdraft'],
  ['collateral', 'collateral'],
  ['deadline', 'deadline_penalty'],
  ['end of day', 'eod_penalty'],
  ['splits', 'split_friction'],
  ['borrowing', 'borrowing'],
  ['total', 'total'],
];

const SETTLEMENT_COLUMNS: readonly Column[] = [
  ['payments', (agent) => String(agent.arrivals)],
  ['settled', (agent) => shareText(agent.settled, agent.arrivals)],
  ['turnover', (agent) => formatCents(agent.arrival_value)],
  ['settled value', (agent) => shareText(agent.settled_value, agent.arrival_value)],
  ['mean ticks', (agent) => ticksText(agent.mean_settlement_ticks)],
  ['by value', (agent) => ticksText(agent.value_weighted_settlement_ticks)],
  ['posted', (agent) => formatCents(agent.posted_liquidity_cents)],
  ['peak used', (agent) => formatCents(agent.peak_liquidity_used_cents)],
  ['final balance', (agent) => formatCents(agent.final_balance)],
];

function bankTable(caption: string, columns: readonly Column[], result: SimulationResult): Table {
  return {
    kind: 'table',
    caption,
    columns: [{ label: 'bank' }, ...columns.map(([label]) => ({ label, align: 'right' as const }))],
    rows: result.agent_order.map((id) => {
      const agent = result.agents[id];
      return [id, ...columns.map(([, cell]) => (agent === undefined ? '-' : cell(agent)))];
    }),
  };
}

/** Components that nobody paid are left out. */
function costTable(result: SimulationResult): Table {
  const paid = COST_COLUMNS.filter(([, key]) => key === 'total' || Object.values(result.agents).some((agent) => agent.costs[key] !== 0));
  return bankTable(
    'Costs by component',
    paid.map(([label, key]) => [label, (agent) => formatCents(agent.costs[key])]),
    result,
  );
}

const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  rtgs: 'at once',
  queue: 'from the queue',
  lsm_bilateral: 'bilateral offset',
  lsm_cycle: 'cycle',
  end_of_day_loan: 'end-of-day loan',
};

function channelTable(result: SimulationResult): Table {
  const channels = Object.entries(result.channels).filter(([, channel]) => channel.count > 0);
  const count = channels.reduce((sum, [, channel]) => sum + channel.count, 0);
  const value = channels.reduce((sum, [, channel]) => sum + channel.value, 0);
  return {
    kind: 'table',
    caption: 'How payments settled (legs)',
    columns: [
      { label: 'channel' },
      { label: 'count', align: 'right' },
      { label: 'share', align: 'right' },
      { label: 'value', align: 'right' },
      { label: 'share of value', align: 'right' },
    ],
    rows: channels.map(([name, channel]) => [
      CHANNEL_WORDS[name] ?? name,
      String(channel.count),
      shareText(channel.count, count),
      formatCents(channel.value),
      shareText(channel.value, value),
    ]),
  };
}

/** Share of settled value that liquidity saving settled. */
export function savedShare(result: SimulationResult): number {
  const value = (name: string): number => result.channels[name]?.value ?? 0;
  const all = Object.values(result.channels).reduce((sum, channel) => sum + channel.value, 0);
  return all === 0 ? 0 : (value('lsm_bilateral') + value('lsm_cycle')) / all;
}

export function simulationBlocks(result: SimulationResult, title: string): ReportBlock[] {
  const { totals, ticks, ticks_per_day: perDay } = result;
  const days = Math.ceil(ticks / perDay);
  return [
    { kind: 'heading', level: 1, text: title },
    {
      kind: 'paragraph',
      text:
        `${days} day${days === 1 ? '' : 's'} of ${perDay} ticks, seed ${result.seed}, rules: ${result.rules}. ` +
        `${totals.settled} of ${totals.arrivals} payments settled (${shareText(totals.settled_value, totals.arrival_value)} of ${formatCents(totals.arrival_value)}), ` +
        `${percent(savedShare(result))} of the settled value by liquidity saving; all costs together ${formatCents(totals.total_cost)}.`,
    },
    costTable(result),
    bankTable('Settlement and liquidity (times in ticks from arrival)', SETTLEMENT_COLUMNS, result),
    channelTable(result),
  ];
}

type Measure = readonly [label: string, of: (result: SimulationResult) => number, text: (value: number) => string];

const MEASURES: readonly Measure[] = [
  ['payments settled', (r) => r.totals.settled, String],
  ['value settled', (r) => r.totals.settled_value, formatCents],
  ['total cost', (r) => r.totals.total_cost, formatCents],
  ['delay cost', (r) => Object.values(r.agents).reduce((sum, agent) => sum + agent.costs.delay, 0), formatCents],
  ['peak liquidity used', (r) => Object.values(r.agents).reduce((sum, agent) => sum + agent.peak_liquidity_used_cents, 0), formatCents],
];

/** The pair with and without liquidity saving on the same payments. */
export function comparisonBlock(withSaving: SimulationResult, without: SimulationResult): Table {
  return {
    kind: 'table',
    caption: 'Liquidity saving: the same payments with and without it',
    columns: [
      { label: '' },
      { label: 'with', align: 'right' },
      { label: 'without', align: 'right' },
      { label: 'difference', align: 'right' },
    ],
    rows: MEASURES.map(([label, of, text]) => [label, text(of(withSaving)), text(of(without)), text(of(withSaving) - of(without))]),
  };
}
