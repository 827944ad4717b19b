/** The question put to a bank: its rate of the round and its forecast. */
import { type Ask, askWithRepair, type Question, readStructuredReply, type ReplyProblem } from '../../../decide/index.ts';
import { bankFacts, type BankFacts, type CalculatorFacts, calculatorRow } from './bank-facts.ts';
import { bankPrompt } from './bank-prompt.ts';
import type { BankAnswer, BankQuestionInput, BankReply } from './types.ts';

export const RATE_ROLE = 'loans.rate';
export const LOOK_UP_ROLE = 'loans.rate.look_up';

/** Longest text that a decision carries on into later prompts. */
const MOST_CHARACTERS = 4000;
/** Rates in one look-up, and look-ups in one decision. */
const MOST_RATES = 8;
const LOOK_UPS = 2;

const addressOf = ({ scope = [], round, bankId }: BankQuestionInput): Question<unknown>['address'] => [
  ...scope,
  ['round', round],
  ['bank', bankId],
];

export interface BankQuestionExtras {
  /** Looked up before, in order. */
  readonly calculated?: readonly CalculatorFacts[];
  /** What was wrong with the attempt before. */
  readonly problems?: readonly ReplyProblem[];
}

/** One attempt's question; `askBank` adds repair and look-ups. Facts may be handed over when they are known already. */
export function bankQuestion(
  input: BankQuestionInput,
  { calculated = [], problems = [] }: BankQuestionExtras = {},
  known: BankFacts = bankFacts(input),
): Question<BankAnswer> {
  const texts = problems.map(({ category, message }) => `${category}: ${message}`);
  const schema = decisionSchema(known);
  return {
    address: addressOf(input),
    role: RATE_ROLE,
    facts: { ...known, calculated, problems: texts },
    prompt: bankPrompt(known, { calculated, problems: texts, lookUp: null }),
    schema,
    parse: (raw) => readDecision(raw, schema),
    ...(input.draw !== undefined && { draw: input.draw }),
  };
}

/** Which rates the calculator should work out next; an empty list ends the looking. */
export function lookUpQuestion(
  input: BankQuestionInput,
  turn: number,
  calculated: readonly CalculatorFacts[],
  known: BankFacts = bankFacts(input),
): Question<readonly number[]> {
  const { min_rate_bps: minimum, max_rate_bps: maximum } = known.market;
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: ['rates_bps'],
    properties: {
      rates_bps: { type: 'array', maxItems: MOST_RATES, items: { type: 'number', minimum, maximum }, description: 'rates to look up' },
    },
  };
  return {
    address: [...addressOf(input), ['look_up', turn]],
    role: LOOK_UP_ROLE,
    facts: { ...known, calculated, look_up: turn },
    prompt: bankPrompt(known, { calculated, problems: [], lookUp: MOST_RATES }),
    schema,
    parse: (raw) => (readStructuredReply(raw, schema).value as { rates_bps: number[] }).rates_bps,
    // A look-up that can't be read looks nothing up.
    fallback: [],
    ...(input.draw !== undefined && { draw: input.draw }),
  };
}

/** Ask a bank: look-ups first where the regime has the calculator as a tool, then the decision, repaired at most `attempts` times. */
export async function askBank(ask: Ask, input: BankQuestionInput, attempts = 3): Promise<BankReply> {
  const known = bankFacts(input);
  const calculated: CalculatorFacts[] = [];
  if (known.calculator?.form === 'tool' && input.calculator !== undefined) {
    for (let turn = 1; turn <= LOOK_UPS; turn += 1) {
      const rates = await ask(lookUpQuestion(input, turn, [...calculated], known));
      if (rates.length === 0) break;
      calculated.push(...rates.map((rate) => calculatorRow(input.calculator!.at(rate))));
    }
  }
  const asked = await askWithRepair(ask, (_, problems) => bankQuestion(input, { calculated, problems }, known), { attempts });
  return {
    answer: asked.value,
    attempts: asked.attempts.length,
    calculated: calculated.map(({ rate_bps: rate }) => rate),
    problems: asked.attempts.flatMap(({ attempt, problems }) => problems.map(({ category, message }) => ({ attempt, category, message }))),
  };
}

/** Most questions that one decision can take in so many attempts. */
export const questionsPerDecision = (input: Pick<BankQuestionInput, 'regime' | 'calculatorForm'>, attempts = 3): number =>
  attempts + ((input.regime === 'tool' || input.regime === 'full') && input.calculatorForm !== 'facts' ? LOOK_UPS : 0);

function decisionSchema({ market: { min_rate_bps: minimum, max_rate_bps: maximum }, scratchpads }: BankFacts): object {
  const text = (description: string): object => ({ type: 'string', description });
  const pads = scratchpads === null ? {} : { plan: text('what you mean to do next'), insights: text('what you have learnt') };
  return {
    type: 'object',
    additionalProperties: false,
    required: ['rationale', 'rate_bps', 'forecast', ...Object.keys(pads)],
    properties: {
      rationale: text('why, in a few sentences'),
      rate_bps: { type: 'number', minimum, maximum, description: 'rate for new loans, basis points a year' },
      forecast: {
        type: 'object',
        additionalProperties: false,
        required: ['share_percent', 'volume', 'profit'],
        properties: {
          share_percent: { type: 'number', minimum: 0, maximum: 100, description: "share of this round's new loans, per cent" },
          volume: { type: 'number', minimum: 0, description: 'money lent this round' },
          profit: { type: 'number', description: 'profit of this round' },
        },
      },
      ...pads,
    },
  };
}

interface DecisionReply {
  readonly rationale: string;
  readonly rate_bps: number;
  readonly forecast: { readonly share_percent: number; readonly volume: number; readonly profit: number };
  readonly plan?: string;
  readonly insights?: string;
}

function readDecision(raw: unknown, schema: object): BankAnswer {
  const reply = readStructuredReply(raw, schema).value as DecisionReply;
  const { share_percent: share, volume, profit } = reply.forecast;
  const cut = (text: string): string => text.slice(0, MOST_CHARACTERS);
  return {
    rateBps: reply.rate_bps,
    forecast: { share: share / 100, volume, profit },
    rationale: cut(reply.rationale),
    ...(reply.plan !== undefined && { plan: cut(reply.plan) }),
    ...(reply.insights !== undefined && { insights: cut(reply.insights) }),
  };
}
