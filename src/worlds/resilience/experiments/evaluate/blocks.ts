/** What the report says of the second objective, and of forecasts of recovery. */
import { formatCount, formatPercent, right, type TableBlock } from '../../../../report/index.ts';
import { LEARNED, LIVED_ON, type PlannerSummary, type Versus } from '../shared/compare.ts';
import { wordOf } from '../shared/verdict.ts';
import type { Predictions } from './predictions.ts';
import { dollars, type Rankings } from './rankings.ts';

const range = ({ diff, lo, hi }: Versus): string => `${dollars(diff)} [${dollars(lo)}, ${dollars(hi)}]`;
const told = (versus: Versus | null | undefined): string =>
  versus === null || versus === undefined ? '–' : `${range(versus)} ${wordOf(versus, LIVED_ON)}`;

export const WHAT_IS_LIVED_ON =
  'Lived on: certainty-equivalent consumption, dollars a month in prices of the start, of utility with constant relative risk aversion (8, 5, 3 and 2 from conservative to very aggressive), discounted as the cost is; beyond the horizon, planned spending and the interest on net worth. Every path is lived on to the horizon: the rule book decides the months after recovery or default, for all planners.';

/** Planners by both objectives, best by cost first. */
export function objectivesBlock(planners: readonly PlannerSummary[], rankings: Rankings | null): TableBlock {
  const place = (list: readonly string[] | undefined, planner: string): string => {
    const at = list?.indexOf(planner) ?? -1;
    return at < 0 ? '–' : String(at + 1);
  };
  return {
    kind: 'table',
    caption:
      'Planners on held-out people by both objectives: ranks, and what is lived on, dollars a month. Differences paired, 95 % over households, better and worse with p below 5 % after Holm. Ranked are planners that played every path of every household; the others’ amounts are of fewer households.',
    columns: [{ label: 'planner' }, right('by cost'), right('by living'), right('lived on'), right('vs rule book'), right('vs wait')],
    rows: [...planners]
      .sort((a, b) => a.mean_cost - b.mean_cost)
      .flatMap(({ planner, certainty_equivalent: living }) =>
        living === undefined
          ? []
          : [
              [
                planner,
                place(rankings?.by_cost, planner),
                place(rankings?.by_certainty_equivalent, planner),
                dollars(living.mean_dollars),
                told(living.vs_rule_book),
                told(living.vs_wait),
              ],
            ],
      ),
  };
}

interface Held {
  readonly planners: readonly PlannerSummary[];
  readonly rankings: Rankings | null;
  readonly predictions: Predictions | null;
}

export const livingByHoldout = (held: readonly (readonly [name: string, Held])[]): TableBlock => ({
  kind: 'table',
  caption:
    'Learned routes on what was held out, by what households live on (dollars a month); flips: pairs of planners that cost and living order differently, beyond chance and within',
  columns: [{ label: 'held out' }, right('lived on'), right('vs rule book'), right('vs wait'), right('flips'), right('within chance')],
  rows: held.map(([name, { planners, rankings }]) => {
    const living = planners.find(({ planner }) => planner === LEARNED)?.certainty_equivalent;
    return [
      name.replaceAll('_', ' '),
      living === undefined ? '–' : dollars(living.mean_dollars),
      told(living?.vs_rule_book),
      told(living?.vs_wait),
      ...(rankings === null ? ['–', '–'] : flipsOf(rankings)),
    ];
  }),
});

function flipsOf({ flips, pairs }: Rankings): [beyond: string, within: string] {
  const shown = flips.filter((flip) => flip.shown).length;
  return [String(shown), `${flips.length - shown} of ${pairs}`];
}

const points = (share: number): string => (100 * share).toFixed(1);

export function predictionSentence(of: string, found: Predictions | null): string {
  if (found === null) return 'No recovery was foretold: nobody was held out.';
  return `Recovery foretold for ${of}: ${formatPercent(found.predicted)} of paths; ${formatPercent(found.realised)} of ${formatCount(found.paths)} fresh paths of ${found.households} households recovered. Expected calibration error ${points(found.expected_calibration_error)} percentage points; Brier score ${found.brier.toFixed(3)}, ${found.brier_of_base_rate.toFixed(3)} for the base rate alone.`;
}

export const predictionsByHoldout = (held: readonly (readonly [name: string, Held])[], all: Predictions | null): TableBlock => ({
  kind: 'table',
  caption:
    'Recovery within the horizon that the race of routes foretold on its own paths, and what fresh paths brought; Brier score from 0 (clairvoyant) to 1, calibration error in percentage points. All: held-out households count as often as they were held out.',
  columns: [
    { label: 'held out' },
    right('households'),
    right('foretold'),
    right('realised'),
    right('Brier'),
    right('of base rate'),
    right('calibration error'),
  ],
  rows: [...held.map(([name, { predictions }]) => [name, predictions] as const), ['all', all] as const].flatMap(([name, found]) =>
    found === null
      ? []
      : [
          [
            name.replaceAll('_', ' '),
            String(found.households),
            formatPercent(found.predicted),
            formatPercent(found.realised),
            found.brier.toFixed(3),
            found.brier_of_base_rate.toFixed(3),
            points(found.expected_calibration_error),
          ],
        ],
  ),
});

export const reliabilityBlock = (all: Predictions | null): TableBlock => ({
  kind: 'table',
  caption:
    'Reliability: all that was held out, by bins of the forecast; intervals Wilson, 95 %, paths as the sample (the paths of one household share its forecast)',
  columns: [{ label: 'foretold' }, right('households'), right('paths'), right('mean forecast'), right('realised'), right('interval')],
  rows: (all?.bins ?? []).map(({ low, high, households, paths, predicted, realised }) => [
    `${formatPercent(low, 0)} to ${formatPercent(high, 0)}`,
    String(households),
    formatCount(paths),
    formatPercent(predicted),
    formatPercent(realised.p),
    `${formatPercent(realised.lo)} to ${formatPercent(realised.hi)}`,
  ]),
});
