/** The whole experiment on the fixture: seed acceptance boxes of phases 1 to 3, by name. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRun, readColumns, replayRun, type RunResult, verifyRun } from '../../../../lab/index.ts';
import { benchOf, voter } from '../testing/bench.ts';
import { simulate } from './experiment.ts';

const {
  experiment: SIMULATE,
  run,
  scratch,
} = benchOf(simulate, { fixture: { households: 600 }, calibrating: { resamples: 39 }, households: 300 });

const artifact = (result: RunResult, name: string): string => join(result.runDir, 'artifacts', name);

describe('on the fixture, without a model', () => {
  test('runs to files, tables, charts and report; replay and verify pass; every output names the data source class', async () => {
    const result = await run({ counterfactuals: ['scenarios/bust.yaml', 'scenarios/credit-grant.yaml'] });
    expect(result.results).toMatchObject({ data_source: 'fixture', policy_kind: 'built-in', asking: null });
    expect(result.manifest.data_source_class).toBe('fixture');
    expect((await verifyRun(result.runDir, { experiments: [SIMULATE], workers: 1 })).ok).toBe(true);
    expect((await replayRun(result.runDir, { experiments: [SIMULATE], workers: 1 })).digest).toBe(result.digest);
    const panel = await readColumns(artifact(result, 'panel.parquet'));
    expect(panel.rowCount).toBe(300 * 4);
    for (const name of ['household_id', 'wave', 'assets_index', 'credit_access', 'enterprise_status', 'price_exposure'])
      expect(panel.names).toContain(name);
    const calibration = JSON.parse(readFileSync(artifact(result, 'calibration.json'), 'utf8')) as {
      data_source: string;
      gates: { passed: boolean }[];
    };
    expect(calibration.data_source).toBe('fixture');
    expect(calibration.gates.every(({ passed }) => passed)).toBe(true);
    const view = await openRun(result.runDir);
    expect(new Set((await view.rows('wave_rates')).map((row) => row['side']))).toEqual(new Set(['observed', 'synthetic']));
    expect((await simulate.charts(view)).map(({ name }) => name)).toContain('counterfactual_exits_and_entries');
    for (const blocks of [await simulate.summary(view), await simulate.report(view)])
      expect(JSON.stringify(blocks)).toContain('Data source class: fixture');
    view.close();
    const { counterfactuals } = result.results as { counterfactuals: Record<string, { entries: { estimate: number } }> };
    expect(counterfactuals['bust'].entries.estimate).toBeGreaterThan(0);
  }, 120_000);

  test('every built-in policy runs', async () => {
    const calibrating = { resamples: 19 };
    for (const model of ['rule', 'adaptive', 'thresholds', 'placeholder', 'markov', 'random', 'constant', 'logit', 'gbm'])
      expect((await run({ model, households: 60, calibrating })).status).toBe('completed');
    expect((await run({ dynamics: 'legacy', model: 'placeholder', households: 60, calibrating })).status).toBe('completed');
  }, 120_000);
});

describe('calibration uncertainty', () => {
  const rates = (result: RunResult): unknown => (result.results as { synthetic: unknown }).synthetic;

  test('none changes nothing; drawn says what it drew in results, manifest and summary, for all scenarios of the seed alike; replay passes', async () => {
    const [plain, none] = [await run({}), await run({ calibration_uncertainty: 'none' })];
    expect(none.digest).toBe(plain.digest);
    expect(none.results).not.toHaveProperty('drawn_hazards');
    const drawn = await run({ calibration_uncertainty: 'drawn', counterfactuals: [{ name: 'again' }] });
    const {
      synthetic,
      scenarios,
      drawn_hazards: said,
    } = drawn.results as {
      synthetic: unknown;
      scenarios: Record<string, unknown>;
      drawn_hazards: { unit: string; coefficients: Record<string, { estimate: number; drawn: number }> };
    };
    expect(synthetic).not.toEqual(rates(plain));
    expect(scenarios['again']).toEqual(synthetic);
    expect(said.unit).toBe('PSU');
    expect(said.coefficients['entry.intercept'].drawn).not.toBe(said.coefficients['entry.intercept'].estimate);
    expect(JSON.parse(readFileSync(artifact(drawn, 'simulation_manifest.json'), 'utf8'))).toMatchObject({
      parameters: { calibration_uncertainty: 'drawn' },
      drawn_hazards: said,
    });
    const view = await openRun(drawn.runDir);
    for (const blocks of [await simulate.summary(view), await simulate.report(view)])
      expect(JSON.stringify(blocks)).toContain('Calibration uncertainty: drawn');
    view.close();
    expect((await replayRun(drawn.runDir, { experiments: [SIMULATE], workers: 1 })).digest).toBe(drawn.digest);
  }, 60_000);

  test('refused where it would say nothing: a policy that reads no hazards, a calibration without covariance', async () => {
    const drawn = { calibration_uncertainty: 'drawn' };
    await expect(run({ ...drawn, model: 'markov' })).rejects.toMatchObject({ code: 'UNCERTAINTY_UNUSED' });
    const calibration = JSON.parse(readFileSync(artifact(await run({ households: 60 }), 'calibration.json'), 'utf8')) as object;
    const file = join(scratch, 'without.json');
    writeFileSync(file, JSON.stringify({ ...calibration, parameter_covariance: null }));
    await expect(run({ ...drawn, calibration: file })).rejects.toMatchObject({ code: 'NO_PARAMETER_COVARIANCE' });
    expect((await run({ calibration: file, households: 60 })).status).toBe('completed');
  }, 60_000);
});

describe('with a language model', () => {
  test('votes, ties, failures and cache hits are written down; households of one cell share one prompt; replay needs nobody', async () => {
    const result = await run({ model: 'openai:gpt-test', voting: { samples: 5, attempts: 1, decide: 'majority' } }, () => voter(3, 5));
    const { asking } = result.results as {
      asking: { distinct_prompts: number; calls: number; failed_samples: number; variance_lost_share: number };
    };
    expect(asking.distinct_prompts).toBeLessThan(400);
    expect(asking.calls).toBe(5 * asking.distinct_prompts);
    expect(asking.failed_samples).toBe(asking.distinct_prompts);
    expect(asking.variance_lost_share).toBeLessThan(0.1);
    const decisions = await readColumns(artifact(result, 'decisions.parquet'));
    for (const name of ['k_samples', 'sample_responses', 'sample_actions', 'vote_counts', 'tie_broken', 'cache_hit', 'data_source'])
      expect(decisions.names).toContain(name);
    expect(decisions.values['k_samples']!.every((k) => k === 5)).toBe(true);
    expect(new Set(decisions.values['cache_hit'])).toEqual(new Set([true, false]));
    const votes = JSON.parse(String(decisions.values['sample_actions']![0])) as (string | null)[];
    expect(votes).toHaveLength(5);
    expect(votes[4]).toBeNull();
    expect((await replayRun(result.runDir, { experiments: [SIMULATE], workers: 1 })).digest).toBe(result.digest);
  }, 120_000);
});
