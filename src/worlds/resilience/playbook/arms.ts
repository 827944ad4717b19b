/** Households and planners changed in one thing. */
import { operatorOf } from '../moves/index.ts';
import type { DecisionList, Situation } from '../planners/index.ts';
import { DEFAULT_PARAMETERS, type HouseholdState, macroState, type Move, netWorth, type Planner, SLOT } from '../state/index.ts';

const without = (s: HouseholdState, ...slots: (typeof SLOT)[keyof typeof SLOT][]): HouseholdState => {
  const copy = s.slice();
  for (const slot of slots) copy[slot] = 0;
  return copy;
};

/** Bought beforehand: the premium of the move is paid every month, no waiting time is left. */
function insured(s: HouseholdState, type: 'home' | 'disability'): HouseholdState {
  const copy = s.slice();
  const context = { macro: macroState(DEFAULT_PARAMETERS), parameters: DEFAULT_PARAMETERS };
  operatorOf('insure').apply(copy, { type }, context);
  copy[SLOT.homeWait] = 0;
  copy[SLOT.disabilityWait] = 0;
  return copy;
}

export interface Insurance {
  readonly item: string;
  readonly possible: (s: HouseholdState) => boolean;
  readonly without: (s: HouseholdState) => HouseholdState;
  readonly with: (s: HouseholdState) => HouseholdState;
}

export const INSURANCES: readonly Insurance[] = [
  {
    item: 'health (premium not counted)',
    possible: () => true,
    without: (s) => without(s, SLOT.healthInsured),
    with: (s) => {
      const copy = s.slice();
      copy[SLOT.healthInsured] = 1;
      return copy;
    },
  },
  {
    item: 'home, 0.35 % of its value a year',
    possible: (s) => s[SLOT.home] > 0,
    without: (s) => without(s, SLOT.homeInsured),
    with: (s) => insured(without(s, SLOT.homeInsured), 'home'),
  },
  {
    item: 'disability, 1 % of pay',
    possible: (s) => s[SLOT.firstWage] > 0,
    without: (s) => without(s, SLOT.disabilityInsured),
    with: (s) => insured(without(s, SLOT.disabilityInsured), 'disability'),
  },
];

/** Months of essential spending in cash that are compared, each with the one before. */
export const BUFFERS = [0, 1, 2, 3, 4, 6] as const;

export function withCash(s: HouseholdState, months: number): HouseholdState {
  const copy = s.slice();
  copy[SLOT.cash] = Math.round(months * s[SLOT.essential]);
  // The books open with what is there.
  copy[SLOT.openingNetWorth] = netWorth(copy);
  return copy;
}

export const startingFrom = (situation: Situation, initial: HouseholdState): Situation => ({ ...situation, initial });

/** A list without the rules that play some operator. */
export const banned = (list: DecisionList, operator: string): DecisionList => ({
  kind: 'list',
  rules: list.rules.filter((rule) => rule.do.op !== operator),
});

/** Nothing is played in the first months after the shock. */
export const delayed = (planner: Planner, months: number): Planner => ({
  id: `${planner.id}, ${months} months late`,
  plan: (s, context) => (s[SLOT.shockMonth] >= 0 && context.month < s[SLOT.shockMonth] + months ? [] : planner.plan(s, context)),
});

/** Moves in one month; another planner before and after. */
export const inMonth = (month: number, moves: readonly Move[], planner: Planner): Planner => ({
  id: moves.map(({ operator }) => operator).join(' then '),
  plan: (s, context) => (context.month === month ? moves : planner.plan(s, context)),
});
