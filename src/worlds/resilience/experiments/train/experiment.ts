/** The experiment kind `resilience/train`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { trainCharts } from '../../charts/index.ts';
import { forecastOf } from '../shared/model-forecast.ts';
import { SHARED_TABLES } from '../shared/tables.ts';
import { trainSchema, type TrainConfig } from './config.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runTrain } from './run.ts';

export const train = defineExperiment<TrainConfig>({
  kind: 'resilience/train',
  world: 'resilience',
  title: 'Recovery routes are learned and held against the rule book on people they have not seen',
  schema: trainSchema,
  tables: SHARED_TABLES,
  views: [],
  deciders: { none: 'no planner is asked besides the built-in ones' },
  forecast: forecastOf,
  run: runTrain,
  charts: trainCharts,
  report: reportBlocks,
  summary: summaryBlocks,
  metrics: [
    { path: 'success_rate.p', label: 'recovered', measure: 'percent' },
    { path: 'average_recovery_time', label: 'mean days to recovery, of the recovered' },
    { path: 'restricted_mean_recovery.days', label: 'restricted mean days' },
    { path: 'success_score', label: 'success score' },
    { path: 'route_efficiency', label: 'moves a route' },
  ],
});
