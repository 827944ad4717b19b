import type { RunView } from '../../../../lab/index.ts';
import { type ChartSpec, forestPlot, type ReportBlock, right } from '../../../../report/index.ts';
import { curveCharts, gapBlock, gapChart, reliabilityChart } from '../../charts/index.ts';
import { assumptions, modelBlocks, NOT_ADVICE, plannerTable, range } from '../shared/blocks.ts';
import { LEARNED, type PlannerSummary, type Versus } from '../shared/compare.ts';
import { isBetter, wordOf } from '../shared/verdict.ts';
import {
  livingByHoldout,
  objectivesBlock,
  predictionSentence,
  predictionsByHoldout,
  reliabilityBlock,
  WHAT_IS_LIVED_ON,
} from './blocks.ts';
import type { Predictions } from './predictions.ts';
import type { Rankings } from './rankings.ts';

interface Held {
  readonly households: number;
  readonly routes: number;
  readonly fell_back: number;
  readonly out_of_support: number;
  readonly planners: readonly PlannerSummary[];
  readonly verdict: string;
  readonly rankings: Rankings | null;
  readonly predictions: Predictions | null;
}

/** People first: what is held out of every run. */
function heldOf(run: RunView): [string, Held][] {
  const all = Object.entries(run.results['holdouts'] as Record<string, Held>);
  return [...all.filter(([name]) => name === 'people'), ...all.filter(([name]) => name !== 'people')];
}
const learnedOf = (held: Held): PlannerSummary | undefined => held.planners.find(({ planner }) => planner === LEARNED);
const told = (versus: Versus | null | undefined): string =>
  versus === null || versus === undefined ? '' : `${range(versus)} ${wordOf(versus)}`;

export function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const held = heldOf(run);
  const [, people] = held[0];
  return Promise.resolve([
    { kind: 'verdict', text: people.verdict, tone: isBetter(people.planners, 'vs_rule_book') ? 'good' : 'warning' },
    {
      kind: 'paragraph',
      text: `Effort ${String(run.results['effort'])}. Routes that had seen what is held out were put away before each row.`,
    },
    {
      kind: 'table',
      caption:
        'Learned routes on what was held out: cost in months less that of the rule book and of waiting; paired, 95 % over households; better and worse need p below 5 % after Holm',
      columns: [
        { label: 'held out' },
        right('households'),
        right('routes'),
        right('vs rule book'),
        right('vs wait'),
        right('fell back'),
        right('no support'),
      ],
      rows: held.map(([name, one]) => [
        name.replaceAll('_', ' '),
        String(one.households),
        String(one.routes),
        told(learnedOf(one)?.vs_rule_book),
        told(learnedOf(one)?.vs_wait),
        String(one.fell_back),
        String(one.out_of_support),
      ]),
    },
    plannerTable(
      people.planners,
      'Planners on held-out people, all on the same paths. Cost, hardship and mean time to recovery in months; worst tenth: mean cost of the worst tenth of paths; intervals 95 % over households.',
    ),
    objectivesBlock(people.planners, people.rankings),
    { kind: 'paragraph', text: WHAT_IS_LIVED_ON },
    { kind: 'paragraph', text: rankingSentence(held) },
    { kind: 'paragraph', text: predictionSentence('held-out people', people.predictions) },
    ...modelBlocks(run.results),
    { kind: 'paragraph', text: NOT_ADVICE },
  ]);
}

/** People first, then whatever else flips beyond chance. */
function rankingSentence(held: readonly [string, Held][]): string {
  const [[, people], ...others] = held;
  const flipping = others.filter(([, { rankings }]) => rankings?.flips.some(({ shown }) => shown));
  const elsewhere =
    flipping.length === 0
      ? `None of the other ${others.length} holdouts flips one beyond chance.`
      : flipping.map(([name, { rankings }]) => `On ${name.replaceAll('_', ' ')}: ${rankings?.verdict}`).join(' ');
  return `On held-out people: ${people.rankings?.verdict ?? 'not ranked.'} ${elsewhere}`;
}

const predictionsOf = (run: RunView): Predictions | null => run.results['predictions'] as Predictions | null;

export async function evaluateCharts(run: RunView): Promise<ChartSpec[]> {
  const estimates = heldOf(run).flatMap(([name, held]) => {
    const versus = learnedOf(held)?.vs_rule_book;
    return versus === null || versus === undefined
      ? []
      : [{ label: name.replaceAll('_', ' '), estimate: versus.diff, low: versus.lo, high: versus.hi }];
  });
  return [
    forestPlot({
      name: 'held_out',
      title: 'Learned routes against the rule book, on what was held out',
      caption: 'Mean paired difference of discounted cost in months, 95 % over households; left of 0 the learned routes are better.',
      effect: { title: 'Cost less the rule book’s', unit: 'months' },
      estimates,
    }),
    ...curveCharts(await run.rows('recovery_curves'), 'people'),
    ...reliabilityChart(await run.rows('recovery_predictions'), {
      people: `People (${peopleOf(run)?.households ?? 0} households)`,
      all: `All holdouts (${predictionsOf(run)?.households ?? 0} households)`,
    }),
    ...gapChart(await run.rows('optimality_gap')),
  ];
}

const peopleOf = (run: RunView): Predictions | null | undefined => heldOf(run)[0]?.[1].predictions;

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const charts = (await evaluateCharts(run)).map((chart): ReportBlock => ({ kind: 'chart', chart }));
  const summary = await summaryBlocks(run);
  return [
    ...summary.slice(0, -1),
    livingByHoldout(heldOf(run)),
    predictionsByHoldout(heldOf(run), predictionsOf(run)),
    reliabilityBlock(predictionsOf(run)),
    ...charts,
    gapBlock(await run.rows('optimality_gap')),
    { kind: 'heading', level: 2, text: 'What this rests on' },
    { kind: 'paragraph', text: assumptions() },
    { kind: 'paragraph', text: NOT_ADVICE },
  ];
}
