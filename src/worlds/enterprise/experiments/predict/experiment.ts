/** The experiment kind `enterprise/predict`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { NOT_READ, questionsTo } from '../shared/index.ts';
import { runCharts } from './charts.ts';
import { type PredictConfig, predictSchema } from './config.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runPredict } from './run.ts';
import { PREDICT_TABLES } from './tables.ts';

/** Pairs of waves in the smaller fixture, for a forecast of calls where the data are not read yet. */
const ROWS_EXPECTED = 2300;
const FLAGS = 4;

export const predictExperiment = defineExperiment<PredictConfig>({
  kind: 'enterprise/predict',
  world: 'enterprise',
  title: 'Forecasts of enterprise entry and exit, learned in one country and tested in another, beside a base rate',
  schema: predictSchema,
  tables: PREDICT_TABLES,
  views: [],
  dataSourceClass: NOT_READ,
  deciders: { none: 'baselines alone: no language model is asked' },
  forecast: (config) => {
    const { asking, asset_bins, price_bins } = config.archetypes;
    const rows = config.test_households === undefined ? ROWS_EXPECTED : 2 * config.test_households;
    const kinds = asking === 'archetype' ? Math.min(rows, FLAGS * asset_bins * price_bins) : rows;
    const arms = new Set([config.prompt.country, ...config.probes.country]).size;
    const questions = config.model === 'none' ? 0 : kinds * config.voting.samples * arms;
    return questionsTo(config, config.test_country, questions);
  },
  run: runPredict,
  charts: runCharts,
  report: reportBlocks,
  summary: summaryBlocks,
  metrics: [
    { path: 'best.skill', label: 'skill of the best candidate', measure: 'percent' },
    { path: 'models.*.skill', label: 'skill over Markov', measure: 'percent' },
    { path: 'models.*.log_loss', label: 'log loss' },
  ],
});
