import { RULE_BOOK, type Situation } from '../planners/index.ts';
import { PathSet, type Proportion, proportion } from '../routes/index.ts';
import type { HouseholdSpec } from '../state/index.ts';

export interface Buffer {
  /** Cash in months of essential spending that keeps default under the limit by the rule book; null: more than was tried. */
  readonly months: number | null;
  /** Default with it, and with the cash that is there. */
  readonly defaulted: Proportion | null;
  readonly defaultedNow: Proportion;
  readonly limit: number;
  readonly triedMonths: number;
}

const DEFAULT_LIMIT = 0.05;
const MOST_BUFFER_MONTHS = 36;
const HALVINGS = 7;

/** Bisection over starting cash on common numbers: default falls as cash grows. */
export function bufferFor(
  situationOf: (household: HouseholdSpec) => Situation,
  household: HouseholdSpec,
  { seed, paths }: { readonly seed: string; readonly paths: number },
): Buffer {
  const defaultsOf = (spec: HouseholdSpec): Proportion => {
    const outcomes = new PathSet(situationOf(spec), [seed, 'buffer'], 0, paths).outcomes(RULE_BOOK);
    return proportion(outcomes.filter(({ defaultedMonth }) => defaultedMonth !== null).length, outcomes.length);
  };
  const at = (months: number): Proportion => defaultsOf({ ...household, cashCents: Math.round(months * household.essentialCents) });
  const found = { defaultedNow: defaultsOf(household), limit: DEFAULT_LIMIT, triedMonths: MOST_BUFFER_MONTHS };
  const none = at(0);
  if (none.p < DEFAULT_LIMIT) return { months: 0, defaulted: none, ...found };
  let best = at(MOST_BUFFER_MONTHS);
  if (best.p >= DEFAULT_LIMIT) return { months: null, defaulted: null, ...found };
  let [low, high] = [0, MOST_BUFFER_MONTHS];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    const there = at(middle);
    if (there.p < DEFAULT_LIMIT) [high, best] = [middle, there];
    else low = middle;
  }
  return { months: high, defaulted: best, ...found };
}
