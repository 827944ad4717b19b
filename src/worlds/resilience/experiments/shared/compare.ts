/** Planners side by side on held-out households: paired by path, intervals clustered by person; by what they cost, and by what is lived on. */
import { clusterBootstrap, holm, normalCdf, type Seed, streamFor } from '../../../../core/index.ts';
import { meanOf, pairedDifference, recoveryCurve } from '../../routes/index.ts';
import { amountOf, lossOf } from './certainty-equivalent.ts';
import type { Evaluated, PlannerPlay } from './tasks.ts';

/** What planners are compared by: the losses of paths, whose mean says which planner serves a household better, and its value in words' units. */
export interface Measure {
  readonly name: string;
  /** More of the value is better, though less of a loss always is. */
  readonly isGain: boolean;
  /** By path; null: the play has none. Less is better. */
  readonly losses: (play: PlannerPlay, household: Evaluated) => readonly number[] | null;
  readonly value: (meanLoss: number, household: Evaluated) => number;
}

/** Discounted cost, months. */
export const COST: Measure = { name: 'cost', isGain: false, losses: ({ costs }) => costs, value: (loss) => loss };

/** Certainty-equivalent consumption, dollars a month: expected utility over the paths, turned back into an amount. */
export const LIVED_ON: Measure = {
  name: 'lived-on',
  isGain: true,
  losses: ({ livedOn }, { gamma }) => livedOn?.map((amount) => lossOf(amount, gamma)) ?? null,
  value: (loss, { gamma }) => amountOf(loss, gamma),
};

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
  /** Where it was asked for: mean over households of certainty-equivalent consumption, dollars a month; differences above 0 are better. */
  readonly certainty_equivalent?: Compared & { readonly mean_dollars: number };
}

/** Held against what everything is held against. */
export interface Compared {
  readonly vs_rule_book: Versus | null;
  readonly vs_wait: Versus | null;
}

const RESAMPLES = 2000;

const playOf = (evaluated: Evaluated, planner: string): PlannerPlay | undefined => evaluated.plays.find((play) => play.planner === planner);
export const plannersOf = (evaluated: readonly Evaluated[]): string[] => [
  ...new Set(evaluated.flatMap(({ plays }) => plays.map(({ planner }) => planner))),
];

export function comparePlanners(evaluated: readonly Evaluated[], months: number, seed: Seed): PlannerSummary[] {
  const planners = plannersOf(evaluated);
  const summaries = adjusted(planners.map((planner) => summaryOf(evaluated, planner, months, seed)));
  const living = adjusted(planners.flatMap((planner) => livedOnOf(evaluated, planner, seed) ?? []));
  return summaries.map((summary) => {
    const found = living.find(({ planner }) => planner === summary.planner);
    if (found === undefined) return summary;
    const { planner: _name, ...rest } = found;
    return { ...summary, certainty_equivalent: rest };
  });
}

/** What is claimed was said before the run; what else is looked at must not weaken it, nor borrow from it. */
export const LEARNED = 'learned';

type Named = Compared & { readonly planner: string };

/** After Holm, claims apart from the rest. Another measure is another question, with families of its own. */
function adjusted<T extends Named>(all: readonly T[]): T[] {
  const isClaim = ({ planner }: Named): boolean => planner === LEARNED;
  const claims = afterHolm(all.filter(isClaim));
  const others = afterHolm(all.filter((one) => !isClaim(one)));
  return all.map((one) => (isClaim(one) ? claims : others).shift() ?? one);
}

function afterHolm<T extends Compared>(family: readonly T[]): T[] {
  const all = family.flatMap(({ vs_rule_book: book, vs_wait: wait }) => [book, wait].filter((versus) => versus !== null));
  const p = holm(all.map((versus) => versus.p));
  const after = (versus: Versus | null): Versus | null => (versus === null ? null : { ...versus, p: p[all.indexOf(versus)] });
  return family.map((one) => ({ ...one, vs_rule_book: after(one.vs_rule_book), vs_wait: after(one.vs_wait) }));
}

/** Value of a household under a planner, by all of its paths; null where the planner didn't play, or nobody asked. */
export function measureOf(one: Evaluated, planner: string, measure: Measure): number | null {
  const found = playOf(one, planner);
  const losses = found === undefined ? null : measure.losses(found, one);
  return losses === null ? null : measure.value(meanOf(losses), one);
}

function livedOnOf(evaluated: readonly Evaluated[], planner: string, seed: Seed): (Named & { readonly mean_dollars: number }) | null {
  const values = evaluated.flatMap((one) => measureOf(one, planner, LIVED_ON) ?? []);
  if (values.length === 0) return null;
  return {
    planner,
    mean_dollars: meanOf(values),
    vs_rule_book: versus(evaluated, planner, 'rule-book', seed, LIVED_ON),
    vs_wait: versus(evaluated, planner, 'wait', seed, LIVED_ON),
  };
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

/**
 * Households are the sample: each counts with its difference over the paths that both planners played. Without a family: p as it is.
 */
export function versus(
  evaluated: readonly Evaluated[],
  planner: string,
  other: string,
  seed: Seed,
  measure: Measure = COST,
): Versus | null {
  if (planner === other) return null;
  let worse = 0;
  const means = evaluated.flatMap((one) => {
    const plays = [playOf(one, planner), playOf(one, other)];
    const [a, b] = plays.map((found) => (found === undefined ? null : measure.losses(found, one)));
    if (a === null || b === null) return [];
    const n = Math.min(a.length, b.length);
    if (n > 1 && pairedDifference(a.slice(0, n), b.slice(0, n), SURELY).lo > 0) worse++;
    return [measure.value(meanOf(a.slice(0, n)), one) - measure.value(meanOf(b.slice(0, n)), one)];
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
    stream: streamFor(seed, 'resilience', 'versus', ...(measure === COST ? [] : [measure.name]), planner, other),
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
