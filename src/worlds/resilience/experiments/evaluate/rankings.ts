/** Whether planners rank alike by what they cost and by what households live on: a ranking that flips is a finding. */
import { holm, type Seed } from '../../../../core/index.ts';
import { meanOf } from '../../routes/index.ts';
import { COST, LIVED_ON, type Measure, plannersOf, measureOf, type Versus, versus } from '../shared/compare.ts';
import type { Evaluated } from '../shared/tasks.ts';
import { wordOf } from '../shared/verdict.ts';

/** Two planners that the objectives order differently; differences are those of `cheaper` less `richer`. */
export interface Flip {
  /** Better by cost. */
  readonly cheaper: string;
  /** Better by what households live on. */
  readonly richer: string;
  readonly cost: Versus;
  readonly certainty_equivalent: Versus;
  /** Both differences are shown: p below 5 % after Holm over both objectives of all pairs. */
  readonly shown: boolean;
}

export interface Rankings {
  /** Planners that played every path of every household, best first. */
  readonly by_cost: readonly string[];
  readonly by_certainty_equivalent: readonly string[];
  readonly pairs: number;
  readonly flips: readonly Flip[];
  readonly verdict: string;
}

/** Null where nobody asked what households live on. */
export function rankingsOf(evaluated: readonly Evaluated[], seed: Seed): Rankings | null {
  const planners = completeOf(evaluated);
  if (planners.some((planner) => meansOf(evaluated, planner, LIVED_ON) === null)) return null;
  const ranked = (measure: Measure): string[] =>
    planners
      .map((planner) => ({ planner, mean: (measure.isGain ? -1 : 1) * (meansOf(evaluated, planner, measure) ?? 0) }))
      .sort((a, b) => a.mean - b.mean || (a.planner < b.planner ? -1 : 1))
      .map(({ planner }) => planner);
  const byCost = ranked(COST);
  const compared = byCost.flatMap((cheaper, i) =>
    byCost.slice(i + 1).flatMap((richer) => {
      const cost = versus(evaluated, cheaper, richer, seed);
      const livedOn = versus(evaluated, cheaper, richer, seed, LIVED_ON);
      return cost === null || livedOn === null ? [] : [{ cheaper, richer, cost, livedOn }];
    }),
  );
  const p = holm(compared.flatMap(({ cost, livedOn }) => [cost.p, livedOn.p]));
  const flips = compared
    .map(({ cheaper, richer, cost, livedOn }, i) => ({
      cheaper,
      richer,
      cost: { ...cost, p: p[2 * i] },
      certainty_equivalent: { ...livedOn, p: p[2 * i + 1] },
    }))
    .filter((pair) => pair.cost.diff < 0 && pair.certainty_equivalent.diff < 0)
    .map((pair): Flip => ({ ...pair, shown: isShown(pair) }));
  return {
    by_cost: byCost,
    by_certainty_equivalent: ranked(LIVED_ON),
    pairs: compared.length,
    flips,
    verdict: verdictOf(planners.length, compared.length, flips),
  };
}

const isShown = (pair: Omit<Flip, 'shown'>): boolean =>
  wordOf(pair.cost) === 'better' && wordOf(pair.certainty_equivalent, LIVED_ON) === 'worse';

function completeOf(evaluated: readonly Evaluated[]): string[] {
  const most = Math.max(0, ...evaluated.flatMap(({ plays }) => plays.map(({ costs }) => costs.length)));
  return plannersOf(evaluated).filter((planner) =>
    evaluated.every(({ plays }) => plays.some((play) => play.planner === planner && play.costs.length === most)),
  );
}

function meansOf(evaluated: readonly Evaluated[], planner: string, measure: Measure): number | null {
  const values = evaluated.map((one) => measureOf(one, planner, measure));
  return values.some((value) => value === null) ? null : meanOf(values.map((value) => value ?? 0));
}

const range = ({ diff, lo, hi }: Versus, show: (x: number) => string): string => `${show(diff)} [${show(lo)}, ${show(hi)}]`;
/** Whole dollars, the sign before the currency. */
export const dollars = (x: number): string =>
  `${Math.round(x) < 0 ? '-' : ''}$${String(Math.abs(Math.round(x))).replace(/\B(?=(\d{3})+$)/g, ',')}`;

function verdictOf(planners: number, pairs: number, flips: readonly Flip[]): string {
  if (flips.length === 0)
    return `No ranking flips: cost and what households live on order all ${pairs} pairs of ${planners} planners alike.`;
  const shown = flips.filter((flip) => flip.shown);
  const others = flips.filter((flip) => !flip.shown).map(({ cheaper, richer }) => `${cheaper} and ${richer}`);
  const within = others.length === 0 ? '' : `${others.length} of ${pairs} pairs change order within chance (${others.join('; ')})`;
  if (shown.length === 0) return `No ranking flips beyond chance between cost and what households live on; ${within}.`;
  const said = shown.map(
    ({ cheaper, richer, cost, certainty_equivalent: livedOn }) =>
      `${cheaper} costs less than ${richer} (${range(cost, (x) => x.toFixed(1))} months) and leaves less to live on (${range(livedOn, dollars)} a month)`,
  );
  return `Rankings flip: ${said.join('; ')}.${within === '' ? '' : ` ${within[0].toUpperCase()}${within.slice(1)}.`}`;
}
