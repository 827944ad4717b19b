/** Ledger tables of `enterprise/report`: those of its parts, and the validation. */
import type { TableSpec } from '../../../../lab/index.ts';
import { realColumn as real, textColumn as text, wholeColumn as whole } from '../../../../report/index.ts';
import { ERROR_CONVENTIONS, type ErrorConvention } from '../../learners/index.ts';
import { PREDICT_TABLES } from '../predict/tables.ts';
import { TABLES as SIMULATE_TABLES } from '../simulate/tables.ts';

export const errorColumn = (convention: ErrorConvention): string => `error_${convention.toLowerCase()}`;

export const REPORT_TABLES: readonly TableSpec[] = [
  ...SIMULATE_TABLES,
  ...PREDICT_TABLES.filter(({ name }) => !SIMULATE_TABLES.some((table) => table.name === name)),
  {
    name: 'fe_regressions',
    description: 'Linear probability with household and wave effects, clustered errors',
    key: ['side', 'regression', 'term'],
    columns: [
      text('side', 'observed (the survey) or synthetic (the simulation): never mixed in one row'),
      text('data_source', 'class of the data behind the row'),
      text('regression', 'which one'),
      text('term', 'regressor'),
      text('meaning', 'outcome, timing and sample'),
      real('estimate', 'probability per unit of log price change', 'coefficient; null where there is none'),
      real('standard_error', 'as the estimate', 'clustered, under the convention of the config'),
      real('p_value', '', 'two-sided, Student’s t'),
      ...ERROR_CONVENTIONS.map((convention) =>
        real(errorColumn(convention), 'as the estimate', `standard error under the convention ${convention}`),
      ),
      real('wild_p_value', '', 'wild cluster bootstrap, null imposed; null where it was not asked for'),
      whole('clusters', 'clusters', 'households, or villages'),
      whole('rows', 'household-waves', 'that entered'),
      whole('households', 'households', 'that entered'),
      real('within_r2', 'share', 'of the variation within households and waves'),
      text('missing', 'why there is no estimate'),
    ],
  },
  {
    name: 'pattern_tests',
    description: 'Observed beside synthetic, with equivalence tests (two one-sided tests, stated margins, Holm over all)',
    key: ['pattern'],
    columns: [
      text('pattern', 'stylised fact'),
      text('pattern_group', 'kind of fact'),
      text('data_source', 'class of the data behind the row'),
      real('observed', 'share or coefficient', 'of the survey'),
      real('observed_error', 'as observed', 'households resampled; of coefficients clustered by household'),
      real('synthetic', 'as observed', 'mean over seeds'),
      real('synthetic_deviation', 'as observed', 'between seeds'),
      real('difference', 'as observed', 'synthetic minus observed'),
      real('low', 'as observed', '95 % interval of the difference'),
      real('high', 'as observed', '95 % interval of the difference'),
      real('margin', 'as observed', 'largest difference that counts as the same'),
      real('p_value', '', 'of the hypothesis that they differ by the margin or more'),
      real('p_adjusted', '', 'Holm'),
      text('verdict', 'equivalent, different or inconclusive'),
    ],
  },
];
