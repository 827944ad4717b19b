/** The experiment kind `enterprise/predict`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { bothForecasts, NOT_READ, questionsTo } from '../shared/index.ts';
import { runCharts } from './charts.ts';
import { type PredictConfig, predictSchema } from './config.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runPredict } from './run.ts';
import { PREDICT_TABLES } from './tables.ts';

/** Pairs of waves in the smaller fixture, and of a household, for a forecast of calls where the data are not read yet. */
const ROWS_EXPECTED = 2300;
const PAIRS_EXPECTED = { ethiopia: 2, others: 3 } as const;
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
    const questionsAbout = (country: string, households: number | undefined): number => {
      const pairs = country === 'ethiopia' ? PAIRS_EXPECTED.ethiopia : PAIRS_EXPECTED.others;
      const rows = households === undefined ? ROWS_EXPECTED : pairs * households;
      const kinds = asking === 'archetype' ? Math.min(rows, FLAGS * asset_bins * price_bins) : rows;
      return config.model === 'none' ? 0 : kinds * config.voting.samples;
    };
    const arms = new Set([config.prompt.country, ...config.probes.country]).size;
    const abroad = questionsTo(config, config.test_country, arms * questionsAbout(config.test_country, config.test_households));
    const home = questionsTo(config, config.train_country, questionsAbout(config.train_country, config.home_households));
    return home.questions === 0 ? abroad : bothForecasts(abroad, home);
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
