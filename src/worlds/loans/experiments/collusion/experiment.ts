/** The experiment kind `loans/collusion`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { collusionCharts } from '../../charts/index.ts';
import { DECIDER_WORDS } from '../../deciders/index.ts';
import { collusionSchema, type CollusionConfig } from './config.ts';
import { collusionForecast } from './meeting.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runCollusion } from './run.ts';
import { TABLES } from './tables.ts';

export const collusion = defineExperiment<CollusionConfig>({
  kind: 'loans/collusion',
  world: 'loans',
  title: 'Pricing algorithms learn, are tested for collusion, and meet others',
  schema: collusionSchema,
  tables: TABLES,
  views: [],
  deciders: DECIDER_WORDS,
  forecast: collusionForecast,
  run: runCollusion,
  charts: collusionCharts,
  report: reportBlocks,
  summary: summaryBlocks,
  metrics: [
    { path: 'learning.collusion_index', label: 'collusion index, learners' },
    { path: 'meeting.collusion_index', label: 'collusion index, meeting' },
    { path: 'learning.punished_share', label: 'deviation punished', measure: 'percent' },
  ],
});
