/** The block `dynamics` of a config: laws that a user may put in the place of the model's own. */
import { z } from 'zod';
import { fromBytes, nearest } from '../../../../core/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import {
  type Dynamics,
  type EquityDriver,
  HARDY,
  LEAST_DEGREES,
  MOST_DEGREES,
  SHORTFALL_SOURCES,
  type ShortfallSource,
  studentTails,
} from '../../state/index.ts';
import { readEquitySeries } from './equity-series.ts';

const isSource = (name: string): name is ShortfallSource => (SHORTFALL_SOURCES as readonly string[]).includes(name);

/** Every source once: an order may be chosen, nothing may be left out. */
function checkOrder(names: readonly string[], context: z.RefinementCtx): void {
  const complain = (message: string, at: number[]): void => context.addIssue({ code: 'custom', message, path: at });
  const missing = SHORTFALL_SOURCES.filter((source) => !names.includes(source));
  for (const [i, name] of names.entries()) {
    if (!isSource(name)) {
      const near = nearest(name, missing) ?? nearest(name, SHORTFALL_SOURCES);
      complain(
        `There is no source ${JSON.stringify(name)}. ${near === null ? `Sources are ${SHORTFALL_SOURCES.join(', ')}.` : `Did you mean ${near}?`}`,
        [i],
      );
      return;
    }
    if (names.indexOf(name) < i) return complain(`${name} comes twice. Name every source once.`, [i]);
  }
  if (missing.length > 0)
    complain(`${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} left out. Sources may be reordered, not skipped.`, []);
}

export const dynamicsSchema = z
  .strictObject({
    equity_driver: z
      .enum(['regimes', 'hardy', 'bootstrap'])
      .default('regimes')
      .describe(
        'regimes: the economy’s expansions and contractions; hardy: two regimes of equities alone, Hardy 2001; bootstrap: blocks of equity_series',
      ),
    equity_series: z
      .string()
      .nullable()
      .default(null)
      .describe('CSV relative to this file, a row a month: month, equity_log_return, inflation_log; of bootstrap'),
    mean_block_months: z.number().min(1).max(1200).default(12).describe('mean length of the blocks, which is geometric; of bootstrap'),
    innovations: z
      .enum(['normal', 'student_t'])
      .default('normal')
      .describe('of equities, yields, houses and prices, correlated, with the same variance; student_t: large ones come together'),
    degrees_of_freedom: z.int().min(LEAST_DEGREES).max(MOST_DEGREES).default(6).describe('of student_t'),
    waterfall: z
      .array(z.string())
      .superRefine(checkOrder)
      .default([...SHORTFALL_SOURCES])
      .describe('order in which what must be paid is met once cash is gone, each source once; arrears come last'),
  })
  .superRefine(({ equity_driver: driver, equity_series: series }, context) => {
    const complain = (message: string): void => context.addIssue({ code: 'custom', message, path: ['equity_series'] });
    if (driver === 'bootstrap' && series === null) complain('bootstrap needs a series: name a CSV file of monthly returns and inflation');
    if (driver !== 'bootstrap' && series !== null)
      complain(`${driver} reads no series: choose equity_driver bootstrap, or leave the series out`);
  });
export type DynamicsConfig = z.output<typeof dynamicsSchema>;

/** Laws as chosen; empty where everything is the model's own. @throws EQUITY_SERIES, FILE_NOT_FOUND */
export async function dynamicsOf(lab: Lab, config: DynamicsConfig): Promise<Dynamics> {
  const driver = await driverOf(lab, config);
  const order = config.waterfall.filter(isSource);
  return {
    ...(driver !== null && { equityDriver: driver }),
    ...(config.innovations === 'student_t' && { tails: studentTails(config.degrees_of_freedom) }),
    ...(order.some((source, i) => source !== SHORTFALL_SOURCES[i]) && { waterfall: order }),
  };
}

async function driverOf(lab: Lab, config: DynamicsConfig): Promise<EquityDriver | null> {
  if (config.equity_driver === 'hardy') return HARDY;
  if (config.equity_series === null) return null;
  const series = readEquitySeries(fromBytes(await lab.input('equity_series', config.equity_series)), config.equity_series);
  return { kind: 'bootstrap', meanBlockMonths: config.mean_block_months, ...series };
}

/** For results: what was chosen, in a sentence; without a choice, no field. */
export function chosenDynamics({ equityDriver, tails, waterfall }: Dynamics): { readonly dynamics?: string } {
  const words = [
    ...(equityDriver === undefined ? [] : [driverWords(equityDriver)]),
    ...(tails === undefined ? [] : [`innovations are Student t with ${tails.degreesOfFreedom} degrees of freedom`]),
    ...(waterfall === undefined ? [] : [`shortfalls are met by ${waterfall.join(', then ').replaceAll('_', ' ')}`]),
  ];
  return words.length === 0 ? {} : { dynamics: `Chosen dynamics: ${words.join('; ')}.` };
}

const driverWords = (driver: EquityDriver): string =>
  driver.kind === 'hardy'
    ? 'equities follow two regimes of their own (Hardy 2001)'
    : `equities and inflation repeat ${driver.equity.length} months of a series, in blocks of ${driver.meanBlockMonths} months on average`;
