/** A question as it will be put to a language model: tokens and price of a run are reckoned from it before anybody is asked. */
import type { Question } from '../../../../decide/index.ts';
import type { Experiment } from '../../../../lab/index.ts';
import { actionSchema, allowedActions, countryShown, readAction, renderPrompt } from '../../policies/index.ts';
import type { SimulateConfig } from '../simulate/config.ts';

type Asking = Pick<SimulateConfig, 'prompt' | 'horizon_years'>;

function exampleOf(config: Asking, country: string): Question<unknown> {
  const actions = allowedActions(false, config.prompt);
  const facts = {
    country: countryShown(country, config.prompt),
    owns_enterprise: false,
    has_credit: false,
    asset_index: -0.25,
    asset_percentile: 0.4,
    price_change: -0.12,
    horizon_years: config.horizon_years,
    actions,
  };
  return {
    address: [['cell', 'example']],
    role: ROLE,
    facts,
    prompt: renderPrompt(facts, config.prompt),
    schema: actionSchema(actions),
    parse: (raw) => readAction(raw, actions),
  };
}

type Forecast = Awaited<ReturnType<NonNullable<Experiment['forecast']>>>;

const ROLE = 'enterprise.household';

/** The forecast of a run that asks `questions` times; `country` is where its households live. */
export const questionsTo = (
  config: Asking & Pick<SimulateConfig, 'model' | 'model_settings'>,
  country: string,
  questions: number,
): Forecast => ({
  questions,
  byRole: { [ROLE]: questions },
  ...(questions === 0
    ? {}
    : {
        parts: [
          {
            decider: config.model,
            settings: config.model_settings,
            role: ROLE,
            questions,
            example: () => Promise.resolve(exampleOf(config, country)),
          },
        ],
      }),
});

/** What two parts of a run ask together. */
export const bothForecasts = (a: Forecast, b: Forecast): Forecast => ({
  questions: a.questions + b.questions,
  byRole: { [ROLE]: a.questions + b.questions },
  parts: [...(a.parts ?? []), ...(b.parts ?? [])],
});
