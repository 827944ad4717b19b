/** The report of a run and its few lines for the terminal, as blocks. */
import type { RunView } from '../../../lab/index.ts';
import { formatCents, formatPercent, type ReportBlock, right, type TableBlock } from '../../../report/index.ts';
import { optimiseSchema, type OptimiseConfig } from './config.ts';
import { readRun, runCharts, yardstickOf, type RunData } from './charts/index.ts';
import { GATES } from './gates/index.ts';
import { PROPOSERS } from './proposers/index.ts';

/** Iterations listed in full up to this many; the last ones always. */
const LISTED = 30;

/** The path: share and cost of each bank after every iteration, and what they could still save. */
function pathTable(data: RunData): TableBlock {
  const points = data.agents.filter((point) => point.arm === 'main');
  const others = [...new Set(points.flatMap((point) => Object.keys(point.values)))].filter((name) => name !== 'initial_liquidity_fraction');
  const rows = data.iterations.map((state) => [
    state.iteration === 0 ? 'start' : String(state.iteration),
    ...data.agentIds.flatMap((agent) => {
      const point = points.find((item) => item.iteration === state.iteration && item.agent === agent)!;
      return [
        formatPercent(point.fraction, 2),
        ...others.map((name) => (point.values[name] === undefined ? '' : String(point.values[name]))),
        formatCents(point.costCents),
      ];
    }),
    state.nashConvCents === null ? 'n/a' : formatCents(state.nashConvCents),
  ]);
  const listed = rows.length <= LISTED ? rows : [...rows.slice(0, LISTED - 5), rows[0]!.map(() => '…'), ...rows.slice(-4)];
  return {
    kind: 'table',
    caption: 'Posted share and cost a day of each bank after every iteration',
    columns: [
      right('iteration'),
      ...data.agentIds.flatMap((agent) => [
        right(`${agent} posts`),
        ...others.map((name) => right(`${agent} ${name.replaceAll('_', ' ')}`)),
        right(`${agent} cost`),
      ]),
      right('NashConv'),
    ],
    rows: listed,
  };
}

interface AgentView {
  readonly liquidity_fraction: number;
  readonly liquidity_cents: number;
  readonly cost_cents: number;
}

function endTable(data: RunData): TableBlock {
  const agents = data.results['agents'] as Readonly<Record<string, AgentView>>;
  const { equilibrium, exploitability_cents: gains } = yardstickOf(data.results);
  return {
    kind: 'table',
    caption: 'The end beside the equilibrium',
    columns: [
      { label: 'bank' },
      right('posts'),
      right('share of pool'),
      right('cost a day'),
      right('equilibrium posts'),
      right('equilibrium cost'),
      right('could save alone'),
    ],
    rows: Object.entries(agents).map(([agent, end]) => [
      agent,
      formatCents(end.liquidity_cents),
      formatPercent(end.liquidity_fraction, 2),
      formatCents(end.cost_cents),
      equilibrium === null ? 'n/a' : formatCents(equilibrium.liquidity_cents[agent] ?? 0),
      equilibrium === null ? 'n/a' : formatCents(equilibrium.cost_cents[agent] ?? 0),
      gains[agent] === undefined ? 'not optimised' : formatCents(gains[agent]),
    ]),
  };
}

interface ComparisonView {
  readonly tune: readonly string[];
  readonly agents: Readonly<Record<string, AgentView>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly final_cost_cents: number;
  readonly nash_conv_cents: number;
}

/** What each freedom is worth: the run beside its arms and the exact solution. */
function comparisonTable(data: RunData): TableBlock[] {
  const arms = data.results['comparisons'] as Readonly<Record<string, ComparisonView>> | undefined;
  if (arms === undefined) return [];
  const { equilibrium } = yardstickOf(data.results);
  const pools = data.results['liquidity_pool_cents'] as Readonly<Record<string, number>>;
  const row = (name: string, agents: Readonly<Record<string, AgentView>>, cost: number, gap: string): string[] => [
    name,
    ...data.agentIds.map((agent) => formatPercent(agents[agent]?.liquidity_fraction ?? Number.NaN, 2)),
    formatCents(cost),
    gap,
  ];
  const main = row(
    'as tuned (joint)',
    data.results['agents'] as Readonly<Record<string, AgentView>>,
    Number(data.results['final_cost_cents']),
    formatCents(yardstickOf(data.results).nash_conv_cents),
  );
  const exact =
    equilibrium === null
      ? []
      : [
          [
            'exact equilibrium',
            ...data.agentIds.map((agent) => formatPercent((equilibrium.liquidity_cents[agent] ?? 0) / (pools[agent] ?? Number.NaN), 2)),
            formatCents(Object.values(equilibrium.cost_cents).reduce((a, b) => a + b, 0)),
            formatCents(0),
          ],
        ];
  return [
    {
      kind: 'table',
      caption: 'What each freedom is worth; NashConv counts only what an arm may tune',
      columns: [{ label: 'tuned' }, ...data.agentIds.map((agent) => right(`${agent} posts`)), right('total cost a day'), right('NashConv')],
      rows: [
        main,
        ...Object.entries(arms).map(([name, arm]) =>
          row(name.replaceAll('_', ' '), arm.agents, arm.final_cost_cents, formatCents(arm.nash_conv_cents)),
        ),
        ...exact,
      ],
    },
  ];
}

function verdict(data: RunData): ReportBlock {
  const { verdict: text, verdict_kind: kind } = yardstickOf(data.results);
  return { kind: 'verdict', text, tone: kind === 'equilibrium' ? 'good' : kind === 'epsilon-equilibrium' ? 'warning' : 'bad' };
}

function heldOutText(data: RunData): ReportBlock[] {
  const held = data.results['held_out'] as
    | {
        readonly days: number;
        readonly cost_cents: Readonly<Record<string, number>>;
        readonly start_cost_cents: Readonly<Record<string, number>>;
      }
    | undefined;
  if (held === undefined) return [];
  const total = (costs: Readonly<Record<string, number>>): string => formatCents(Object.values(costs).reduce((a, b) => a + b, 0));
  return [
    {
      kind: 'paragraph',
      text: `On ${held.days} days that no proposer and no gate has seen, all banks together cost ${total(held.cost_cents)} a day; the start policies cost ${total(held.start_cost_cents)} on the same days.`,
    },
  ];
}

const counted = (iterations: number): string => `${iterations} ${iterations === 1 ? 'iteration' : 'iterations'}`;

function endText(data: RunData): string {
  const yardstick = yardstickOf(data.results);
  const planner =
    yardstick.planner === undefined
      ? ''
      : ` A planner would pay ${formatCents(yardstick.planner.total_cost_cents)} for all banks together${yardstick.price_of_anarchy === null || yardstick.price_of_anarchy === undefined ? '' : ` (price of anarchy ${yardstick.price_of_anarchy.toFixed(3)})`}.`;
  return `NashConv ${formatCents(yardstick.nash_conv_cents)}; ${data.results['converged'] === true ? 'converged' : 'stopped'} after ${counted(Number(data.results['iterations']))}: ${String(data.results['convergence_reason'])}.${planner}`;
}

/** Said wherever the verdict is said: a policy that stood because nobody proposed a valid one is not a policy that was chosen. */
function unansweredText(data: RunData): ReportBlock[] {
  const counts = data.results['turns_without_valid_proposal'] as Readonly<Record<string, number>> | undefined;
  if (counts === undefined) return [];
  const list = Object.entries(counts).map(([agent, turns]) => `${agent} in ${turns} ${turns === 1 ? 'turn' : 'turns'}`);
  return [
    {
      kind: 'paragraph',
      text: `Without a valid proposal, the last valid policy was kept: ${list.join(', ')} (table validation_errors says why).`,
    },
  ];
}

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const data = await readRun(run);
  return [
    pathTable(data),
    ...comparisonTable(data),
    verdict(data),
    { kind: 'paragraph', text: endText(data) },
    ...unansweredText(data),
    ...heldOutText(data),
  ];
}

const EVALUATED = {
  deterministic: () => 'one day without chance',
  fixed_days: (samples: number) => `a fixed list of ${samples} seeded days, which is the game, so that costs compare exactly`,
  monte_carlo: (samples: number) =>
    `${samples} newly seeded days every iteration, the same for the old and the new policy (common random numbers)`,
} as const;

function methodText(data: RunData, config: OptimiseConfig): string {
  const { optimisation, evaluation, convergence } = config;
  const proposer = PROPOSERS.get(data.proposer);
  const who =
    proposer === undefined
      ? `proposals came from ${data.proposer}`
      : `proposals came from the built-in proposer ${proposer.name} (${proposer.description}); no language model took part`;
  return [
    `Scenario ${config.scenario} was simulated under the ${config.rules} rules. Costs were evaluated on ${EVALUATED[evaluation.mode](evaluation.num_samples)}.`,
    `In each of at most ${optimisation.max_iterations} iterations every optimised bank in turn (${optimisation.update} update) could replace its policy; ${who}.`,
    `Tuned: ${optimisation.tune.map((item) => (typeof item === 'string' ? item : item.name)).join(', ')}. The gate was ${optimisation.gate}: ${GATES[optimisation.gate].description}.`,
    `A run converges when the total cost changes by at most ${convergence.stability_threshold * 100} % for ${convergence.stability_window} iterations and no proposer has an improvement left at its finest step.`,
    `At the end each bank keeps the policy, of those it has held, that costs it least against the others. NashConv is the sum over banks of what each could save alone (Lanctot et al. 2017), by exact simulated search; the equilibrium is solved independently of the run (${yardstickOf(data.results).method ?? 'not available'}).`,
  ].join(' ');
}

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const data = await readRun(run);
  const config = optimiseSchema.parse(run.config);
  return [
    { kind: 'heading', level: 2, text: 'Verdict' },
    verdict(data),
    { kind: 'paragraph', text: endText(data) },
    ...unansweredText(data),
    ...heldOutText(data),
    endTable(data),
    { kind: 'heading', level: 2, text: 'Method' },
    { kind: 'paragraph', text: methodText(data, config) },
    { kind: 'heading', level: 2, text: 'Path' },
    pathTable(data),
    ...comparisonTable(data),
    { kind: 'heading', level: 2, text: 'Charts' },
    ...(await runCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart })),
  ];
}
