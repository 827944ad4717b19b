/** A language model among the planners: it chooses the moves of some held-out households, on the same first path as everybody else. */
import { type Decider, type TieBreak, vote } from '../../../../decide/index.ts';
import type { Lab, ModelSettingsConfig, Row } from '../../../../lab/index.ts';
import { moveName } from '../../moves/index.ts';
import { moveQuestion, RULE_BOOK } from '../../planners/index.ts';
import { PathSet, type Scenario, situationOf, successScore } from '../../routes/index.ts';
import { type HouseholdState, type Move, parametersWith, type PlanContext, type Planner, SLOT } from '../../state/index.ts';
import type { Prepared } from './prepare.ts';
import type { Evaluated, PlannerPlay } from './tasks.ts';

export interface ModelArmConfig {
  readonly model: string;
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

const NOBODY = 'none';
const SHOCK_MONTH = SLOT.shockMonth;
const PLANNER = 'model';
const TIE_BREAK: TieBreak = 'first';

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
  let done = 0;
  // Households don't wait for each other: only the months of one do.
  const households = await Promise.all(
    chosen.map(async (one) => {
      const asked = await askHousehold(lab, config, prepared, decider, scenarios.get(one.scenarioId) as Scenario);
      lab.progress({ label: 'households asked', done: ++done, total: chosen.length });
      return { one, asked };
    }),
  );
  lab.write(
    'model_moves',
    households.flatMap(({ asked }) => asked.moves),
  );
  const sum = (count: (asked: AskedHousehold) => number): number => households.reduce((total, { asked }) => total + count(asked), 0);
  const counts = {
    decisions: sum(({ moves }) => moves.length),
    without_answer: sum(({ moves }) => moves.filter(({ source }) => source === 'fallback').length),
    replies_refused: sum(({ refused }) => refused),
  };
  return {
    evaluated: [...households.map(({ one, asked }) => ({ ...one, plays: [...one.plays, asked.play] })), ...evaluated.slice(chosen.length)],
    model: {
      decider: decider.name,
      households: households.length,
      ...counts,
      months_asked: config.model_months,
      verdict: sentence(decider.name, households.length, counts),
    },
  };
}

interface Counts {
  readonly decisions: number;
  readonly without_answer: number;
  readonly replies_refused: number;
}

/** What part the model had, in a sentence. */
function sentence(name: string, households: number, { decisions, without_answer: failed, replies_refused: refused }: Counts): string {
  const fallbacks = failed === 0 ? 'all of them answered' : `${failed} of them without a usable answer: the rule book decided those`;
  return `${name} was asked for ${decisions} decisions of ${households} households, ${fallbacks}; ${refused} replies were refused. After the months asked the rule book goes on, so the row of the model is the model’s and the rule book’s together.`;
}

interface AskedHousehold {
  readonly play: PlannerPlay;
  readonly moves: readonly Row[];
  readonly refused: number;
}

async function askHousehold(
  lab: Lab,
  config: ModelArmConfig,
  prepared: Prepared,
  decider: Decider,
  scenario: Scenario,
): Promise<AskedHousehold> {
  const situation = situationOf(scenario, prepared.table, config.months, parametersWith(prepared.dynamics));
  const paths = new PathSet(situation, [prepared.seed, 'evaluate', scenario.scenario_id], 0, 1);
  const known = new Map<number, readonly Move[]>();
  const moves: Row[] = [];
  let refused = 0;
  for (let asked = 0; asked < config.model_months; asked++) {
    const stop = nextDecision(paths, known);
    if (stop === null) break;
    const result = await vote(
      (question) => lab.ask(question, decider),
      (_sample, _attempt, problems) =>
        moveQuestion(
          [
            ['household', scenario.scenario_id],
            ['month', stop.month],
          ],
          stop.state,
          stop.context,
          problems,
        ),
      { samples: config.voting.samples, attempts: config.voting.max_attempts, keyOf: moveName, tieBreak: TIE_BREAK },
    );
    const wrong = result.samples.reduce((sum, { attempts }) => sum + attempts.filter(({ problems }) => problems.length > 0).length, 0);
    refused += wrong;
    const chosen = result.winner === null ? RULE_BOOK.plan(stop.state, stop.context) : [result.winner];
    known.set(stop.month, chosen);
    moves.push({
      scenario_id: scenario.scenario_id,
      month: stop.month,
      move: chosen.map(moveName).join(' + ') || 'wait',
      source: result.winner === null ? 'fallback' : 'answer',
      samples: config.voting.samples,
      replies_refused: wrong,
    });
  }
  const outcome = paths.outcome(scripted(known), 0, true);
  return {
    moves,
    refused,
    play: {
      planner: PLANNER,
      costs: [outcome.cost],
      recoveredMonth: [outcome.recoveredMonth],
      defaultedMonth: [outcome.defaultedMonth],
      shockMonth: [outcome.shockMonth],
      score: successScore(outcome),
      hardshipMonths: outcome.hardshipMonths,
    },
  };
}

/** Known moves are played, the rule book plays the rest. */
const scripted = (known: ReadonlyMap<number, readonly Move[]>): Planner => ({
  id: PLANNER,
  plan: (s, context) => known.get(context.month) ?? RULE_BOOK.plan(s, context),
});

interface Stop {
  readonly month: number;
  readonly state: HouseholdState;
  readonly context: PlanContext;
}

/** The first month after the shock that nobody has decided yet; null when the path ends before. The path up to it is played again. */
function nextDecision(paths: PathSet, known: ReadonlyMap<number, readonly Move[]>): Stop | null {
  let stop: Stop | null = null;
  paths.outcome(
    {
      id: PLANNER,
      plan: (s, context) => {
        const moves = known.get(context.month);
        if (moves !== undefined) return moves;
        if (stop === null && s[SHOCK_MONTH] >= 0) {
          const state = s.slice();
          const legal = context.legal();
          stop = { month: context.month, state, context: { ...context, macro: context.macro.slice(), legal: () => legal } };
        }
        return RULE_BOOK.plan(s, context);
      },
    },
    0,
  );
  return stop;
}
