/** How many questions a run asks of a language model, and one of them as it will be put: tokens and price are reckoned from it. */
import { isModelSpec, type Question } from '../../../../decide/index.ts';
import type { Forecast } from '../../../../lab/index.ts';
import { person } from '../../people/index.ts';
import { contextAt, MOVE_ROLE, moveQuestion, PLAN_ROLE, planQuestion } from '../../planners/index.ts';
import { DEFAULT_PARAMETERS, householdState, macroState, pathDraws, SLOT } from '../../state/index.ts';
import type { ModelArmConfig } from './model-arm.ts';

/** No reply asked for again, no path that ends before the last month asked. */
export function forecastOf(config: ModelArmConfig): Forecast {
  const { model, model_mode: mode, model_settings: settings, model_households: households, model_months: months, voting } = config;
  if (!isModelSpec(model) && !/^(script|replay):/.test(model)) return { questions: 0, byRole: {} };
  const questions = households * (mode === 'plan' ? 1 : months) * voting.samples;
  const role = mode === 'plan' ? PLAN_ROLE : MOVE_ROLE;
  const example = () => Promise.resolve(exampleOf(config));
  return { questions, byRole: { [role]: questions }, parts: [{ decider: model, settings, role, questions, example }] };
}

/** A household of the population, as if a shock had just struck it. */
function exampleOf({ model_mode: mode, months }: ModelArmConfig): Question<unknown> {
  const state = householdState(person('example', 0, {}).household);
  state[SLOT.shockMonth] = 0;
  const context = contextAt({ state, macro: macroState(), month: 1 }, months, pathDraws('example')(0), DEFAULT_PARAMETERS);
  return (mode === 'plan' ? planQuestion : moveQuestion)([['household', 'example']], state, context);
}
