/** Advice for people: what to play, beside what else could be played, and what the answer hangs on. */
import { bandChart, type ChartSpec, formatPercent, type ReportBlock, right, type TableBlock } from '../../report/index.ts';
import type { Advice, PlanAdvice } from '../../worlds/resilience/advice/index.ts';
import { badTable, recoveryTable, share, signed } from './plan-tables.ts';

export interface About {
  readonly name: string;
  readonly effort: string;
  readonly months: number;
}

const words = (name: string): string => name.replaceAll('_', ' ');
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });

export function adviceBlocks(advice: Advice, { name, effort, months }: About): ReportBlock[] {
  const { plans } = advice;
  const best = plans.find(({ plan }) => plan === advice.best) as PlanAdvice;
  const least = Math.min(...plans.map(({ paths }) => paths));
  const most = Math.max(...plans.map(({ paths }) => paths));
  const fewer = plans.filter(({ paths }) => paths < most).map(({ plan }) => plan);
  const counts = `${most} futures${least < most ? `, ${least} for ${fewer.join(', ')}, planners that compute for each household` : ''}`;
  return [
    {
      kind: 'verdict',
      text:
        best.vsRuleBook === null
          ? `${name}: no plan is shown to beat the rule book: play the rule book. ${share(best.recovered)} recover.`
          : `${name}: ${best.plan} is best, ${signed(best.vsRuleBook)} months of cost beside the rule book. ${share(best.recovered)} recover, ${formatPercent(best.defaulted.p)} default.`,
      tone: best.vsRuleBook === null ? 'warning' : 'good',
    },
    ...(advice.outOfSupport === true
      ? [paragraph('This household is unlike those that routes were learned on: learned routes are shown, not advised.')]
      : []),
    recoveryTable(
      plans,
      `Plans, the least cost first; all meet the same futures (${counts}). Horizon ${months} months, effort ${effort}; intervals 95 %; months to recovery up to the horizon, default counts as never.`,
    ),
    badTable(
      plans,
      'How bad it gets: default, months of hardship, mean cost of the worst tenth of futures, net worth below what it would have been (median future, worst tenth)',
    ),
    ...steps(best),
    ...missed(best),
    ...goals(plans),
    ...advice.sideBySide.map((pair) =>
      paragraph(
        `${pair.a} beside ${pair.b}: ${signed(pair.cost)} months of cost, ${signed(pair.hardshipMonths)} months of hardship (below 0: ${pair.a} is better).`,
      ),
    ),
    paragraph(runwayText(advice)),
    {
      kind: 'table',
      caption: 'What drives the result: one thing changed, rule book, same futures (cost and hardship: months, below 0 is better)',
      columns: [{ label: 'change' }, right('recovered'), right('cost'), right('hardship')],
      rows: advice.drivers.map((driver) => [
        driver.change,
        formatPercent(driver.recovered),
        signed(driver.cost),
        signed(driver.hardshipMonths),
      ]),
    },
    paragraph(`Assumed: ${advice.assumptions.join('; ')}.`),
    paragraph('This is not financial advice.'),
  ];
}

/** What the plan plays in the first year, and its rules where it is a list. */
function steps(plan: PlanAdvice): ReportBlock[] {
  const table: TableBlock = {
    kind: 'table',
    caption: `${plan.plan}: moves of the first year after the shock, when first (median) and in how many futures`,
    columns: [{ label: 'move' }, right('month'), right('futures')],
    rows: plan.moves.map(({ move, month, share: part }) => [words(move), String(month), formatPercent(part)]),
  };
  const rules: ReportBlock[] =
    plan.kind === 'learned' && plan.rules !== null
      ? [paragraph(`Its rules, the first two that apply are played: ${plan.rules.join('; ')}.`)]
      : [];
  return table.rows.length === 0 ? rules : [table, ...rules];
}

function missed({ missed: tests, plan }: PlanAdvice): ReportBlock[] {
  if (tests === null) return [];
  const named = Object.entries(tests)
    .filter(([, part]) => part > 0)
    .sort((a, b) => b[1] - a[1])
    .map(([test, part]) => `${words(test)} ${formatPercent(part)}`);
  return named.length === 0 ? [] : [paragraph(`Where ${plan} does not recover, it misses at the end: ${named.join(', ')}.`)];
}

function goals(plans: readonly PlanAdvice[]): ReportBlock[] {
  const names = plans[0].goals.map(({ name }) => name);
  if (names.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Goals met when a future ends (recovery, default or the horizon)',
      columns: [{ label: 'plan' }, ...names.map(right)],
      rows: plans.map((plan) => [plan.plan, ...plan.goals.map(({ met }) => share(met))]),
    },
  ];
}

function runwayText({ runway, buffer }: Advice): string {
  const levers = runway.levers.map(({ lever, gainedMonths }) => `${lever} +${gainedMonths.toFixed(1)}`).join(', ');
  const needed =
    buffer.months === null
      ? `more than ${buffer.triedMonths} months of essentials`
      : buffer.months === 0
        ? `none: default is ${share(buffer.defaultedNow)} as it stands`
        : `${buffer.months.toFixed(1)} months of essentials (now ${share(buffer.defaultedNow)})`;
  return `Runway without any income: ${runway.months.toFixed(1)} months as they live now, ${runway.cashMonths.toFixed(1)} from cash alone. Levers, months gained: ${levers}. Cash that keeps default under ${formatPercent(buffer.limit)} by the rule book: ${needed}.`;
}

/** Recovery by plan. */
export function adviceChart(advice: Advice, { name, months, effort }: About): ChartSpec[] {
  return [
    bandChart({
      name: 'recovery_by_plan',
      title: `Recovery of ${name} by plan`,
      subtitle: `The same futures for all plans, horizon ${months} months, effort ${effort}, 95 % bands`,
      caption: 'Cumulative incidence of recovery (Aalen–Johansen), default competes.',
      x: { title: 'Months since the shock', measure: 'count' },
      y: { title: 'Recovered', measure: 'percent', domain: [0, 1] },
      series: advice.plans.map((plan) => ({
        label: plan.plan,
        // The last month has no path that is watched to its end.
        points: plan.curve.recovered
          .slice(0, -1)
          .map((value, month) => ({ x: month, mean: value, low: plan.curve.low[month], high: plan.curve.high[month] })),
      })),
    }),
  ];
}
