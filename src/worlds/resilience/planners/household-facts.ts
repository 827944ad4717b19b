/** What a language model is told of a household: nothing that the household itself could not know. */
import { debts, type HouseholdState, netWorth, type PlanContext, SLOT } from '../state/index.ts';
import { lookAround, OBSERVATION_NAMES } from './observe.ts';

export interface HouseholdFacts {
  readonly month: number;
  readonly horizon_months: number;
  readonly dollars: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
}

export const toHundredths = (x: number): number => Math.round(x * 100) / 100;
export const dollars = (cents: number): number => Math.round(cents / 100);

export function householdFacts(s: HouseholdState, context: PlanContext): HouseholdFacts {
  const seen = new Float64Array(OBSERVATION_NAMES.length);
  lookAround(s, context, seen);
  return {
    month: context.month,
    horizon_months: context.horizonMonths,
    dollars: {
      cash: dollars(s[SLOT.cash]),
      equities: dollars(s[SLOT.equities]),
      bonds: dollars(s[SLOT.bonds]),
      retirement: dollars(s[SLOT.retirement]),
      home: dollars(s[SLOT.home]),
      mortgage: dollars(s[SLOT.mortgageBalance]),
      card: dollars(s[SLOT.card]),
      debts: dollars(debts(s)),
      net_worth: dollars(netWorth(s)),
      income_this_month: dollars(s[SLOT.monthIncome]),
      debt_service_this_month: dollars(s[SLOT.monthService]),
      essential_spending: dollars(s[SLOT.essential]),
      discretionary_spending: dollars(s[SLOT.discretionary]),
    },
    ratios: Object.fromEntries(OBSERVATION_NAMES.map((name, i) => [name, toHundredths(seen[i])])),
  };
}

/** The facts as lines of a prompt. */
export function householdText({ month, horizon_months: horizon, dollars: balances, ratios }: HouseholdFacts): string[] {
  const lines = (about: Readonly<Record<string, number>>): string[] => Object.entries(about).map(([name, value]) => `- ${name}: ${value}`);
  return [
    `Month ${month} of ${horizon}.`,
    'Dollars:',
    ...lines(balances),
    'Months of essential spending, shares and flags:',
    ...lines(ratios),
  ];
}

/** What recovery is and what months cost, as planners are told. */
export const OBJECTIVE_TEXT = [
  'It has recovered when for three months in a row it holds at least three months of essential spending in cash (or what it held before the shock, if less), nothing is unpaid, debt service is at most 36 % of gross income (or what it was), and net worth is close to what it would be without the shock.',
  'Each month that it has not recovered costs 1, each level of trimmed spending 0.4, unpaid needs 2 for a whole month, fees what they are in months of essential spending, and default 300. Keep the total low.',
].join(' ');
