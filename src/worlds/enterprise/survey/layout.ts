/** How a survey's files map onto the canonical table: plain data, so that a YAML file can describe any layout. */
import { z } from 'zod';
import { DATA_SOURCES } from './types.ts';

const code = z.union([z.string(), z.number()]);
const file = z.string().describe('file name without its ending, any case; .csv, .tsv, .dta and .parquet are looked for');
const codes = z.array(code).min(1);

const source = z.strictObject({
  file,
  columns: z.array(z.string()).min(1).optional().describe('a yes in any of these counts; default: having a row counts'),
  yes: codes.default([1]).describe('codes that mean yes'),
});

const crops = z.strictObject({
  file,
  crop: z.string().describe('column of the crop code'),
  area: z.string().optional().describe('column of the area planted; or give plots and share'),
  plot: z.array(z.string()).min(1).optional().describe('columns that name the plot'),
  share: z
    .strictObject({
      column: z.string(),
      codes: z.record(z.string(), z.number()).optional().describe('code to share of the plot, e.g. {1: 0.25}'),
      divisor: z.number().gt(0).default(1).describe('100 for percentages'),
    })
    .optional()
    .describe('share of the plot under this crop; unknown counts as the whole plot'),
  plots: z.strictObject({ file, area: z.array(z.string()).min(1).describe('columns of the plot area, the best first') }).optional(),
});

const wave = z.strictObject({
  wave: z.int().min(1),
  year: z.int(),
  folder: z.string().default('').describe('sub-folder of this wave'),
  id: z.string().describe('household id of this wave'),
  previous_id: z.string().optional().describe('column of the household file with the id in the wave before'),
  household: z.strictObject({
    file,
    weight: z.string().optional(),
    stratum: z.string().optional(),
    psu: z.string().optional(),
    region: z.string().optional(),
    household_size: z.string().optional(),
    urban: z.strictObject({ column: z.string(), codes }).optional(),
  }),
  enterprise: z.array(source).min(1).describe('owns an enterprise when any of these says so'),
  credit: z.array(source).default([]).describe('has credit when any of these says so; none: unknown'),
  durables: z
    .strictObject({
      file,
      item: z.string(),
      owned: z.string(),
      yes: codes.optional().describe('codes that mean owned; default: a count above 0'),
    })
    .optional(),
  consumption: z.strictObject({ file, total: z.string(), size: z.string().optional() }).optional(),
  crops: z.array(crops).default([]),
});

export const surveyLayoutSchema = z.strictObject({
  kind: z.literal('survey'),
  country: z.string(),
  data_source: z.enum(DATA_SOURCES).default('survey'),
  waves: z.array(wave).min(1),
  prices: file.optional().describe('crop_code, year, price_per_kg; without it the exposure is unknown'),
  price_year_before: z.int().optional().describe('year before the first wave, for its exposure'),
});

export const tableLayoutSchema = z.strictObject({
  kind: z.literal('table'),
  country: z.string().optional(),
  data_source: z.enum(DATA_SOURCES),
  file,
  columns: z.record(z.string(), z.string()).describe('canonical name: name in the file'),
  where: z.record(z.string(), codes).default({}).describe('keep rows whose column has one of these values'),
  waves: z.record(z.string(), z.int()).optional().describe('wave as the file writes it: number from 1'),
  lowest_of: z
    .string()
    .optional()
    .describe('of several rows of a household and wave, the one where this column is lowest is kept and the others are counted as dropped'),
});

export const layoutSchema = z.discriminatedUnion('kind', [surveyLayoutSchema, tableLayoutSchema]);
export type SurveyLayout = z.output<typeof surveyLayoutSchema>;
export type SurveyWave = SurveyLayout['waves'][number];
export type TableLayout = z.output<typeof tableLayoutSchema>;
export type Layout = z.output<typeof layoutSchema>;
