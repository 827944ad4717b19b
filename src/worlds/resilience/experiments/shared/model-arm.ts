/** A language model among the planners of some held-out households: it chooses move by move, or writes a plan. */
import type { Decider } from '../../../../decide/index.ts';
import type { Lab, ModelSettingsConfig, Row } from '../../../../lab/index.ts';
import type { Situation } from '../../planners/index.ts';
import { type Scenario, situationOf } from '../../routes/index.ts';
import { parametersWith } from '../../state/index.ts';
import { askMoves } from './model-moves.ts';
import { askPlan } from './model-plan.ts';
import type { Prepared } from './prepare.ts';
import type { LivingTerms } from './certainty-equivalent.ts';
import { type Evaluated, livingTerms, type PlannerPlay } from './tasks.ts';

export const MODEL_MODES = ['moves', 'plan'] as const;
export type ModelMode = (typeof MODEL_MODES)[number];

export interface ModelArmConfig {
  readonly model: string;
  readonly model_mode: ModelMode;
  readonly model_settings: ModelSettingsConfig;
  readonly model_households: number;
  readonly model_months: number;
  readonly months: number;
  readonly voting: { readonly samples: number; readonly max_attempts: number };
}

export interface Asked {
  readonly evaluated: readonly Evaluated[];
  readonly model: Readonly<Record<string, unknown>> | null;
}

/** What came of asking for one household. */
export interface AskedHousehold {
  readonly play: PlannerPlay;
  /** For the mode's table. */
  readonly rows: readonly Row[];
  readonly decisions: number;
  /** Decisions that no answer was usable for: the rule book took them. */
  readonly failed: number;
  /** Replies sent back. */
  readonly refused: number;
}

type Ask = (
  lab: Lab,
  config: ModelArmConfig,
  prepared: Prepared,
  decider: Decider,
  scenario: Scenario,
  situation: Situation,
  /** How the household values what it lives on, where that is recorded of the other planners; else null. */
  terms: LivingTerms | null,
) => Promise<AskedHousehold>;

const MODES: Readonly<Record<ModelMode, { readonly ask: Ask; readonly table: string }>> = {
  moves: { ask: askMoves, table: 'model_moves' },
  plan: { ask: askPlan, table: 'model_plans' },
};

const NOBODY = 'none';

export async function askPlanner(
  lab: Lab,
  config: ModelArmConfig,
  prepared: Prepared,
  evaluated: readonly Evaluated[],
  scenarios: ReadonlyMap<string, Scenario>,
): Promise<Asked> {
  if (config.model === NOBODY) return { evaluated, model: null };
  const decider = await lab.decider(config.model, undefined, config.model_settings);
  const chosen = evaluated.slice(0, config.model_households);
  const { ask, table } = MODES[config.model_mode];
  let done = 0;
  // Households don't wait for each other.
  const households = await Promise.all(
    chosen.map(async (one) => {
      const scenario = scenarios.get(one.scenarioId) as Scenario;
      const situation = situationOf(scenario, prepared.table, config.months, parametersWith(prepared.dynamics));
      const terms = one.plays.some(({ livedOn }) => livedOn !== undefined) ? livingTerms(scenario, situation) : null;
      const asked = await ask(lab, config, prepared, decider, scenario, situation, terms);
      lab.progress({ label: 'households asked', done: ++done, total: chosen.length });
      return { one, asked };
    }),
  );
  lab.write(
    table,
    households.flatMap(({ asked }) => asked.rows),
  );
  const sum = (count: (asked: AskedHousehold) => number): number => households.reduce((total, { asked }) => total + count(asked), 0);
  const counts = {
    decisions: sum(({ decisions }) => decisions),
    without_answer: sum(({ failed }) => failed),
    replies_refused: sum(({ refused }) => refused),
  };
  return {
    evaluated: [...households.map(({ one, asked }) => ({ ...one, plays: [...one.plays, asked.play] })), ...evaluated.slice(chosen.length)],
    model: {
      decider: decider.name,
      mode: config.model_mode,
      households: households.length,
      ...counts,
      ...(config.model_mode === 'moves' && { months_asked: config.model_months }),
      verdict: sentence(decider.name, config.model_mode, households.length, counts),
    },
  };
}

interface Counts {
  readonly decisions: number;
  readonly without_answer: number;
  readonly replies_refused: number;
}

/** What part the model had, in a sentence. */
function sentence(name: string, mode: ModelMode, households: number, counts: Counts): string {
  const { decisions, without_answer: failed, replies_refused: refused } = counts;
  const what = mode === 'plan' ? 'plans' : 'decisions';
  const fallbacks = failed === 0 ? 'all of them answered' : `${failed} of them without a usable answer: the rule book stood in for those`;
  const then =
    mode === 'plan'
      ? 'The plans play every path of their households, nobody is asked again.'
      : 'After the months asked the rule book goes on, so the row of the model is the model’s and the rule book’s together.';
  return `${name} was asked for ${decisions} ${what} of ${households} households, ${fallbacks}; ${refused} replies were refused. ${then}`;
}
