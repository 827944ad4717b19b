import { z } from 'zod';
import { modelSettingsSchema } from '../../../../lab/index.ts';
import { CeterisError } from '../../../../core/index.ts';
import { checkAges, PROFILES } from '../../people/index.ts';
import { PLANNER_NAMES } from '../../planners/index.ts';
import { checkMix } from '../../shocks/index.ts';
import { dynamicsSchema } from './dynamics.ts';
import { EFFORTS } from './effort.ts';
import { MODEL_MODES } from './model-arm.ts';

/** What the world refuses is refused before a run begins. */
export const asked =
  <T>(check: (value: T) => void) =>
  (value: T, context: z.RefinementCtx): void => {
    try {
      check(value);
    } catch (error) {
      if (!(error instanceof CeterisError)) throw error;
      context.addIssue({ code: 'custom', message: `${error.message} ${error.remedy}` });
    }
  };

/** Keys that training and evaluation share. */
export const sharedKeys = {
  scenarios: z.int().min(10).max(1_000_000).default(200).describe('households, each with a shock'),
  months: z.int().min(12).max(600).default(60).describe('horizon'),
  profile: z.enum(PROFILES).default('calibrated').describe('calibrated: fitted to public figures; legacy: the laws of the earlier system'),
  effort: z.enum(EFFORTS).default('quick').describe('quick: within a minute on two cores; full: no limit'),
  age_distribution: z
    .record(z.string(), z.number())
    .superRefine(asked(checkAges))
    .nullable()
    .default(null)
    .describe('weights by age in years, e.g. {25: 0.3, 40: 0.7}; null: householders of the United States'),
  shock_mix: z
    .record(z.string(), z.number())
    .superRefine(asked(checkMix))
    .nullable()
    .default(null)
    .describe('weights of the first shock by type; null: all alike'),
  shocks: z.string().nullable().default(null).describe('a table of shocks (YAML), relative to this file; null: the one that ships'),
  dynamics: dynamicsSchema.prefault({}).describe('laws of returns and of shortfalls, where they are to be others than the model’s own'),
  planners: z
    .array(z.enum(PLANNER_NAMES))
    .default([...PLANNER_NAMES])
    .describe('beside the learned routes; the rule book and waiting always play'),
  heavy_households: z
    .int()
    .min(0)
    .max(100_000)
    .default(3)
    .describe('held-out people, at most, whom optimal, rollout, lsmc and open-loop play: they compute for each household'),
  model: z
    .string()
    .default('none')
    .describe(
      'a planner that is asked beside the built-in ones: a language model as provider:model, script:FILE or replay:RUN; none: nobody',
    ),
  model_mode: z
    .enum(MODEL_MODES)
    .default('moves')
    .describe('moves: the model is asked month by month; plan: once a household, for rules that then play all its paths'),
  model_settings: modelSettingsSchema.prefault({}).describe('of language models'),
  model_households: z.int().min(1).max(10_000).default(3).describe('held-out households whose moves the model chooses'),
  model_months: z
    .int()
    .min(1)
    .max(600)
    .default(4)
    .describe('decisions asked a household, from the month of the shock on; the rule book decides after'),
  voting: z
    .strictObject({
      samples: z.int().min(1).max(101).default(1).describe('answers asked for each decision; the most frequent move is played'),
      max_attempts: z.int().min(1).max(10).default(3).describe('answers asked for, at most, when one is no legal move'),
    })
    .prefault({})
    .describe('of language models'),
  master_seed: z
    .union([z.int().min(0), z.string().regex(/^\d+$/)])
    .default(42)
    .describe('seed of everything random (unsigned 64-bit)'),
} as const;
