/** The report of a learning run and its few lines for the terminal. */
import type { RunView } from '../../../lab/index.ts';
import { formatCents, formatCount, formatPercent, type ReportBlock, right, type TableBlock } from '../../../report/index.ts';
import { runCharts, viewOf, type LearningView } from './charts.ts';
import type { LearnerResult, SettingResult } from './results.ts';

type Named = readonly [name: string, result: SettingResult];

const games = (view: LearningView): Named[] => Object.entries(view.settings).filter(([, { sweep }]) => sweep === null);
const points = (view: LearningView): Named[] => Object.entries(view.settings).filter(([, { sweep }]) => sweep !== null);
const learnersOf = (result: SettingResult): (readonly [string, LearnerResult])[] => Object.entries(result.learners);

/** One number, or the ends of a continuum. */
const rangeText = ([low, high]: readonly [number, number]): string =>
  low === high ? formatPercent(low, 2) : `${formatPercent(low, 2)} to ${formatPercent(high, 2)}`;

/** Where each learner ends, beside the exact equilibrium: one line for each bank. */
function endTable(view: LearningView): TableBlock {
  return {
    kind: 'table',
    caption: `Where learning ends: expected post (${formatPercent(view.level, 2)} interval over runs), and means of the last tenth of the episodes`,
    columns: [
      { label: 'game' },
      { label: 'learner' },
      { label: 'bank' },
      right('posts'),
      right('interval'),
      right('equilibrium'),
      right('held back'),
      right('cost a day'),
      right('exact cost'),
    ],
    rows: games(view).flatMap(([name, result]) =>
      learnersOf(result).flatMap(([learner, { agents }]) =>
        Object.entries(agents).map(([bank, end]) => {
          const [posts, ...rest] = endCells(result, bank, end);
          const interval = `${formatPercent(end.posted_share_low)} to ${formatPercent(end.posted_share_high)}`;
          return [name, learner, bank, posts!, interval, ...rest];
        }),
      ),
    ),
  };
}

/** Posts, equilibrium, held back, cost, exact cost. */
const endCells = (result: SettingResult, bank: string, end: LearnerResult['agents'][string]): string[] => [
  formatPercent(end.posted_share),
  result.equilibrium === null ? 'given' : rangeText(result.equilibrium.liquidity_share_range[bank]!),
  end.delayed_share === null ? 'none due' : formatPercent(end.delayed_share),
  formatCents(end.cost_cents),
  formatCents(end.exact_cost_cents),
];

const drawn = (view: LearningView, result: SettingResult): readonly [string, LearnerResult] =>
  learnersOf(result).find(([id]) => id === view.model) ?? learnersOf(result)[0]!;

/** The same of the drawn learner alone: fits a terminal. */
function shortTable(view: LearningView): TableBlock {
  return {
    kind: 'table',
    caption: `Where ${view.model} ends: expected post, and means of the last tenth of the episodes`,
    columns: [
      { label: 'game' },
      { label: 'bank' },
      right('posts'),
      right('exact'),
      right('held back'),
      right('cost a day'),
      right('exact cost'),
    ],
    rows: games(view).flatMap(([name, result]) =>
      Object.entries(drawn(view, result)[1].agents).map(([bank, end]) => [name, bank, ...endCells(result, bank, end)]),
    ),
  };
}

/** How far the profiles that runs end at are from equilibrium. */
function gapTable(view: LearningView): TableBlock {
  return {
    kind: 'table',
    caption: 'NashConv of what the runs have learned (most probable actions, against every deviation to the cent)',
    columns: [{ label: 'game' }, { label: 'learner' }, right('runs'), right('at an equilibrium'), right('mean'), right('largest')],
    rows: games(view).flatMap(([name, result]) =>
      learnersOf(result).map(([learner, { runs, yardstick }]) => [
        name,
        learner,
        formatCount(runs),
        formatCount(yardstick.runs_at_equilibrium),
        formatCents(yardstick.nash_conv_mean_cents),
        formatCents(yardstick.nash_conv_largest_cents),
      ]),
    ),
  };
}

function sweepTables(view: LearningView): TableBlock[] {
  return [...new Set(points(view).map(([, { sweep }]) => sweep!))].map((sweep) => {
    const own = points(view).filter(([, result]) => result.sweep === sweep);
    const [, first] = own[0]!;
    const [[learner, { agents }]] = learnersOf(first) as [readonly [string, LearnerResult]];
    const banks = Object.keys(agents);
    return {
      kind: 'table',
      caption: `${first.title}: posts at each cost of delay (${learner}, ${first.learners[learner]!.runs} runs)`,
      columns: [
        right('delay cost'),
        ...banks.flatMap((bank) => [right(`${bank} posts`), right(`${bank} equilibrium`)]),
        right('mean NashConv'),
      ],
      rows: own.map(([, { rates, learners, equilibrium }]) => [
        String(rates.delay),
        ...banks.flatMap((bank) => [
          formatPercent(learners[learner]!.agents[bank]!.posted_share),
          equilibrium === null ? 'none found' : rangeText(equilibrium.liquidity_share_range[bank]!),
        ]),
        formatCents(learners[learner]!.yardstick.nash_conv_mean_cents),
      ]),
    };
  });
}

const TONES = { equilibrium: 'good', 'epsilon-equilibrium': 'good', 'not-an-equilibrium': 'warning' } as const;

/** The profile that most runs of the drawn learner end at, in each game. */
function verdicts(view: LearningView): ReportBlock[] {
  return games(view).map(([name, result]) => {
    const [learner, { profile, yardstick, runs }] = drawn(view, result);
    const posts = Object.entries(profile.posted_share)
      .map(([bank, share]) => `${bank} ${formatPercent(share)}`)
      .join(', ');
    return {
      kind: 'verdict',
      tone: TONES[yardstick.verdict_kind as keyof typeof TONES],
      text: `${name}: ${profile.runs} of ${runs} runs of ${learner}, more than at any other profile, end at ${posts}. ${yardstick.verdict}`,
    };
  });
}

function countText(view: LearningView): string {
  const { settings, runs, days_played: days } = view.counts;
  const curve = games(view)[0]?.[1];
  const sweep = points(view)[0]?.[1];
  const first = (result: SettingResult | undefined): string => (result === undefined ? 'no' : formatCount(learnersOf(result)[0]![1].runs));
  const less = view.effort === 'quick' ? ' `--set effort=paper` takes as many runs for a sweep as for a curve.' : '';
  return `Effort ${view.effort}: ${first(curve)} runs of each game, ${first(sweep)} at each point of a sweep; ${formatCount(settings!)} games, ${formatCount(runs!)} runs, ${formatCount(days!)} days played. No language model took part.${less}`;
}

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = viewOf(run);
  return [shortTable(view), gapTable(view), ...sweepTables(view), ...verdicts(view), { kind: 'paragraph', text: countText(view) }];
}

const METHOD = [
  'Each bank learns alone, from its own costs. REINFORCE (Williams 1992) draws a share from a softmax over evenly spaced actions, whose logits come from a network of one tanh layer (liquidity; inputs: mean demand by period) or a linear map (release shares; inputs: period, new demand, backlog, liquidity at hand), and climbs the mean of -(cost) d ln p over a batch of days with Adam.',
  'Fictitious play (Brown 1951) and regret matching (Hart and Mas-Colell 2000) play the same game on the same grid and know what every action would have cost.',
  'Equilibria are solved independently, over every post and not only the grid; NashConv (Lanctot et al. 2017) is the sum of what the banks could save, each alone. Bands are Student t intervals of the mean over independent runs.',
].join(' ');

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = viewOf(run);
  return [
    { kind: 'heading', level: 2, text: 'Verdict' },
    ...verdicts(view),
    { kind: 'paragraph', text: countText(view) },
    { kind: 'heading', level: 2, text: 'Where learning ends' },
    endTable(view),
    gapTable(view),
    ...sweepTables(view),
    { kind: 'heading', level: 2, text: 'Method' },
    { kind: 'paragraph', text: METHOD },
    { kind: 'heading', level: 2, text: 'Charts' },
    ...(await runCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart })),
  ];
}
