/** One session of learning as a task: trained, then looked at. */
import { streamFor } from '../../../../core/index.ts';
import type { TaskRef } from '../../../../lab/index.ts';
import {
  actionOf,
  collusionIndex,
  cycleFrom,
  nextState,
  qGrid,
  type QGrid,
  type QSession,
  type QSettings,
  trainSession,
} from '../../deciders/index.ts';
import type { CollusionConfig } from './config.ts';
import { collusionGame, expectedGame } from './game.ts';

export interface TrainJob {
  readonly game: Pick<CollusionConfig, 'firms' | 'market'>;
  readonly actions: number;
  readonly xi: number;
  readonly settings: QSettings;
  readonly seed: string;
  readonly path: readonly (string | number)[];
  readonly impulsePeriods: number;
}

export interface Trained {
  readonly converged: boolean;
  readonly periods: number;
  /** Length of the cycle that play ends in. */
  readonly cycle: number;
  /** Over that cycle. */
  readonly collusionIndex: number;
  readonly meanRateBps: number;
  /** Collusion index of each stretch of learning. */
  readonly curve: readonly number[];
  readonly greedy: readonly Uint8Array[];
  readonly state: number;
  readonly impulse: readonly ImpulsePeriod[];
  /** Discounted profit of deviating for one period, against staying, over the deviator's profit of a period. */
  readonly deviationGain: number;
}

export interface ImpulsePeriod {
  /** 0: before; 1: the deviation. */
  readonly period: number;
  /** Change against the path without a deviation. */
  readonly deviatorBps: number;
  /** Mean over the others. */
  readonly rivalsBps: number;
}

export const TRAIN: TaskRef<TrainJob, Trained> = { module: import.meta.url, export: 'trainTask' };

/** Task. @public */
export function trainTask(job: TrainJob): Trained {
  const grid = qGrid(expectedGame(collusionGame(job.game, 1)), job.actions, job.xi);
  const session = trainSession(grid, job.settings, streamFor(BigInt(job.seed), ...job.path).generator);
  const cycle = cycleFrom(session, session.state);
  const mean = (of: (state: number) => number): number => cycle.reduce((sum, state) => sum + of(state), 0) / cycle.length;
  return {
    converged: session.converged,
    periods: session.periods,
    cycle: cycle.length,
    collusionIndex: collusionIndex(
      mean((state) => jointProfit(grid, state)),
      grid.benchmarks,
    ),
    meanRateBps: mean((state) => meanRate(grid, state, -1)),
    curve: session.curve.map((profit) => collusionIndex(profit, grid.benchmarks)),
    greedy: session.greedy,
    state: session.state,
    ...deviate(grid, session, cycle[0], job),
  };
}

function jointProfit({ firms, profit }: QGrid, state: number): number {
  let total = 0;
  for (let f = 0; f < firms; f++) total += profit[state * firms + f];
  return total;
}

/** Mean rate over the firms but one (-1: over all). */
function meanRate(grid: QGrid, state: number, but: number): number {
  let [sum, count] = [0, 0];
  for (let f = 0; f < grid.firms; f++) {
    if (f === but) continue;
    sum += grid.rates[f][actionOf(state, f, grid)];
    count += 1;
  }
  return sum / count;
}

/** The first firm plays its static best response to the others for one period, then its strategy again. */
function deviate(
  grid: QGrid,
  session: QSession,
  start: number,
  { impulsePeriods, settings }: TrainJob,
): Pick<Trained, 'impulse' | 'deviationGain'> {
  const { firms, actions, profit } = grid;
  let calm = nextState(session, start);
  const top = actions ** (firms - 1);
  const rest = calm % top;
  let best = 0;
  for (let a = 1; a < actions; a++) if (profit[(a * top + rest) * firms] > profit[(best * top + rest) * firms]) best = a;
  let forced = best * top + rest;
  const impulse: ImpulsePeriod[] = [{ period: 0, deviatorBps: 0, rivalsBps: 0 }];
  const usual = profit[calm * firms];
  let [gain, weight] = [0, 1];
  for (let period = 1; period <= impulsePeriods; period++) {
    const own = (state: number): number => grid.rates[0][actionOf(state, 0, grid)];
    impulse.push({ period, deviatorBps: own(forced) - own(calm), rivalsBps: meanRate(grid, forced, 0) - meanRate(grid, calm, 0) });
    gain += weight * (profit[forced * firms] - profit[calm * firms]);
    weight *= settings.delta;
    calm = nextState(session, calm);
    forced = nextState(session, forced);
  }
  return { impulse, deviationGain: usual > 0 ? gain / usual : 0 };
}
