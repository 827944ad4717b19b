/** Tables of what recalibration, prediction sets and the crossing of borders come to. */
import type { TableSpec } from '../../../../../lab/index.ts';
import { realColumn as real, textColumn as text, wholeColumn as whole } from '../../../../../report/index.ts';

const model = text('model', 'forecaster');
const source = text('data_source', 'class of the data behind the row');
const question = text('question', 'entry (of those without an enterprise) or exit (of those with one)');
const place = text('calibrated_on', 'nothing, training (unseen households of the training country) or half the test');
const withError = (name: string, unit: string, what: string) => [
  real(name, unit, what),
  real(`${name}_error`, unit, `standard error of ${name}, clustered by household`),
];

export const TRANSPORT_TABLES: readonly TableSpec[] = [
  {
    name: 'recalibration',
    description: 'Entry and exit before and after Platt scaling and isotonic regression, on one half of the test households',
    key: ['model', 'question', 'method', 'calibrated_on'],
    columns: [
      model,
      source,
      question,
      text('method', 'none, platt or isotonic'),
      place,
      whole('rows', 'pairs of waves', 'at risk and scored'),
      real('log_loss', 'nats', 'of the change that the status allows'),
      real('brier', '', 'mean squared error, 0 to 1'),
      real('calibration_error', 'share', 'expected calibration error, ten bins'),
      real('mean_forecast', 'share', 'of those at risk'),
      real('observed_rate', 'share', 'of those at risk'),
    ],
  },
  {
    name: 'prediction_sets',
    description: 'Split-conformal sets of transitions, on one half of the test households',
    key: ['model', 'calibrated_on', 'kind', 'alpha'],
    columns: [
      model,
      source,
      place,
      text('kind', 'marginal: one threshold; class-conditional: one a class'),
      real('alpha', 'share', 'miscoverage that was asked for'),
      whole('rows', 'pairs of waves', 'scored'),
      real('coverage', 'share', 'of sets that hold what happened'),
      real('coverage_enter', 'share', 'of entries'),
      real('coverage_exit', 'share', 'of exits'),
      real('coverage_stay', 'share', 'of those who stayed'),
      real('mean_size', 'classes', 'in a set'),
      whole('empty', 'pairs of waves', 'with an empty set'),
    ],
  },
  {
    name: 'transport',
    description: 'Loss at home and abroad, and what of the difference comes of other states and of other conduct',
    key: ['model'],
    columns: [
      model,
      source,
      ...withError('home', 'nats a row', 'on unseen households of the training country'),
      ...withError('reweighted', 'nats a row', 'the same, weighed to the states of the test country'),
      ...withError('away', 'nats a row', 'in the test country'),
      ...withError(
        'native',
        'nats a row',
        'learned in the test country itself, on unseen households; none for a language model, and where there are too few',
      ),
      ...withError('covariate_part', 'nats a row', 'reweighted less home: other states'),
      ...withError('concept_part', 'nats a row', 'away less reweighted: other conduct in the same state'),
    ],
  },
  {
    name: 'transport_coefficients',
    description: 'Entry and exit logits of both countries, term by term',
    key: ['question', 'term'],
    columns: [
      question,
      text('term', 'feature, or intercept'),
      source,
      ...withError('train', 'log-odds', 'in the training country'),
      ...withError('test', 'log-odds', 'in the test country; its labels are used'),
      real('difference', 'log-odds', 'test less train'),
      real('p_value', '', 'two-sided'),
      real('p_adjusted', '', 'Holm over all terms'),
    ],
  },
  {
    name: 'prior_shift',
    description: 'Rates of entry and exit that the forecasts themselves imply, without a label of the test country',
    key: ['model', 'question'],
    columns: [
      model,
      question,
      source,
      real('training_rate', 'share', 'of those at risk in the training country'),
      real('mean_forecast', 'share', 'of those at risk in the test country'),
      real('estimated_rate', 'share', 'by expectation maximisation'),
      real('observed_rate', 'share', 'what happened'),
      real('log_loss_before', 'nats', 'of the change that the status allows'),
      real('log_loss_after', 'nats', 'with forecasts moved to the estimated rate'),
    ],
  },
  {
    name: 'label_gains',
    description: 'How many labelled households of the test country close the gap, for the logit',
    key: ['labels_used', 'households'],
    columns: [
      text('labels_used', 'none, recalibrated, or learned from these alone'),
      whole('households', 'households', 'with labels'),
      source,
      whole('draws', 'draws', 'of labelled households'),
      real('log_loss', 'nats a row', 'mean over draws, on households whose labels nobody saw'),
      real('deviation', 'nats a row', 'between draws'),
    ],
  },
];
