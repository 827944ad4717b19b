/** Plans side by side: how often they recover and how fast, and how bad it is where they do not. */
import { formatNumber, formatPercent, right, type TableBlock } from '../../report/index.ts';
import type { Mean, PlanOutcome } from '../../worlds/resilience/advice/index.ts';

export const signed = ({ diff, lo, hi }: { diff: number; lo: number; hi: number }): string =>
  `${diff.toFixed(1)} [${lo.toFixed(1)}, ${hi.toFixed(1)}]`;
export const share = ({ p, lo, hi }: { p: number; lo: number; hi: number }): string =>
  `${formatPercent(p)} [${formatPercent(lo)}, ${formatPercent(hi)}]`;
const mean = ({ mean: value, lo, hi }: Mean): string => `${value.toFixed(1)} [${lo.toFixed(1)}, ${hi.toFixed(1)}]`;
const dollars = (amount: number): string => `$${formatNumber(Math.round(amount))}`;
const YEAR = 12;

/** `third`: recovery within a year, or the share that ends with cash, bills and debt service in order. */
export const recoveryTable = (plans: readonly PlanOutcome[], caption: string, third: 'year' | 'order' = 'year'): TableBlock => ({
  kind: 'table',
  caption,
  columns: [
    { label: 'plan' },
    right('recovered'),
    right(third === 'year' ? 'in a year' : 'in order'),
    right('mean months'),
    right('cost'),
    right('vs rule book'),
  ],
  rows: plans.map((plan) => {
    const year = plan.within.find(({ months }) => months === YEAR);
    return [
      plan.plan,
      share(plan.recovered),
      third === 'order' ? share(plan.inOrder) : year === undefined ? '–' : share(year),
      plan.restrictedMeanMonths.toFixed(1),
      plan.cost.mean.toFixed(1),
      plan.vsRuleBook === null ? '–' : signed(plan.vsRuleBook),
    ];
  }),
});

export const badTable = (plans: readonly PlanOutcome[], caption: string): TableBlock => ({
  kind: 'table',
  caption,
  columns: [{ label: 'plan' }, right('default'), right('hardship'), right('worst tenth'), right('drawdown'), right('its worst tenth')],
  rows: plans.map((plan) => [
    plan.plan,
    share(plan.defaulted),
    mean(plan.hardshipMonths),
    plan.worstTenthCost.toFixed(0),
    dollars(plan.drawdownDollars.median),
    dollars(plan.drawdownDollars.worstTenth),
  ]),
});

/** A plan as a line of a CSV file. */
export const planRow = (plan: PlanOutcome): Readonly<Record<string, string | number | boolean | null>> => ({
  plan: plan.plan,
  paths: plan.paths,
  recovered: plan.recovered.p,
  recovered_low: plan.recovered.lo,
  recovered_high: plan.recovered.hi,
  defaulted: plan.defaulted.p,
  defaulted_low: plan.defaulted.lo,
  defaulted_high: plan.defaulted.hi,
  in_order: plan.inOrder.p,
  restricted_mean_months: plan.restrictedMeanMonths,
  mean_cost_months: plan.cost.mean,
  cost_low: plan.cost.lo,
  cost_high: plan.cost.hi,
  vs_rule_book: plan.vsRuleBook?.diff ?? null,
  vs_rule_book_low: plan.vsRuleBook?.lo ?? null,
  vs_rule_book_high: plan.vsRuleBook?.hi ?? null,
  hardship_months: plan.hardshipMonths.mean,
  worst_tenth_cost: plan.worstTenthCost,
  drawdown_dollars: plan.drawdownDollars.median,
  worst_tenth_drawdown_dollars: plan.drawdownDollars.worstTenth,
});
