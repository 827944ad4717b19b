/** A language model as a forecaster of real households: asked by vote, its shares are the probabilities. */
import type { Ask } from '../../../decide/index.ts';
import type { Calibration } from '../calibration/index.ts';
import { TRANSITION, TRANSITIONS } from '../learners/index.ts';
import type { WaveState } from '../panel/index.ts';
import { type ArchetypeBins, type ModelDecision, modelPolicy, type ModelPolicy, type PromptFactors } from '../policies/index.ts';
import { byStatus, type Forecast } from './forecasters.ts';
import type { TransitionData } from './transition-data.ts';

export interface VoteForecastOptions {
  readonly name: string;
  readonly model: string;
  readonly ask: Ask;
  /** Of the test country: says where a household's assets stand among its neighbours, and what the country is called. No label enters. */
  readonly calibration: Calibration;
  readonly samples: number;
  readonly attempts: number;
  readonly smoothing: number;
  readonly asking: 'archetype' | 'household';
  readonly bins: ArchetypeBins;
  readonly factors: PromptFactors;
  readonly horizonYears: number;
  readonly scope: readonly (readonly [string, string | number])[];
  /** Probabilities of the base rate, three a row: they stand where no vote of a household was valid. */
  readonly base: Float64Array;
}

export interface VoteForecast {
  /** Rows without a valid vote. */
  readonly unanswered: number;
  readonly forecast: Forecast;
  readonly decisions: readonly ModelDecision[];
  readonly policy: ModelPolicy;
}

export async function voteForecast(test: TransitionData, options: VoteForecastOptions): Promise<VoteForecast> {
  const n = test.labels.length;
  const { asking, samples, attempts, smoothing, bins, factors, horizonYears, scope, calibration } = options;
  const policy = modelPolicy({
    ask: options.ask,
    calibration,
    samples,
    attempts,
    asking,
    decide: 'majority',
    smoothing,
    bins,
    factors,
    constraints: 'logical',
    horizonYears,
    scope,
  });
  const zero = (values: Float64Array): Float64Array => values.map((x) => (Number.isNaN(x) ? 0 : x));
  const state: WaveState = {
    index: 0,
    wave: 0,
    households: n,
    assetIndex: zero(test.assetIndex),
    credit: Uint8Array.from(zero(test.credit)),
    enterprise: test.status,
    priceExposure: zero(test.price),
    uniforms: new Float64Array(n).fill(0.5),
  };
  const decisions = await policy.decide(state, new Uint8Array(n));
  const answered = ({ consultation }: ModelDecision): boolean => consultation.failed < consultation.kSamples;
  const changeOf = (i: number): number =>
    options.base[i * TRANSITIONS.length + (test.status[i] === 1 ? TRANSITION.EXIT : TRANSITION.ENTER)];
  const probabilities = byStatus(test, (i) => (answered(decisions[i]) ? decisions[i].consultation.changeShare : changeOf(i)));
  return {
    policy,
    decisions,
    unanswered: decisions.filter((one) => !answered(one)).length,
    forecast: {
      name: options.name,
      description: `${options.model}, ${samples} votes a question`,
      probabilities,
      predicted: Int32Array.from(decisions, ({ consultation }, i) =>
        consultation.finalAction === 'NO_CHANGE' ? TRANSITION.STAY : test.status[i] === 1 ? TRANSITION.EXIT : TRANSITION.ENTER,
      ),
      role: 'candidate',
    },
  };
}
