export type {
  CreditBand,
  EarnerSpec,
  Family,
  HouseholdSpec,
  HouseholdState,
  Living,
  LoanSpec,
  MacroState,
  MaritalStatus,
  Move,
  MoveContext,
  MoveOutcome,
  MoveParams,
  ObligationSpec,
  Operator,
  PathOptions,
  PathOutcome,
  PlanContext,
  Planner,
  PlayedMove,
  ShockEvent,
  ShockSource,
  ShockType,
} from './types.ts';
export { FAMILIES, SHOCK_TYPES } from './types.ts';
export { CHANNEL, Draws, pathDraws } from './draws.ts';
export { type EquityDriver, HARDY } from './drivers.ts';
export { type Dynamics, parametersWith } from './dynamics.ts';
export type { MoveAmounts, Objective, Parameters, TaxTable } from './parameters.ts';
export { DEFAULT_PARAMETERS, inOtherMoney } from './parameters.ts';
export type { LoanName, MacroSlotName, SlotName } from './slots.ts';
export {
  COUNTDOWN,
  CREDIT,
  EARNER_SIZE,
  LOAN_SLOT,
  LOANS,
  MACRO,
  MACRO_SIZE,
  MARITAL,
  OBLIGATIONS,
  SLOT,
  SLOT_NAMES,
  STATE_SIZE,
  WORK,
} from './slots.ts';
export { annuity, monthInterest } from './annuity.ts';
export { assets, audit, book, bookDebt, bookedNetWorth, debts, FLOW, netWorth, toCents } from './books.ts';
export { householdState, loanSlot } from './household.ts';
export { markShock } from './shock-mark.ts';
export { loseJob } from './income.ts';
export { buyBonds, buyEquities, sellBonds, sellEquities, withdrawalRate, withdrawRetirement } from './liquidate.ts';
export { correlationFactors, macroState, stepMacro } from './macro.ts';
export { closeMonth, openMonth } from './month.ts';
export { allowedPayment, obligationSlot, payObligation } from './obligations.ts';
export { plannedDiscretionary, plannedEssential } from './pay.ts';
export { livedOn, plannedLiving, RENT_SHARE } from './living.ts';
export { monthCost } from './month-cost.ts';
export type { RecoveryTests } from './recovery.ts';
export { recoveryTests, updateRecovery } from './recovery.ts';
export { cardDue, LOAN_SLOTS, lineDue, loanDue, scheduledService } from './service.ts';
export { liquidResources, lowerCredit } from './standing.ts';
export { expectedTaxable, filesJointly, gainsRate, incomeTax, marginalRate } from './tax.ts';
export { LEAST_DEGREES, MOST_DEGREES, studentTails } from './tails.ts';
export { drawCard, raiseCash, SHORTFALL_SOURCES, type ShortfallSource } from './waterfall.ts';
