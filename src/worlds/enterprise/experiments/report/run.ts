/** One run of `enterprise/report`: the direct prediction, the simulation, and the simulation held against the survey. */
import { markdownReport, latexTable } from '../../../../report/index.ts';
import type { Lab, Outcome, Row } from '../../../../lab/index.ts';
import { observedRows, type Regression, syntheticRows, validate, type Validation } from '../../evaluation/index.ts';
import { ERROR_CONVENTIONS } from '../../learners/index.ts';
import { parseFraction } from '../../survey/index.ts';
import { predict } from '../predict/run.ts';
import { resultsOf } from '../predict/results.ts';
import { simulateAll, type Simulation } from '../simulate/run.ts';
import { checkUncertainty } from '../simulate/uncertainty.ts';
import type { ReportConfig } from './config.ts';
import { oddDocument } from './odd.ts';
import { quartoReport } from './quarto.ts';
import { errorColumn } from './tables.ts';
import { regressionTable } from './validation-blocks.ts';

export async function runReport(lab: Lab, config: ReportConfig): Promise<Outcome> {
  const withModel = config.model === undefined ? {} : { model: config.model };
  const predictConfig = { ...config.predict, ...withModel };
  const simulateConfig = { ...config.simulate, ...withModel };
  // Before anything is asked and paid for.
  checkUncertainty(simulateConfig);
  const predicted = await predict(lab, predictConfig);
  const simulation = await simulateAll(lab, simulateConfig);
  const validation = await validated(lab, config, simulation);
  const source = simulation.foundation.calibration.data_source;
  if (validation !== null) writeTables(lab, validation, source);
  const results = {
    data_source: source,
    stamps: [...new Set([...predicted.foundation.stamps, ...simulation.foundation.stamps])].filter((stamp) => !stamp.startsWith('Data:')),
    predict: resultsOf(predictConfig, predicted),
    simulate: simulation.results,
    validation: validation === null ? null : resultsOfValidation(validation),
  };
  if (validation !== null)
    for (const side of ['observed', 'synthetic'] as const)
      lab.artifact(
        `tables/fe_regressions_${side}.tex`,
        latexTable(regressionTable(rowsOf(validation[side], side, source), side, source), `tab:fe-${side}`),
      );
  lab.artifact('odd.md', markdownReport(oddDocument(simulateConfig, simulation, source)));
  lab.artifact('report.qmd', quartoReport(predictConfig, source, results.stamps));
  return { status: 'completed', results, dataSourceClass: source };
}

/** Null without an observed panel: a calibration alone has nothing to be held against. */
async function validated(lab: Lab, config: ReportConfig, simulation: Simulation): Promise<Validation | null> {
  const { panel } = simulation.foundation;
  if (panel === null) return null;
  const { validation, simulate } = config;
  const panels = [simulation.simulated[0].panel];
  for (let k = 1; k < validation.seeds; k++) {
    panels.push(await simulation.again(lab.seed + BigInt(k)));
    lab.progress({ label: 'panel', done: k + 1, total: validation.seeds });
  }
  return validate(
    observedRows(panel),
    panels.map((one) => syntheticRows(one, simulate.households_per_village)),
    {
      threshold: parseFraction(simulate.stayer_threshold),
      margins: { rate: validation.rate_margin, class_share: validation.class_margin, coefficient: validation.coefficient_margin },
      alpha: validation.alpha,
      bootstrap: validation.bootstrap,
      parameters: simulate.calibration_uncertainty === 'drawn' ? 'drawn' : 'fixed',
      seed: lab.seed,
      errors: { convention: validation.errors, clusterBy: validation.cluster, wildResamples: validation.wild_bootstrap },
    },
  );
}

export const rowsOf = (regressions: readonly Regression[], side: string, source: string): Row[] =>
  regressions.flatMap(({ name, meaning, terms, rows, households, clusters, withinR2, missing }): Row[] => {
    const shared = { side, data_source: source, regression: name, meaning, rows, households, clusters, within_r2: withinR2, missing };
    if (terms.length === 0) return [{ ...shared, term: 'none', estimate: null, standard_error: null, p_value: null, wild_p_value: null }];
    return terms.map((term) => ({
      ...shared,
      term: term.name,
      estimate: term.estimate,
      standard_error: term.standardError,
      p_value: term.pValue,
      ...Object.fromEntries(ERROR_CONVENTIONS.map((convention) => [errorColumn(convention), term.errors[convention]])),
      wild_p_value: term.wildP,
    }));
  });

function writeTables(lab: Lab, validation: Validation, source: string): void {
  lab.write('fe_regressions', [...rowsOf(validation.observed, 'observed', source), ...rowsOf(validation.synthetic, 'synthetic', source)]);
  lab.write(
    'pattern_tests',
    validation.tests.map((test) => ({
      pattern: test.pattern,
      pattern_group: test.group,
      data_source: source,
      observed: test.observed,
      observed_error: test.observedError,
      synthetic: test.synthetic,
      synthetic_deviation: test.syntheticDeviation,
      difference: test.difference,
      low: test.low,
      high: test.high,
      margin: test.margin,
      p_value: test.pValue,
      p_adjusted: test.adjustedP,
      verdict: test.verdict,
    })),
  );
}

function resultsOfValidation({ tests, seeds, signs }: Validation): Record<string, unknown> {
  const count = (verdict: string): number => tests.filter((test) => test.verdict === verdict).length;
  return {
    seeds,
    patterns: tests.length,
    equivalent: count('equivalent'),
    different: count('different'),
    inconclusive: count('inconclusive'),
    headline_sign_observed: signs.observed,
    headline_sign_synthetic: signs.synthetic,
    headline_sign_agrees: signs.observed === null || signs.synthetic === null ? null : signs.observed === signs.synthetic,
    tests: Object.fromEntries(
      tests.map((test) => [
        test.pattern,
        {
          observed: test.observed,
          synthetic: test.synthetic,
          difference: test.difference,
          low: test.low,
          high: test.high,
          verdict: test.verdict,
        },
      ]),
    ),
  };
}
