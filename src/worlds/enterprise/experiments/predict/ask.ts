/** A language model's votes on rows of one country. */
import { CeterisError } from '../../../../core/index.ts';
import type { Decider } from '../../../../decide/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import type { Calibration } from '../../calibration/index.ts';
import { type TransitionData, type VoteForecast, voteForecast } from '../../evaluation/index.ts';
import { shownModel } from '../shared/index.ts';
import type { PredictConfig } from './config.ts';

/** The language model's name in tables and files. */
export const LLM = 'llm';

interface Asked {
  readonly rows: TransitionData;
  /** Of the rows' country: where a household's assets stand among its neighbours, and what the country is called. */
  readonly calibration: Calibration;
  /** How the country is shown. */
  readonly country: PredictConfig['prompt']['country'];
  /** Part of each question's address. */
  readonly place: string;
  /** Probabilities where no vote was valid. */
  readonly base: Float64Array;
}

/** @throws CeterisError NO_VALID_VOTE when not one answer can be used */
export async function askAbout(lab: Lab, config: PredictConfig, decider: Decider, asked: Asked): Promise<VoteForecast> {
  const { rows, calibration, country, place, base } = asked;
  const votes = await voteForecast(rows, {
    name: LLM,
    model: shownModel(config.model),
    ask: (question) => lab.ask(question, decider),
    calibration,
    samples: config.voting.samples,
    attempts: config.voting.attempts,
    smoothing: config.voting.smoothing,
    asking: config.archetypes.asking,
    bins: { assets: config.archetypes.asset_bins, prices: config.archetypes.price_bins },
    factors: { ...config.prompt, country },
    horizonYears: config.horizon_years,
    scope: [
      ['predict', place],
      ['country', country],
    ],
    base,
  });
  if (votes.unanswered === rows.labels.length)
    throw new CeterisError(
      'NO_VALID_VOTE',
      `${shownModel(config.model)} gave no valid answer to any of ${votes.policy.consultations().length} questions.`,
      'See `ceteris summary --errors` for what it said; check --model.',
      { path: 'model' },
    );
  return votes;
}
