import { EXIT } from '../../core/index.ts';
import { readText } from '../config/read-file.ts';
import { formatPercent, terminalBlocks, type ReportBlock } from '../../report/index.ts';
import { type Advice, advise, plansOf, shockOf } from '../../worlds/resilience/advice/index.ts';
import { readRoutes, routeBase } from '../../worlds/resilience/routes/index.ts';
import { DEFAULT_SHOCKS } from '../../worlds/resilience/shocks/index.ts';
import type { Handler } from '../handler.ts';
import { inFile, readHousehold } from './household.ts';

const PATHS = { quick: { paths: 300, rolloutPaths: 20 }, full: { paths: 10_000, rolloutPaths: 500 } } as const;
const MONTHS = 60;
const right = (label: string) => ({ label, align: 'right' as const });
const signed = ({ diff, lo, hi }: { diff: number; lo: number; hi: number }): string =>
  `${diff.toFixed(1)} [${lo.toFixed(1)}, ${hi.toFixed(1)}]`;

export const handler: Handler = async ([name = ''], options, io) => {
  const { file, household, source } = readHousehold(name);
  const effort = options.effort === 'full' ? 'full' : 'quick';
  const base = options.routes === undefined ? null : routeBase(readRoutes(readText(options.routes), options.routes));
  const shock = inFile(source, () => shockOf(file));
  const advice = inFile(source, () =>
    advise(household, shock, {
      table: DEFAULT_SHOCKS,
      months: MONTHS,
      ...PATHS[effort],
      seed: options.seed ?? '42',
      plans: plansOf(file),
      base,
    }),
  );
  io.result({ effort, household: file.name, shock, horizon_months: MONTHS, ...advice });
  io.print(terminalBlocks(blocksOf(advice, file.name, effort, base !== null), { color: io.colorOut, width: io.width }));
  return EXIT.done;
};

function blocksOf(advice: Advice, name: string, effort: string, trained: boolean): ReportBlock[] {
  const [best] = advice.plans;
  const proved = best.vsRuleBook !== null && best.vsRuleBook.hi < 0;
  const support =
    advice.outOfSupport === true ? ' This household is unlike those that routes were learned on: the rule book stands in for them.' : '';
  const buffer = advice.bufferMonths === null ? 'more than 36 months' : `${advice.bufferMonths.toFixed(1)} months`;
  return [
    {
      kind: 'verdict',
      text: proved
        ? `${name}: ${best.plan} is best, ${signed(best.vsRuleBook!)} months of cost beside the rule book.`
        : `${name}: no plan is shown to beat the rule book: play the rule book.`,
      tone: proved ? 'good' : 'warning',
    },
    {
      kind: 'table',
      caption: `Plans, best first; all meet the same futures. Horizon ${MONTHS} months, effort ${effort}, 95 % intervals.`,
      columns: [
        { label: 'plan' },
        right('paths'),
        right('cost'),
        right('vs rule book'),
        right('recovered'),
        right('default'),
        right('mean months'),
        right('by month 12'),
      ],
      rows: advice.plans.map((plan) => {
        const year = plan.within.find(({ months }) => months === 12);
        return [
          plan.plan,
          String(plan.paths),
          plan.cost.toFixed(1),
          plan.vsRuleBook === null ? '–' : signed(plan.vsRuleBook),
          `${formatPercent(plan.recovered.p)} [${formatPercent(plan.recovered.lo)}, ${formatPercent(plan.recovered.hi)}]`,
          formatPercent(plan.defaulted.p),
          plan.restrictedMeanMonths.toFixed(1),
          year === undefined ? '–' : `${formatPercent(year.p)} [${formatPercent(year.lo)}, ${formatPercent(year.hi)}]`,
        ];
      }),
    },
    {
      kind: 'paragraph',
      text: `Runway without any income: ${advice.runwayMonths.toFixed(1)} months of essentials and debt service (cash alone: ${advice.liquidMonths.toFixed(1)} months of essentials). Cash that keeps default under 5 %: ${buffer} of essentials.${support}`,
    },
    {
      kind: 'table',
      caption: 'What drives the result: one thing changed, rule book, same futures',
      columns: [{ label: 'change' }, right('recovered'), right('cost')],
      rows: advice.drivers.map(({ change, recovered, cost }) => [change, formatPercent(recovered), signed(cost)]),
    },
    {
      kind: 'paragraph',
      text: `Assumed: United States taxes of 2024 and benefits; returns, job finding and further shocks as in docs/resilience/guide.md; moves are carried out as planned. ${trained ? 'Learned routes were retrieved and raced on this household.' : 'No learned routes were given (--routes): rollout looks ahead instead.'} This is not financial advice.`,
    },
  ];
}
