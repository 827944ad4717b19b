/** Rows of the ledger. */
import type { Lab, Row } from '../../../../lab/index.ts';
import { TRANSITIONS } from '../../learners/index.ts';
import type { Forecast, Question } from '../../evaluation/index.ts';
import { consultationRow } from '../shared/index.ts';
import type { Predicted } from './run.ts';
import { writeTransport } from './transport/rows.ts';

const finite = (x: number | null | undefined): number | null => (x === null || x === undefined || !Number.isFinite(x) ? null : x);

export function scoreRow(predicted: Predicted, forecast: Forecast): Row {
  const { foundation, measured, skills } = predicted;
  const one = measured.get(forecast.name)!;
  const skill = skills.find(({ name }) => name === forecast.name);
  const { report, scores, hazards } = one;
  const bar = forecast === predicted.bar;
  const question = (q: Question): Row => ({
    [`auc_${q}`]: finite(q === 'entry' ? hazards?.aucEntry : hazards?.aucExit),
    [`average_precision_${q}`]: finite(one.averagePrecision?.[q]),
    [`mean_forecast_${q}`]: finite(q === 'entry' ? hazards?.meanEntryForecast : hazards?.meanExitForecast),
    [`observed_${q}`]: finite(q === 'entry' ? hazards?.observedEntry : hazards?.observedExit),
    [`calibration_slope_${q}`]: finite(one.calibration?.[q]?.slope),
    [`calibration_intercept_${q}`]: finite(one.calibration?.[q]?.intercept),
  });
  return {
    model: forecast.name,
    data_source: foundation.dataSource,
    role: forecast.role,
    description: forecast.description,
    rows: report.n,
    accuracy: report.accuracy,
    balanced_accuracy: report.balancedAccuracy,
    macro_f1: report.macroF1,
    weighted_f1: report.weightedF1,
    log_loss: finite(scores?.logLoss),
    brier: finite(scores?.brier),
    calibration_error: finite(scores?.calibrationError),
    infeasible_mass: finite(hazards?.infeasibleMass),
    ...question('entry'),
    ...question('exit'),
    skill: bar ? 0 : finite(skill?.skill),
    skill_low: finite(skill?.low),
    skill_high: finite(skill?.high),
    skill_low_village: finite(skill?.village?.low),
    skill_high_village: finite(skill?.village?.high),
    gain_nats: finite(skill?.gain),
    gain_standard_error: finite(skill?.gainError),
    p_value: finite(skill?.pValue),
    p_adjusted: finite(skill?.adjustedP),
    verdict: skill?.verdict ?? null,
  };
}

export function writeTables(lab: Lab, predicted: Predicted): void {
  const { foundation, forecasts, measured, subgroups, probes, arms, atHome } = predicted;
  const source = { data_source: foundation.dataSource };
  lab.write(
    'model_scores',
    forecasts.map((forecast) => scoreRow(predicted, forecast)),
  );
  lab.write(
    'subgroup_metrics',
    subgroups.map((one) => ({ ...source, ...subgroupRow(one) })),
  );
  for (const forecast of forecasts) {
    const { reliability, report } = measured.get(forecast.name)!;
    const bins = (['entry', 'exit'] as const).flatMap((question) => (reliability?.[question] ?? []).map((bin) => ({ question, ...bin })));
    lab.write(
      'reliability',
      bins.map((bin) => ({
        model: forecast.name,
        ...source,
        question: bin.question,
        bin_low: bin.low,
        bin_high: bin.high,
        weight: bin.weight,
        mean_forecast: bin.meanForecast,
        observed_rate: bin.observedRate,
      })),
    );
    lab.write(
      'confusion',
      TRANSITIONS.flatMap((truth, i) =>
        TRANSITIONS.map((named, j) => ({
          model: forecast.name,
          ...source,
          true_transition: truth,
          predicted_transition: named,
          rows: report.confusion[i][j],
        })),
      ),
    );
  }
  lab.write(
    'probes',
    probes.map(({ pValue, value, reference, ...one }) => ({
      ...one,
      ...source,
      value: finite(value),
      reference: finite(reference),
      p_value: finite(pValue),
    })),
  );
  writeTransport(lab, predicted);
  if (atHome !== null)
    lab.write(
      'consultations',
      atHome.votes.policy.consultations().map((one) => consultationRow(one, `home/${one.key}`, foundation.dataSource)),
    );
  for (const { country, votes } of arms)
    lab.write(
      'consultations',
      votes.policy.consultations().map((one) => consultationRow(one, `predict/${country}/${one.key}`, foundation.dataSource)),
    );
}

export const subgroupRow = (one: Predicted['subgroups'][number]): Row => ({
  model: one.model,
  subgroup: one.subgroup,
  level: one.level,
  rows: one.rows,
  suppressed: one.suppressed,
  accuracy: one.accuracy,
  balanced_accuracy: one.balancedAccuracy,
  macro_f1: one.macroF1,
  log_loss: one.logLoss,
  markov_log_loss: one.markovLogLoss,
  skill: one.skill,
  skill_low: one.low,
  skill_high: one.high,
});
