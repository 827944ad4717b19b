/** The config of `enterprise/predict`: one table for flags, help, files and docs. */
import { z } from 'zod';
import { modelSettingsSchema } from '../../../../lab/index.ts';
import { BASELINES, DEFAULT_FEATURES, DESIGNS, FEATURES, TIMINGS } from '../../evaluation/index.ts';
import { DATA_SOURCES } from '../../survey/index.ts';
import { archetypes, calibrationOptions, prompt, voting } from '../simulate/config.ts';

const names = <T extends object>(object: T): [keyof T & string, ...(keyof T & string)[]] =>
  Object.keys(object) as [keyof T & string, ...(keyof T & string)[]];

const fixture = z.strictObject({
  seed: z.int().min(0).default(42).describe('seed of the fixtures'),
  households: z.int().min(50).max(1_000_000).optional().describe('size of each; default those of the countries'),
});

const probes = z.strictObject({
  shuffled_state: z.boolean().default(true).describe('deal each forecast to another household of the same status'),
  shuffled_labels: z.boolean().default(true).describe('train again on labels of other rows: any skill would be a leak'),
  newer_wave: z.boolean().default(true).describe('skill in the newest pair of waves against the older ones'),
  country: z
    .array(z.enum(['named', 'masked', 'fictional']))
    .default([])
    .describe('ask a language model again with the country shown so; costs as many calls again'),
});

export const predictSchema = z.strictObject({
  train_country: z.string().default('tanzania').describe('country to learn from'),
  test_country: z.string().default('ethiopia').describe('country to be tested on'),
  train_data: z.string().optional().describe('household_targets as .csv or .parquet, relative to this file; else a fixture'),
  test_data: z.string().optional().describe('the same of the test country; default: train_data'),
  data_source: z.enum(DATA_SOURCES).optional().describe('class of the data, when the files don’t say'),
  accept_stand_in: z.boolean().default(false).describe('go on with stand-in data; every output is stamped'),
  accept_failed_fits: z
    .boolean()
    .default(false)
    .describe('go on when a fit fails or credit is unrelated to assets; every output is stamped'),
  calibrating: calibrationOptions.prefault({ resamples: 99 }).describe('checks that the data have to pass'),
  fixture: fixture.prefault({}).describe('what is generated when there are no data'),
  design: z
    .enum(['auto', ...names(DESIGNS)])
    .default('auto')
    .describe('auto: cross-country between two countries, grouped-folds within one'),
  timing: z.enum(TIMINGS).default('price_t').describe('which price change a forecaster is given'),
  features: z
    .array(z.enum(names(FEATURES)))
    .min(1)
    .default([...DEFAULT_FEATURES])
    .describe('what learners are given; a column that either country lacks is left out and said'),
  baselines: z
    .array(z.enum(names(BASELINES)))
    .default(names(BASELINES))
    .describe('statistical forecasters; markov, the bar to beat, is always there'),
  test_households: z
    .int()
    .min(10)
    .optional()
    .describe('test on so many households, drawn by seed; default all. Limits what a language model costs'),
  home_households: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'households of the training country that a language model is asked about, too, so that its loss abroad can be split (transport); 0: none. Each costs as many calls as one abroad',
    ),
  bootstrap: z.int().min(99).max(100_000).default(1000).describe('resamples of whole households for each interval'),
  confidence_level: z.number().gt(0.5).lt(1).default(0.95).describe('of every interval'),
  alpha: z.number().gt(0).lt(0.5).default(0.05).describe('of the family of tests against the base rate, after Holm'),
  prediction_sets: z
    .array(z.number().gt(0).lt(1))
    .default([0.1, 0.2])
    .describe('miscoverage of prediction sets: 0.1 asks for sets that hold what happens nine times in ten'),
  transport: z
    .boolean()
    .default(true)
    .describe('between two countries: how much of the loss abroad comes of other states, and how much of other conduct'),
  model: z
    .string()
    .default('none')
    .describe('a language model as provider:model, script:FILE or replay:RUN beside the baselines; none: baselines alone'),
  model_settings: modelSettingsSchema.prefault({}).describe('of the language model'),
  voting: voting.omit({ decide: true }).prefault({}).describe('of the language model'),
  archetypes: archetypes.prefault({ asking: 'household' }).describe('of the language model'),
  prompt: prompt.prefault({}).describe('what the language model is told: each is an experimental factor'),
  horizon_years: z.number().gt(0).max(20).default(2).describe('years between waves, as the model is told'),
  probes: probes.prefault({}).describe('controls of leakage and memory'),
  master_seed: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .default(42)
    .describe('seed of everything random (unsigned 64-bit)'),
});

export type PredictConfig = z.output<typeof predictSchema>;
