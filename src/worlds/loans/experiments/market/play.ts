/** The rounds of a run: rules are computed, the others asked, and the market answers. */
import { CeterisError } from '../../../../core/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import { askBank, type BankForecast, type BankReply, type ForecastScore, type OwnDecision, scoreForecast } from '../../agents/index.ts';
import {
  type AskSettings,
  bankInput,
  clampRate,
  type FrozenLearners,
  frozenPolicy,
  MOST_LEARNERS,
  pastRound,
  type Seat,
  strategyRule,
  trainLearners,
} from '../../deciders/index.ts';
import { type Arena, type ExpectedRound, type LabPolicy, type LabRound, type LabView, labViews, type RateGame } from '../../lab/index.ts';

/** One rate and where it came from. */
export interface Decision {
  readonly bank: number;
  readonly rateBps: number;
  /** `rule`, `learner`, `answer`, or `fallback`: no valid answer came, and the rule of the bank's strategy stood in. */
  readonly source: 'rule' | 'learner' | 'answer' | 'fallback';
  /** Who decided: name of the rule, learner or model. */
  readonly decider: string;
  /** Of the rule or learner: the rate was moved into the bounds. */
  readonly clamped: boolean;
  readonly reply: BankReply | null;
  readonly forecast: BankForecast | null;
  /** How well the forecast of the round came true; filled in after it. */
  readonly score: ForecastScore | null;
}

export interface PlayedRound {
  readonly round: LabRound;
  /** null where demand is no function of absolute rates. */
  readonly game: RateGame | null;
  readonly expected: ExpectedRound;
  readonly decisions: readonly Decision[];
}

export interface Play {
  readonly rounds: readonly PlayedRound[];
  readonly end: 'rounds' | 'all-failed';
  /** Policies where every bank has one, for paired copies; null when somebody was asked. */
  readonly policies: readonly LabPolicy[] | null;
}

export interface PlayOptions {
  /** The market; it is used up. */
  readonly arena: Arena;
  readonly seats: readonly Seat[];
  readonly settings: AskSettings;
  readonly attempts: number;
  /** What learners do, by bank, where they were trained before; default: they are trained on the first round. */
  readonly learned?: readonly (LabPolicy | null)[];
}

export async function play(lab: Lab, options: PlayOptions): Promise<Play> {
  const { arena } = options;
  const { banks, config } = arena;
  const views = labViews(arena, lab.seed);
  const rounds: PlayedRound[] = [];
  const own: OwnDecision[][] = banks.map(() => []);
  let policies: readonly (LabPolicy | null)[] | null = null;
  while (!arena.ended) {
    const opening = arena.begin();
    const seen = views(
      opening,
      rounds.map(({ round }) => round),
    );
    policies ??= policiesOf(options, seen[0], lab.seed);
    const known = policies;
    const decided = await Promise.all(seen.map((view) => decide(lab, options, view, known[view.bank], own[view.bank])));
    const rates = new Float64Array(banks.length);
    for (const { bank, rateBps } of decided) rates[bank] = rateBps;
    const expected = arena.expected();
    const game = arena.hasEquilibrium ? arena.game() : null;
    const round = arena.finish(rates);
    const past = pastRound(round);
    const decisions = decided.map((decision) => ({
      ...decision,
      score: decision.forecast === null ? null : scoreForecast(decision.forecast, past, decision.bank),
    }));
    for (const decision of decisions) own[decision.bank].push(ownDecision(round.round, decision));
    rounds.push({ round, game, expected, decisions });
    lab.progress({ label: 'rounds', done: round.round, total: config.rounds, message: roundLine(round) });
  }
  if (rounds.length === 0) throw new CeterisError('MARKET_EMPTY', 'No bank takes part.', 'Give some bank equity.', { path: 'banks' });
  const complete = policies?.every((policy) => policy !== null) ? (policies as readonly LabPolicy[]) : null;
  return { rounds, end: rounds.length < config.rounds ? 'all-failed' : 'rounds', policies: complete };
}

function roundLine({ round, rateBps, open, newLoanCount, profit, failed }: LabRound): string {
  const rates = [...rateBps].filter((_, j) => open[j] === 1);
  const mean = rates.reduce((a, b) => a + b, 0) / rates.length;
  const loans = newLoanCount.reduce((a, b) => a + b, 0);
  const closed = failed.reduce((a, b) => a + b, 0);
  return `round ${round}: mean rate ${mean.toFixed(0)} bps, ${loans} loans, profit ${(profit.reduce((a, b) => a + b, 0) / 1e6).toFixed(2)} million${closed > 0 ? `, ${closed} banks closed` : ''}`;
}

/** Learners are trained on the first round's game, together when they are few, else each beside rivals at Nash. */
function policiesOf({ seats, learned }: PlayOptions, view: LabView, seed: bigint): (LabPolicy | null)[] {
  if (learned !== undefined)
    return seats.map((seat, j) => (seat.kind === 'rule' ? seat.policy : seat.kind === 'learner' ? learned[j] : null));
  const places = seats.flatMap((seat, j) => (seat.kind === 'learner' ? [j] : []));
  if (places.length > MOST_LEARNERS)
    throw new CeterisError(
      'TOO_MANY_LEARNERS',
      `${places.length} banks learn, and their tables grow with the power of that number.`,
      `Give q-learning to at most ${MOST_LEARNERS} banks; loans/collusion trains more.`,
      { path: 'model' },
    );
  const trained: FrozenLearners | null =
    places.length === 0 ? null : trainLearners(view.game(), places, LEARNER_ACTIONS, LEARNER_XI, LEARNER_SETTINGS, seed);
  return seats.map((seat, j) => {
    if (seat.kind === 'rule') return seat.policy;
    return seat.kind === 'learner' && trained !== null ? frozenPolicy(trained, places.indexOf(j)) : null;
  });
}

/** Grid and settings of Calvano et al. (2020). */
const LEARNER_ACTIONS = 15;
const LEARNER_XI = 0.1;
const LEARNER_SETTINGS = { alpha: 0.15, beta: 4e-6, delta: 0.95, stablePeriods: 100_000, maxPeriods: 20_000_000, curveEvery: 0 };

async function decide(
  lab: Lab,
  options: PlayOptions,
  view: LabView,
  policy: LabPolicy | null,
  own: readonly OwnDecision[],
): Promise<Decision> {
  const seat = options.seats[view.bank];
  const base = { bank: view.bank, decider: seat.name, clamped: false, reply: null, forecast: null, score: null };
  if (policy !== null) {
    const wanted = policy(view);
    const rateBps = clampRate(view, wanted);
    return { ...base, source: seat.kind === 'learner' ? 'learner' : 'rule', rateBps, clamped: rateBps !== wanted };
  }
  if (seat.kind !== 'asked') throw new Error('a bank without a policy is asked');
  const input = bankInput(view, own, options.settings);
  const reply = await askBank((question) => lab.ask(question, seat.decider), input, options.attempts);
  if (reply.answer !== null) {
    return { ...base, source: 'answer', rateBps: reply.answer.rateBps, reply, forecast: reply.answer.forecast };
  }
  const { name, rateBps } = strategyRule(view);
  lab.progress({
    label: 'fallback',
    done: view.opening.round,
    total: null,
    message: `round ${view.opening.round}: ${view.banks[view.bank].id} gave no valid answer in ${reply.attempts} attempts; rule ${name} sets ${rateBps} bps`,
  });
  return { ...base, source: 'fallback', decider: `${seat.name}, then ${name}`, rateBps, reply };
}

const ownDecision = (round: number, { rateBps, forecast, reply, source, decider }: Decision): OwnDecision => ({
  round,
  rateBps,
  rationale: reply?.answer?.rationale ?? `set by ${source === 'fallback' ? 'a rule, as no valid answer came' : decider}`,
  forecast,
  ...(reply?.answer?.plan !== undefined && { plan: reply.answer.plan }),
  ...(reply?.answer?.insights !== undefined && { insights: reply.answer.insights }),
});
