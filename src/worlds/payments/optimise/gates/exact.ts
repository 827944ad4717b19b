import { dollars } from '../../equilibrium/index.ts';
import { isLower } from '../statistics.ts';
import type { GateDecision } from './types.ts';

/** Compare two exact criteria: a tie keeps the old policy, so that a run at equilibrium stays there. */
export function compareExactly(name: string, oldValue: number, newValue: number): GateDecision {
  return isLower(newValue, oldValue)
    ? { decision: 'accept', reason: `${name} falls from ${dollars(oldValue)} to ${dollars(newValue)}` }
    : { decision: 'reject', reason: `${name} does not fall: ${dollars(oldValue)} to ${dollars(newValue)}` };
}
