/** The whole report on the fixture: seed acceptance boxes of phase 5, by name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRun, replayRun } from '../../../../lab/index.ts';
import { benchOf } from '../testing/bench.ts';
import { reportExperiment } from './experiment.ts';

const { experiment: REPORT, run } = benchOf(reportExperiment);

test('phase 5: the simulation runs to completion, is held against the observed, and every table says which side it shows', async () => {
  const result = await run({
    predict: { fixture: { households: 300 }, calibrating: { resamples: 19 }, baselines: ['logit'], bootstrap: 99 },
    simulate: { fixture: { households: 300 }, calibrating: { resamples: 19 }, households: 300 },
    validation: { seeds: 4, bootstrap: 99, cluster: 'village', errors: 'CR0', wild_bootstrap: 99 },
  });
  expect(result.manifest.data_source_class).toBe('fixture');
  expect(result.status).toBe('completed');
  const { validation, data_source } = result.results as { validation: { patterns: number; seeds: number }; data_source: string };
  expect(data_source).toBe('fixture');
  expect(validation.seeds).toBe(4);
  expect(validation.patterns).toBeGreaterThan(20);
  const view = await openRun(result.runDir);
  const regressions = await view.rows('fe_regressions');
  expect(new Set(regressions.map((row) => row['side']))).toEqual(new Set(['observed', 'synthetic']));
  const headline = regressions.find((row) => row['regression'] === 'status_on_lagged_price' && row['side'] === 'observed')!;
  expect(headline['clusters']).toBe(25);
  expect(headline['standard_error']).toBe(headline['error_cr0']);
  expect(Number(headline['error_cr1_all_dummies'])).toBeGreaterThan(Number(headline['error_cr1_nested']));
  expect(Number(headline['wild_p_value'])).toBeLessThanOrEqual(1);
  const blocks = await reportExperiment.report(view);
  const headings = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block.text] : []));
  expect(headings).toEqual(['1. Introduction', '2. Calibration', '3. Direct prediction', '4. Synthetic households', '5. Discussion']);
  expect(JSON.stringify(blocks)).toContain('Fixed-effects regressions on SYNTHETIC households (data source class: fixture)');
  expect((await reportExperiment.charts(view)).length).toBeGreaterThan(10);
  view.close();
  const artifact = (name: string): string => readFileSync(join(result.runDir, 'artifacts', name), 'utf8');
  expect(artifact('tables/fe_regressions_synthetic.tex')).toContain('\\begin{tabular}{llrrrrrrrrr}');
  expect(artifact('odd.md')).toContain('stayer_threshold');
  expect(artifact('report.qmd')).toContain('read_parquet("direct_prediction/tanzania_to_ethiopia/predictions.parquet")');
  expect((await replayRun(result.runDir, { experiments: [REPORT], workers: 1 })).digest).toBe(result.digest);
}, 180_000);
