import type { EquityDriver } from './drivers.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import type { Tails } from './tails.ts';
import type { ShortfallSource } from './waterfall.ts';

/** The laws of the economy and of shortfalls that a user may choose; what is absent stays as `DEFAULT_PARAMETERS` has it. */
export interface Dynamics {
  readonly equityDriver?: EquityDriver;
  readonly tails?: Tails;
  readonly waterfall?: readonly ShortfallSource[];
}

/** Without a choice, the default parameters themselves. */
export const parametersWith = (dynamics: Dynamics = {}): Parameters =>
  Object.keys(dynamics).length === 0 ? DEFAULT_PARAMETERS : { ...DEFAULT_PARAMETERS, ...dynamics };
