/**
 * The rule book of a sensible adviser: claim what is due, spend less while income falls short, fill the buffer, earn on the side until it
 * stands, put things back, then pay the dearest debt, then invest. Cash is judged after the month's bills: what came in is not yet what is left.
 */
import type { Planner } from '../state/index.ts';
import { type DecisionList, listPlanner } from './decision-list.ts';

export const RULE_BOOK_LIST: DecisionList = {
  kind: 'list',
  rules: [
    { if: { unemployed: true }, do: { op: 'claim_benefit' } },
    { if: { arrears_months: { gt: 0 } }, do: { op: 'pay' } },
    { if: { surplus_months: { lt: 0 }, cash_months: { lt: 1.5 }, trim_level: { lt: 3 } }, do: { op: 'trim', level: 3 } },
    { if: { surplus_months: { lt: 0 }, spare_months: { lt: 0 }, trim_level: { lt: 2 } }, do: { op: 'trim', level: 2 } },
    { if: { shocked: true, spare_months: { lt: 0 }, trim_level: { lt: 1 } }, do: { op: 'trim', level: 1 } },
    { if: { surplus_months: { ge: 0 }, spare_months: { ge: 0 }, trim_level: { gt: 0 } }, do: { op: 'trim', level: 0 } },
    { if: { unemployed: true, cash_months: { lt: 1 } }, do: { op: 'forbearance', kind: 'mortgage' } },
    { if: { unemployed: true }, do: { op: 'search_effort' } },
    { if: { spare_months: { lt: 0 } }, do: { op: 'build_buffer', months: 5 } },
    { if: { shocked: true, spare_months: { lt: 0 } }, do: { op: 'side_gig' } },
    { if: { shocked: true, spare_months: { lt: 0 } }, do: { op: 'partner_hours' } },
    { if: { surplus_months: { lt: 0 }, spare_months: { lt: 0 } }, do: { op: 'pause_contributions' } },
    { if: { surplus_months: { ge: 0 }, spare_months: { ge: 0 } }, do: { op: 'resume_contributions' } },
    { if: { unemployed: false, spare_months: { ge: 1 }, card_months: { gt: 0 } }, do: { op: 'pay_extra', months: 0.5, keep: 3 } },
    { if: { unemployed: false, spare_months: { gt: 6 } }, do: { op: 'invest_excess', months: 9 } },
  ],
};

export const RULE_BOOK: Planner = listPlanner('rule-book', RULE_BOOK_LIST);
