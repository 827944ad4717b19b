/** The config of `loans/market`: one table for flags, help, files and docs. */
import { z } from 'zod';
import { modelSettingsSchema } from '../../../../lab/index.ts';
import { REGIMES } from '../../agents/index.ts';
import { DEFAULT_LAB_MARKET, type LabMarketConfig } from '../../lab/index.ts';
import { REFERENCE_CONFIG } from '../../market/index.ts';
import { memoryKeys } from '../../memory/index.ts';
import { bankSchema } from './bank-config.ts';

const { demand: D, credit: C, capital: K, ...M } = DEFAULT_LAB_MARKET;
const R = REFERENCE_CONFIG;
const share = z.number().min(0).max(1);

const demand = z.strictObject({
  kind: z
    .enum(['logit', 'mixed'])
    .default(D.kind)
    .describe('logit: all consumers have the mean taste; mixed: tastes differ between consumers'),
  base: z.number().default(D.base).describe('v0: worth of having a loan at all, against none at 0'),
  quality_value: z.number().default(D.qualityValue).describe('kappa: weight of image and speed'),
  stability_value: z.number().default(D.stabilityValue).describe('gamma: weight of the stability score of past balances'),
  price_per_bps: z.number().gt(0).default(D.pricePerBps).describe('alpha: worth lost per basis point (mixed: its mean)'),
  scale: z
    .number()
    .gt(0)
    .default(D.scale)
    .describe('mu: spread of what is not observed; mu / alpha is the markup of a very small bank, bps'),
});

const credit = z.strictObject({
  default_probability: z.number().min(0).max(0.5).default(C.defaultProbability).describe('mean share of loans that default in a year'),
  asset_correlation: z.number().min(0).max(0.99).default(C.assetCorrelation).describe('how much defaults come together (Vasicek)'),
  loss_given_default: share.default(C.lossGivenDefault).describe('share of what is owed that is lost'),
  provisioning: z
    .enum(['lifetime', 'none'])
    .default(C.provisioning)
    .describe('lifetime: expected losses are set aside when a loan is booked and released as it ages; none: losses are borne as they come'),
});

const capital = z.strictObject({
  requirement: z.number().gt(0).max(1).default(K.requirement).describe('equity over risk-weighted loans that new lending must leave'),
  risk_weight: z.number().gt(0).max(10).default(K.riskWeight).describe('of a loan'),
  buffer: share.default(K.buffer).describe('above the requirement: dividends stop inside it'),
  payout_share: share.default(K.payoutShare).describe('of a year’s profit'),
  failure_ratio: share.default(K.failureRatio).describe('a bank below it is closed at the end of the round; 0: only when equity is gone'),
  resolution: z
    .enum(['run-off', 'sale', 'recapitalise'])
    .default(K.resolution)
    .describe(
      'a closed bank’s loans: kept by creditors, sold at par to the bank with most room; or it is not closed: new owners restore its equity',
    ),
});

export const marketSchema = z.strictObject({
  amortization_years: z.int().min(1).max(50).default(M.amortizationYears).describe('straight-line repayment'),
  consumers: z.int().min(1).max(10_000_000).default(M.consumers).describe('new consumers each round'),
  refinance: z.boolean().default(M.refinance).describe('instead: as many each round as repaid principal makes loans of mean size'),
  loan_size_mean: z.number().gt(0).default(M.loanSizeMean).describe('currency units'),
  loan_size_sd: z.number().min(0).default(M.loanSizeSd).describe('currency units, of the size itself'),
  min_rate_bps: z.number().min(0).default(M.minRateBps).describe('lowest rate'),
  max_rate_bps: z.number().gt(0).max(100_000).default(M.maxRateBps).describe('highest rate: a cap on usury'),
  discount_factor: z.number().gt(0).max(1).default(M.discountFactor).describe('of next year’s profit'),
  demand: demand.prefault({}).describe('who borrows from whom'),
  credit: credit.prefault({}).describe('who pays back'),
  capital: capital.prefault({}).describe('who may lend'),
});

/** What the relative profiles have and the lab has not. */
export const referenceSchema = z.strictObject({
  demand: z.enum(['waterfall', 'logit']).optional().describe('how consumers choose under corrected (default: logit)'),
  leverage_cap: z.number().gt(0).default(R.leverageCap).describe('most that a bank may lend, as a multiple of its equity'),
  reservation_utility: z.number().default(R.reservationUtility).describe('a bank below it is out of the question'),
  logit_temperature: z.number().gt(0).default(R.logitTemperature).describe('the higher, the less utility matters'),
  utility_noise_std: z.number().min(0).default(R.utilityNoiseStd).describe('of the normal added to each utility'),
  attribute_alpha: z.number().gt(0).default(R.alpha).describe('of the Beta distribution of tastes'),
  attribute_beta: z.number().gt(0).default(R.beta).describe('of the Beta distribution of tastes'),
});

export const PROFILE_NAMES = ['lab', 'corrected', 'reference-v2', 'reference-v3'] as const;

export const promptSchema = z.strictObject({
  regime: z.enum(REGIMES).default('facts').describe('what banks that are asked are told of the market'),
  calculator_form: z
    .enum(['tool', 'facts'])
    .default('tool')
    .describe('the profit calculator of the regimes tool and full: asked for rates, or a table'),
  prefix: z.string().max(20_000).default('').describe('free text put before everything else'),
  prefix_file: z.string().optional().describe('the same from a file'),
  scratchpads: z.boolean().default(false).describe('ask for a plan and insights, and show the last ones'),
  objective: z.string().max(2000).optional().describe('default: profit over the rounds that are left'),
  history_rounds: z.int().min(0).max(10_000).optional().describe('most past rounds in tables (default: all)'),
});

export const marketExperimentSchema = z.strictObject({
  banks: z
    .union([z.string(), z.array(bankSchema).min(1)])
    .default('heterogeneous')
    .describe('homogeneous, heterogeneous, a YAML file with a list of banks, or the list itself'),
  profile: z
    .enum(PROFILE_NAMES)
    .default('lab')
    .describe('rule book: the lab’s, that of an earlier system (reference-v2: waterfall, reference-v3: logit), or that one corrected'),
  rounds: z.int().min(1).max(100_000).default(M.rounds).describe('one round is a year'),
  market: marketSchema.prefault({}).describe('the rules of the market'),
  reference: referenceSchema.prefault({}).describe('of the profiles reference-v2, reference-v3 and corrected'),
  model: z
    .union([z.string(), z.record(z.string(), z.string())])
    .default('strategy')
    .describe('who sets rates, or by bank: a rule, q-learning, a language model as provider:model, script:FILE or replay:RUN'),
  model_settings: modelSettingsSchema.prefault({}).describe('of language models'),
  prompt: promptSchema.prefault({}).describe('what banks that are asked are told'),
  max_attempts: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .describe('answers asked for, at most, when one is invalid; then the rule of the bank’s strategy decides'),
  test: z.boolean().default(false).describe('a quick trial: at most three rounds, and test_model in place of language models'),
  test_model: z.string().default('openai:gpt-4o-mini').describe('the language model of a quick trial'),
  impulse: z
    .strictObject({
      bank: z.string().optional().describe('who is made to cut its rate (default: the first)'),
      round: z.int().min(1).optional().describe('when (default: halfway)'),
      cut_bps: z.number().gt(0).default(50).describe('by how much'),
    })
    .prefault({})
    .describe('conduct test: a forced cut in a paired copy; only where rules decide'),
  loan_events: z.boolean().default(true).describe('record what happens to every loan (portfolio_ledger)'),
  ...memoryKeys,
  master_seed: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .default(42)
    .describe('seed of everything random (unsigned 64-bit)'),
});

export type MarketExperimentConfig = z.output<typeof marketExperimentSchema>;
export type MarketSection = z.output<typeof marketSchema>;

const TEST_ROUNDS = 3;

export const roundsOf = ({ rounds, test }: Pick<MarketExperimentConfig, 'rounds' | 'test'>): number =>
  test ? Math.min(TEST_ROUNDS, rounds) : rounds;

export const labMarketOf = (market: MarketSection, rounds: number): LabMarketConfig => ({
  rounds,
  amortizationYears: market.amortization_years,
  consumers: market.consumers,
  refinance: market.refinance,
  loanSizeMean: market.loan_size_mean,
  loanSizeSd: market.loan_size_sd,
  minRateBps: market.min_rate_bps,
  maxRateBps: market.max_rate_bps,
  discountFactor: market.discount_factor,
  demand: {
    kind: market.demand.kind,
    base: market.demand.base,
    qualityValue: market.demand.quality_value,
    stabilityValue: market.demand.stability_value,
    pricePerBps: market.demand.price_per_bps,
    scale: market.demand.scale,
  },
  credit: {
    defaultProbability: market.credit.default_probability,
    assetCorrelation: market.credit.asset_correlation,
    lossGivenDefault: market.credit.loss_given_default,
    provisioning: market.credit.provisioning,
  },
  capital: {
    requirement: market.capital.requirement,
    riskWeight: market.capital.risk_weight,
    buffer: market.capital.buffer,
    payoutShare: market.capital.payout_share,
    failureRatio: market.capital.failure_ratio,
    resolution: market.capital.resolution,
  },
});
