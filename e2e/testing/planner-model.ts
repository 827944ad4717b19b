/**
 * A language model that reads what it is told of a household: it claims a benefit, then earns on the side, then waits. Owners of homes are
 * first given a move that does not exist; in the third month from the shock on it never gives a usable answer.
 */
import type { SeenRequest } from '../../src/decide/testing/provider-server/index.ts';

export default function planner({ user }: SeenRequest): string {
  const legal = [...user.matchAll(/^- ([a-z_]+(?:\([^)]*\))?): /gm)].map(([, name]) => name!);
  const isRefused = user.includes('Your last answer was refused');
  if (/^- months_since_shock: 2$/m.test(user)) return 'I would rather not say.';
  if (/^- homeowner: 1$/m.test(user) && !isRefused) return JSON.stringify({ reason: 'Why not?', move: 'fly_to_the_moon' });
  const move = ['claim_benefit', 'side_gig(share=0.15)', 'wait'].find((name) => legal.includes(name));
  return JSON.stringify({ reason: 'Money must come in.', move });
}
