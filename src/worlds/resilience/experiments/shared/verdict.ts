import { formatP } from '../../../../report/index.ts';
import { COST, LEARNED, type Measure, type PlannerSummary, type Versus } from './compare.ts';

const LEVEL = 0.05;

export type Word = 'better' | 'worse' | 'inconclusive';

/** A claim needs an interval off zero and p after Holm below 5 %. */
export const wordOf = ({ lo, hi, p }: Versus, { isGain }: Measure = COST): Word => {
  if (p >= LEVEL || (lo <= 0 && hi >= 0)) return 'inconclusive';
  return lo > 0 === isGain ? 'better' : 'worse';
};

/** Whether the learned routes are shown to be better than the rule book, or than waiting. */
export function isBetter(planners: readonly PlannerSummary[], comparison: 'vs_rule_book' | 'vs_wait'): boolean {
  const versus = planners.find(({ planner }) => planner === LEARNED)?.[comparison];
  return versus !== null && versus !== undefined && wordOf(versus) === 'better';
}

/** What is true of the learned routes on held-out households, in a sentence. */
export function verdictOf(planners: readonly PlannerSummary[], holdout: string): string {
  const learned = planners.find(({ planner }) => planner === LEARNED);
  const book = learned?.vs_rule_book;
  const wait = learned?.vs_wait;
  if (learned === undefined || book === null || book === undefined || wait === null || wait === undefined)
    return 'Too few held-out households to compare planners.';
  const range = ({ diff, lo, hi, p }: Versus): string =>
    `${diff.toFixed(2)} months of cost [${lo.toFixed(2)}, ${hi.toFixed(2)}], p ${formatP(p)} after Holm`;
  const words = (versus: Versus, better: string, worse: string, inconclusive: string): string =>
    `${{ better, worse, inconclusive }[wordOf(versus)]}: ${range(versus)}`;
  const on = `on held-out ${holdout}`;
  const versusBook = words(
    book,
    `Learned routes beat the rule book ${on}`,
    `Learned routes are worse than the rule book ${on}`,
    `Learned routes against the rule book ${on}: inconclusive`,
  );
  const versusWait = words(wait, 'better than waiting', 'worse than waiting', 'inconclusive against waiting');
  const worse =
    wait.worse === 0
      ? `none of ${wait.households} households fares worse than by waiting (99 % on its own paths)`
      : `${wait.worse} of ${wait.households} households fare worse than by waiting (99 % on their own paths)`;
  return `${versusBook}; ${versusWait}; ${worse}.`;
}
