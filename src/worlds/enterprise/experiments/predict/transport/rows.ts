/** The same as rows. */
import type { Lab, Row } from '../../../../../lab/index.ts';
import type { Part } from '../../../evaluation/index.ts';
import type { Predicted } from '../run.ts';

const withError = (name: string, part: Part | null): Row => ({
  [name]: part?.value ?? null,
  [`${name}_error`]: part?.standardError ?? null,
});

export function writeTransport(lab: Lab, { foundation, recalibrated, sets, transported }: Predicted): void {
  const source = { data_source: foundation.dataSource };
  lab.write(
    'recalibration',
    recalibrated.map((one) => ({
      model: one.model,
      ...source,
      question: one.question,
      method: one.method,
      calibrated_on: one.calibratedOn,
      rows: one.rows,
      log_loss: one.logLoss,
      brier: one.brier,
      calibration_error: one.calibrationError,
      mean_forecast: one.meanForecast,
      observed_rate: one.observedRate,
    })),
  );
  lab.write(
    'prediction_sets',
    sets.map(({ model, calibratedOn, kind, alpha, rows, coverage, coverageByClass: [enter, exit, stay], meanSize, empty }) => ({
      ...{ model, ...source, calibrated_on: calibratedOn, kind, alpha, rows, coverage },
      ...{ coverage_enter: enter, coverage_exit: exit, coverage_stay: stay, mean_size: meanSize, empty },
    })),
  );
  if (transported === null) return;
  lab.write(
    'transport',
    transported.losses.map((one) => ({
      model: one.model,
      ...source,
      ...withError('home', one.home),
      ...withError('reweighted', one.reweighted),
      ...withError('away', one.away),
      ...withError('native', one.native),
      ...withError('covariate_part', one.covariatePart),
      ...withError('concept_part', one.conceptPart),
    })),
  );
  lab.write(
    'transport_coefficients',
    transported.coefficients.map(({ question, term, train, test, difference, pValue, adjustedP }) => ({
      ...{ question, term, ...source, ...withError('train', train), ...withError('test', test) },
      ...{ difference, p_value: pValue, p_adjusted: adjustedP },
    })),
  );
  lab.write(
    'prior_shift',
    transported.priors.map((one) => ({
      model: one.model,
      question: one.question,
      ...source,
      training_rate: one.trainingRate,
      mean_forecast: one.meanForecast,
      estimated_rate: one.estimatedRate,
      observed_rate: one.observedRate,
      log_loss_before: one.logLossBefore,
      log_loss_after: one.logLossAfter,
    })),
  );
  lab.write(
    'label_gains',
    transported.labels.map(({ use, households, draws, logLoss, deviation }) => ({
      ...{ labels_used: use, households, ...source, draws, log_loss: logLoss, deviation },
    })),
  );
}

/** In the results: what of the loss abroad comes of other states, and what of other conduct. */
export function transportResults({ transported }: Predicted): Record<string, unknown> | null {
  if (transported === null) return null;
  const { losses, states } = transported;
  return {
    states: { auc: states.auc, rows: states.rows, effective_rows: states.effectiveRows },
    losses: Object.fromEntries(
      losses.map((one) => [
        one.model,
        {
          home: one.home.value,
          away: one.away.value,
          native: one.native?.value ?? null,
          covariate_part: one.covariatePart.value,
          concept_part: one.conceptPart.value,
        },
      ]),
    ),
  };
}
