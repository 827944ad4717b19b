/** Payment trees over Queue 1: every item is decided on the same state, then the decisions are applied in queue order. */
import { ACTION, type Decision, newDecision } from '../policy/index.ts';
import { budgetAllows, consumeBudget } from './bank-tree.ts';
import type { Context } from './context.ts';
import { sortQueue1 } from './escalation.ts';
import { countRepeat } from './growth-limit.ts';
import { redeclare } from './redeclare.ts';
import { simulationError } from './simulation-error.ts';
import { staggerSplit, split } from './splitting.ts';
import type { State } from './state.ts';
import { markOverdue } from './settlement.ts';
import { RTGS, RTGS_NAMES } from './transactions.ts';

const MAX_PRIORITY = 10;

export class ReleaseDesk {
  private readonly s: State;
  private readonly context: Context;
  private readonly decisions: Decision[] = [];
  private readonly kept: number[] = [];
  private readonly appended: number[] = [];

  constructor(s: State, context: Context) {
    this.s = s;
    this.context = context;
  }

  run(): void {
    const { s } = this;
    const sorted = s.scenario.queue1Ordering === 'priority_deadline';
    for (let agent = 0; agent < s.agents; agent++) {
      const queue = s.queue1[agent]!;
      if (queue.length === 0) continue;
      if (sorted) sortQueue1(s, agent);
    }
    for (let agent = 0; agent < s.agents; agent++) {
      if (s.queue1[agent]!.length > 0) this.sweep(agent);
    }
  }

  private sweep(agent: number): void {
    const { s, context } = this;
    const tree = s.policies[agent]!.payment;
    const queue = s.queue1[agent]!;
    if (tree === null) {
      throw simulationError(
        s,
        `the policy of ${s.ids[agent]} has no payment_tree, but a payment waits`,
        'Give the policy a payment_tree.',
        `agents.${s.ids[agent]}.policy`,
      );
    }
    const divisible = s.scenario.granularity === 'divisible';
    if (tree.alwaysReleases && s.emit === null && !s.budgets[agent]!.limited && !divisible && !hasScheduled(s, agent)) {
      for (let k = 0; k < queue.length; k++) submit(s, queue.items[k]!);
      queue.clear();
      return;
    }
    context.begin(agent, 'payment');
    while (this.decisions.length < queue.length) this.decisions.push(newDecision());
    for (let k = 0; k < queue.length; k++) {
      const id = queue.items[k]!;
      if (s.tx.releaseAt[id]! >= 0) continue;
      context.at(id);
      tree.evaluate(context, this.decisions[k]!);
    }
    this.apply(agent);
  }

  private apply(agent: number): void {
    const { s, decisions, kept, appended } = this;
    const queue = s.queue1[agent]!;
    kept.length = 0;
    appended.length = 0;
    for (let k = 0; k < queue.length; k++) {
      const id = queue.items[k]!;
      const dueAt = s.tx.releaseAt[id]!;
      if (dueAt >= 0) {
        if (dueAt > s.tick) kept.push(id);
        else submitScheduled(s, id);
        continue;
      }
      if (!applyDecision(s, agent, id, decisions[k]!, appended)) kept.push(id);
    }
    queue.assign(kept);
    for (const id of appended) queue.push(id);
  }
}

function hasScheduled(s: State, agent: number): boolean {
  const queue = s.queue1[agent]!;
  if (!s.quirks.staggerGap) return false;
  for (let k = 0; k < queue.length; k++) if (s.tx.releaseAt[queue.items[k]!]! >= 0) return true;
  return false;
}

/** Puts an item on the list of this tick's settlement attempts. */
function submit(s: State, id: number, share = 1): void {
  const { tx } = s;
  tx.rtgsPriority[id] = tx.declaredPriority[id] === RTGS.none ? RTGS.normal : tx.declaredPriority[id]!;
  tx.rtgsSubmitted[id] = s.tick;
  s.submit(id, share);
}

function submitScheduled(s: State, id: number): void {
  s.tx.releaseAt[id] = -1;
  submit(s, id);
}

/** Applies one decision; true when the item leaves Queue 1. */
function applyDecision(s: State, agent: number, id: number, d: Decision, appended: number[]): boolean {
  const { tx } = s;
  switch (d.action) {
    case ACTION.Release:
    case ACTION.ReleaseWithCredit:
      return release(s, agent, id, d);
    case ACTION.Split:
    case ACTION.PaceAndRelease:
      return split(s, agent, id, d);
    case ACTION.StaggerSplit:
      return staggerSplit(s, agent, id, d, appended);
    case ACTION.Hold:
      hold(s, agent, id, d.reason || 'Custom("Policy decision")');
      return false;
    case ACTION.Reprioritize: {
      const old = tx.priority[id]!;
      tx.priority[id] = Math.min(d.priority, MAX_PRIORITY);
      s.emit?.({
        tick: s.tick,
        event_type: 'TransactionReprioritized',
        agent_id: s.ids[agent],
        tx_id: id,
        old_priority: old,
        new_priority: d.priority,
      });
      return false;
    }
    case ACTION.Drop:
      if (s.quirks.droppedStillCost) s.dropped.push(id);
      else markOverdue(s, id);
      s.emit?.({ tick: s.tick, event_type: 'PolicyDrop', agent_id: s.ids[agent], tx_id: id, reason: 'Expired deadline' });
      return true;
    case ACTION.WithdrawFromRtgs:
      hold(s, agent, id, 'WithdrawFromRtgs failed: not in Queue 2');
      return false;
    case ACTION.ResubmitToRtgs:
      return resubmit(s, agent, id, d, appended);
    default:
      throw simulationError(
        s,
        `the payment tree of ${s.ids[agent]} chose an action of another tree`,
        'Use the actions of the payment tree.',
        `agents.${s.ids[agent]}.policy`,
      );
  }
}

function release(s: State, agent: number, id: number, d: Decision): boolean {
  const { tx } = s;
  if (d.priority >= 0) tx.priority[id] = Math.min(d.priority, MAX_PRIORITY);
  if (d.timedForTick > s.tick) return false;
  const receiver = tx.receiver[id]!;
  const cents = tx.remaining[id]!;
  if (!budgetAllows(s, agent, receiver, cents)) {
    hold(s, agent, id, 'BudgetExhausted');
    return false;
  }
  consumeBudget(s, agent, receiver, cents);
  submit(s, id, d.share);
  if (s.emit !== null) {
    s.emit({
      tick: s.tick,
      event_type: 'RtgsSubmission',
      tx_id: id,
      sender: s.ids[agent],
      receiver: s.ids[receiver],
      amount: cents,
      internal_priority: tx.priority[id]!,
      rtgs_priority: RTGS_NAMES[tx.rtgsPriority[id]!],
    });
    s.emit({ tick: s.tick, event_type: 'PolicySubmit', agent_id: s.ids[agent], tx_id: id });
  }
  return true;
}

function resubmit(s: State, agent: number, id: number, d: Decision, appended: number[]): boolean {
  const { tx } = s;
  if (tx.rtgsPriority[id] !== RTGS.none) {
    hold(s, agent, id, 'ResubmitToRtgs failed: already submitted');
    return false;
  }
  redeclare(s, agent, id, d.rtgsPriority);
  // The reference queues the item a second time (quirk 4); releasing both copies fails the tick.
  if (!s.quirks.keepQueued) {
    countRepeat(s);
    appended.push(id);
  }
  return false;
}

function hold(s: State, agent: number, id: number, reason: string): void {
  s.emit?.({ tick: s.tick, event_type: 'PolicyHold', agent_id: s.ids[agent], tx_id: id, reason });
}
