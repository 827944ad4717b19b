import type { State } from './state.ts';
import { RTGS_NAMES } from './transactions.ts';

/** A payment's new declared priority (a code), and the event that says so. */
export function redeclare(s: State, sender: number, id: number, rtgsPriority: number): void {
  const { tx } = s;
  const old = tx.declaredPriority[id]!;
  tx.declaredPriority[id] = rtgsPriority;
  s.emit?.({
    tick: s.tick,
    event_type: 'RtgsResubmission',
    tx_id: id,
    sender: s.ids[sender],
    old_rtgs_priority: old < 0 ? 'None' : RTGS_NAMES[old],
    new_rtgs_priority: RTGS_NAMES[rtgsPriority],
  });
}
