/** The experiment kind `enterprise/report`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { POLICIES } from '../../policies/index.ts';
import { predictExperiment } from '../predict/index.ts';
import { bothForecasts, NOT_READ } from '../shared/index.ts';
import { simulationForecast } from '../simulate/index.ts';
import { type ReportConfig, reportSchema } from './config.ts';
import { reportBlocks, runCharts, summaryBlocks } from './report.ts';
import { runReport } from './run.ts';
import { REPORT_TABLES } from './tables.ts';

export const reportExperiment = defineExperiment<ReportConfig>({
  kind: 'enterprise/report',
  world: 'enterprise',
  title: 'Prediction and simulation of household enterprises in one report of five parts',
  schema: reportSchema,
  tables: REPORT_TABLES,
  views: [],
  dataSourceClass: NOT_READ,
  deciders: POLICIES,
  forecast: async (config, read) => {
    const withModel = config.model === undefined ? {} : { model: config.model };
    return bothForecasts(
      await predictExperiment.forecast!({ ...config.predict, ...withModel }, read),
      simulationForecast({ ...config.simulate, ...withModel }, config.validation.seeds),
    );
  },
  run: runReport,
  charts: runCharts,
  report: reportBlocks,
  summary: summaryBlocks,
  metrics: [
    { path: 'predict.best.skill', label: 'skill of the best candidate', measure: 'percent' },
    { path: 'validation.equivalent', label: 'patterns shown to be equivalent', measure: 'count' },
    { path: 'validation.different', label: 'patterns shown to differ', measure: 'count' },
  ],
});
