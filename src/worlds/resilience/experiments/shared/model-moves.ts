/** A language model that chooses move by move, on the first path of a household that everybody else plays too. */
import { type Decider, type TieBreak, vote } from '../../../../decide/index.ts';
import type { Lab, Row } from '../../../../lab/index.ts';
import { moveName } from '../../moves/index.ts';
import { moveQuestion, RULE_BOOK, type Situation } from '../../planners/index.ts';
import { PathSet, type Scenario } from '../../routes/index.ts';
import { type HouseholdState, type Move, type PlanContext, type Planner, SLOT } from '../../state/index.ts';
import type { LivingTerms } from './certainty-equivalent.ts';
import type { AskedHousehold, ModelArmConfig } from './model-arm.ts';
import type { Prepared } from './prepare.ts';
import { play } from './tasks.ts';

const SHOCK_MONTH = SLOT.shockMonth;
/** Name of the model's row among the planners. */
export const PLANNER = 'model';
export const TIE_BREAK: TieBreak = 'first';

/** Ask month by month from the shock on; the rule book decides where no answer is usable, and after the last month asked. */
export async function askMoves(
  lab: Lab,
  config: ModelArmConfig,
  { seed }: Prepared,
  decider: Decider,
  scenario: Scenario,
  situation: Situation,
  terms: LivingTerms | null,
): Promise<AskedHousehold> {
  const paths = new PathSet(situation, [seed, 'evaluate', scenario.scenario_id], 0, 1);
  const known = new Map<number, readonly Move[]>();
  const rows: Row[] = [];
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
    const chosen = result.winner === null ? RULE_BOOK.plan(stop.state, stop.context) : [result.winner];
    known.set(stop.month, chosen);
    rows.push({
      scenario_id: scenario.scenario_id,
      month: stop.month,
      move: chosen.map(moveName).join(' + ') || 'wait',
      source: result.winner === null ? 'fallback' : 'answer',
      samples: config.voting.samples,
      replies_refused: refusedIn(result),
    });
  }
  return {
    play: play(paths, scripted(known), 1, terms),
    rows,
    decisions: rows.length,
    failed: rows.filter(({ source }) => source === 'fallback').length,
    refused: rows.reduce((sum, { replies_refused: refused }) => sum + Number(refused), 0),
  };
}

/** Replies of a vote that were sent back. */
export const refusedIn = ({ samples }: Awaited<ReturnType<typeof vote>>): number =>
  samples.reduce((sum, { attempts }) => sum + attempts.filter(({ problems }) => problems.length > 0).length, 0);

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
export function nextDecision(paths: PathSet, known: ReadonlyMap<number, readonly Move[]>): Stop | null {
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
