/** The config of `enterprise/simulate`: one table for flags, help, files and docs. */
import { z } from 'zod';
import { modelSettingsSchema } from '../../../../lab/index.ts';
import { LEGACY_DEFAULTS, scenarioSchema } from '../../panel/index.ts';
import { PROMPT_DEFAULTS, RULE } from '../../policies/index.ts';
import { DATA_SOURCES } from '../../survey/index.ts';

const scenario = z.union([z.string(), scenarioSchema]);

const fixture = z.strictObject({
  country: z.enum(['tanzania', 'ethiopia']).default('tanzania').describe('whose published process generates the fixture'),
  seed: z.int().min(0).default(42).describe('seed of the fixture'),
  households: z.int().min(50).max(1_000_000).optional().describe('size; default that of the country'),
});

export const calibrationOptions = z.strictObject({
  asset_family: z
    .enum(['auto', 'lognormal', 'normal', 't', 'skew_normal'])
    .default('lognormal')
    .describe('of asset values; auto takes the lowest BIC'),
  shock_family: z.enum(['auto', 'normal', 'lognormal', 't', 'skew_normal']).default('normal').describe('of price changes'),
  shocks: z.enum(['by_wave', 'pooled']).default('by_wave').describe('one distribution a wave, or one for all'),
  copula: z.boolean().default(false).describe('draw assets, prices and credit of the first wave jointly, by a Gaussian copula'),
  resamples: z.int().min(19).max(9999).default(199).describe('of each goodness-of-fit test'),
  least_p: z.number().gt(0).lt(1).default(0.001).describe('a fit with a bootstrap p value at or below this has failed'),
});

const legacy = z.strictObject({
  rho_assets: z.number().min(-1).max(1).default(LEGACY_DEFAULTS.rho_assets).describe('persistence of assets'),
  lambda_enterprise_assets: z.number().default(LEGACY_DEFAULTS.lambda_enterprise_assets).describe('effect of an enterprise on assets'),
  delta_shock_assets: z.number().default(LEGACY_DEFAULTS.delta_shock_assets).describe('effect of a price change on assets'),
  credit_stickiness: z.number().min(0).max(1).default(LEGACY_DEFAULTS.credit_stickiness).describe('weight of credit before'),
  shock_sd_idiosyncratic: z
    .number()
    .min(0)
    .default(LEGACY_DEFAULTS.shock_sd_idiosyncratic)
    .describe('spread of price changes between households'),
  sd_assets: z.number().min(0).default(LEGACY_DEFAULTS.sd_assets).describe('noise of assets; sqrt(1 - rho^2) = 0.527 keeps unit variance'),
});

export const voting = z.strictObject({
  samples: z.int().min(1).max(101).default(5).describe('answers asked for each question (K)'),
  attempts: z.int().min(1).max(10).default(2).describe('tries of one sample before it counts as failed'),
  decide: z
    .enum(['auto', 'sample', 'majority'])
    .default('auto')
    .describe(
      'sample: draw each household’s action from the smoothed shares of votes; majority: the most frequent answer, ties stay; auto: sample where several votes stand for an archetype, else majority',
    ),
  smoothing: z.number().min(0).max(10).default(0.5).describe('added to each count before shares are taken'),
});

export const archetypes = z.strictObject({
  asking: z.enum(['archetype', 'household']).default('archetype').describe('one question for each kind of household, or for each state'),
  asset_bins: z.int().min(1).max(100).default(10).describe('quantile bins of assets'),
  price_bins: z.int().min(1).max(100).default(10).describe('quantile bins of price changes'),
});

const rule = z.strictObject({
  price: z.number().min(-3).max(3).default(RULE.price).describe('enter when the log price change is below this'),
  assets: z.number().min(-10).max(10).default(RULE.assets).describe('and assets are below this, standard deviations'),
  exit_assets: z.number().min(-10).max(10).default(RULE.exitAssets).describe('leave when assets are below this without credit'),
});

export const prompt = z.strictObject({
  hypothesis: z.boolean().default(PROMPT_DEFAULTS.hypothesis).describe('state the hypotheses that are tested (leaks the answer)'),
  country: z.enum(['named', 'masked', 'fictional']).default(PROMPT_DEFAULTS.country).describe('what the model learns of the country'),
  order: z.enum(['stay-first', 'enter-first', 'exit-first']).default(PROMPT_DEFAULTS.order).describe('order of the allowed answers'),
  units: z
    .enum(['index', 'words'])
    .default(PROMPT_DEFAULTS.units)
    .describe('standard deviations and log changes, or percentiles and percentages'),
});

export const simulateSchema = z.strictObject({
  calibration: z.string().optional().describe('calibration.json, relative to this file; else the data are calibrated'),
  data: z.string().optional().describe('household_targets as .csv or .parquet, relative to this file; else the fixture'),
  country: z.string().optional().describe('country in the data file, when it has several'),
  data_source: z.enum(DATA_SOURCES).optional().describe('class of the data, when the file doesn’t say'),
  fixture: fixture.prefault({}).describe('what is generated when there is neither calibration nor data'),
  calibrating: calibrationOptions.prefault({}).describe('how data are calibrated'),
  accept_failed_fits: z
    .boolean()
    .default(false)
    .describe('go on when a fit fails or credit is at chance; everything downstream is stamped'),
  households: z.int().min(1).max(20_000_000).default(1000).describe('synthetic households'),
  calibration_uncertainty: z
    .enum(['none', 'drawn'])
    .default('none')
    .describe(
      'none: hazards as estimated; drawn: for each seed the coefficients of the policy hazard come from their sampling distribution, so that seeds differ by what the survey leaves open, too',
    ),
  waves: z.array(z.int().min(1)).min(2).optional().describe('wave numbers; default those of the calibration'),
  households_per_village: z.int().min(1).default(12).describe('who share the price shocks of a village'),
  attrition: z.boolean().default(false).describe('lose households at the calibrated rate'),
  dynamics: z
    .enum(['sound', 'legacy'])
    .default('sound')
    .describe('sound: estimated from the data; legacy: the equations and defaults of the first plan'),
  legacy: legacy.prefault({}).describe('parameters of the legacy dynamics'),
  scenario: scenario.optional().describe('what prices do and who intervenes: a file, or the scenario itself; default baseline'),
  counterfactuals: z.array(scenario).default([]).describe('scenarios compared with the first on the same random numbers'),
  stayer_threshold: z
    .string()
    .regex(/^(\d+\/[1-9]\d*|[01](\.\d{1,9})?)$/)
    .default('1/2')
    .describe('stayer: owned in more than this share of waves, as a fraction'),
  model: z
    .string()
    .default('hazard')
    .describe(
      'who decides: hazard, markov, logit, rf, gbm, rule, adaptive, thresholds, placeholder, random, constant, a language model as provider:model, script:FILE or replay:RUN',
    ),
  rule: rule.prefault({}).describe('thresholds of the policy rule'),
  model_settings: modelSettingsSchema.prefault({}).describe('of language models'),
  voting: voting.prefault({}).describe('of language models'),
  archetypes: archetypes.prefault({}).describe('of language models'),
  prompt: prompt.prefault({}).describe('what language models are told: each is an experimental factor'),
  constraints: z
    .enum(['logical', 'economic'])
    .default('logical')
    .describe(
      'logical: nobody enters twice; economic: also no entry below assets -0.5, or below 0 without credit, which forbids what is tested',
    ),
  horizon_years: z.number().gt(0).max(20).default(2).describe('years between waves, as a model is told'),
  panel_rows: z
    .int()
    .min(0)
    .max(100_000_000)
    .default(1_000_000)
    .describe('most rows of panel.parquet: beyond it, the first households that fit; rates and tables count everybody'),
  decision_rows: z
    .int()
    .min(0)
    .max(10_000_000)
    .default(200_000)
    .describe('most rows of decisions.parquet; the table consultations counts every use'),
  master_seed: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .default(42)
    .describe('seed of everything random (unsigned 64-bit)'),
});

export type SimulateConfig = z.output<typeof simulateSchema>;

/** Shares stand for the many households of an archetype; one vote, or a single household's, is an answer and not a distribution. */
export function ruleOf({ voting, archetypes }: Pick<SimulateConfig, 'voting' | 'archetypes'>): 'sample' | 'majority' {
  if (voting.decide !== 'auto') return voting.decide;
  return archetypes.asking === 'archetype' && voting.samples > 1 ? 'sample' : 'majority';
}
