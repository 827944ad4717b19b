/** Ledger tables of evaluation alone. */
import type { Row, TableSpec } from '../../../../lab/index.ts';
import { column } from '../../../../report/index.ts';
import type { PlannerSummary, Versus } from '../shared/compare.ts';
import type { Predictions } from './predictions.ts';
import type { Rankings } from './rankings.ts';

const HOLDOUT = column('holdout', 'VARCHAR', '', 'what was held out of learning: people, occupation, a type of shock, an episode');
const UNIT = 'as the objective says';

export const objectivesTable: TableSpec = {
  name: 'planner_objectives',
  description: 'Planners on held-out households by both objectives: discounted cost (months), and what is lived on (dollars a month).',
  key: ['holdout', 'objective', 'planner'],
  columns: [
    HOLDOUT,
    column('objective', 'VARCHAR', '', 'cost: less is better; certainty_equivalent: certainty-equivalent consumption, more is better'),
    column('planner', 'VARCHAR', '', 'who chose the moves'),
    column('households', 'INTEGER', '', 'that it played'),
    column('rank', 'INTEGER', '', '1 is best; null: it did not play every path of every household'),
    column('mean', 'DOUBLE', UNIT, 'over households'),
    ...(['rule_book', 'wait'] as const).flatMap((other) => [
      column(`vs_${other}`, 'DOUBLE', UNIT, `less that of ${other === 'wait' ? 'waiting' : 'the rule book'}, paired`),
      column(`vs_${other}_low`, 'DOUBLE', UNIT, '95 %, over households'),
      column(`vs_${other}_high`, 'DOUBLE', UNIT, '95 %, over households'),
      column(`vs_${other}_p`, 'DOUBLE', '', 'two-sided, after Holm'),
    ]),
  ],
};

const told = (name: string, versus: Versus | null): Row => ({
  [name]: versus?.diff ?? null,
  [`${name}_low`]: versus?.lo ?? null,
  [`${name}_high`]: versus?.hi ?? null,
  [`${name}_p`]: versus?.p ?? null,
});

export function objectiveRows(holdout: string, planners: readonly PlannerSummary[], rankings: Rankings | null): Row[] {
  const rankIn = (list: readonly string[] | undefined, planner: string): number | null => (list?.indexOf(planner) ?? -1) + 1 || null;
  return planners.flatMap((one) => {
    const { planner, households, mean_cost: mean, certainty_equivalent: living } = one;
    const row = (objective: string, rank: number | null, of: Pick<PlannerSummary, 'vs_rule_book' | 'vs_wait'>, value: number): Row => ({
      holdout,
      objective,
      planner,
      households,
      rank,
      mean: value,
      ...told('vs_rule_book', of.vs_rule_book),
      ...told('vs_wait', of.vs_wait),
    });
    return [
      row('cost', rankIn(rankings?.by_cost, planner), one, mean),
      ...(living === undefined
        ? []
        : [row('certainty_equivalent', rankIn(rankings?.by_certainty_equivalent, planner), living, living.mean_dollars)]),
    ];
  });
}

export const predictionsTable: TableSpec = {
  name: 'recovery_predictions',
  description:
    'Recovery that the race of routes foretold for held-out households, beside what fresh paths of theirs brought, by bins of the forecast.',
  key: ['holdout', 'bin_high'],
  columns: [
    HOLDOUT,
    column('bin_low', 'DOUBLE', 'share', 'forecasts above this'),
    column('bin_high', 'DOUBLE', 'share', 'and up to this; 0 is in the first bin'),
    column('households', 'INTEGER', '', 'with such a forecast'),
    column('paths', 'INTEGER', '', 'fresh paths of theirs'),
    column('predicted', 'DOUBLE', 'share', 'mean forecast'),
    column('realised', 'DOUBLE', 'share', 'of the fresh paths, recovered within the horizon'),
    column('realised_low', 'DOUBLE', 'share', 'Wilson, 95 %, paths as the sample'),
    column('realised_high', 'DOUBLE', 'share', 'Wilson, 95 %, paths as the sample'),
  ],
};

export const predictionRows = (holdout: string, predictions: Predictions | null): Row[] =>
  (predictions?.bins ?? []).map((bin) => ({
    holdout,
    bin_low: bin.low,
    bin_high: bin.high,
    households: bin.households,
    paths: bin.paths,
    predicted: bin.predicted,
    realised: bin.realised.p,
    realised_low: bin.realised.lo,
    realised_high: bin.realised.hi,
  }));
