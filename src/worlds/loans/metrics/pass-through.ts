/** Pass-through: how much of a rise of all banks' cost of funds reaches the rates that borrowers are offered. */
import { type Arena, simulateArena, type SimulateOptions } from '../lab/index.ts';
import { meanOpenRate } from './dynamics.ts';

export interface PassThrough {
  readonly shockBps: number;
  /** Mean over rounds of the change of the mean rate, per basis point of the shock. */
  readonly share: number;
}

/**
 * The market is played twice on the same random numbers, once with dearer funds from round 1 on; 1: all of it is passed on.
 * Policies must be pure.
 */
export function passThrough(before: Arena, after: Arena, options: SimulateOptions, shockBps: number): PassThrough {
  const [calm, dear] = [simulateArena(before, options).rounds, simulateArena(after, options).rounds];
  const count = Math.min(calm.length, dear.length);
  let sum = 0;
  for (let t = 0; t < count; t++) sum += meanOpenRate(dear[t]) - meanOpenRate(calm[t]);
  return { shockBps, share: count === 0 ? Number.NaN : sum / count / shockBps };
}
