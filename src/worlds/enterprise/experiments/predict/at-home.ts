/** A language model asked about households of the training country, too: without that nobody can tell what of its loss abroad is the border's. */
import { CeterisError } from '../../../../core/index.ts';
import type { Decider } from '../../../../decide/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import { outOfFold, type Spoken, takeRows, type TransitionData, type VoteForecast } from '../../evaluation/index.ts';
import { TRANSITIONS } from '../../learners/index.ts';
import { askAbout } from './ask.ts';
import type { PredictConfig } from './config.ts';
import { drawHouseholds, type Foundation } from './inputs.ts';

export interface AtHome {
  readonly rows: TransitionData;
  readonly votes: VoteForecast;
}

/**
 * Home answers are used between two countries alone, for parts of a loss that somebody asked to split.
 * @throws CeterisError HOME_UNUSED
 */
export function checkAtHome(config: PredictConfig, design: string): void {
  if (config.home_households === 0 || config.model === 'none' || (design === 'cross-country' && config.transport)) return;
  throw new CeterisError(
    'HOME_UNUSED',
    `home_households: ${config.home_households} would pay for answers that nothing uses: ${config.transport ? `the design is ${design}` : 'transport is off'}.`,
    'Take two countries and transport: true, or home_households: 0.',
    { path: 'home_households' },
  );
}

export async function askAtHome(
  lab: Lab,
  config: PredictConfig,
  { train, homeCalibration }: Foundation,
  decider: Decider,
): Promise<AtHome | null> {
  if (config.home_households === 0) return null;
  const drawn = drawHouseholds(train, config.home_households, lab.seed, 'enterprise-home-households');
  // The base rate of a household is that of the others: it stands where no vote of it was valid. Rates can always be learned.
  const { data, probabilities } = outOfFold('markov', train, lab.seed) as Spoken;
  const chosen = [...data.labels.keys()].filter((i) => drawn.has(data.household[i]));
  const K = TRANSITIONS.length;
  const rows = takeRows(data, chosen);
  const votes = await askAbout(lab, config, decider, {
    rows,
    calibration: homeCalibration,
    country: config.prompt.country,
    place: `${config.train_country}_at_home`,
    base: Float64Array.from(chosen.flatMap((i) => [...probabilities.subarray(i * K, (i + 1) * K)])),
  });
  lab.progress({
    label: 'at home',
    done: 1,
    total: 1,
    message: `${drawn.size} households, ${rows.labels.length} rows: ${votes.policy.consultations().length} prompts, ${votes.unanswered} rows without a valid vote`,
  });
  return { rows, votes };
}
