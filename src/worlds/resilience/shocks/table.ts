/** The table of shocks: what `shocks.yaml` holds. Both profiles read it; what each does with an entry is said where it is described. */
import { z } from 'zod';
import { CeterisError, nearest } from '../../../core/index.ts';
import { checkedValue, parseYamlText } from '../../../core/yaml/index.ts';
import { SHOCK_TYPES, type ShockType } from '../state/index.ts';

const share = z.number().min(0).max(1);
const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'the first must not exceed the second');
const ageFactors = z.array(z.strictObject({ below: z.number().min(0).max(200), factor: z.number().min(0) })).min(1);

const entrySchema = z.strictObject({
  probability: share.describe('that it comes in five years; legacy draws it once a scenario'),
  impact_range: range.describe('legacy: uniform share of what it hits; calibrated: ranks the severity, from the mildest to the worst'),
  recovery_time_range: range.describe('months; over which its effects last or fade, where they do'),
  category: z.string().min(1).describe('what it hits'),
  age_factors: ageFactors.describe('legacy: factor on the probability below an age, the first that fits'),
  legacy: z.string().describe('what the profile legacy does with it'),
  calibrated: z.strictObject({
    effect: z.string().describe('what the profile calibrated does with it'),
    monthly_hazard: z.number().min(0).max(1).describe('intensity a month'),
    age_factors: ageFactors.describe('factor on the hazard below an age, the first that fits'),
    contraction_factor: z.number().min(0).default(1).describe('on the hazard in a contraction, for a sector of average sensitivity'),
    excites: z
      .array(
        z.strictObject({
          type: z.enum(['job_loss', 'medical_emergency', 'divorce']),
          factor: z.number().gt(0),
          decay_months: z.number().gt(0).default(12),
        }),
      )
      .refine((all) => new Set(all.map(({ type }) => type)).size === all.length, 'each hazard once')
      .default([])
      .describe('hazards that it raises, by a factor that fades with a time constant'),
    numbers: z.record(z.string(), z.number()).default({}).describe('parameters of the effect'),
  }),
});

export const shockTableSchema = z.strictObject(
  Object.fromEntries(SHOCK_TYPES.map((type) => [type, entrySchema])) as Record<ShockType, typeof entrySchema>,
);
export type ShockTable = z.output<typeof shockTableSchema>;
export type ShockEntry = ShockTable[ShockType];

/**
 * Read `shocks.yaml`.
 * @throws YAML_SYNTAX, UNKNOWN_SHOCK, UNKNOWN_KEY, BAD_VALUE with the place of the entry
 */
export function readShockTable(text: string, file: string): ShockTable {
  const source = parseYamlText(text, file);
  const keys = typeof source.value === 'object' && source.value !== null ? Object.keys(source.value) : [];
  const unknown = keys.find((key) => !(SHOCK_TYPES as readonly string[]).includes(key));
  if (unknown !== undefined) throw unknownShock(unknown, source.placeOfKey([], unknown));
  return checkedValue(source, shockTableSchema);
}

export function unknownShock(name: string, place: { path?: string; file?: string }): CeterisError {
  const near = nearest(name, SHOCK_TYPES);
  return new CeterisError(
    'UNKNOWN_SHOCK',
    `There is no shock ${JSON.stringify(name)}.`,
    near === null ? `Use one of ${SHOCK_TYPES.join(', ')}.` : `Did you mean ${near}?`,
    place,
  );
}

/** Factor of an age: of the first bound above it, else the last. */
export function ageFactor(factors: ShockEntry['age_factors'], ageYears: number): number {
  return (factors.find(({ below }) => ageYears < below) ?? factors[factors.length - 1]).factor;
}
