/** What comes of a plan on a household's own futures: how often, how fast, and how bad it is where it fails. */
import { type Goal, isGoalMet } from '../people/index.ts';
import {
  type Difference,
  meanOf,
  pairedDifference,
  type PathSet,
  type Proportion,
  proportion,
  type RecoveryCurve,
  recoveryCurve,
} from '../routes/index.ts';
import type { PathOutcome, Planner } from '../state/index.ts';

/** A mean with its t interval at 95 %. */
export interface Mean {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

export interface PlanOutcome {
  readonly plan: string;
  readonly paths: number;
  /** Discounted, months. */
  readonly cost: Mean;
  /** Mean cost of the worst tenth of paths, and their least net worth beside what would have been. */
  readonly worstTenthCost: number;
  readonly vsRuleBook: Difference | null;
  readonly recovered: Proportion;
  readonly defaulted: Proportion;
  /** Ends with cash, obligations and debt service in order, whatever net worth is. */
  readonly inOrder: Proportion;
  readonly hardshipMonths: Mean;
  readonly restrictedMeanMonths: number;
  /** Dollars of net worth below the twin's at the worst moment: median path and the worst tenth. */
  readonly drawdownDollars: { readonly median: number; readonly worstTenth: number };
  /** Probability of having recovered within so many months of the shock, with interval. */
  readonly within: readonly { readonly months: number; readonly p: number; readonly lo: number; readonly hi: number }[];
  readonly curve: Pick<RecoveryCurve, 'recovered' | 'low' | 'high'>;
  /** Of the paths that did not recover, the share that missed each test at the end: more than one may be missed. */
  readonly missed: Readonly<Record<'liquidity' | 'obligations' | 'service' | 'net_worth', number>> | null;
  readonly goals: readonly { readonly name: string; readonly met: Proportion }[];
  /** Moves of the first year after the shock: the share of paths that play them, and when first (median, months after the shock). */
  readonly moves: readonly { readonly move: string; readonly share: number; readonly month: number }[];
}

export const LOOKED_AT = [3, 6, 12, 24, 36] as const;
const FIRST_YEAR = 12;
const WORST = 0.1;
const LEAST_SHARE = 0.1;
const CENTS = 100;

export interface Looked {
  readonly outcome: PlanOutcome;
  readonly costs: Float64Array;
  readonly hardship: Float64Array;
}

/** Play a plan on the first paths of a set. `book`: the rule book's costs on the same ones, or null for itself. */
export function lookAt(paths: PathSet, planner: Planner, count: number, book: Float64Array | null, goals: readonly Goal[] = []): Looked {
  const outcomes = Array.from({ length: count }, (_, i) => paths.outcome(planner, i, true));
  const costs = Float64Array.from(outcomes, ({ cost }) => cost);
  const hardship = Float64Array.from(outcomes, ({ hardshipMonths }) => hardshipMonths);
  const curve = recoveryCurve(outcomes, paths.situation.months);
  const drawdown = outcomes.map(({ drawdownCents }) => drawdownCents / CENTS).sort((a, b) => a - b);
  const worst = Math.max(1, Math.round(WORST * count));
  const open = outcomes.filter(({ recoveredMonth }) => recoveredMonth === null);
  const missed = (test: (outcome: PathOutcome) => boolean): number => open.filter((outcome) => !test(outcome)).length / open.length;
  const outcome: PlanOutcome = {
    plan: planner.id,
    paths: count,
    cost: meanWithInterval(costs),
    worstTenthCost: meanOf([...costs].sort((a, b) => b - a).slice(0, worst)),
    vsRuleBook: book === null ? null : pairedDifference(costs, book.subarray(0, count)),
    recovered: proportion(count - open.length, count),
    defaulted: proportion(outcomes.filter(({ defaultedMonth }) => defaultedMonth !== null).length, count),
    inOrder: proportion(outcomes.filter(isInOrder).length, count),
    hardshipMonths: meanWithInterval(hardship),
    restrictedMeanMonths: curve.restrictedMeanMonths,
    drawdownDollars: { median: drawdown[Math.floor(count / 2)], worstTenth: meanOf(drawdown.slice(-worst)) },
    within: LOOKED_AT.filter((months) => months < curve.recovered.length).map((months) => ({
      months,
      p: curve.recovered[months],
      lo: curve.low[months],
      hi: curve.high[months],
    })),
    curve: { recovered: curve.recovered, low: curve.low, high: curve.high },
    missed:
      open.length === 0
        ? null
        : {
            liquidity: missed(({ finalTests }) => finalTests.liquidity),
            obligations: missed(({ finalTests }) => finalTests.obligations),
            service: missed(({ finalTests }) => finalTests.service),
            net_worth: missed(({ finalTests }) => finalTests.netWorth),
          },
    goals: goals.map((goal) => ({
      name: goal.name,
      met: proportion(outcomes.filter(({ final }) => isGoalMet(goal, final, 1)).length, count),
    })),
    moves: firstYear(outcomes),
  };
  return { outcome, costs, hardship };
}

const isInOrder = ({ defaultedMonth, finalTests: { liquidity, obligations, service } }: PathOutcome): boolean =>
  defaultedMonth === null && liquidity && obligations && service;

function firstYear(outcomes: readonly PathOutcome[]): PlanOutcome['moves'] {
  const first = new Map<string, number[]>();
  for (const { moves, shockMonth } of outcomes) {
    const seen = new Set<string>();
    for (const { month, move, executed } of moves) {
      const since = month - (shockMonth ?? 0);
      if (!executed || since < 0 || since > FIRST_YEAR || seen.has(move.operator)) continue;
      seen.add(move.operator);
      first.set(move.operator, [...(first.get(move.operator) ?? []), since]);
    }
  }
  return [...first]
    .map(([move, months]) => ({
      move,
      share: months.length / outcomes.length,
      month: months.sort((a, b) => a - b)[Math.floor(months.length / 2)],
    }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => a.month - b.month || b.share - a.share || (a.move < b.move ? -1 : 1));
}

export function meanWithInterval(values: Float64Array): Mean {
  const { diff, lo, hi } = pairedDifference(values, new Float64Array(values.length));
  return { mean: diff, lo, hi };
}
