/** The config of `enterprise/report`: a prediction, a simulation, and what counts as the same. */
import { z } from 'zod';
import { ERROR_CONVENTIONS, type ErrorConvention } from '../../learners/index.ts';
import { predictSchema } from '../predict/config.ts';
import { simulateSchema } from '../simulate/config.ts';

const validation = z.strictObject({
  seeds: z.int().min(1).max(1000).default(30).describe('synthetic panels: the run’s own and others under the following seeds'),
  rate_margin: z.number().gt(0).lt(1).default(0.05).describe('largest difference of two rates that counts as the same'),
  class_margin: z.number().gt(0).lt(1).default(0.05).describe('the same for shares of stayers and copers'),
  coefficient_margin: z.number().gt(0).default(0.15).describe('the same for fixed-effects coefficients'),
  alpha: z.number().gt(0).lt(0.5).default(0.05).describe('of the family of equivalence tests, after Holm'),
  errors: z
    .enum(ERROR_CONVENTIONS as readonly [ErrorConvention, ...ErrorConvention[]])
    .default('CR1_nested')
    .describe('small-sample factor of clustered standard errors; the tables hold all of them'),
  cluster: z.enum(['household', 'village']).default('household').describe('whose outcomes move together: villages share price changes'),
  wild_bootstrap: z
    .int()
    .min(0)
    .max(99_999)
    .default(0)
    .describe('resamples of the wild cluster bootstrap of each coefficient, for few clusters; 0: none'),
  bootstrap: z.int().min(99).max(100_000).default(300).describe('resamples of observed households'),
});

export const reportSchema = z.strictObject({
  predict: predictSchema.prefault({}).describe('the direct prediction: keys of enterprise/predict'),
  simulate: simulateSchema.prefault({}).describe('the simulation of the training country: keys of enterprise/simulate'),
  validation: validation.prefault({}).describe('synthetic beside observed households'),
  model: z.string().optional().describe('a language model for both parts, in place of theirs'),
  master_seed: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .default(42)
    .describe('seed of everything random (unsigned 64-bit)'),
});

export type ReportConfig = z.output<typeof reportSchema>;
