/** A language model as planner: state and legal moves in, one move out. */
import { type Question, readStructuredReply, type ReplyProblem } from '../../../decide/index.ts';
import { moveName, operatorOf } from '../moves/index.ts';
import { debts, type HouseholdState, type Move, netWorth, type PlanContext, SLOT } from '../state/index.ts';
import { lookAround, OBSERVATION_NAMES } from './observe.ts';

export const MOVE_ROLE = 'resilience.move';

export interface MoveFacts {
  readonly month: number;
  readonly horizon_months: number;
  readonly dollars: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
  readonly legal_moves: readonly {
    readonly name: string;
    readonly does: string;
    readonly months_until_effect: number;
    readonly success_probability: number;
    readonly cost_dollars: number;
  }[];
  readonly problems: readonly string[];
}

const round = (x: number): number => Math.round(x * 100) / 100;
const dollars = (cents: number): number => Math.round(cents / 100);

/** What the model is told: nothing that the household itself could not know. */
export function moveFacts(s: HouseholdState, context: PlanContext, legal: readonly Move[], problems: readonly ReplyProblem[]): MoveFacts {
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
    ratios: Object.fromEntries(OBSERVATION_NAMES.map((name, i) => [name, round(seen[i])])),
    legal_moves: legal.map((move) => {
      const operator = operatorOf(move.operator);
      return {
        name: moveName(move),
        does: operator.summary,
        months_until_effect: operator.latencyMonths,
        success_probability: round(operator.success(s, move.params, context)),
        cost_dollars: dollars(operator.costCents?.(s, move.params, context) ?? 0),
      };
    }),
    problems: problems.map(({ category, message }) => `${category}: ${message}`),
  };
}

const SYSTEM = [
  'You plan the recovery of one household after a financial shock, one move a month.',
  'It has recovered when for three months in a row it holds at least three months of essential spending in cash (or what it held before the shock, if less), nothing is unpaid, debt service is at most 36 % of gross income (or what it was), and net worth is close to what it would be without the shock.',
  'Each month that it has not recovered costs 1, each level of trimmed spending 0.4, unpaid needs 2 for a whole month, fees what they are in months of essential spending, and default 300. Keep the total low.',
  'Choose exactly one of the legal moves by its name.',
].join(' ');

/** The question of one decision. @throws on parse: UNKNOWN_CHOICE for a move that is not legal now */
export function moveQuestion(
  address: Question<unknown>['address'],
  s: HouseholdState,
  context: PlanContext,
  problems: readonly ReplyProblem[] = [],
): Question<Move> {
  const legal = context.legal();
  const facts = moveFacts(s, context, legal, problems);
  const names = facts.legal_moves.map(({ name }) => name);
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['reason', 'move'],
    properties: {
      reason: { type: 'string', description: 'why, in a sentence' },
      move: { type: 'string', enum: names, description: 'name of the move' },
    },
  };
  return {
    address,
    role: MOVE_ROLE,
    facts,
    prompt: { system: SYSTEM, user: `${userText(facts)}\nAnswer with JSON: {"reason": "...", "move": "<name>"}.` },
    schema,
    parse: (raw) => legal[names.indexOf((readStructuredReply(raw, schema).value as { move: string }).move)],
  };
}

function userText({ month, horizon_months: horizon, dollars: balances, ratios, legal_moves: legal, problems }: MoveFacts): string {
  const lines = (about: Readonly<Record<string, number>>): string[] => Object.entries(about).map(([name, value]) => `- ${name}: ${value}`);
  return [
    `Month ${month} of ${horizon}.`,
    'Dollars:',
    ...lines(balances),
    'Months of essential spending, shares and flags:',
    ...lines(ratios),
    'Legal moves:',
    ...legal.map(
      (move) =>
        `- ${move.name}: ${move.does} (works after ${move.months_until_effect} months, succeeds with ${move.success_probability}, costs $${move.cost_dollars})`,
    ),
    ...(problems.length === 0 ? [] : ['Your last answer was refused:', ...problems.map((text) => `- ${text}`)]),
  ].join('\n');
}
