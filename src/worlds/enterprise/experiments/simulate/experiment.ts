/** The experiment kind `enterprise/simulate`. */
import { defineExperiment } from '../../../../lab/index.ts';
import { POLICIES } from '../../policies/index.ts';
import { NOT_READ, questionsTo } from '../shared/index.ts';
import { runCharts } from './charts.ts';
import { simulateSchema, type SimulateConfig } from './config.ts';
import { reportBlocks, summaryBlocks } from './report.ts';
import { runSimulate } from './run.ts';
import { TABLES } from './tables.ts';

/** Status times credit. */
const FLAGS = 4;

const WAVES_EXPECTED = 4;

/** Answers are kept for the whole run: an archetype is asked about once, whatever the number of scenarios, waves and panels. */
export function simulationForecast(config: SimulateConfig, panels: number) {
  const waves = (config.waves?.length ?? WAVES_EXPECTED) - 1;
  const decisions = config.households * waves * (config.counterfactuals.length + panels);
  const { asking, asset_bins, price_bins } = config.archetypes;
  const kinds = asking === 'archetype' ? Math.min(FLAGS * asset_bins * price_bins, decisions) : decisions;
  return questionsTo(config, config.country ?? config.fixture.country, config.model in POLICIES ? 0 : kinds * config.voting.samples);
}

export const simulate = defineExperiment<SimulateConfig>({
  kind: 'enterprise/simulate',
  world: 'enterprise',
  title: 'Synthetic households open and close small businesses, beside the observed ones',
  schema: simulateSchema,
  tables: TABLES,
  views: [],
  dataSourceClass: NOT_READ,
  deciders: POLICIES,
  forecast: (config) => simulationForecast(config, 1),
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
