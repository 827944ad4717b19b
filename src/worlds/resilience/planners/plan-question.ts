/** A language model writes a household's whole plan, once: rules that look at the household each month, played without asking again. */
import { CeterisError } from '../../../core/index.ts';
import { type Question, readStructuredReply, type ReplyProblem } from '../../../decide/index.ts';
import { MENU, moveName, operatorOf } from '../moves/index.ts';
import type { HouseholdState, PlanContext } from '../state/index.ts';
import { type Bound, compileRule, type DecisionList, type Rule } from './decision-list.ts';
import { type HouseholdFacts, householdFacts, householdText, OBJECTIVE_TEXT } from './household-facts.ts';
import { OBSERVATION_MEANINGS, OBSERVATION_NAMES, type ObservationName } from './observe.ts';

export const PLAN_ROLE = 'resilience.plan';

export interface PlanFacts extends HouseholdFacts {
  readonly problems: readonly string[];
}

const MOST_RULES = 15;
const MOST_CONDITIONS = 4;
const BY_NAME = new Map(MENU.map((move) => [moveName(move), move]));
const COMPARISONS = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['reason', 'rules'],
  properties: {
    reason: { type: 'string', description: 'why this plan, in a few sentences' },
    rules: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_RULES,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['when', 'move'],
        properties: {
          when: {
            type: 'array',
            maxItems: MOST_CONDITIONS,
            description: 'all must hold; empty: always',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['look', 'is', 'than'],
              properties: {
                look: { type: 'string', enum: OBSERVATION_NAMES },
                is: { type: 'string', enum: Object.keys(COMPARISONS) },
                than: { type: 'number' },
              },
            },
          },
          move: { type: 'string', enum: [...BY_NAME.keys()] },
        },
      },
    },
  },
};

interface Reply {
  readonly rules: readonly {
    readonly when: readonly { readonly look: ObservationName; readonly is: keyof typeof COMPARISONS; readonly than: number }[];
    readonly move: string;
  }[];
}

const SYSTEM = [
  'You write the recovery plan of one household after a financial shock: a list of rules.',
  'Each month the list is read from the top, and the first two rules that hold and whose moves are possible are played. A move that is not possible is passed over.',
  OBJECTIVE_TEXT,
].join(' ');

const LOOKS = OBSERVATION_NAMES.map((name) => `- ${name}: ${OBSERVATION_MEANINGS[name]}`);
const MOVES = [...BY_NAME].map(([name, { operator }]) => `- ${name}: ${operatorOf(operator).summary}`);

/** The question of one plan. @throws on parse: BAD_POLICY where two conditions of a rule contradict each other */
export function planQuestion(
  address: Question<unknown>['address'],
  s: HouseholdState,
  context: PlanContext,
  problems: readonly ReplyProblem[] = [],
): Question<DecisionList> {
  const facts: PlanFacts = { ...householdFacts(s, context), problems: problems.map(({ category, message }) => `${category}: ${message}`) };
  const user = [
    'The household in the month of the shock:',
    ...householdText(facts),
    'What a rule may look at:',
    ...LOOKS,
    'Moves:',
    ...MOVES,
    ...(problems.length === 0 ? [] : ['Your last answer was refused:', ...facts.problems.map((text) => `- ${text}`)]),
    `Answer with JSON: {"reason": "...", "rules": [{"when": [{"look": "cash_months", "is": "<", "than": 2}], "move": "trim(level=2)"}]}, at most ${MOST_RULES} rules.`,
  ].join('\n');
  return {
    address,
    role: PLAN_ROLE,
    facts,
    prompt: { system: SYSTEM, user },
    schema: SCHEMA,
    parse: (raw) => listOf(readStructuredReply(raw, SCHEMA).value as Reply),
  };
}

function listOf({ rules }: Reply): DecisionList {
  return { kind: 'list', rules: rules.map(ruleOf) };
}

function ruleOf({ when, move: name }: Reply['rules'][number], i: number): Rule {
  const bounds = new Map<ObservationName, { lt?: number; le?: number; gt?: number; ge?: number }>();
  for (const { look, is, than } of when) {
    const bound = bounds.get(look) ?? {};
    const key = COMPARISONS[is];
    // Of two bounds on one side the narrower one is what both together ask.
    const narrower = key === 'lt' || key === 'le' ? Math.min : Math.max;
    bound[key] = narrower(bound[key] ?? than, than);
    bounds.set(look, bound);
  }
  // Names are checked against the schema before.
  const { operator: op, params } = BY_NAME.get(name) as (typeof MENU)[number];
  const rule: Rule = { if: Object.fromEntries(bounds) as Record<ObservationName, Bound>, do: { op, ...params } };
  const impossible = compileRule(rule).guards.find(({ least, most }) => least > most);
  if (impossible === undefined) return rule;
  throw new CeterisError(
    'BAD_POLICY',
    `No household has ${OBSERVATION_NAMES[impossible.observation]} as rule ${i + 1} asks.`,
    'Give bounds that some number meets.',
    { path: `rules[${i}].when` },
  );
}
