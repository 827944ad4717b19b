/** The exact problem that every evaluation is anchored to. */
import type { Row, TaskRef } from '../../../../lab/index.ts';
import { gapRows } from '../../charts/index.ts';
import { bracket, smallFeatures, smallProblem, smallStart, TOY_1 } from '../../mesh/index.ts';

const COUNTS = { dualPaths: 400, lsmcPaths: 4000, meshNodes: 1000, episodes: 20_000 };

export const GAP: TaskRef<{ readonly seed: number }, Row[]> = { module: import.meta.url, export: 'solveAnchor' };

/** Task: bounds and policies of the small problem. @public */
export function solveAnchor({ seed }: { readonly seed: number }): Row[] {
  const problem = smallProblem(TOY_1);
  const options = { start: smallStart(problem), ruleBook: problem.ruleBook, features: smallFeatures(problem), seed };
  return gapRows(problem.id, problem.states, bracket(problem, { ...options, ...COUNTS }));
}
