/** Rules that a search may put into a decision list. Amounts are in months of essential spending, so that they travel between households. */
import type { Rule } from '../planners/index.ts';

const SHORT = { shocked: true, spare_months: { lt: 0 } } as const;
const VERY_SHORT = { shocked: true, spare_months: { lt: -1 } } as const;

export const RULE_LIBRARY: readonly Rule[] = [
  { if: SHORT, do: { op: 'rent_room' } },
  { if: { shocked: true }, do: { op: 'side_gig' } },
  { if: { shocked: true }, do: { op: 'partner_hours' } },
  { if: { shocked: true }, do: { op: 'rent_room' } },
  { if: { surplus_months: { lt: 0 } }, do: { op: 'side_gig' } },
  { if: { ...SHORT, trim_level: { lt: 1 } }, do: { op: 'trim', level: 1 } },
  { if: { ...SHORT, trim_level: { lt: 2 } }, do: { op: 'trim', level: 2 } },
  { if: { ...SHORT, trim_level: { lt: 3 } }, do: { op: 'trim', level: 3 } },
  { if: { shocked: true, trim_level: { lt: 2 } }, do: { op: 'trim', level: 2 } },
  { if: { spare_months: { ge: 0 }, unemployed: false, trim_level: { gt: 0 } }, do: { op: 'trim', level: 0 } },
  { if: { shocked: true, spare_months: { ge: -0.5 }, trim_level: { gt: 1 } }, do: { op: 'trim', level: 0 } },
  { if: SHORT, do: { op: 'sell_asset', class: 'bonds', share: 1 } },
  { if: SHORT, do: { op: 'sell_asset', class: 'equities', share: 0.25 } },
  { if: SHORT, do: { op: 'pause_contributions' } },
  { if: VERY_SHORT, do: { op: 'retirement_loan', months: 3 } },
  { if: SHORT, do: { op: 'retirement_loan', months: 1 } },
  { if: VERY_SHORT, do: { op: 'draw_line', months: 1 } },
  { if: { shocked: true, cash_months: { lt: 1 } }, do: { op: 'hardship_withdrawal', months: 2 } },
  { if: { unemployed: true, spare_months: { lt: 0 } }, do: { op: 'forbearance', kind: 'mortgage' } },
  { if: { unemployed: true, spare_months: { lt: 0 } }, do: { op: 'forbearance', kind: 'student' } },
  { if: { unemployed: true, spell_months: { ge: 2 } }, do: { op: 'retrain', months: 3, cost: 1 } },
  { if: { service_ratio: { gt: 0.3 }, card_months: { gt: 0.5 } }, do: { op: 'consolidate' } },
  { if: { card_months: { gt: 0.5 } }, do: { op: 'balance_transfer' } },
  { if: { spare_months: { gt: 0.5 }, service_ratio: { gt: 0.3 } }, do: { op: 'pay_extra', months: 0.5, keep: 1 } },
  { if: { shocked: true, service_ratio: { gt: 0.36 } }, do: { op: 'deleverage', months: 2 } },
  { if: { service_ratio: { gt: 0.36 } }, do: { op: 'refinance' } },
  { if: { shocked: true, delinquent_months: { ge: 3 } }, do: { op: 'settle' } },
  { if: { shocked: true, delinquent_months: { ge: 2 } }, do: { op: 'downsize_home' } },
  { if: { shocked: true, months_since_shock: { le: 1 }, equity_months: { gt: 6 } }, do: { op: 'derisk', share: 0.5 } },
  { if: { shocked: false }, do: { op: 'insure', type: 'disability' } },
  { if: { shocked: false, homeowner: true }, do: { op: 'insure', type: 'home' } },
];
