import type { Draws } from './draws.ts';
import type { Parameters } from './parameters.ts';
import type { LoanName } from './slots.ts';

/** One household: numbers by `SLOT`. Balances are whole cents. Copy with `.slice()`. */
export type HouseholdState = Float64Array;
/** What all households of a scenario share: numbers by `MACRO`. */
export type MacroState = Float64Array;

export type CreditBand = 'prime' | 'near' | 'sub';
export type MaritalStatus = 'single' | 'married' | 'divorced' | 'widowed';

export interface EarnerSpec {
  /** Gross pay when employed, cents a month. */
  readonly wageCents: number;
  readonly status?: 'employed' | 'unemployed' | 'unable';
  /** Months without work so far. */
  readonly spellMonths?: number;
  readonly tenureMonths?: number;
  /** Job-loss multiplier in contractions; 1 is the average sector. */
  readonly sectorBeta?: number;
  readonly selfEmployed?: boolean;
}

export interface LoanSpec {
  readonly balanceCents: number;
  /** Per year, 0.085 = 8.5 %. */
  readonly apr: number;
  readonly termMonths: number;
  /** Cents a month; by default the annuity of balance, rate and term. */
  readonly paymentCents?: number;
}

/** Something to be paid by a deadline, at once or bit by bit: tuition, a roof, a tax settlement. */
export interface ObligationSpec {
  readonly targetCents: number;
  /** Months until what is left falls due. */
  readonly dueMonths: number;
  /** Least and most of one payment; the default is anything. */
  readonly leastCents?: number;
  readonly mostCents?: number;
}

/** A household in words and whole cents: what files, generators and people hand over. */
export interface HouseholdSpec {
  readonly ageYears: number;
  readonly marital: MaritalStatus;
  readonly dependants?: number;
  readonly earners: readonly EarnerSpec[];
  readonly cashCents: number;
  readonly equitiesCents?: number;
  /** Cost of the equities; default: their value. */
  readonly basisCents?: number;
  readonly bondsCents?: number;
  readonly retirementCents?: number;
  readonly retirementEquityShare?: number;
  /** 0 or absent: rents. */
  readonly homeCents?: number;
  readonly card?: { readonly balanceCents: number; readonly apr?: number; readonly limitCents?: number };
  readonly loans?: Partial<Record<LoanName, LoanSpec>>;
  readonly line?: { readonly balanceCents?: number; readonly limitCents: number; readonly apr?: number };
  /** Cents a month, rent and upkeep included, debt service and taxes not. */
  readonly essentialCents: number;
  readonly discretionaryCents: number;
  /** At most two. */
  readonly obligations?: readonly ObligationSpec[];
  readonly credit?: CreditBand;
  readonly insurance?: {
    readonly health?: boolean;
    readonly home?: boolean;
    readonly homeDeductibleCents?: number;
    readonly disability?: boolean;
  };
  /** Share of pay into retirement. */
  readonly contributionRate?: number;
}

export const SHOCK_TYPES = [
  'market_crash',
  'job_loss',
  'medical_emergency',
  'divorce',
  'natural_disaster',
  'interest_rate_spike',
  'inflation_shock',
] as const;
export type ShockType = (typeof SHOCK_TYPES)[number];

export interface ShockEvent {
  readonly type: ShockType;
  /** Month of the path, 0 the first. */
  readonly month: number;
  /** Signed share, as the seed writes it: -0.25 is a fall by a quarter. */
  readonly magnitude: number;
  /** Months over which it works, where it does. */
  readonly durationMonths: number;
}

/**
 * Where shocks come from. Both calls may read any number of draws of channels `CHANNEL.shocks` and up to `CHANNEL.moves`: draws are
 * addressed, so a source that reads fewer moves nothing elsewhere, and a path without a source is the twin of one with it.
 */
export interface ShockSource {
  /** Before returns are drawn: crashes, rate spikes and inflation set the spread-out fields of `macro`. */
  macro(macro: MacroState, draws: Draws, month: number): void;
  /** After returns: events of the household, booked through `books`. Must set `shockMonth` by `markShock` on an event. */
  household(state: HouseholdState, macro: MacroState, draws: Draws, month: number): void;
}

export const FAMILIES = ['rebalance', 'debt_restructure', 'income_optimization', 'capital_efficiency', 'risk_management', 'none'] as const;
export type Family = (typeof FAMILIES)[number];

export type MoveParams = Readonly<Record<string, number | string>>;

/** An operator with its parameters: amounts in months of essential spending or shares of a balance, so that moves travel between households. */
export interface Move {
  readonly operator: string;
  readonly params: MoveParams;
}

export interface MoveContext {
  readonly macro: MacroState;
  readonly parameters: Parameters;
}

/** A partial operator: outside its precondition it is undefined (strict) or the identity with a flag (skip). */
export interface Operator {
  readonly id: string;
  readonly family: Exclude<Family, 'none'> | 'none';
  /** One line: what it does, for lists, prompts and reports. */
  readonly summary: string;
  /** Parameters with their defaults. */
  readonly defaults: MoveParams;
  /** Months until the effect stands; 0: at once. */
  readonly latencyMonths: number;
  readonly cooldownMonths: number;
  /** Slot that counts the cooldown; -1: none. */
  readonly cooldownSlot: number;
  /** A numeric parameter that a latent effect needs when it comes due; the others stand at their defaults then. */
  readonly latentParam: string | null;
  /** Null when it may be played, otherwise why not. Pure. */
  readonly refusal: (state: HouseholdState, params: MoveParams, context: MoveContext) => string | null;
  /** Probability that it takes effect once tried, 0 to 1. Pure. */
  readonly success: (state: HouseholdState, params: MoveParams, context: MoveContext) => number;
  /** Cents of cash that trying takes, whatever comes of it; null: it is free. Pure. */
  readonly costCents: ((state: HouseholdState, params: MoveParams, context: MoveContext) => number) | null;
  /** The effect, every cent of it booked. */
  readonly apply: (state: HouseholdState, params: MoveParams, context: MoveContext) => void;
  /** The economic inverse; null: there is none. */
  readonly inverse: ((params: MoveParams) => Move) | null;
}

export interface MoveOutcome {
  readonly executed: boolean;
  /** False when tried in vain or not executed; true for latent moves that are queued. */
  readonly succeeded: boolean;
  readonly refusal: string | null;
  readonly feesCents: number;
  readonly taxesCents: number;
}

/** What a planner sees: everything up to this month's decision node. */
export interface PlanContext extends MoveContext {
  readonly month: number;
  readonly horizonMonths: number;
  readonly draws: Draws;
  /** Moves whose precondition holds now, `wait` first. */
  readonly legal: () => readonly Move[];
}

/** Pure given (state, context): at most two moves, played in this order. An empty list waits. Must not write to `state`. */
export interface Planner {
  readonly id: string;
  readonly plan: (state: HouseholdState, context: PlanContext) => readonly Move[];
}

/** A move as it was played on a path. */
export interface PlayedMove extends MoveOutcome {
  readonly month: number;
  readonly move: Move;
}

/** What a household lived on to the horizon, prices of month 0. */
export interface Living {
  /** By month, cents (`livedOn`). */
  readonly monthlyCents: Float64Array;
  /** Net worth at the horizon, cents. */
  readonly wealthCents: number;
}

/** One simulated household, months 0 to horizon. */
export interface PathOutcome {
  /** Month in which the first of three good months in a row ended; null: not within the horizon. */
  readonly recoveredMonth: number | null;
  readonly defaultedMonth: number | null;
  /** First month with an event; null: none came. */
  readonly shockMonth: number | null;
  /** Discounted cost in months (9.8). */
  readonly cost: number;
  /** Area of the resilience triangle, months. */
  readonly resilienceLoss: number;
  readonly hardshipMonths: number;
  readonly feesCents: number;
  readonly taxesCents: number;
  readonly interestCents: number;
  readonly finalNetWorthCents: number;
  readonly twinNetWorthCents: number;
  /** Largest shortfall below the twin's net worth, cents. */
  readonly drawdownCents: number;
  /** Tests (a) to (d) of recovery in the last month. */
  readonly finalTests: {
    readonly liquidity: boolean;
    readonly obligations: boolean;
    readonly service: boolean;
    readonly netWorth: boolean;
  };
  readonly moves: readonly PlayedMove[];
  readonly final: HouseholdState;
  /** Null unless asked for by `liveOn`. */
  readonly living: Living | null;
}

export interface PathOptions {
  readonly initial: HouseholdState;
  readonly months: number;
  readonly draws: Draws;
  readonly planner: Planner;
  readonly shocks: ShockSource | null;
  readonly parameters?: Parameters;
  readonly macro?: MacroState;
  /** Net worth of the twin at the end of each month; computed when absent, which doubles the work. */
  readonly twin?: Float64Array;
  /** Keep what was played (default false). */
  readonly trace?: boolean;
  /**
   * Record what the household lives on to the horizon; this planner decides the months that are left when the path ends. Nothing else of the
   * outcome changes by it.
   */
  readonly liveOn?: Planner;
}
