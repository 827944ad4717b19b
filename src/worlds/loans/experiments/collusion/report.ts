/** The report of a collusion run and its few lines for the terminal. */
import type { RunView } from '../../../../lab/index.ts';
import { formatPercent, type ReportBlock, right, type TableBlock } from '../../../../report/index.ts';
import { collusionCharts } from '../../charts/index.ts';
import type { CollusionResults } from './results.ts';

const resultsOf = (run: RunView): CollusionResults => run.results as CollusionResults;

const verdictBlock = ({ yardstick, learning }: CollusionResults): ReportBlock => ({
  kind: 'verdict',
  text: yardstick.verdict,
  tone: learning.collusion_index > 0.1 ? 'warning' : 'good',
});

function learningTable({ learning, benchmarks }: CollusionResults): TableBlock {
  return {
    kind: 'table',
    caption: 'Learning, means over sessions',
    columns: [{ label: 'measure' }, right('value')],
    rows: [
      ['collusion index', learning.collusion_index.toFixed(3)],
      ['mean rate', `${learning.mean_rate_bps.toFixed(1)} bps`],
      ['Bertrand–Nash', `${benchmarks.nash_bps.toFixed(2)} bps (price ${benchmarks.nash_price.toFixed(5)})`],
      ['joint profit', `${benchmarks.joint_profit_bps.toFixed(2)} bps (price ${benchmarks.joint_profit_price.toFixed(5)})`],
      ['sessions that converged', formatPercent(learning.converged_share)],
      ['periods', Math.round(learning.mean_periods).toLocaleString('en-US')],
      ['deviation loses in', formatPercent(learning.punished_share)],
    ],
  };
}

function meetingTable({ meeting }: CollusionResults): ReportBlock[] {
  if (meeting === null) return [];
  return [
    {
      kind: 'table',
      caption: `The meeting: ${meeting.rounds} rounds, learners of session ${meeting.session}`,
      columns: [{ label: 'firm' }, { label: 'decider' }, right('mean rate, bps'), right('expected profit'), right('regret')],
      rows: Object.entries(meeting.deciders).map(([id, name]) => [
        id,
        name,
        meeting.mean_rate_bps[id].toFixed(1),
        Math.round(meeting.profit[id]).toLocaleString('en-US'),
        formatPercent(meeting.regret_share[id]),
      ]),
    },
  ];
}

export function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const results = resultsOf(run);
  return Promise.resolve([verdictBlock(results), learningTable(results), ...meetingTable(results)]);
}

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const charts = (await collusionCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart }));
  return [...(await summaryBlocks(run)), ...charts];
}
