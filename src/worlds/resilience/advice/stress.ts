import { GREEDY, RULE_BOOK, WAIT } from '../planners/index.ts';
import { episodeSituation, meanOf, PathSet, type Proportion, proportion, recoveryCurve } from '../routes/index.ts';
import type { ShockTable } from '../shocks/index.ts';
import type { HouseholdSpec } from '../state/index.ts';

export interface StressRow {
  readonly plan: string;
  readonly recovered: Proportion;
  readonly defaulted: Proportion;
  readonly restrictedMeanMonths: number;
  readonly hardshipMonths: number;
  readonly worstDrawdownCents: number;
}

/** A household through a named episode, under simple planners, all on the same draws of its own fate. */
export function stress(
  household: HouseholdSpec,
  name: string,
  options: { table: ShockTable; months: number; paths: number; seed: string },
): StressRow[] {
  const situation = episodeSituation(household, name, options.table, options.months);
  const paths = new PathSet(situation, [options.seed, 'stress', name], 0, options.paths);
  return [RULE_BOOK, WAIT, GREEDY].map((planner) => {
    const outcomes = paths.outcomes(planner);
    return {
      plan: planner.id,
      recovered: proportion(outcomes.filter(({ recoveredMonth }) => recoveredMonth !== null).length, outcomes.length),
      defaulted: proportion(outcomes.filter(({ defaultedMonth }) => defaultedMonth !== null).length, outcomes.length),
      restrictedMeanMonths: recoveryCurve(outcomes, options.months).restrictedMeanMonths,
      hardshipMonths: meanOf(outcomes.map(({ hardshipMonths }) => hardshipMonths)),
      worstDrawdownCents: Math.max(...outcomes.map(({ drawdownCents }) => drawdownCents)),
    };
  });
}
