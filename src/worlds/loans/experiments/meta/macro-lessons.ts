/** Macro-lessons: what a treatment taught. The verdict is computed; whoever analyses may only comment on it. */
import {
  type Analyst,
  catalogueFacts,
  checkClaims,
  type Citation,
  cite,
  claimsSchema,
  type MetricName,
  METRICS,
  object,
  type QueryCatalogue,
  text,
} from '../../agents/index.ts';
import type { Change } from './treatment.ts';
import type { ClaimVerdict, Verdict } from './verdict.ts';
import type { HypothesisOutcome } from './hypothesis.ts';

export interface MacroLesson {
  readonly lesson_type: string;
  readonly lesson: string;
  readonly confidence: number;
  readonly evidence: readonly Citation[];
}

export interface MacroAnswer {
  readonly comment: string;
  readonly lessons: readonly MacroLesson[];
}

export interface MacroFacts {
  readonly megarun: number;
  readonly hypothesis: string;
  readonly changes: readonly Change[];
  readonly replicates: number;
  readonly verdict: Verdict | 'baseline';
  readonly effects: readonly (HypothesisOutcome & ClaimVerdict)[];
  /** Of every metric, over the replicates of the arm. */
  readonly means: Readonly<Record<MetricName, number>>;
  readonly queries: readonly { readonly query: string; readonly parameters: readonly string[]; readonly description: string }[];
}

export const macroFacts = (facts: Omit<MacroFacts, 'queries'>, catalogue: QueryCatalogue): MacroFacts => ({
  ...facts,
  queries: catalogueFacts(catalogue),
});

const LESSON_TYPES = ['market-design', 'stability', 'competition', 'method', 'general'];

/** Metrics that a baseline is described by. */
const DESCRIBED = ['mean_rate_bps', 'total_profit', 'survival_rate', 'mean_hhi'] as const;

export function macroAnalyst(catalogue: QueryCatalogue): Analyst<MacroFacts, MacroAnswer> {
  return {
    role: 'loans.macro_lessons',
    task: 'lessons of a treatment',
    instruction: () =>
      'Comment on this megarun and draw up to four lessons on market design. The verdict is computed and stands; do not restate it as something else. Each lesson cites ledger queries with the numbers they give.',
    schema: () =>
      object({
        comment: text('what the numbers say about the hypothesis'),
        lessons: claimsSchema(catalogue, { type: 'lesson_type', types: LESSON_TYPES, claim: 'lesson', about: 'one sentence', most: 4 }),
      }),
    check: ({ lessons }) => checkClaims(catalogue, lessons),
    statistics: ({ megarun, verdict, effects, replicates, changes }) => {
      if (effects.length === 0)
        return {
          comment: `The baseline: ${replicates} markets as configured. There is nothing to judge.`,
          lessons: DESCRIBED.map((metric) => {
            const found = cite(catalogue, 'metric_mean', megarun, metric);
            return {
              lesson_type: 'general',
              lesson: `Baseline: ${METRICS[metric].label} ${Number(found.value.toPrecision(4))} (${METRICS[metric].unit}).`,
              confidence: 1,
              evidence: [found],
            };
          }),
        };
      return {
        comment: `${changes.length} values were changed. Over ${replicates} pairs of markets the hypothesis is ${verdict}: ${effects.map(claimText).join('; ')}.`,
        lessons: effects.map((one) => ({
          lesson_type:
            one.metric.includes('hhi') || one.metric.includes('share')
              ? 'competition'
              : one.metric.includes('rate_')
                ? 'market-design'
                : 'stability',
          lesson: lessonText(one),
          // The probability that a test of this kind is right when it speaks; nothing is known when it doesn't.
          confidence: one.verdict === 'inconclusive' ? 0.3 : Math.min(0.95, 1 - (one.p_adjusted ?? 1)),
          evidence: [
            cite(catalogue, 'effect', megarun, one.metric),
            cite(catalogue, 'metric_mean', 1, one.metric),
            cite(catalogue, 'metric_mean', megarun, one.metric),
          ],
        })),
      };
    },
  };
}

const claimText = (one: HypothesisOutcome & ClaimVerdict): string => `${METRICS[one.metric].label} ${one.verdict}`;

function lessonText(one: HypothesisOutcome & ClaimVerdict): string {
  const { label, unit } = METRICS[one.metric];
  const moved = `moved by ${Number(one.effect.toPrecision(4))} (${unit})`;
  if (one.verdict === 'confirmed') return `The treatment made the ${label} ${one.direction}: it ${moved}.`;
  if (one.verdict === 'rejected')
    return `The treatment did not make the ${label} ${one.direction} by ${one.minimum_effect} or more: it ${moved}.`;
  return `Whether the treatment makes the ${label} ${one.direction} is open: it ${moved}, and chance can explain that.`;
}
