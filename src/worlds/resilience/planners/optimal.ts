import { CeterisError } from '../../../core/index.ts';
import { actionAt, type FiniteProblem, type Optimum, valueIteration } from '../mesh/index.ts';
import { moveOf, refusalOf } from '../moves/index.ts';
import { DEFAULT_PARAMETERS, type HouseholdState, MACRO, type Move, type PlanContext, type Planner, SLOT, WORK } from '../state/index.ts';
import { nearestOn } from './grid/axes.ts';
import { GRID_ACTIONS, type GridAction, type HouseholdGrid, householdGrid } from './grid/household-problem.ts';
import { JOB, outlineOf } from './grid/outline.ts';
import type { Situation } from './walk.ts';

const MOST_MONTHS = 120;
const MOST_MOVES = 2;

export interface GridSolution {
  readonly grid: HouseholdGrid;
  readonly optimum: Optimum;
  /** Where a household stands on the grid. */
  readonly cellOf: (s: HouseholdState, regime: number) => number;
}

/**
 * The household's grid solved by value iteration: exact for the grid, an approximation of the household. Home, retirement and further loans
 * stand still on it, and net worth must come back to a level that doesn't move.
 * @throws GRID_TOO_LARGE beyond 120 months
 */
export function solveHousehold({ initial, months, parameters = DEFAULT_PARAMETERS }: Situation): GridSolution {
  if (months > MOST_MONTHS) {
    throw new CeterisError(
      'GRID_TOO_LARGE',
      `The grid of a household holds ${MOST_MONTHS} months, not ${months}.`,
      'Shorten the horizon, or use rollout or lsmc.',
      { path: 'months' },
    );
  }
  const grid = householdGrid(outlineOf(initial, parameters), months, parameters.objective);
  const { axes, indexOf } = grid;
  return {
    grid,
    optimum: valueIteration(grid.problem, true),
    cellOf: (s, regime) => {
      const month = s[SLOT.essential];
      return indexOf({
        cash: nearestOn(axes.cash, s[SLOT.cash] / month),
        card: nearestOn(axes.card, s[SLOT.card] / month),
        investments: nearestOn(axes.investments, (s[SLOT.equities] + s[SLOT.bonds]) / month),
        job: jobOf(s),
        regime,
        gig: s[SLOT.sideGig] > 0 ? 1 : 0,
      });
    },
  };
}

function jobOf(s: HouseholdState): number {
  if (s[SLOT.firstStatus] !== WORK.unemployed) return JOB.employed;
  return s[SLOT.firstBenefitLeft] > 0 && (s[SLOT.firstClaimed] > 0 || s[SLOT.firstSpell] <= 1) ? JOB.benefit : JOB.without;
}

const FREE_AND_CERTAIN: readonly Move[] = [moveOf('claim_benefit'), moveOf('pay')];
const SEARCH = moveOf('search_effort');
const MOVE_OF: Readonly<Record<GridAction['kind'], (s: HouseholdState) => Move | null>> = {
  none: () => null,
  pay: () => moveOf('pay_extra', { months: 0.5, keep: 0 }),
  sell: (s) => moveOf('build_buffer', { months: s[SLOT.cash] / s[SLOT.essential] + 2 }),
  invest: (s) => moveOf('invest_excess', { months: Math.max(0, s[SLOT.cash] / s[SLOT.essential] - 1) }),
  gig: () => moveOf('side_gig'),
};

/**
 * The grid's optimum, played closed loop: each month the household's state is mapped to its cell, and the cell's action is carried out. What
 * costs nothing and the grid doesn't know (claiming a benefit, unpaid bills) comes first.
 */
export function optimal(situation: Situation): Planner {
  const { grid, optimum, cellOf } = solveHousehold(situation);
  return {
    id: 'optimal',
    plan: (s, context) => {
      const action = GRID_ACTIONS[actionOf(grid.problem, optimum, cellOf(s, context.macro[MACRO.regime]), context)];
      const wanted = [...FREE_AND_CERTAIN];
      if (s[SLOT.shockMonth] >= 0 && s[SLOT.trim] !== action.trim) wanted.push(moveOf('trim', { level: action.trim }));
      const move = MOVE_OF[action.kind](s);
      if (move !== null) wanted.push(move);
      wanted.push(SEARCH);
      return wanted.filter((one) => refusalOf(s, one, context) === null).slice(0, MOST_MOVES);
    },
  };
}

const actionOf = (problem: FiniteProblem, { policy }: Optimum, cell: number, { month }: PlanContext): number =>
  actionAt(policy, problem, month, cell);
