/** Payment trees over Queue 2: only withdrawal and resubmission act; everything is decided before anything is applied. */
import { ACTION, type CompiledTree, type Decision, PolicyRuntimeError } from '../policy/index.ts';
import type { Context } from './context.ts';
import { redeclare } from './redeclare.ts';
import type { State } from './state.ts';
import { RTGS, RTGS_NAMES } from './transactions.ts';

export function runQueue2Policies(s: State, context: Context, decision: Decision, acts: (tree: CompiledTree) => boolean): void {
  const chosen: { id: number; agent: number; action: number; rtgsPriority: number }[] = [];
  for (let agent = 0; agent < s.agents; agent++) {
    const queued = s.index2[agent]!;
    const tree = s.policies[agent]!.payment;
    if (queued.length === 0 || tree === null || !acts(tree)) continue;
    context.begin(agent, 'payment');
    for (let k = 0; k < queued.length; k++) {
      const id = queued.items[k]!;
      context.at(id);
      try {
        tree.evaluate(context, decision);
      } catch (error) {
        // Here, unlike in Queue 1, the reference takes a failed evaluation for a hold.
        if (error instanceof PolicyRuntimeError) continue;
        throw error;
      }
      if (decision.action === ACTION.WithdrawFromRtgs || decision.action === ACTION.ResubmitToRtgs)
        chosen.push({ id, agent, action: decision.action, rtgsPriority: decision.rtgsPriority });
    }
  }
  for (const { id, agent, action, rtgsPriority } of chosen) {
    if (!s.queue2.remove(id)) {
      s.emit?.({ tick: s.tick, event_type: 'PolicyHold', agent_id: s.ids[agent], tx_id: id, reason: 'Queue 2 action failed: not found' });
      continue;
    }
    if (action === ACTION.WithdrawFromRtgs) withdraw(s, agent, id);
    else resubmit(s, agent, id, rtgsPriority);
  }
}

/** After the item has left Queue 2. */
export function withdraw(s: State, agent: number, id: number): void {
  const { tx } = s;
  const old = tx.rtgsPriority[id]!;
  tx.rtgsPriority[id] = RTGS.none;
  tx.rtgsSubmitted[id] = -1;
  // The reference leaves the payment in no queue at all (quirk 5).
  if (s.quirks.keepQueued) s.queue1[agent]!.push(id);
  s.emit?.({
    tick: s.tick,
    event_type: 'RtgsWithdrawal',
    tx_id: id,
    sender: s.ids[agent],
    original_rtgs_priority: old < 0 ? 'None' : RTGS_NAMES[old],
  });
}

function resubmit(s: State, agent: number, id: number, rtgsPriority: number): void {
  const { tx } = s;
  tx.rtgsPriority[id] = RTGS.none;
  tx.rtgsSubmitted[id] = -1;
  redeclare(s, agent, id, rtgsPriority);
  s.queue1[agent]!.push(id);
}
