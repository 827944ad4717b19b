/** The files of a direct prediction, under the names of the first plan. */
import { type ColumnData, columnBytes, type Lab } from '../../../../lab/index.ts';
import type { Cell } from '../../../../report/index.ts';
import type { TransitionData, VoteForecast } from '../../evaluation/index.ts';
import { TRANSITIONS } from '../../learners/index.ts';
import type { PredictConfig } from './config.ts';
import { subgroupRow } from './rows.ts';
import type { Predicted } from './run.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const csvCell = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csv = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\n')}\n`;

export async function writeFiles(
  lab: Lab,
  config: PredictConfig,
  predicted: Predicted,
  metrics: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = `direct_prediction/${config.train_country}_to_${config.test_country}`;
  const { forecasts, measured, subgroups, arms, atHome, foundation } = predicted;
  lab.artifact(`${folder}/metrics.json`, json(metrics));
  for (const { name } of forecasts) {
    const { confusion } = measured.get(name)!.report;
    lab.artifact(
      `${folder}/confusion_matrix_${name}.csv`,
      csv(
        ['true', ...TRANSITIONS, 'data_source'],
        confusion.map((row, k) => [TRANSITIONS[k], ...row, foundation.dataSource]),
      ),
    );
  }
  const rows = subgroups.map((one) => ({ ...subgroupRow(one), data_source: foundation.dataSource }));
  const head = Object.keys(rows[0]);
  lab.artifact(
    `${folder}/subgroup_metrics.csv`,
    csv(
      head,
      rows.map((row) => head.map((name) => (row as Readonly<Record<string, Cell>>)[name])),
    ),
  );
  lab.artifact(`${folder}/predictions.parquet`, await columnBytes(predictionColumns(predicted), 'parquet'));
  const { dataSource } = foundation;
  const abroad = arms.map(({ country, votes }): Answers => ({ votes, country, keys: `predict/${country}` }));
  if (abroad.length > 0)
    lab.artifact(`${folder}/decisions.parquet`, await columnBytes(decisionColumns(foundation.test, dataSource, abroad), 'parquet'));
  if (atHome === null) return;
  const answers: Answers = { votes: atHome.votes, country: config.prompt.country, keys: 'home' };
  lab.artifact(`${folder}/decisions_at_home.parquet`, await columnBytes(decisionColumns(atHome.rows, dataSource, [answers]), 'parquet'));
}

const known = (x: number): number | null => (Number.isNaN(x) ? null : x);

/** One row for each pair of waves: the state, what happened, and each forecaster's word. */
function predictionColumns({ foundation, forecasts }: Predicted): ColumnData[] {
  const { test, dataSource } = foundation;
  const n = test.labels.length;
  const rows = Array.from({ length: n }, (_, i) => i);
  return [
    { name: 'household_id', type: 'VARCHAR', values: test.household },
    { name: 'wave_t', type: 'INTEGER', values: test.waveFrom },
    { name: 'wave_t1', type: 'INTEGER', values: test.waveTo },
    { name: 'country', type: 'VARCHAR', values: rows.map(() => test.country) },
    { name: 'data_source', type: 'VARCHAR', values: rows.map(() => dataSource) },
    { name: 'assets_index', type: 'DOUBLE', values: rows.map((i) => known(test.assetIndex[i])) },
    { name: 'credit_access', type: 'INTEGER', values: rows.map((i) => known(test.credit[i])) },
    { name: 'enterprise_status', type: 'INTEGER', values: test.status },
    { name: 'price_exposure', type: 'DOUBLE', values: rows.map((i) => known(test.price[i])) },
    { name: 'weight', type: 'DOUBLE', values: test.weight },
    { name: 'transition', type: 'VARCHAR', values: rows.map((i) => TRANSITIONS[test.labels[i]]) },
    ...forecasts.flatMap((forecast): ColumnData[] => [
      { name: `${forecast.name}_prediction`, type: 'VARCHAR', values: rows.map((i) => TRANSITIONS[forecast.predicted[i]]) },
      ...(forecast.probabilities === null
        ? []
        : TRANSITIONS.map(
            (name, k): ColumnData => ({
              name: `${forecast.name}_p_${name.toLowerCase()}`,
              type: 'DOUBLE',
              values: rows.map((i) => (forecast.probabilities as Float64Array)[i * TRANSITIONS.length + k]),
            }),
          )),
    ]),
  ];
}

interface Answers {
  readonly votes: VoteForecast;
  /** As it was shown. */
  readonly country: string;
  /** Before the keys of its questions in the table `consultations`. */
  readonly keys: string;
}

/** What the language model was asked and said about each pair of waves, with all its samples. */
function decisionColumns(asked: TransitionData, dataSource: string, answers: readonly Answers[]): ColumnData[] {
  const rows = answers.flatMap(({ country, keys, votes }) => votes.decisions.map((decision, i) => ({ country, keys, decision, i })));
  const of = <T>(read: (row: (typeof rows)[number]) => T): T[] => rows.map(read);
  // Equal states are asked about once: whoever comes after the first finds the answer there.
  const seen = new Set<unknown>();
  const hits = rows.map(({ decision }) => decision.cacheHit || seen.size === seen.add(decision.consultation).size);
  return [
    { name: 'household_id', type: 'VARCHAR', values: of(({ i }) => asked.household[i]) },
    { name: 'wave_t', type: 'INTEGER', values: of(({ i }) => asked.waveFrom[i]) },
    { name: 'data_source', type: 'VARCHAR', values: of(() => dataSource) },
    { name: 'country_shown', type: 'VARCHAR', values: of(({ country }) => country) },
    { name: 'prompt_key', type: 'VARCHAR', values: of(({ keys, decision }) => `${keys}/${decision.consultation.key}`) },
    { name: 'k_samples', type: 'INTEGER', values: of(({ decision }) => decision.consultation.kSamples) },
    { name: 'sample_responses', type: 'JSON', values: of(({ decision }) => JSON.stringify(decision.consultation.sampleResponses)) },
    { name: 'sample_actions', type: 'JSON', values: of(({ decision }) => JSON.stringify(decision.consultation.sampleActions)) },
    { name: 'vote_counts', type: 'JSON', values: of(({ decision }) => JSON.stringify(decision.consultation.voteCounts)) },
    { name: 'final_action', type: 'VARCHAR', values: of(({ decision }) => decision.consultation.finalAction) },
    { name: 'tie_broken', type: 'BOOLEAN', values: of(({ decision }) => decision.consultation.tieBroken) },
    { name: 'cache_hit', type: 'BOOLEAN', values: hits },
  ];
}
