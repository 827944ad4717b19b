/** What charts and reports read of a prediction. */
import type { Row, RunView } from '../../../../lab/index.ts';
import { countryName } from '../shared/index.ts';
import type { DataSource } from '../../survey/index.ts';

export interface PredictView {
  readonly scores: readonly Row[];
  readonly subgroups: readonly Row[];
  readonly reliability: readonly Row[];
  readonly probes: readonly Row[];
  readonly recalibration: readonly Row[];
  readonly sets: readonly Row[];
  readonly transport: readonly Row[];
  readonly coefficients: readonly Row[];
  readonly priors: readonly Row[];
  readonly labelGains: readonly Row[];
  readonly results: Readonly<Record<string, unknown>>;
  readonly dataSource: DataSource;
  readonly label: string;
}

/** Rows are read in key order; forecasters are shown as they were run: the bar, the candidates, the yardstick. */
const ROLES = ['bar', 'reference', 'candidate', 'yardstick'];

/** @param results Those of the prediction itself, where they are a part of a run's. */
export async function readView(run: RunView, results: Readonly<Record<string, unknown>> = run.results): Promise<PredictView> {
  const scores = await run.rows('model_scores');
  const place = (row: Row): number => ROLES.indexOf(String(row['role'])) * 1000 - Number(row['skill'] ?? -9) * 10;
  const ordered = scores.toSorted((a, b) => place(a) - place(b));
  const order = new Map(ordered.map((row, k) => [row['model'], k]));
  const METHODS = ['none', 'platt', 'isotonic'];
  const rank = (row: Row): number =>
    10 * (order.get(row['model']) ?? 0) + (row['question'] === 'exit' ? 5 : 0) + METHODS.indexOf(String(row['method'] ?? 'none'));
  const asRun = (rows: readonly Row[]): Row[] => rows.toSorted((a, b) => rank(a) - rank(b));
  return {
    scores: ordered,
    subgroups: await run.rows('subgroup_metrics'),
    reliability: await run.rows('reliability'),
    probes: await run.rows('probes'),
    recalibration: asRun(await run.rows('recalibration')),
    sets: asRun(await run.rows('prediction_sets')),
    transport: asRun(await run.rows('transport')),
    coefficients: await run.rows('transport_coefficients'),
    priors: await run.rows('prior_shift'),
    labelGains: await run.rows('label_gains'),
    results,
    dataSource: results['data_source'] as DataSource,
    label: `data: ${String(results['data_source'])}; learned in ${countryName(String(results['train_country']))}, tested in ${countryName(String(results['test_country']))} (${String(results['design'])})`,
  };
}

export const candidatesOf = (view: PredictView): readonly Row[] => view.scores.filter((row) => row['role'] === 'candidate');
