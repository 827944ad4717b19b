/** A language model as planner: state and legal moves in, one move out. */
import { type Question, readStructuredReply, type ReplyProblem } from '../../../decide/index.ts';
import { moveName, operatorOf } from '../moves/index.ts';
import type { HouseholdState, Move, PlanContext } from '../state/index.ts';
import { dollars, type HouseholdFacts, householdFacts, householdText, OBJECTIVE_TEXT, toHundredths } from './household-facts.ts';

export const MOVE_ROLE = 'resilience.move';

export interface MoveFacts extends HouseholdFacts {
  readonly legal_moves: readonly {
    readonly name: string;
    readonly does: string;
    readonly months_until_effect: number;
    readonly success_probability: number;
    readonly cost_dollars: number;
  }[];
  readonly problems: readonly string[];
}

export function moveFacts(s: HouseholdState, context: PlanContext, legal: readonly Move[], problems: readonly ReplyProblem[]): MoveFacts {
  return {
    ...householdFacts(s, context),
    legal_moves: legal.map((move) => {
      const operator = operatorOf(move.operator);
      return {
        name: moveName(move),
        does: operator.summary,
        months_until_effect: operator.latencyMonths,
        success_probability: toHundredths(operator.success(s, move.params, context)),
        cost_dollars: dollars(operator.costCents?.(s, move.params, context) ?? 0),
      };
    }),
    problems: problems.map(({ category, message }) => `${category}: ${message}`),
  };
}

const SYSTEM = [
  'You plan the recovery of one household after a financial shock, one move a month.',
  OBJECTIVE_TEXT,
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

function userText(facts: MoveFacts): string {
  const { legal_moves: legal, problems } = facts;
  return [
    ...householdText(facts),
    'Legal moves:',
    ...legal.map(
      (move) =>
        `- ${move.name}: ${move.does} (works after ${move.months_until_effect} months, succeeds with ${move.success_probability}, costs $${move.cost_dollars})`,
    ),
    ...(problems.length === 0 ? [] : ['Your last answer was refused:', ...problems.map((text) => `- ${text}`)]),
  ].join('\n');
}
