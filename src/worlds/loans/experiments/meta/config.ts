/** The config of `loans/meta`: that of `loans/market`, and what is tested on it. */
import { z } from 'zod';
import { marketExperimentSchema } from '../market/config.ts';
import { hypothesisSchema, PREDEFINED } from './hypothesis.ts';
import { CORRECTIONS } from './verdict.ts';

// Treatments are changes of the lab market.
const { impulse: _impulse, profile: _profile, reference: _reference, ...market } = marketExperimentSchema.shape;

export const metaSchema = z.strictObject({
  ...market,
  megaruns: z.int().min(1).max(100).default(3).describe('arms: the baseline and one for each hypothesis; all of them are run'),
  replicates: z
    .int()
    .min(2)
    .max(10_000)
    .default(20)
    .describe(
      'markets in each arm; replicate r of every arm has the same random numbers, those of `loans/market` with the seed r - 1 higher',
    ),
  alpha: z.number().gt(0).lt(1).default(0.05).describe('error probability of the whole family of claims; intervals are at 1 - alpha'),
  correction: z.enum(CORRECTIONS).default('holm').describe('holm: no false claim in the family; benjamini-hochberg: few among those made'),
  hypotheses: z
    .array(z.union([z.string(), hypothesisSchema]))
    .default(Object.keys(PREDEFINED))
    .describe(
      `in order: ${Object.keys(PREDEFINED).join(', ')}, or hypotheses of your own; when megaruns are left, the designer proposes more`,
    ),
});

export type MetaConfig = z.output<typeof metaSchema>;
