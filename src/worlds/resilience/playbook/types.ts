import type { DecisionList } from '../planners/index.ts';
import type { Scenario } from '../routes/index.ts';
import type { ShockTable } from '../shocks/index.ts';
import type { Dynamics } from '../state/index.ts';

/**
 * What a playbook compares, always the same household on the same random numbers:
 * `move`: its learned route with and without the move; `strategy`: a way of acting and the rule book; `insurance`: with it, premium paid, and
 * without; `buffer`: one more month of cash; `delay`: the learned route begun later and at once; `order`: two moves in one order and the other;
 * `sensitivity`: the learned route and the rule book where an assumption is another.
 */
export const SECTIONS = ['strategy', 'move', 'insurance', 'buffer', 'delay', 'order', 'sensitivity'] as const;
export type Section = (typeof SECTIONS)[number];

/** A mean over households with its t interval at 95 %. */
export interface Estimate {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/** What a choice saves a household; above 0 it helps. */
export interface Gain {
  /** Discounted cost, months. */
  readonly cost: number;
  readonly hardshipMonths: number;
  /** Shares of paths. */
  readonly recovered: number;
  readonly notDefaulted: number;
}

export interface Effect extends Gain {
  readonly section: Section;
  readonly item: string;
}

export interface HouseholdEffects {
  readonly scenarioId: string;
  readonly shockType: string;
  readonly householdType: string;
  readonly effects: readonly Effect[];
}

export interface PlaybookRow {
  readonly section: Section;
  /** `all`: whatever struck. */
  readonly shock_type: string;
  readonly household_type: string;
  readonly item: string;
  readonly households: number;
  /** Months of discounted cost that it saves. */
  readonly cost_saved: Estimate;
  readonly hardship_saved: Estimate;
  readonly recovered_gain: Estimate;
  readonly default_avoided: Estimate;
}

export interface PlaybookJob {
  readonly cases: readonly { readonly scenario: Scenario; readonly policy: DecisionList }[];
  readonly table: ShockTable;
  readonly dynamics?: Dynamics;
  readonly months: number;
  readonly paths: number;
  readonly seed: string;
}
