/** The config of `resilience/evaluate`. */
import { z } from 'zod';
import { episodeOf } from '../../shocks/index.ts';
import { asked, sharedKeys } from '../shared/config.ts';

export const evaluateSchema = z.strictObject({
  ...sharedKeys,
  routes: z
    .string()
    .nullable()
    .default(null)
    .describe('routes.jsonl of a training run, relative to this file; null: routes are learned first, on the people that are for training'),
  held_out_occupations: z
    .array(z.string())
    .default(['Nurse', 'Cook', 'Office Clerk', 'Entrepreneur'])
    .describe('occupations whose routes are forgotten before people of these occupations are evaluated'),
  episodes: z
    .array(z.string().superRefine(asked(episodeOf)))
    .default(['2008', '2020', '1973'])
    .describe('macro episodes that nothing was learned on: 2008, 2020, 2022, 1973'),
  households_per_holdout: z
    .int()
    .min(2)
    .max(100_000)
    .default(12)
    .describe('held-out households, at most, of each occupation set, shock and episode'),
});
export type EvaluateConfig = z.output<typeof evaluateSchema>;
