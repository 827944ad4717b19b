/** What a caller may do between ticks: inject payments, move collateral, withdraw and resubmit. */
import { CeterisError } from '../../../core/index.ts';
import { maxWithdrawable } from './liquidity.ts';
import { withdraw } from './queue2-policies.ts';
import { redeclare } from './redeclare.ts';
import { addPayment, capDeadline } from './scenario-events.ts';
import type { RtgsPriority } from './session-records.ts';
import type { State } from './state.ts';
import { RTGS, RTGS_NAMES, STATUS } from './transactions.ts';

const HOLDING_PERIOD_TICKS = 5;
const DEFAULT_PRIORITY = 5;
const MAX_PRIORITY = 10;

/** An answer, not an exception: a refused move of collateral leaves the state as it was. */
export interface CollateralOutcome {
  readonly success: boolean;
  readonly message: string;
  /** Posted collateral afterwards, cents. */
  readonly newTotalCents: number;
}

export interface SubmittedPayment {
  readonly from: string;
  readonly to: string;
  readonly amountCents: number;
  /** Absolute; capped as the scenario says, never before the next tick. */
  readonly deadlineTick: number;
  /** 0-10, default 5; more counts as 10. */
  readonly priority?: number;
  readonly rtgsPriority?: RtgsPriority;
  /** Echoed in the arrival event only. */
  readonly isDivisible?: boolean;
}

/** Checks first, then one new item at the tail of the sender's Queue 1, arriving at the upcoming tick. */
export function submitPayment(s: State, sender: number, receiver: number, payment: SubmittedPayment): number {
  const { amountCents, deadlineTick, priority = DEFAULT_PRIORITY } = payment;
  if (!Number.isSafeInteger(amountCents) || amountCents <= 0)
    throw new CeterisError(
      'INVALID_AMOUNT',
      `The amount ${amountCents} is not a positive number of whole cents.`,
      'Give the amount in cents, 1 or more.',
      { path: 'amountCents' },
    );
  if (!Number.isSafeInteger(deadlineTick) || deadlineTick <= s.tick)
    throw new CeterisError(
      'INVALID_DEADLINE',
      `The deadline ${deadlineTick} does not lie after tick ${s.tick}.`,
      `Give a whole tick from ${s.tick + 1} on.`,
      { path: 'deadlineTick' },
    );
  if (!Number.isInteger(priority) || priority < 0)
    throw new CeterisError(
      'INVALID_PRIORITY',
      `The priority ${priority} is not a whole number of 0 or more.`,
      'Use 0 (low) to 10 (urgent).',
      { path: 'priority' },
    );
  const declared = payment.rtgsPriority === undefined ? RTGS.none : rtgsCode(payment.rtgsPriority);
  const id = addPayment(
    s,
    sender,
    receiver,
    amountCents,
    capDeadline(s, deadlineTick, false),
    Math.min(priority, MAX_PRIORITY),
    payment.isDivisible ?? false,
  );
  s.tx.declaredPriority[id] = declared;
  return id;
}

export function rtgsCode(name: RtgsPriority): number {
  const code = RTGS_NAMES.indexOf(name);
  if (code < 0)
    throw new CeterisError('INVALID_PRIORITY', `There is no RTGS priority ${String(name)}.`, `Use ${RTGS_NAMES.join(', ')}.`, {
      path: 'rtgsPriority',
    });
  return code;
}

/** Adds collateral; capacity is not checked, the caller is the collateral manager. */
export function postManually(s: State, agent: number, cents: number): CollateralOutcome {
  if (!isAmount(cents)) return refused(s, agent, 'the amount must be a positive number of whole cents');
  s.postedCollateral[agent]! += cents;
  s.collateralPostedAt[agent] = s.tick;
  s.updateCredit(agent);
  return done(s, agent, cents, 'CollateralPost', 'ManualPost');
}

/** Takes collateral back once it has been held for five ticks and as far as no overdraft loses its cover. */
export function withdrawManually(s: State, agent: number, cents: number): CollateralOutcome {
  if (!isAmount(cents)) return refused(s, agent, 'the amount must be a positive number of whole cents');
  const postedAt = s.collateralPostedAt[agent]!;
  if (postedAt >= 0 && s.tick < postedAt + HOLDING_PERIOD_TICKS)
    return refused(s, agent, `collateral posted at tick ${postedAt} stays until tick ${postedAt + HOLDING_PERIOD_TICKS}`);
  const free = maxWithdrawable(s, agent, 0);
  if (cents > free) return refused(s, agent, `${cents} cents are more than the ${free} that may leave`);
  s.postedCollateral[agent]! -= cents;
  // Zero, not "unknown": the next posting starts its holding period anew either way.
  if (s.postedCollateral[agent] === 0) s.collateralPostedAt[agent] = 0;
  s.updateCredit(agent);
  return done(s, agent, cents, 'CollateralWithdraw', 'ManualWithdraw');
}

const isAmount = (cents: number): boolean => Number.isSafeInteger(cents) && cents > 0;

function refused(s: State, agent: number, message: string): CollateralOutcome {
  return { success: false, message, newTotalCents: s.postedCollateral[agent]! };
}

function done(s: State, agent: number, cents: number, type: string, reason: string): CollateralOutcome {
  const total = s.postedCollateral[agent]!;
  s.emit?.({ tick: s.tick, event_type: type, agent_id: s.ids[agent], amount: cents, reason, layer: 'manual', new_total: total });
  return { success: true, message: `${total} cents of collateral are posted`, newTotalCents: total };
}

/** Takes a payment out of Queue 2: back to Queue 1 under `standard`, out of every queue under `simcash`. */
export function withdrawFromQueue2(s: State, id: number): void {
  if (!s.queue2.remove(id))
    throw new CeterisError(
      'NOT_IN_QUEUE_2',
      `Payment ${id} is not in Queue 2.`,
      'Withdraw payments that were released and wait for settlement.',
      { path: 'txId' },
    );
  withdraw(s, s.tx.sender[id]!, id);
}

/** Gives a payment without RTGS priority a declared one and a place in Queue 1. */
export function resubmitPayment(s: State, id: number, rtgsPriority: RtgsPriority): void {
  const { tx } = s;
  const code = rtgsCode(rtgsPriority);
  const fail = (cause: string): never => {
    throw new CeterisError(
      'CANNOT_RESUBMIT',
      `Payment ${id} ${cause}.`,
      'Resubmit payments that were withdrawn from Queue 2 or never released.',
      { path: 'txId' },
    );
  };
  if (tx.status[id] === STATUS.settled) fail('has settled');
  if (tx.rtgsPriority[id] !== RTGS.none) fail('has been submitted already: withdraw it first');
  if (tx.parent.subarray(0, tx.count).includes(id)) fail('was split: its parts are on their way');
  const sender = tx.sender[id]!;
  redeclare(s, sender, id, code);
  // Under `simcash` a payment that still waits in Queue 1 is queued a second time (quirk 4).
  if (!s.quirks.keepQueued || !s.queue1[sender]!.toArray().includes(id)) s.queue1[sender]!.push(id);
  if (s.quirks.keepQueued) s.dropped.remove(id);
}
