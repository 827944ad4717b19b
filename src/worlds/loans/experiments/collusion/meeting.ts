/** Who meets the learners, what they are told, and what asking them comes to. */
import { fromBytes } from '../../../../core/index.ts';
import type { Forecast, Lab, ReadFile } from '../../../../lab/index.ts';
import { questionsPerDecision, RATE_ROLE } from '../../agents/index.ts';
import { type AskSettings, LEARNER, specOf } from '../../deciders/index.ts';
import { labArena } from '../../lab/index.ts';
import { bankParts, forecastOfParts, inputsOf } from '../market/forecast.ts';
import { rehearse } from '../market/rehearsal.ts';
import { type CollusionConfig, PROMPT_VARIANTS } from './config.ts';
import { collusionGame } from './game.ts';

/** The first firm is a frozen learner unless the config gives it another decider. */
export function specAt({ model }: Pick<CollusionConfig, 'model'>, id: string, ids: readonly string[]): string {
  const choice = typeof model === 'string' ? { F1: LEARNER, default: model } : { F1: LEARNER, ...model };
  return specOf(choice, id, ids, LEARNER);
}

export async function meetingSettings(lab: Pick<Lab, 'input'>, { prompt }: Pick<CollusionConfig, 'prompt'>): Promise<AskSettings> {
  const file = prompt.prefix_file === undefined ? '' : fromBytes(await lab.input('prompt_prefix', prompt.prefix_file)).trim();
  const prefix = [PROMPT_VARIANTS[prompt.variant], prompt.prefix, file].filter((text) => text !== '').join('\n\n');
  return {
    regime: prompt.regime,
    scratchpads: prompt.scratchpads,
    historyRounds: prompt.history_rounds,
    scope: [['meeting', 1]],
    ...(prefix !== '' && { prefix }),
  };
}

export function collusionForecast(config: CollusionConfig, read: ReadFile): Forecast {
  const rounds = config.meeting_rounds;
  if (rounds === 0) return { questions: 0, byRole: {} };
  const { banks, config: market } = collusionGame(config, rounds);
  const ids = banks.map(({ id }) => id);
  const seed = BigInt(config.master_seed);
  const example = async () => rehearse(labArena(banks, market, seed), seed, await meetingSettings(inputsOf(read), config)).question;
  const who = ids.map((id) => specAt(config, id, ids));
  const each = questionsPerDecision({ regime: config.prompt.regime }, 1);
  return forecastOfParts(bankParts(who, { role: RATE_ROLE, settings: config.model_settings, example }, rounds * each));
}
