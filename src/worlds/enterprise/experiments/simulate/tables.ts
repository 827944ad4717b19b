/** Ledger tables of `enterprise/simulate`. */
import type { TableSpec } from '../../../../lab/index.ts';
import { flagColumn as yes, realColumn as real, textColumn as text, wholeColumn as whole } from '../../../../report/index.ts';
import { CONSULTATIONS } from '../shared/index.ts';

const side = text('side', 'observed (the survey) or synthetic (the simulation): never mixed in one row');
const source = text('data_source', 'class of the data behind the row');
const scenario = text('scenario', 'name of the scenario; observed rows have observed');

export const TABLES: readonly TableSpec[] = [
  {
    name: 'wave_rates',
    description: 'Households wave by wave, observed beside synthetic',
    key: ['side', 'scenario', 'wave'],
    columns: [
      side,
      scenario,
      source,
      whole('wave', '', 'survey round'),
      whole('households', 'households', 'in this wave'),
      real('enterprise_rate', 'share', 'with an enterprise'),
      real('credit_rate', 'share', 'with credit'),
      real('mean_asset_index', 'standard deviations', 'of assets'),
      real('sd_asset_index', 'standard deviations', 'spread of assets'),
      real('mean_price_exposure', 'log change', 'of crop prices since the wave before'),
      ...[1, 2, 3, 4, 5].map((q) => real(`enterprise_rate_q${q}`, 'share', `with an enterprise, fifth ${q} of assets (1 the poorest)`)),
    ],
  },
  {
    name: 'transition_rates',
    description: 'Entry and exit between adjacent waves, stayers and copers recomputed on the path',
    key: ['side', 'scenario'],
    columns: [
      side,
      scenario,
      source,
      real('entry_rate', 'share', 'of those without an enterprise'),
      real('exit_rate', 'share', 'of those with one'),
      real('enter_share', 'share', 'of all pairs of waves'),
      real('exit_share', 'share', 'of all pairs of waves'),
      real('stay_share', 'share', 'of all pairs of waves'),
      real('stayer_share', 'share', 'of households'),
      real('coper_share', 'share', 'of households'),
      real('none_share', 'share', 'of households'),
    ],
  },
  {
    name: 'counterfactual_effects',
    description: 'What each scenario changes against the first, household by household on the same random numbers',
    key: ['scenario', 'outcome'],
    columns: [
      scenario,
      text('outcome', 'entries, exits (a household over the panel), final_prevalence, final_asset_index'),
      source,
      real('estimate', 'as the outcome', 'mean difference'),
      real('low', 'as the outcome', '95 % interval'),
      real('high', 'as the outcome', '95 % interval'),
    ],
  },
  CONSULTATIONS,
  {
    name: 'fit_gates',
    description: 'What the calibration had to pass',
    key: ['name'],
    columns: [text('name', 'field of the calibration'), yes('passed', 'whether it did'), text('detail', 'figures'), source],
  },
];
