/** `calibration.json` read back: its shape checked before anything is simulated from it. */
import { z } from 'zod';
import { CeterisError } from '../../../core/index.ts';
import { DATA_SOURCES } from '../survey/index.ts';
import { type Calibration, CALIBRATION_SCHEMA_VERSION } from './types.ts';

const numbers = z.record(z.string(), z.number());
const distribution = z.looseObject({ family: z.enum(['normal', 'lognormal', 't', 'skew_normal']), params: numbers });
const hazard = z.looseObject({ intercept: z.number(), coefficients: numbers });

const schema = z.looseObject({
  schema_version: z.literal(CALIBRATION_SCHEMA_VERSION),
  country_source: z.string(),
  data_source: z.enum(DATA_SOURCES),
  waves: z.array(z.int()).min(1),
  n_households: z.int().min(1),
  n_observations: z.int().min(1),
  assets_distribution: distribution.nullable(),
  asset_index_scaling: z.looseObject({ log_mean: z.number(), log_sd: z.number() }).nullable(),
  asset_index_distribution: distribution,
  shock_distribution: distribution.nullable(),
  shock_distribution_by_wave: z.record(z.string(), distribution).nullable(),
  shock_village_share: z.number().min(0).max(1),
  credit_model: z
    .looseObject({
      intercept: z.number(),
      coefficients: z.looseObject({ asset_index: z.number() }),
      model_metrics: z.looseObject({ credit_rate: z.number().min(0).max(1) }),
    })
    .nullable(),
  credit_stickiness: z.number().min(0).max(1),
  enterprise_baseline: z.looseObject({ prevalence_by_wave: numbers, entry_rate: z.number(), exit_rate: z.number() }),
  transition_rates: z.looseObject({ enter_rate: z.number(), exit_rate: z.number(), stay_rate: z.number() }),
  transition_model: z.looseObject({ feature_names: z.array(z.string()), entry: hazard, exit: hazard }),
  asset_dynamics: z.looseObject({
    rho: z.number(),
    household_sd: z.number().min(0),
    within_sd: z.number().min(0),
    lambda: z.number(),
    delta: z.number(),
  }),
  attrition_rate: z.number().min(0).max(1),
  copula: z
    .looseObject({ correlation_matrix: z.array(z.array(z.number())), variable_names: z.array(z.string()) })
    .nullable()
    .default(null),
  parameter_covariance: z
    .looseObject({
      names: z.array(z.string()),
      matrix: z.array(z.array(z.number())),
      resamples: z.int(),
      unit: z.enum(['PSU', 'household']),
    })
    .nullable()
    .default(null),
  stamps: z.array(z.string()),
});

/** @throws CeterisError BAD_CALIBRATION, with the path of the first field that is wrong */
export function parseCalibration(text: string, file = 'calibration.json'): Calibration {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CeterisError(
      'BAD_CALIBRATION',
      `${file} is not JSON: ${(error as Error).message}.`,
      'Write it with `ceteris enterprise calibrate`.',
      { file },
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data as unknown as Calibration;
  const [issue] = parsed.error.issues;
  throw new CeterisError(
    'BAD_CALIBRATION',
    `${file}: ${issue.path.join('.')}: ${issue.message}.`,
    'Write it with `ceteris enterprise calibrate`.',
    {
      file,
      path: issue.path.join('.'),
    },
  );
}
