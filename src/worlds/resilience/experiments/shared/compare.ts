/** Planners side by side on held-out households: costs paired by path, intervals clustered by person. */
import { clusterBootstrap, holm, normalCdf, type Seed, streamFor } from '../../../../core/index.ts';
import { meanOf, pairedDifference, recoveryCurve } from '../../routes/index.ts';
import type { Evaluated, PlannerPlay } from './tasks.ts';

export interface Versus {
  readonly diff: number;
  /** 95 % by a bootstrap over households. */
  readonly lo: number;
  readonly hi: number;
  /** Two-sided, after Holm: the two claims about the learned routes are one family, comparisons of all other planners another. */
  readonly p: number;
  /** Households on which the planner is worse beyond doubt (99 % over their own paths), of so many. */
  readonly worse: number;
  readonly households: number;
}

export interface PlannerSummary {
  readonly planner: string;
  readonly households: number;
  readonly paths: number;
  readonly mean_cost: number;
  /** Mean difference of a household's cost to the rule book's, months; below 0 is better. */
  readonly vs_rule_book: Versus | null;
  readonly vs_wait: Versus | null;
  readonly recovered: { readonly p: number; readonly lo: number; readonly hi: number };
  readonly defaulted: { readonly p: number; readonly lo: number; readonly hi: number };
  readonly restricted_mean_months: number;
  readonly worst_decile_cost: number;
  readonly hardship_months: number;
}

const RESAMPLES = 2000;

const playOf = (evaluated: Evaluated, planner: string): PlannerPlay | undefined => evaluated.plays.find((play) => play.planner === planner);
export const plannersOf = (evaluated: readonly Evaluated[]): string[] => [
  ...new Set(evaluated.flatMap(({ plays }) => plays.map(({ planner }) => planner))),
];

export function comparePlanners(evaluated: readonly Evaluated[], months: number, seed: Seed): PlannerSummary[] {
  const planners = plannersOf(evaluated);
  const summaries = planners.map((planner) => summaryOf(evaluated, planner, months, seed));
  const isClaim = ({ planner }: PlannerSummary): boolean => planner === LEARNED;
  const claims = adjusted(summaries.filter(isClaim));
  const others = adjusted(summaries.filter((summary) => !isClaim(summary)));
  return summaries.map((summary) => (isClaim(summary) ? claims : others).shift() ?? summary);
}

/** What is claimed was said before the run; what else is looked at must not weaken it, nor borrow from it. */
export const LEARNED = 'learned';

function adjusted(family: readonly PlannerSummary[]): PlannerSummary[] {
  const all = family.flatMap(({ vs_rule_book: book, vs_wait: wait }) => [book, wait].filter((versus) => versus !== null));
  const p = holm(all.map((versus) => versus.p));
  const after = (versus: Versus | null): Versus | null => (versus === null ? null : { ...versus, p: p[all.indexOf(versus)] });
  return family.map((summary) => ({ ...summary, vs_rule_book: after(summary.vs_rule_book), vs_wait: after(summary.vs_wait) }));
}

function summaryOf(evaluated: readonly Evaluated[], planner: string, months: number, seed: Seed): PlannerSummary {
  const plays = evaluated.flatMap((one) => playOf(one, planner) ?? []);
  const costs = plays.flatMap(({ costs: own }) => [...own]).sort((a, b) => a - b);
  const paths = costs.length;
  const persons = plays.flatMap((play, i) => play.costs.map(() => i));
  const recovered = plays.flatMap(({ recoveredMonth }) => recoveredMonth.map((month) => (month === null ? 0 : 1)));
  const defaulted = plays.flatMap(({ defaultedMonth }) => defaultedMonth.map((month) => (month === null ? 0 : 1)));
  const curve = recoveryCurve(pathsOf(plays), months);
  return {
    planner,
    households: plays.length,
    paths,
    mean_cost: meanOf(costs),
    vs_rule_book: versus(evaluated, planner, 'rule-book', seed),
    vs_wait: versus(evaluated, planner, 'wait', seed),
    recovered: clustered(persons, recovered, seed, planner),
    defaulted: clustered(persons, defaulted, seed, planner),
    restricted_mean_months: curve.restrictedMeanMonths,
    worst_decile_cost: meanOf(costs.slice(Math.floor(0.9 * paths))),
    hardship_months: meanOf(plays.map(({ hardshipMonths }) => hardshipMonths)),
  };
}

export const pathsOf = (plays: readonly PlannerPlay[]) =>
  plays.flatMap((play) =>
    play.costs.map((_, i) => ({
      recoveredMonth: play.recoveredMonth[i],
      defaultedMonth: play.defaultedMonth[i],
      shockMonth: play.shockMonth[i],
    })),
  );

const SURELY = 0.99;

/** Households are the sample: each counts with the mean difference over the paths that both planners played. */
function versus(evaluated: readonly Evaluated[], planner: string, other: string, seed: Seed): Versus | null {
  if (planner === other) return null;
  let worse = 0;
  const means = evaluated.flatMap((one) => {
    const a = playOf(one, planner);
    const b = playOf(one, other);
    if (a === undefined || b === undefined) return [];
    const n = Math.min(a.costs.length, b.costs.length);
    if (n > 1 && pairedDifference(a.costs.slice(0, n), b.costs.slice(0, n), SURELY).lo > 0) worse++;
    return [meanOf(a.costs.slice(0, n)) - meanOf(b.costs.slice(0, n))];
  });
  if (means.length < 2) return null;
  const meanAt = (counts: ArrayLike<number>): number[] => {
    let sum = 0;
    means.forEach((mean, i) => {
      sum += counts[i] * mean;
    });
    return [sum / means.length];
  };
  const ids = means.map((_, i) => i);
  const { low, high, standardErrors } = clusterBootstrap(ids, meanAt, {
    stream: streamFor(seed, 'resilience', 'versus', planner, other),
    resamples: RESAMPLES,
  });
  const diff = meanOf(means);
  const p = standardErrors[0] > 0 ? 2 * normalCdf(-Math.abs(diff) / standardErrors[0]) : diff === 0 ? 1 : 0;
  return { diff, lo: low[0], hi: high[0], p, worse, households: means.length };
}

function clustered(persons: readonly number[], flags: readonly number[], seed: Seed, planner: string): PlannerSummary['recovered'] {
  if (persons.length === 0) return { p: 0, lo: 0, hi: 1 };
  // Shares by household first: resampling them is resampling households, and cheap.
  const sums = new Map<number, { hits: number; n: number }>();
  persons.forEach((person, i) => {
    const known = sums.get(person) ?? { hits: 0, n: 0 };
    sums.set(person, { hits: known.hits + flags[i], n: known.n + 1 });
  });
  const rows = [...sums.values()];
  const share = (counts: ArrayLike<number>): number[] => {
    let [hits, n] = [0, 0];
    rows.forEach((row, i) => {
      hits += counts[i] * row.hits;
      n += counts[i] * row.n;
    });
    return [n === 0 ? 0 : hits / n];
  };
  const { low, high } = clusterBootstrap([...sums.keys()], share, {
    stream: streamFor(seed, 'resilience', 'bootstrap', planner),
    resamples: RESAMPLES,
  });
  return { p: share(new Float64Array(rows.length).fill(1))[0], lo: low[0], hi: high[0] };
}
