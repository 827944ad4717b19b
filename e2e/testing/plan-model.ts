/**
 * A language model that writes plans, by turns a careful and a careless one. Owners of homes are first given a rule that nobody meets;
 * those who rent never get a usable answer.
 */
import type { SeenRequest } from '../../src/decide/testing/provider-server/index.ts';

const rule = (look: string, is: string, than: number, move: string) => ({ when: [{ look, is, than }], move });
let asked = 0;

export default function planner({ user }: SeenRequest): string {
  const isRefused = user.includes('Your last answer was refused');
  if (/^- homeowner: 0$/m.test(user)) return 'I would rather not say.';
  if (/^- homeowner: 1$/m.test(user) && !isRefused)
    return JSON.stringify({
      reason: 'Why not?',
      rules: [{ when: [rule('cash_months', '<', 1, '').when[0], rule('cash_months', '>', 2, '').when[0]], move: 'wait' }],
    });
  asked += 1;
  const rules = [
    rule('unemployed', '>', 0, 'claim_benefit'),
    rule('cash_months', '<', asked % 2, `trim(level=${1 + (asked % 2)})`),
    { when: [], move: 'side_gig(share=0.15)' },
  ];
  return JSON.stringify({ reason: 'Money must come in.', rules });
}
