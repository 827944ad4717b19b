/**
 * Conduct: what rivals do after one bank is made to cut its rate for one round. The same market runs twice on the same random
 * numbers, once with the cut; a punishment is a lasting fall of the rivals' rates and a loss to the one who cut.
 */
import { type Arena, simulateArena, type SimulateOptions } from '../lab/index.ts';

export interface ImpulseRound {
  readonly round: number;
  /** Forced run less undisturbed run. */
  readonly deviatorBps: number;
  /** Mean over the other banks that are open in both runs. */
  readonly rivalsBps: number;
  readonly deviatorProfit: number;
}

export interface ImpulseResponse {
  readonly bank: string;
  readonly round: number;
  readonly cutBps: number;
  readonly rounds: readonly ImpulseRound[];
  /** Discounted profit of the one who cut, against the undisturbed pair: below zero, the cut was punished. */
  readonly discountedGain: number;
}

export interface Impulse {
  /** Index. */
  readonly bank: number;
  readonly round: number;
  readonly cutBps: number;
}

/**
 * Policies must be pure: whoever answers questions can't be asked about a market that is not.
 * @param arena makes the market anew; it is played twice
 */
export function impulseResponse(arena: () => Arena, options: SimulateOptions, impulse: Impulse): ImpulseResponse {
  const first = arena();
  const { config, banks } = first;
  const calm = simulateArena(first, options);
  const forced = simulateArena(arena(), {
    ...options,
    force: (round, rates) => {
      if (round === impulse.round) rates[impulse.bank] = Math.max(config.minRateBps, rates[impulse.bank] - impulse.cutBps);
    },
  });
  const count = Math.min(calm.rounds.length, forced.rounds.length);
  const rounds = Array.from({ length: count }, (_, t): ImpulseRound => {
    const [a, b] = [calm.rounds[t], forced.rounds[t]];
    const rivals = banks.map((_bank, j) => j).filter((j) => j !== impulse.bank && a.open[j] === 1 && b.open[j] === 1);
    const sum = rivals.reduce((total, j) => total + b.rateBps[j] - a.rateBps[j], 0);
    return {
      round: t + 1,
      deviatorBps: b.rateBps[impulse.bank] - a.rateBps[impulse.bank],
      rivalsBps: rivals.length === 0 ? 0 : sum / rivals.length,
      deviatorProfit: b.profit[impulse.bank] - a.profit[impulse.bank],
    };
  });
  return {
    bank: banks[impulse.bank].id,
    round: impulse.round,
    cutBps: impulse.cutBps,
    rounds,
    discountedGain: rounds
      .filter(({ round }) => round >= impulse.round)
      .reduce((gain, { round, deviatorProfit }) => gain + deviatorProfit * config.discountFactor ** (round - impulse.round), 0),
  };
}
