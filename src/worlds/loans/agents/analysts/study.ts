/** The study of one market: summary and lessons, by whoever analyses, and the documents that hold them. */
import type { Decider } from '../../../../decide/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import { type Analysed, askAnalyst } from './analyst.ts';
import { type DocumentHead, lessonsDocument, summaryDocument } from './documents.ts';
import { lessonsAnalyst, type LessonsAnswer, lessonsFacts, type LessonsFacts, strategyPatterns } from './lessons.ts';
import { outcomesOf, type PlayedMarket } from './played-market.ts';
import { summaryAnalyst, type SummaryAnswer, summaryFacts } from './summary.ts';

export interface StudyOptions {
  readonly decider: Decider;
  /** Rates were set by. */
  readonly deciders: string;
  /** Rule book of the market; default `lab`. */
  readonly profile?: string;
  /** `megarun_1_`; default none. */
  readonly prefix?: string;
  /** In titles, e.g. `Megarun 1`. */
  readonly name?: string;
  /** Put before the addresses of questions. */
  readonly scope?: readonly (readonly [scope: string, index: string | number])[];
  /** Table or sub-query with this market's log. */
  readonly log?: string;
  /** Of memory; empty when it is not read. */
  readonly knownPatterns?: LessonsFacts['known_patterns'];
}

export interface Study {
  readonly summary: Analysed<SummaryAnswer>;
  readonly lessons: Analysed<LessonsAnswer>;
}

/** Writes `summary.md` and `lessons_learned.md`, with the prefix, and returns what they say. */
export async function studyMarket(
  lab: Pick<Lab, 'ask' | 'artifact' | 'seed'>,
  market: PlayedMarket,
  options: StudyOptions,
): Promise<Study> {
  const { decider, deciders, profile = 'lab', prefix = '', name, scope = [], log, knownPatterns = [] } = options;
  const ask = <Answer>(question: Parameters<typeof lab.ask<Answer>>[0]): Promise<Answer> => lab.ask(question, decider);
  const facts = lessonsFacts(market, knownPatterns);
  const [summary, lessons] = await Promise.all([
    askAnalyst(ask, decider, summaryAnalyst(market, log), summaryFacts(market), { scope }),
    askAnalyst(ask, decider, lessonsAnalyst(market, log), facts, { scope }),
  ]);
  const head = (title: string): DocumentHead => ({
    title: name === undefined ? title : `${name}: ${title.toLowerCase()}`,
    deciders,
    profile,
    seed: lab.seed,
  });
  lab.artifact(`${prefix}summary.md`, summaryDocument(head('Market summary'), market, summary));
  lab.artifact(
    `${prefix}lessons_learned.md`,
    lessonsDocument(head('Lessons learned'), market, facts, lessons, strategyPatterns(outcomesOf(market))),
  );
  return { summary, lessons };
}

/**
 * Who analyses: `model.analyst` (or `model.designer`), else the general decider when it is asked (a language model, a script),
 * else the built-in statistics.
 */
export function analystSpec(model: string | Readonly<Record<string, string>>, role: 'analyst' | 'designer'): string {
  const general = typeof model === 'string' ? model : (model['default'] ?? 'statistics');
  const own = typeof model === 'string' ? undefined : model[role];
  return own ?? (general.includes(':') ? general : 'statistics');
}
