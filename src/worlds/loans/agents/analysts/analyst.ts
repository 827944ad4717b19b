/** How every analyst is asked: a typed question, a schema, and a counterpart that needs no language model. */
import { type Ask, askWithRepair, type Decider, type Question, readStructuredReply, type ReplyProblem } from '../../../../decide/index.ts';

/** One kind of analyst. */
export interface Analyst<Facts, Answer> {
  /** e.g. `loans.lessons`. */
  readonly role: string;
  readonly task: string;
  /** What it is asked to do, in prose: the facts follow as JSON. */
  readonly instruction: (facts: Facts) => string;
  readonly schema: (facts: Facts) => object;
  /** Checks beyond the schema; throws CeterisError whose message is fed back. */
  readonly check?: (answer: Answer, facts: Facts) => void;
  /** Statistics and templates: the same answer without a language model. */
  readonly statistics: (facts: Facts) => Answer;
}

export interface Analysed<Answer> {
  readonly answer: Answer;
  /** Who wrote it, as reports say it. */
  readonly author: string;
}

/** Name of the built-in analysts, wherever a decider is named. */
export const STATISTICS = 'statistics';
export const STATISTICS_LABEL = 'built-in statistics and templates; no language model took part';

const SYSTEM =
  'You analyse a simulated loan market for researchers. Use only the numbers you are given. Reply with one JSON object and nothing else.';

/**
 * Ask one analyst; `hidden` is what its check may look at and its prompt doesn't show. A model that gives no valid reply within
 * the attempts is replaced by the built-in counterpart, and the author says so.
 */
export async function askAnalyst<Facts, Answer>(
  ask: Ask,
  decider: Decider,
  analyst: Analyst<Facts, Answer>,
  facts: Facts,
  options: { readonly scope?: Question<unknown>['address']; readonly check?: (answer: Answer) => void; readonly attempts?: number } = {},
): Promise<Analysed<Answer>> {
  if (decider.name === STATISTICS) return { answer: checked(analyst.statistics(facts)), author: STATISTICS_LABEL };
  const asked = await askWithRepair<Answer>(
    ask,
    (_, problems) =>
      analystQuestion(analyst, facts, { problems, check: checked, ...(options.scope !== undefined && { scope: options.scope }) }),
    { attempts: options.attempts ?? 3 },
  );
  if (asked.value !== null)
    return { answer: asked.value, author: `${decider.kind === 'model' ? 'language model' : decider.kind} ${decider.name}` };
  return { answer: checked(analyst.statistics(facts)), author: `${STATISTICS_LABEL} (${decider.name} gave no valid reply)` };

  function checked(answer: Answer): Answer {
    analyst.check?.(answer, facts);
    options.check?.(answer);
    return answer;
  }
}

/** One attempt's question. */
export function analystQuestion<Facts, Answer>(
  analyst: Analyst<Facts, Answer>,
  facts: Facts,
  options: {
    readonly scope?: Question<unknown>['address'];
    readonly problems?: readonly ReplyProblem[];
    readonly check?: (answer: Answer) => Answer;
  } = {},
): Question<Answer> {
  const { scope = [], problems = [], check = (answer) => answer } = options;
  const wrong = problems.map(({ category, message }) => `${category}: ${message}`);
  const schema = analyst.schema(facts);
  return {
    address: [...scope, ['analyst', analyst.role]],
    role: analyst.role,
    facts: { ...facts, problems: wrong },
    prompt: { system: SYSTEM, user: promptOf(analyst.instruction(facts), facts, wrong) },
    schema,
    parse: (raw) => check(readStructuredReply(raw, schema).value as Answer),
  };
}

const promptOf = (instruction: string, facts: unknown, wrong: readonly string[]): string =>
  [
    instruction,
    `DATA\n${JSON.stringify(facts, null, 1)}`,
    ...(wrong.length === 0 ? [] : [`YOUR LAST REPLY COULD NOT BE USED\n${wrong.map((item) => `- ${item}`).join('\n')}`]),
  ].join('\n\n');

/** Stands wherever a decider is wanted; questions are answered by `Analyst.statistics`. */
export const statisticsDecider: Decider = {
  name: STATISTICS,
  kind: 'built-in',
  settings: {},
  answer: () => Promise.reject(new Error('the built-in analyst is not asked by question')),
};

export const text = (description: string): { readonly type: 'string'; readonly description: string } => ({ type: 'string', description });

/** An object schema in which every key is required. */
export const object = (properties: Readonly<Record<string, unknown>>): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
});
