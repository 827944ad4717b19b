/** The experiment kind `resilience/evaluate`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { gapTable } from '../../charts/index.ts';
import { forecastOf } from '../shared/model-forecast.ts';
import { curvesTable, modelMovesTable, modelPlansTable, playsTable } from '../shared/tables.ts';
import { evaluateSchema, type EvaluateConfig } from './config.ts';
import { objectivesTable, predictionsTable } from './tables.ts';
import { evaluateCharts, reportBlocks, summaryBlocks } from './report.ts';
import { runEvaluate } from './run.ts';

export const evaluate = defineExperiment<EvaluateConfig>({
  kind: 'resilience/evaluate',
  world: 'resilience',
  title: 'Learned routes on held-out people, occupations, shocks and episodes',
  schema: evaluateSchema,
  tables: [playsTable, curvesTable, objectivesTable, predictionsTable, gapTable, modelMovesTable, modelPlansTable],
  views: [],
  deciders: { none: 'no planner is asked besides the built-in ones' },
  forecast: forecastOf,
  run: runEvaluate,
  charts: evaluateCharts,
  report: reportBlocks,
  summary: summaryBlocks,
});
