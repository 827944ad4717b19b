/** The experiment kind `enterprise/simulate`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { POLICIES } from '../../policies/index.ts';
import { NOT_READ } from '../shared/index.ts';
import { runCharts } from './charts.ts';
import { simulateSchema, type SimulateConfig } from './config.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runSimulate } from './run.ts';
import { TABLES } from './tables.ts';

/** Status times credit. */
const FLAGS = 4;

export const simulate = defineExperiment<SimulateConfig>({
  kind: 'enterprise/simulate',
  world: 'enterprise',
  title: 'Synthetic households open and close small businesses, beside the observed ones',
  schema: simulateSchema,
  tables: TABLES,
  views: [],
  dataSourceClass: NOT_READ,
  deciders: POLICIES,
  forecast: (config) => {
    const scenarios = 1 + config.counterfactuals.length;
    const waves = (config.waves?.length ?? 4) - 1;
    const kinds =
      config.archetypes.asking === 'archetype'
        ? Math.min(FLAGS * config.archetypes.asset_bins * config.archetypes.price_bins, config.households * waves)
        : config.households * waves;
    const questions = config.model in POLICIES ? 0 : kinds * config.voting.samples * scenarios;
    return { questions, byRole: { 'enterprise.household': questions } };
  },
  run: runSimulate,
  charts: runCharts,
  report: reportBlocks,
  summary: summaryBlocks,
  metrics: [
    { path: 'largest_prevalence_gap', label: 'largest distance of owner shares', measure: 'percent' },
    { path: 'synthetic.entry_rate', label: 'entry rate', measure: 'percent' },
    { path: 'synthetic.exit_rate', label: 'exit rate', measure: 'percent' },
  ],
});
