import type { PlannerSummary, Versus } from './compare.ts';

const LEVEL = 0.05;

/** What is true of the learned routes on held-out households, in a sentence. */
export function verdictOf(planners: readonly PlannerSummary[], holdout: string): string {
  const learned = planners.find(({ planner }) => planner === 'learned');
  const book = learned?.vs_rule_book;
  const wait = learned?.vs_wait;
  if (learned === undefined || book === null || book === undefined || wait === null || wait === undefined)
    return 'Too few held-out households to compare planners.';
  const range = ({ diff, lo, hi }: Versus): string => `${diff.toFixed(2)} months of cost [${lo.toFixed(2)}, ${hi.toFixed(2)}]`;
  const versusBook =
    book.hi < 0 && book.p < LEVEL
      ? `Learned routes beat the rule book on held-out ${holdout}: ${range(book)}`
      : book.lo > 0
        ? `Learned routes are worse than the rule book on held-out ${holdout}: ${range(book)}`
        : `Learned routes are not shown to differ from the rule book on held-out ${holdout}: ${range(book)}`;
  const versusWait =
    wait.hi <= 0 && wait.p < LEVEL
      ? `better than waiting: ${range(wait)}`
      : wait.lo > 0
        ? `worse than waiting: ${range(wait)}`
        : `not shown to differ from waiting: ${range(wait)}`;
  const worse =
    wait.worse === 0
      ? `none of ${wait.households} households fares worse than by waiting (99 % on its own paths)`
      : `${wait.worse} of ${wait.households} households fare worse than by waiting (99 % on their own paths)`;
  return `${versusBook}; ${versusWait}; ${worse}.`;
}
