/** The whole experiment on the fixture: seed acceptance boxes of phase 4, by name. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { columnBytes, openRun, readColumns, replayRun, verifyRun } from '../../../../lab/index.ts';
import { canonicalColumns, generateFixture, type SurveyPanel } from '../../survey/index.ts';
import { benchOf, voter } from '../testing/bench.ts';
import { predictExperiment } from './experiment.ts';

const {
  experiment: PREDICT,
  run,
  scratch,
} = benchOf(predictExperiment, {
  fixture: { households: 300 },
  calibrating: { resamples: 19 },
  bootstrap: 99,
  // A test of its own looks at it.
  transport: false,
});

type Results = {
  readonly data_source: string;
  readonly stamps: readonly string[];
  readonly models: Readonly<
    Record<string, { readonly log_loss: number | null; readonly verdict: string | null; readonly confusion_matrix: number[][] }>
  >;
  readonly test_rows: number;
  readonly asking: Readonly<Record<string, number>> | null;
};

describe('phase 4: on the fixture, without a model', () => {
  test('all baselines train and predict; metrics for all of them; files under the names of the plan; replay and verify pass', async () => {
    const result = await run({});
    const results = result.results as unknown as Results;
    expect([results.data_source, result.manifest.data_source_class]).toEqual(['fixture', 'fixture']);
    expect(Object.keys(results.models)).toEqual(
      expect.arrayContaining(['majority', 'markov', 'rule', 'logit', 'logit_balanced', 'hazards', 'rf', 'gbm', 'truth']),
    );
    for (const [name, { log_loss, confusion_matrix }] of Object.entries(results.models)) {
      expect(confusion_matrix.flat().reduce((a, b) => a + b, 0)).toBe(results.test_rows);
      expect(log_loss === null).toBe(name === 'rule');
    }
    const folder = join(result.runDir, 'artifacts', 'direct_prediction', 'tanzania_to_ethiopia');
    const metrics = JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8')) as Results;
    expect(metrics.models).toEqual(results.models);
    for (const name of ['logit', 'rf', 'gbm'])
      expect(readFileSync(join(folder, `confusion_matrix_${name}.csv`), 'utf8')).toMatch(
        /^true,ENTER,EXIT,STAY,data_source\nENTER,.*,fixture\n/,
      );
    const predictions = await readColumns(join(folder, 'predictions.parquet'));
    expect(predictions.rowCount).toBe(results.test_rows);
    for (const name of ['household_id', 'wave_t', 'wave_t1', 'transition', 'logit_p_enter', 'data_source'])
      expect(predictions.names).toContain(name);
    expect(readFileSync(join(folder, 'subgroup_metrics.csv'), 'utf8')).toContain('logit,asset_quartile,Q1,');
    expect((await verifyRun(result.runDir, { experiments: [PREDICT], workers: 1 })).ok).toBe(true);
    expect((await replayRun(result.runDir, { experiments: [PREDICT], workers: 1 })).digest).toBe(result.digest);
    const view = await openRun(result.runDir);
    for (const blocks of [await predictExperiment.summary(view), await predictExperiment.report(view)])
      expect(JSON.stringify(blocks)).toContain('Data source class: fixture');
    expect((await predictExperiment.charts(view)).map(({ name }) => name)).toContain('skill_over_markov');
    view.close();
  }, 120_000);

  test('crossing a border: what is lost has two parts, recalibration and sets are scored where they were not learned', async () => {
    const result = await run({ transport: true, baselines: ['logit'] });
    const view = await openRun(result.runDir);
    const [markov, logit] = ['markov', 'logit'].map((model) =>
      view.rows('transport').then((rows) => rows.find((row) => row['model'] === model)!),
    );
    for (const row of [await markov, await logit]) {
      const of = (name: string): number => Number(row![name]);
      expect(of('home') + of('covariate_part') + of('concept_part')).toBeCloseTo(of('away'), 12);
    }
    const sets = await view.rows('prediction_sets');
    expect(new Set(sets.map((row) => row['kind']))).toEqual(new Set(['marginal', 'class-conditional']));
    expect(new Set(sets.map((row) => row['calibrated_on']))).toEqual(new Set(['half the test', 'training']));
    const maps = await view.rows('recalibration');
    expect(new Set(maps.map((row) => row['method']))).toEqual(new Set(['none', 'platt', 'isotonic']));
    for (const question of ['entry', 'exit'])
      expect(new Set(maps.filter((row) => row['question'] === question).map((row) => row['rows'])).size).toBe(1);
    expect((await view.rows('transport_coefficients')).map((row) => row['term'])).toContain('price_exposure');
    expect((await view.rows('label_gains')).length).toBeGreaterThan(2);
    const names = (await predictExperiment.charts(view)).map(({ name }) => name);
    for (const name of ['transport_parts', 'label_gains']) expect(names).toContain(name);
    expect(JSON.stringify(await predictExperiment.report(view))).toContain('Across the border');
    view.close();
    const within = await run({ transport: true, test_country: 'tanzania', baselines: ['logit'] });
    expect((within.results as { transport: unknown }).transport).toBeNull();
  }, 120_000);

  test('every design and timing runs', async () => {
    const within = { train_country: 'tanzania', test_country: 'tanzania', baselines: ['logit'] };
    for (const design of ['auto', 'forward', 'leave-region-out']) expect((await run({ ...within, design })).status).toBe('completed');
    const late = await run({ timing: 'price_t1', baselines: ['logit'] });
    expect((late.results as unknown as Results).stamps.join(' ')).toContain('no forecast in time');
  }, 120_000);
});

describe('phase 4: with a language model', () => {
  test('predictions are valid actions, by vote; failed samples are in no denominator; the country is a control; replay asks nobody', async () => {
    const config = {
      model: 'openai:gpt-test',
      baselines: ['logit'],
      test_households: 60,
      voting: { samples: 3, attempts: 1 },
      probes: { country: ['fictional'] },
    };
    const result = await run(config, () => voter(2, 3));
    const results = result.results as unknown as Results;
    expect(results.models['llm']?.log_loss).toBeGreaterThan(0);
    expect(results.asking).toMatchObject({ rows_without_valid_vote: 0 });
    expect(results.asking?.['failed_samples']).toBe(results.asking?.['questions']);
    const folder = join(result.runDir, 'artifacts', 'direct_prediction', 'tanzania_to_ethiopia');
    const predictions = await readColumns(join(folder, 'predictions.parquet'));
    const { enterprise_status: status, llm_prediction: said, llm_p_enter: p, price_exposure: price } = predictions.values;
    for (let i = 0; i < predictions.rowCount; i++) {
      expect(['STAY', Number(status?.[i]) === 1 ? 'EXIT' : 'ENTER']).toContain(said?.[i]);
      if (Number(status?.[i]) === 0) expect(Number(p?.[i])).toBeCloseTo(Number(price?.[i]) < 0 ? 2.5 / 3 : 0.5 / 3, 12);
    }
    const decisions = await readColumns(join(folder, 'decisions.parquet'));
    for (const name of ['k_samples', 'sample_responses', 'sample_actions', 'vote_counts', 'tie_broken', 'cache_hit', 'data_source'])
      expect(decisions.names).toContain(name);
    expect(new Set(decisions.values['country_shown'])).toEqual(new Set(['named', 'fictional']));
    expect(readFileSync(join(folder, 'confusion_matrix_llm.csv'), 'utf8')).toContain('ENTER');
    expect((await replayRun(result.runDir, { experiments: [PREDICT], workers: 1 })).digest).toBe(result.digest);
  }, 120_000);
});

describe('a language model across the border', () => {
  const config = {
    ...{ model: 'openai:gpt-test', baselines: ['logit'], transport: true, test_households: 60 },
    voting: { samples: 2, attempts: 1 },
  };
  type Transported = { readonly losses: Readonly<Record<string, Readonly<Record<string, number | null>>>> };

  test('asked at home, too: its loss abroad has two parts; the home answers are forecast, counted and written down; replay asks nobody', async () => {
    const without = await run(config, () => voter(1, 0));
    const result = await run({ ...config, home_households: 40 }, () => voter(1, 0));
    const of = ({ results }: typeof result) => results as unknown as Results & { readonly transport: Transported };
    expect(of(without).transport.losses).not.toHaveProperty('llm');
    expect(of(without).asking).not.toHaveProperty('home');
    const { home, away, native, covariate_part: states, concept_part: conduct } = of(result).transport.losses['llm']!;
    expect(native).toBeNull();
    expect(home! + states! + conduct!).toBeCloseTo(away!, 12);
    // Abroad nothing is asked twice, and nothing changes for it or for the others.
    expect(of(result).models).toEqual(of(without).models);
    expect(of(result).transport.losses['logit']).toEqual(of(without).transport.losses['logit']);
    const asked = (of(result).asking as unknown as { home: Record<string, number> }).home;
    expect(asked).toMatchObject({ country: 'tanzania', households: 40, failed_samples: 0, rows_without_valid_vote: 0 });
    expect(asked['calls']).toBe(2 * asked['questions']!);

    const folder = join(result.runDir, 'artifacts', 'direct_prediction', 'tanzania_to_ethiopia');
    const decisions = await readColumns(join(folder, 'decisions_at_home.parquet'));
    expect(decisions.rowCount).toBe(asked['rows']);
    // The loss at home, reckoned from what was written down: the voter's shares, and what the households did.
    const { panel } = generateFixture({ country: 'tanzania', seed: 42, households: 300 });
    const row = new Map(panel.householdId.map((id, i) => [`${id}/${panel.wave[i]}`, i]));
    let total = 0;
    for (let k = 0; k < decisions.rowCount; k++) {
      const i = row.get(`${String(decisions.values['household_id']![k])}/${Number(decisions.values['wave_t']![k])}`)!;
      const votes = JSON.parse(String(decisions.values['sample_actions']![k])) as string[];
      const p = (votes.filter((action) => action !== 'NO_CHANGE').length + 0.5) / 3;
      total -= Math.log(panel.enterprise[i + 1] === panel.enterprise[i] ? 1 - p : p);
    }
    expect(home).toBeCloseTo(total / decisions.rowCount, 9);

    const view = await openRun(result.runDir);
    expect((await view.rows('consultations')).filter((one) => String(one['prompt_key']).startsWith('home/'))).toHaveLength(
      asked['questions']!,
    );
    expect((await view.rows('prior_shift')).map((one) => one['model'])).not.toContain('llm');
    expect((await view.rows('recalibration')).some((one) => one['model'] === 'llm' && one['calibrated_on'] === 'training')).toBe(true);
    expect(JSON.stringify(await predictExperiment.summary(view))).toContain('In Tanzania it was asked about 40 households');
    expect(JSON.stringify(await predictExperiment.report(view))).toContain('llm: other conduct');
    view.close();
    expect((await replayRun(result.runDir, { experiments: [PREDICT], workers: 1 })).digest).toBe(result.digest);
  }, 120_000);

  test('a trial on few households runs to the end: what cannot be learned there says none', async () => {
    const result = await run({ ...config, baselines: ['logit', 'hazards'], test_households: 30, home_households: 30 }, () => voter(0, 0));
    const { losses } = (result.results as unknown as { readonly transport: Transported }).transport;
    expect([losses['hazards']!['native'], losses['llm']!['native']]).toEqual([null, null]);
    expect(losses['markov']!['native']).toBeGreaterThan(0);
    const view = await openRun(result.runDir);
    expect(JSON.stringify(await predictExperiment.report(view))).toContain('None: too few to learn from');
    view.close();
  }, 60_000);

  test('what it costs is forecast before it is asked, and paying for answers that nothing uses is refused', async () => {
    const questions = async (more: Readonly<Record<string, unknown>>): Promise<number> => {
      const parsed = predictExperiment.schema.parse({ ...config, ...more });
      return (await predictExperiment.forecast!(parsed, () => Promise.reject(new Error('reads nothing')))).questions;
    };
    expect(await questions({})).toBe(60 * 2 * 2);
    expect(await questions({ home_households: 40 })).toBe(60 * 2 * 2 + 40 * 3 * 2);
    expect(await questions({ home_households: 40, model: 'none' })).toBe(0);
    const never = () => {
      throw new Error('nobody is asked');
    };
    const wasted = { ...config, home_households: 40 };
    for (const more of [{ transport: false }, { test_country: 'tanzania' }])
      await expect(run({ ...wasted, ...more }, () => ({ ...voter(1, 0), answer: never }))).rejects.toMatchObject({ code: 'HOME_UNUSED' });
  }, 60_000);
});

describe('files that nothing honest can be predicted from', () => {
  const write = async (
    name: string,
    panel: SurveyPanel,
    change: (column: string, values: unknown[]) => unknown[] = (_c, v) => v,
  ): Promise<string> => {
    const columns = canonicalColumns(panel).map((column) => ({
      ...column,
      values: change(column.name, Array.from(column.values)) as never[],
    }));
    const path = join(scratch, name);
    writeFileSync(path, await columnBytes(columns, 'csv'));
    return path;
  };
  const codeOf = (config: Readonly<Record<string, unknown>>): Promise<string> =>
    run({ baselines: ['logit'], ...config }).then(
      () => 'none',
      (error: unknown) => (error as { code: string }).code,
    );
  const [tanzania, ethiopia] = ['tanzania', 'ethiopia'].map((country) => generateFixture({ country, households: 300 }).panel);

  test('are refused or stamped with the reason: stand-ins, unrelated credit, one panel twice, duplicates, a later wave among the features', async () => {
    const good = { train_data: await write('tz.csv', tanzania), test_data: await write('et.csv', ethiopia) };
    expect(await codeOf(good)).toBe('none');
    const standIn = (column: string, values: unknown[]) => (column === 'data_source' ? values.map(() => 'stand-in') : values);
    const invented = { train_data: await write('tz-s.csv', tanzania, standIn), test_data: await write('et-s.csv', ethiopia, standIn) };
    expect(await codeOf(invented)).toBe('STAND_IN_REFUSED');
    expect(await codeOf({ ...good, train_data: invented.train_data })).toBe('MIXED_SOURCES');
    const accepted = await run({ ...invented, accept_stand_in: true, baselines: ['logit'] });
    expect(accepted.manifest.data_source_class).toBe('stand-in');
    expect((accepted.results as unknown as Results).stamps.join(' ')).toContain('Stand-in');

    const twin = await write('twin.csv', tanzania, (column, values) => (column === 'country' ? values.map(() => 'ethiopia') : values));
    expect(await codeOf({ ...good, test_data: twin })).toBe('TEST_IN_TRAINING');

    const dealt = await write('dealt.csv', tanzania, (column, values) =>
      column === 'credit_access' ? values.map((_, i) => Number((i * 7919) % 10 < 4)) : values,
    );
    expect(await codeOf({ ...good, train_data: dealt })).toBe('FAILED_FIT');
    const stamped = await run({ ...good, train_data: dealt, accept_failed_fits: true, baselines: ['logit'] });
    expect((stamped.results as unknown as Results).stamps.join(' ')).toMatch(/credit/i);

    const next = await write('future.csv', tanzania, (column, values) =>
      column === 'credit_access'
        ? values.map((_, i) => (tanzania.householdId[i + 1] === tanzania.householdId[i] ? tanzania.enterprise[i + 1] : 0))
        : values,
    );
    expect(await codeOf({ ...good, train_data: next })).toBe('FUTURE_IN_FEATURES');
    const lines = readFileSync(good.train_data, 'utf8').split('\n');
    writeFileSync(join(scratch, 'twice.csv'), [...lines.slice(0, 3), lines[2], ...lines.slice(3)].join('\n'));
    expect(await codeOf({ ...good, train_data: join(scratch, 'twice.csv') })).toBe('DUPLICATE_HOUSEHOLD_WAVE');
    writeFileSync(join(scratch, 'misnamed.csv'), readFileSync(good.train_data, 'utf8').replace('asset_index', 'assets_index'));
    expect(await codeOf({ ...good, train_data: join(scratch, 'misnamed.csv') })).toMatch(/COLUMN/);
  }, 180_000);
});
