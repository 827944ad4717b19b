/** Banks as files have them, and the bank set of a run. */
import { z } from 'zod';
import { CeterisError, fromBytes, nearest, type Seed, streamFor } from '../../../../core/index.ts';
import { checkedValue, parseYamlText } from '../../../../core/yaml/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import { banksIn, isLayout } from '../../layouts/index.ts';
import { type Bank, type BankSpec, DEFAULT_BANK } from '../../market/index.ts';

const money = z.number().min(0);

export const bankSchema = z.strictObject({
  id: z.string().min(1).describe('short name, e.g. B00'),
  name: z.string().optional().describe('default: the id'),
  strategy: z
    .enum(['Grow', 'Maintain'])
    .default(DEFAULT_BANK.strategy)
    .describe('public; chooses the rule of banks that have no other decider'),
  size_category: z.string().default(DEFAULT_BANK.sizeCategory).describe('a label'),
  equity_start: z.number().default(DEFAULT_BANK.equityStart).describe('currency units'),
  portfolio_balance_start: money.default(DEFAULT_BANK.portfolioBalanceStart).describe('currency units'),
  portfolio_rate_start_bps: z
    .number()
    .min(0)
    .default(DEFAULT_BANK.portfolioRateStartBps)
    .describe('rate of the loans that exist before round 1'),
  image_score: z.number().nullable().default(null).describe('0 to 1; null: drawn from [0.4, 0.8)'),
  execution_speed: z.number().nullable().default(null).describe('0 to 1; null: drawn from [0.6, 0.9)'),
  cost_of_funds_bps: z.number().default(DEFAULT_BANK.costOfFundsBps).describe('paid on all that is lent'),
  operating_cost_per_loan: z.number().default(DEFAULT_BANK.operatingCostPerLoan).describe('paid once, when a loan is granted'),
});

export type BankConfig = z.output<typeof bankSchema>;

const fileSchema = z.looseObject({ banks: z.array(bankSchema).min(1) });

/** Most banks of one market. */
const MOST_BANKS = 1000;

export const specOfBank = (bank: BankConfig): BankSpec => ({
  id: bank.id,
  name: bank.name ?? bank.id,
  strategy: bank.strategy,
  sizeCategory: bank.size_category,
  imageScore: bank.image_score,
  executionSpeed: bank.execution_speed,
  costOfFundsBps: bank.cost_of_funds_bps,
  operatingCostPerLoan: bank.operating_cost_per_loan,
  equityStart: bank.equity_start,
  portfolioBalanceStart: bank.portfolio_balance_start,
  portfolioRateStartBps: bank.portfolio_rate_start_bps,
});

/** Image and speed that the file leaves open belong to the seed and the bank's id. */
export function drawnBank(spec: BankSpec, seed: Seed): Bank {
  const stream = streamFor(seed, 'loans', 'bank', spec.id);
  const [image, speed] = [stream.uniform(0.4, 0.8), stream.uniform(0.6, 0.9)];
  return { ...spec, imageScore: spec.imageScore ?? image, executionSpeed: spec.executionSpeed ?? speed };
}

const SHIPPED = ['heterogeneous', 'homogeneous'];

/** The sets that ship have names; another plain word is a set in `banks/` beside the experiment, anything else a path. */
const pathOf = (name: string): string =>
  SHIPPED.includes(name) ? `package:experiments/loans/banks/${name}.yaml` : /^[\w-]+$/.test(name) ? `banks/${name}.yaml` : name;

/** The banks of a run, with image and speed of the lab's draw where the file leaves them open. */
export const readBanks = async (lab: Lab, banks: string | readonly BankConfig[]): Promise<Bank[]> =>
  (await readBankSpecs(lab, banks)).map((spec) => drawnBank(spec, lab.seed));

/** As configured: from the config, or from a file that is snapshotted. */
export async function readBankSpecs(lab: Pick<Lab, 'input'>, banks: string | readonly BankConfig[]): Promise<BankSpec[]> {
  const configs = typeof banks === 'string' ? fileBanks(await bankFile(lab, banks), pathOf(banks)) : banks;
  const ids = configs.map(({ id }) => id);
  const twice = ids.find((id, k) => ids.indexOf(id) !== k);
  if (twice !== undefined) throw invalid(`two banks are called ${twice}`, 'Give each bank an id of its own.', 'banks');
  if (configs.length > MOST_BANKS) throw invalid(`there are ${configs.length} banks`, `At most ${MOST_BANKS} fit.`, 'banks');
  return configs.map(specOfBank);
}

async function bankFile(lab: Pick<Lab, 'input'>, name: string): Promise<string> {
  try {
    return fromBytes(await lab.input('banks', pathOf(name)));
  } catch (error) {
    const near = nearest(name, SHIPPED);
    if (near === null || !(error instanceof CeterisError) || error.code !== 'FILE_NOT_FOUND') throw error;
    throw new CeterisError('UNKNOWN_BANKS', `There is no bank set ${JSON.stringify(name)}.`, `Did you mean ${near}?`, { path: 'banks' });
  }
}

function fileBanks(text: string, file: string): BankConfig[] {
  const source = parseYamlText(text, file);
  const content = isLayout(source.value) ? { banks: banksIn(source.value as Record<string, unknown>) } : source.value;
  return checkedValue({ ...source, value: content }, fileSchema).banks;
}

const invalid = (cause: string, remedy: string, path: string): CeterisError =>
  new CeterisError('BANKS_INVALID', `The bank set can't be used: ${cause}.`, remedy, { path });
