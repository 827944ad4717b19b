/** A language model that writes a household's plan once: its rules then play every path of the household, without being asked again. */
import { canonicalJson } from '../../../../core/index.ts';
import { type Decider, vote } from '../../../../decide/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import { type DecisionList, listPlanner, planQuestion, RULE_BOOK_LIST, ruleText, type Situation } from '../../planners/index.ts';
import { meanOf, PathSet, type Scenario } from '../../routes/index.ts';
import type { LivingTerms } from './certainty-equivalent.ts';
import type { AskedHousehold, ModelArmConfig } from './model-arm.ts';
import { nextDecision, PLANNER, refusedIn, TIE_BREAK } from './model-moves.ts';
import type { Prepared } from './prepare.ts';
import { play } from './tasks.ts';

/**
 * Ask for as many plans as there are samples. Where they differ they race on paths of the household's own, and the one of least mean cost is
 * played on those that all planners meet. The household is shown as it stands in the month of the shock on the first of them.
 */
export async function askPlan(
  lab: Lab,
  config: ModelArmConfig,
  { seed, effort }: Prepared,
  decider: Decider,
  scenario: Scenario,
  situation: Situation,
  terms: LivingTerms | null,
): Promise<AskedHousehold> {
  const id = scenario.scenario_id;
  const paths = new PathSet(situation, [seed, 'evaluate', id], 0, effort.evaluatePaths);
  const played = (list: DecisionList) => play(paths, listPlanner(PLANNER, list), effort.evaluatePaths, terms);
  const stop = nextDecision(paths, new Map());
  if (stop === null) return { play: played(RULE_BOOK_LIST), rows: [], decisions: 0, failed: 0, refused: 0 };
  const result = await vote(
    (question) => lab.ask(question, decider),
    (_sample, _attempt, problems) =>
      planQuestion(
        [
          ['household', id],
          ['month', stop.month],
        ],
        stop.state,
        stop.context,
        problems,
      ),
    { samples: config.voting.samples, attempts: config.voting.max_attempts, keyOf: canonicalJson, tieBreak: TIE_BREAK },
  );
  const lists = result.counts.flatMap(({ key }) => result.samples.find((one) => one.key === key)?.value ?? []);
  const list = best(lists, () => new PathSet(situation, [seed, 'plan', id], 0, effort.raceMost)) ?? RULE_BOOK_LIST;
  const refused = refusedIn(result);
  return {
    play: played(list),
    rows: list.rules.map((rule, i) => ({
      scenario_id: id,
      rule: i + 1,
      text: ruleText(rule),
      source: lists.length === 0 ? 'fallback' : 'answer',
      plans: lists.length,
      samples: config.voting.samples,
      replies_refused: refused,
    })),
    decisions: 1,
    failed: lists.length === 0 ? 1 : 0,
    refused,
  };
}

/** The list of least mean cost, the first of equals; null without one. */
function best(lists: readonly DecisionList[], race: () => PathSet): DecisionList | null {
  if (lists.length <= 1) return lists[0] ?? null;
  const paths = race();
  const costs = lists.map((list) => meanOf(paths.costs(listPlanner(PLANNER, list))));
  return lists[costs.indexOf(Math.min(...costs))];
}
