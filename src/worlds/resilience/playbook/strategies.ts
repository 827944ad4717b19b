/** Ways of acting that people name, each before the rule book: what it says comes first, the rule book decides the rest. */
import { type DecisionList, listPlanner, type Rule, RULE_BOOK_LIST, WAIT } from '../planners/index.ts';
import type { Planner } from '../state/index.ts';

const FIRST: Readonly<Record<string, readonly Rule[]>> = {
  'spend less first': [
    { if: { shocked: true, trim_level: { lt: 2 } }, do: { op: 'trim', level: 2 } },
    { if: { shocked: true, cash_gap_months: { gt: 1 }, trim_level: { lt: 3 } }, do: { op: 'trim', level: 3 } },
  ],
  'earn more first': [
    { if: { shocked: true }, do: { op: 'side_gig' } },
    { if: { shocked: true }, do: { op: 'partner_hours' } },
    { if: { shocked: true, cash_gap_months: { gt: 0 } }, do: { op: 'rent_room' } },
  ],
  'sell assets first': [
    { if: { shocked: true, cash_gap_months: { gt: 0 } }, do: { op: 'sell_asset', class: 'bonds', share: 1 } },
    { if: { shocked: true, cash_gap_months: { gt: 0 } }, do: { op: 'sell_asset', class: 'equities', share: 0.5 } },
  ],
  'borrow first': [
    { if: { shocked: true, cash_gap_months: { gt: 0 } }, do: { op: 'draw_line', months: 1 } },
    { if: { shocked: true, cash_gap_months: { gt: 0.5 } }, do: { op: 'retirement_loan', months: 3 } },
  ],
  'cut debt service first': [
    { if: { shocked: true, card_months: { gt: 0.5 } }, do: { op: 'balance_transfer' } },
    { if: { shocked: true, card_months: { gt: 0.5 } }, do: { op: 'consolidate' } },
    { if: { shocked: true, service_ratio: { gt: 0.2 } }, do: { op: 'refinance' } },
    { if: { shocked: true, service_ratio: { gt: 0.3 } }, do: { op: 'pay_extra', months: 0.5, keep: 1 } },
  ],
};

export const STRATEGIES: readonly Planner[] = [
  ...Object.entries(FIRST).map(([name, rules]) => {
    const list: DecisionList = { kind: 'list', rules: [...rules, ...RULE_BOOK_LIST.rules] };
    return listPlanner(name, list, name);
  }),
  WAIT,
];
