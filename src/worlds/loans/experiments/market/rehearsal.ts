/** A market played by rules alone: what would be asked late in a run of it, from which tokens and price are reckoned. */
import type { Seed } from '../../../../core/index.ts';
import type { Question } from '../../../../decide/index.ts';
import { type BankAnswer, bankQuestion, type OwnDecision } from '../../agents/index.ts';
import { type AskSettings, bankInput, strategyRule } from '../../deciders/index.ts';
import { type Arena, labViews, type LabRound } from '../../lab/index.ts';

/** Rounds that are played for it at most: what prompts show of the past grows with them. */
const MOST_ROUNDS = 50;
/** As long as a model's reasons are: they come back in later prompts. */
const RATIONALE =
  'Margins cover funding and expected losses; rivals posted slightly higher rates last round, so a small cut should win volume without starting a price war. Capital leaves room to lend, and the share of the market is below what the rate would support. I keep the rate near the last one and watch what rivals do next.';

export interface Rehearsal {
  /** To the first bank that is open in the last round. */
  readonly question: Question<BankAnswer>;
  readonly rounds: readonly LabRound[];
}

export function rehearse(arena: Arena, seed: Seed, settings: AskSettings): Rehearsal {
  const views = labViews(arena, seed);
  const history: LabRound[] = [];
  const own: OwnDecision[] = [];
  for (;;) {
    const seen = views(arena.begin(), history);
    const question = bankQuestion(bankInput(seen[0], own, settings));
    const rates = new Float64Array(arena.banks.length);
    for (const view of seen) rates[view.bank] = strategyRule(view).rateBps;
    const [{ bank, opening }] = seen;
    const forecast = { share: 1 / seen.length, volume: opening.balance[bank], profit: opening.equity[bank] };
    const texts = settings.scratchpads === true ? { plan: RATIONALE, insights: RATIONALE } : {};
    own.push({ round: opening.round, rateBps: rates[bank], rationale: RATIONALE, forecast, ...texts });
    history.push(arena.finish(rates));
    if (arena.ended || history.length === MOST_ROUNDS) return { question, rounds: history };
  }
}
