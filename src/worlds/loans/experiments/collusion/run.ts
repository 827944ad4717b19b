/** One run of `loans/collusion`: learners train, are frozen, are tested, and meet others. */
import { mean, quantile } from '../../../../core/index.ts';
import type { Lab, Outcome } from '../../../../lab/index.ts';
import { frozenPolicy, type QSettings, qGrid, type Seat, seatOf } from '../../deciders/index.ts';
import { labArena, type LabPolicy, nashCertificate } from '../../lab/index.ts';
import { roundYardsticks, type RoundYardsticks } from '../../metrics/index.ts';
import { type Play, play } from '../market/play.ts';
import { decisionRows, marketLogRows, roundRow } from '../market/records.ts';
import type { CollusionConfig } from './config.ts';
import { meetingSettings, specAt } from './meeting.ts';
import { collusionGame, expectedGame } from './game.ts';
import { collusionResults, type CellResult, type MeetingResult } from './results.ts';
import { TRAIN, type Trained, type TrainJob } from './train-task.ts';

export async function runCollusion(lab: Lab, config: CollusionConfig): Promise<Outcome> {
  const game = expectedGame(collusionGame(config, 1));
  const grid = qGrid(game, config.learning.actions, config.learning.xi);
  lab.progress({ label: 'learning', done: 0, total: config.sessions, message: `${config.sessions} sessions of ${config.firms} learners` });
  const trained = await lab.map(
    TRAIN,
    Array.from({ length: config.sessions }, (_, s) =>
      trainJob(lab, config, config.learning.alpha, config.learning.beta, ['session', s + 1], true),
    ),
  );
  record(lab, config, trained);
  const cells = await runGrid(lab, config);
  const meeting = config.meeting_rounds === 0 ? null : await meet(lab, config, trained);
  const certificate = nashCertificate(game, grid.benchmarks, (game.maxRateBps - game.minRateBps) / 10_000);
  return { status: 'completed', results: collusionResults(config, grid, certificate.maxGain, trained, cells, meeting) };
}

function trainJob(
  lab: Lab,
  config: CollusionConfig,
  alpha: number,
  beta: number,
  path: readonly (string | number)[],
  curve: boolean,
): TrainJob {
  const { delta, actions, xi, stable_periods, max_periods } = config.learning;
  const settings: QSettings = {
    alpha,
    beta,
    delta,
    stablePeriods: stable_periods,
    maxPeriods: max_periods,
    curveEvery: curve ? config.curve_every : 0,
  };
  const { firms, market } = config;
  return {
    game: { firms, market },
    actions,
    xi,
    settings,
    seed: String(lab.seed),
    path: ['loans', 'collusion', ...path],
    impulsePeriods: config.impulse_periods,
  };
}

/** Cells share their streams by session: neighbours differ by their parameters alone. */
async function runGrid(lab: Lab, config: CollusionConfig): Promise<CellResult[]> {
  const { alphas, betas, sessions } = config.grid;
  const cells = alphas.flatMap((alpha) => betas.map((beta) => ({ alpha, beta })));
  const jobs = cells.flatMap(({ alpha, beta }) =>
    Array.from({ length: sessions }, (_, s) => trainJob(lab, config, alpha, beta, ['grid', s + 1], false)),
  );
  if (jobs.length > 0) lab.progress({ label: 'grid', done: 0, total: jobs.length, message: `${cells.length} cells of alpha and beta` });
  const trained = await lab.map(TRAIN, jobs);
  const results = cells.map(({ alpha, beta }, c): CellResult => {
    const own = trained.slice(c * sessions, (c + 1) * sessions);
    return {
      alpha,
      beta,
      sessions,
      collusion_index: mean(own.map((one) => one.collusionIndex)),
      converged_share: mean(own.map(({ converged }) => (converged ? 1 : 0))),
      mean_periods: mean(own.map(({ periods }) => periods)),
    };
  });
  lab.write(
    'collusion_grid',
    results.map((cell) => ({ ...cell })),
  );
  return results;
}

function record(lab: Lab, config: CollusionConfig, trained: readonly Trained[]): void {
  lab.write(
    'learning_sessions',
    trained.map((one, s) => ({
      session: s + 1,
      converged: one.converged,
      periods: one.periods,
      cycle_length: one.cycle,
      collusion_index: one.collusionIndex,
      mean_rate_bps: one.meanRateBps,
      deviation_gain: one.deviationGain,
    })),
  );
  // Sessions end at different times; one that has ended stays where it is.
  const longest = Math.max(...trained.map(({ curve }) => curve.length));
  const at = ({ curve, collusionIndex }: Trained, k: number): number => curve[k] ?? curve.at(-1) ?? collusionIndex;
  lab.write(
    'learning_curves',
    Array.from({ length: longest }, (_, k) => {
      const values = trained.map((one) => at(one, k));
      return {
        period: (k + 1) * config.curve_every,
        sessions: trained.length,
        learning_sessions: trained.filter(({ curve }) => k < curve.length).length,
        collusion_index_mean: mean(values),
        collusion_index_low: quantile(values, 0.1),
        collusion_index_high: quantile(values, 0.9),
      };
    }),
  );
  lab.write(
    'impulse_response',
    trained[0].impulse.map(({ period }, k) => ({
      round: period,
      bank_id: 'F1',
      deviator_bps: mean(trained.map(({ impulse }) => impulse[k].deviatorBps)),
      rivals_bps: mean(trained.map(({ impulse }) => impulse[k].rivalsBps)),
    })),
  );
}

/** Frozen learners of the session in the middle, by collusion index, meet the others in a market with real consumers. */
async function meet(lab: Lab, config: CollusionConfig, trained: readonly Trained[]): Promise<MeetingResult> {
  const { banks, config: market } = collusionGame(config, config.meeting_rounds);
  const grid = qGrid(expectedGame(collusionGame(config, 1)), config.learning.actions, config.learning.xi);
  const ids = banks.map(({ id }) => id);
  const sorted = trained.map((one, s) => ({ one, s })).sort((a, b) => a.one.collusionIndex - b.one.collusionIndex || a.s - b.s);
  const { one: session, s } = sorted[Math.floor((sorted.length - 1) / 2)];
  const frozen = {
    grid,
    strategies: { firms: config.firms, actions: grid.actions, greedy: session.greedy },
    places: banks.map((_, j) => j),
  };
  const learned: LabPolicy[] = banks.map((_, j) => frozenPolicy(frozen, j));
  const seats: Seat[] = [];
  for (const { id, strategy } of banks)
    seats.push(await seatOf(specAt(config, id, ids), strategy, (name) => lab.decider(name, undefined, config.model_settings)));
  const settings = await meetingSettings(lab, config);
  const played = await play(lab, { arena: labArena(banks, market, lab.seed), seats, settings, attempts: config.max_attempts, learned });
  const exact = recordMeeting(lab, banks, market, played);
  return {
    session: s + 1,
    rounds: played.rounds.length,
    deciders: Object.fromEntries(banks.map(({ id }, j) => [id, seats[j].name])),
    collusion_index: mean(exact.map(({ collusionIndex }) => collusionIndex)),
    mean_rate_bps: Object.fromEntries(banks.map(({ id }, j) => [id, mean(played.rounds.map(({ round }) => round.rateBps[j]))])),
    profit: Object.fromEntries(banks.map(({ id }, j) => [id, mean(exact.map(({ expected }) => expected.profit[j]))])),
    regret_share: Object.fromEntries(banks.map(({ id }, j) => [id, mean(exact.map(({ regret }) => regret[j]))])),
    fallbacks: played.rounds.flatMap(({ decisions }) => decisions).filter(({ source }) => source === 'fallback').length,
  };
}

function recordMeeting(
  lab: Lab,
  banks: ReturnType<typeof collusionGame>['banks'],
  market: ReturnType<typeof collusionGame>['config'],
  { rounds }: Play,
): RoundYardsticks[] {
  const exact: RoundYardsticks[] = [];
  rounds.forEach((played, t) => {
    exact.push(roundYardsticks(played.game!, played.round, exact.at(-1)?.benchmarks));
    const first = rounds[0].round.startLoanCount;
    lab.write('market_log', marketLogRows('lab', banks, market, played, exact[t], rounds[t - 1] ?? null, first));
    lab.write('market_rounds', [roundRow(played, exact[t])]);
    lab.write('bank_decisions', decisionRows(banks, played.round.round, played.decisions));
  });
  return exact;
}
