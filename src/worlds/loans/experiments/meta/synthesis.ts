/** The synthesis over all megaruns: insights and recommendations. */
import {
  type Analyst,
  catalogueFacts,
  checkClaims,
  type Citation,
  cite,
  claimsSchema,
  METRICS,
  object,
  type QueryCatalogue,
  text,
} from '../../agents/index.ts';
import type { HypothesisOutcome } from './hypothesis.ts';
import type { ClaimVerdict, Verdict } from './verdict.ts';

export interface SynthesisAnswer {
  readonly insights: readonly {
    readonly insight_type: string;
    readonly insight: string;
    readonly confidence: number;
    readonly evidence: readonly Citation[];
  }[];
  readonly recommendations: readonly string[];
}

export interface SynthesisFacts {
  readonly megaruns: readonly {
    readonly megarun: number;
    readonly hypothesis: string;
    readonly statement: string;
    readonly verdict: Verdict | 'baseline';
    readonly changed_values: number;
    readonly effects: readonly (HypothesisOutcome & ClaimVerdict)[];
  }[];
  readonly replicates: number;
  readonly queries: readonly { readonly query: string; readonly parameters: readonly string[]; readonly description: string }[];
}

export const synthesisFacts = (megaruns: SynthesisFacts['megaruns'], replicates: number, catalogue: QueryCatalogue): SynthesisFacts => ({
  megaruns,
  replicates,
  queries: catalogueFacts(catalogue),
});

export const INSIGHT_TYPES = ['design-principle', 'stability', 'competition', 'open-question'];

export function synthesisAnalyst(catalogue: QueryCatalogue): Analyst<SynthesisFacts, SynthesisAnswer> {
  return {
    role: 'loans.synthesis',
    task: 'synthesis over megaruns',
    instruction: () =>
      'Synthesise what the megaruns show about the design of this market: up to six insights, each citing ledger queries with the numbers they give, and up to five recommendations for market designers. Verdicts are computed and stand; recommend nothing on what is inconclusive except to test it further.',
    schema: () =>
      object({
        insights: claimsSchema(catalogue, { type: 'insight_type', types: INSIGHT_TYPES, claim: 'insight', about: 'one finding', most: 6 }),
        recommendations: { type: 'array', minItems: 1, maxItems: 5, items: text('one recommendation') },
      }),
    check: ({ insights }) => checkClaims(catalogue, insights),
    statistics: ({ megaruns, replicates }) => {
      const claims = megaruns.flatMap(({ megarun, hypothesis, effects }) => effects.map((effect) => ({ megarun, hypothesis, effect })));
      const ranked = [...claims].sort((a, b) => (a.effect.p_adjusted ?? 1) - (b.effect.p_adjusted ?? 1)).slice(0, 6);
      const insights = ranked.map(({ megarun, hypothesis, effect }) => ({
        insight_type:
          effect.verdict === 'inconclusive' ? 'open-question' : /hhi|share/.test(effect.metric) ? 'competition' : 'design-principle',
        insight: `${hypothesis}: ${METRICS[effect.metric].label} ${effect.direction} by at least ${effect.minimum_effect} (${METRICS[effect.metric].unit}): ${effect.verdict} (megarun ${megarun}, ${effect.replicates} pairs).`,
        confidence: effect.verdict === 'inconclusive' ? 0.3 : Math.min(0.95, 1 - (effect.p_adjusted ?? 1)),
        evidence: [cite(catalogue, 'effect', megarun, effect.metric)],
      }));
      const survival = cite(catalogue, 'metric_mean', 1, 'survival_rate');
      const baseline = {
        insight_type: 'stability',
        insight: `In the baseline ${Number((100 * survival.value).toPrecision(4))} % of the banks are open at the end.`,
        confidence: 1,
        evidence: [survival],
      };
      const of = (verdict: Verdict): string[] => megaruns.filter((one) => one.verdict === verdict).map(({ hypothesis }) => hypothesis);
      const [confirmed, rejected, open] = [of('confirmed'), of('rejected'), of('inconclusive')];
      return {
        insights: insights.length === 0 ? [baseline] : insights,
        recommendations: [
          ...(confirmed.length > 0 ? [`Build on what was confirmed: ${confirmed.join(', ')}.`] : []),
          ...(rejected.length > 0 ? [`Do not count on what was rejected: ${rejected.join(', ')}.`] : []),
          ...(open.length > 0 ? [`Test again with more than ${replicates} replicates what stayed open: ${open.join(', ')}.`] : []),
          ...(claims.length === 0 ? ['Run more than one megarun: a baseline alone tests nothing.'] : []),
        ],
      };
    },
  };
}
