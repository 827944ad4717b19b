/**
 * The acceptance boxes of the first plan, phases 1 to 5, each by its name, on the fixture (seed 42). The one box that is a command's alone, the
 * manifest of `enterprise calibrate`, is in e2e/enterprise.test.ts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ksDistance, normalCdf, pearson, streamFor } from '../../../core/index.ts';
import type { Decider, Question } from '../../../decide/index.ts';
import { openRun, readColumns, replayRun, type RunResult } from '../../../lab/index.ts';
import { parseCalibration } from '../calibration/index.ts';
import { TRANSITIONS } from '../learners/index.ts';
import { predictExperiment } from './predict/index.ts';
import { reportExperiment } from './report/index.ts';
import { simulate } from './simulate/index.ts';
import { benchOf, voter } from './testing/bench.ts';

const LEAST_P = 0.001;
/** Enough for p values below .001 to be seen. */
const RESAMPLES = 1999;
const HOUSEHOLDS = 600;
const FITS = { calibrating: { resamples: 199 } };
const simulation = benchOf(simulate, {
  fixture: { households: HOUSEHOLDS },
  calibrating: { resamples: 19 },
  households: HOUSEHOLDS,
  counterfactuals: [],
});
const prediction = benchOf(predictExperiment, {
  fixture: { households: 300 },
  calibrating: { resamples: 19 },
  bootstrap: 99,
  transport: false,
});
const whole = benchOf(reportExperiment);

/** Runs once, for every test that looks at it. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
};

const K = 5;
const built = once(() => simulation.run(FITS));
const voted = once(() => simulation.run({ model: 'test:voter', voting: { samples: K, attempts: 1 } }, () => voter(3, K)));
const predicted = once(() =>
  prediction.run(
    { model: 'test:voter', baselines: ['logit', 'rf', 'gbm'], test_households: 100, voting: { samples: K, attempts: 1 } },
    () => voter(2, K),
  ),
);
const reported = once(() =>
  whole.run({
    predict: { fixture: { households: 300 }, calibrating: { resamples: 19 }, baselines: ['logit'], bootstrap: 99, transport: false },
    simulate: { fixture: { households: 300 }, calibrating: { resamples: 19 }, households: 300 },
    validation: { seeds: 3, bootstrap: 99 },
  }),
);

const textOf = ({ runDir }: RunResult, name: string): string => readFileSync(join(runDir, 'artifacts', name), 'utf8');
const tableOf = ({ runDir }: RunResult, name: string) => readColumns(join(runDir, 'artifacts', name));
const calibrationOf = async () => parseCalibration(textOf(await built(), 'calibration.json'), 'calibration.json');
const numbers = (values: readonly unknown[]): number[] => values.map(Number);

describe('phase 1', () => {
  test('calibration.json written with all required fields', async () => {
    const written = JSON.parse(textOf(await built(), 'calibration.json')) as Record<string, unknown>;
    for (const field of [
      'country_source',
      'created_at',
      'git_commit',
      'waves',
      'assets_distribution',
      'shock_distribution',
      'credit_model',
    ])
      expect(written).toHaveProperty(field);
    for (const field of ['enterprise_baseline', 'transition_rates', 'household_intercept_distribution', 'region_effects'])
      expect(written).toHaveProperty(field);
    for (const field of ['prevalence', 'prevalence_by_wave', 'entry_rate', 'exit_rate'])
      expect(written['enterprise_baseline']).toHaveProperty(field);
  });

  test('distribution parameters are non-degenerate; their fit by parametric bootstrap, p > .001', async () => {
    const { assets_distribution: assets, shock_distribution_by_wave: shocks } = await calibrationOf();
    for (const [name, spec] of [['assets', assets!] as const, ...Object.entries(shocks!)]) {
      expect(
        Math.min(...Object.entries(spec.params).flatMap(([key, value]) => (/sigma|std|scale/.test(key) ? [value] : []))),
      ).toBeGreaterThan(0);
      const { statistic, p_value: p, n_samples: n } = spec.goodness_of_fit!;
      console.log(`fit of ${name}: ${spec.family}, KS distance ${statistic.toFixed(4)}, bootstrap p ${p.toFixed(3)}, n ${n}, seed 42`);
      expect(p).toBeGreaterThan(LEAST_P);
    }
  });

  test('credit model coefficients are reasonable: assets predict credit positively', async () => {
    const { credit_model: credit, gates } = await calibrationOf();
    expect(credit!.coefficients['asset_index']).toBeGreaterThan(0);
    expect(credit!.model_metrics.auc).toBeGreaterThan(0.5);
    expect(gates.find(({ name }) => name === 'credit_model')?.passed).toBe(true);
  });
});

describe('phase 2', () => {
  const panel = once(async () => tableOf(await built(), 'panel.parquet'));
  const column = async (name: string, wave?: number): Promise<number[]> => {
    const { values } = await panel();
    return numbers(values[name]!.filter((_, i) => wave === undefined || Number(values['wave']![i]) === wave));
  };

  test('synthetic panel has correct shape: n_households × n_waves rows', async () => {
    expect((await panel()).rowCount).toBe(HOUSEHOLDS * 4);
  });

  test('all required columns present', async () => {
    const { names } = await panel();
    for (const name of ['household_id', 'wave', 'assets_index', 'credit_access', 'enterprise_status', 'price_exposure'])
      expect(names).toContain(name);
  });

  test('asset distribution approximates calibration: KS by parametric bootstrap, p > .001', async () => {
    const assets = await column('assets_index', 1);
    const { family, params } = (await calibrationOf()).asset_index_distribution;
    expect(family).toBe('normal');
    const { mean, std } = params as { mean: number; std: number };
    const distance = (xs: ArrayLike<number>): number => ksDistance(xs, (x) => normalCdf((x - mean) / std));
    const stream = streamFor(42n, 'acceptance');
    const found = distance(assets);
    const further = Array.from({ length: RESAMPLES }, () => distance(assets.map(() => stream.normal(mean, std)))).filter((d) => d >= found);
    const p = (1 + further.length) / (1 + RESAMPLES);
    console.log(
      `assets of wave 1 from the calibration: KS distance ${found.toFixed(4)}, bootstrap p ${p.toFixed(4)}, n ${assets.length}, seed 42`,
    );
    expect(p).toBeGreaterThan(LEAST_P);
  });

  test('credit access correlated with assets', async () => {
    expect(pearson(await column('assets_index'), await column('credit_access'))).toBeGreaterThan(0.1);
  });

  test('wave-to-wave correlation in assets > 0.7', async () => {
    for (const wave of [1, 2, 3])
      expect(pearson(await column('assets_index', wave), await column('assets_index', wave + 1))).toBeGreaterThan(0.7);
  });

  test('reproducible with same seed', async () => {
    expect((await simulation.run(FITS)).digest).toBe((await built()).digest);
  });
});

describe('phase 3', () => {
  const decisions = once(async () => tableOf(await voted(), 'decisions.parquet'));
  const parsed = async (name: string): Promise<unknown[]> =>
    (await decisions()).values[name]!.map((cell) => JSON.parse(String(cell)) as unknown);

  test('multi-sample voting produces consistent results: the action is the one with most votes, and equal questions get equal answers', async () => {
    const { values } = await decisions();
    const byPrompt = new Map<unknown, unknown>();
    const counts = (await parsed('vote_counts')) as Record<string, number>[];
    for (const [i, votes] of counts.entries()) {
      const most = Math.max(...Object.values(votes));
      expect(values['tie_broken']![i]).toBe(Object.values(votes).filter((count) => count === most).length > 1);
      if (values['tie_broken']![i] === false) expect(votes[String(values['final_action']![i])]).toBe(most);
      const key = values['prompt_key']![i];
      expect(byPrompt.get(key) ?? values['final_action']![i]).toBe(values['final_action']![i]);
      byPrompt.set(key, values['final_action']![i]);
    }
  });

  test('temperature > 0 produces variation across samples, temperature 0 none', async () => {
    /** Answers by a coin that its temperature tosses. */
    const warm = (temperature: number): Decider => ({
      ...voter(K, 0),
      async answer(question: Question<unknown>) {
        const { actions } = question.facts as { actions: string[] };
        const heads = streamFor(1n, 'coin', JSON.stringify(question.address)).real() < temperature / 2;
        return { raw: JSON.stringify({ action: actions[Number(heads)] }) };
      },
    });
    const spread = async (temperature: number): Promise<number> => {
      const result = await simulation.run({ model: 'test:coin', voting: { samples: K } }, () => warm(temperature));
      const { values } = await tableOf(result, 'decisions.parquet');
      return values['sample_actions']!.filter((cell) => new Set(JSON.parse(String(cell)) as string[]).size > 1).length;
    };
    expect(await spread(0)).toBe(0);
    expect(await spread(0.6)).toBeGreaterThan(0);
  });

  test('caching prevents redundant API calls: far fewer calls than decisions, and hits are marked', async () => {
    const { asking } = (await voted()).results as { asking: { calls: number; decisions: number; distinct_prompts: number } };
    expect(asking.calls).toBe(K * asking.distinct_prompts);
    expect(asking.calls).toBeLessThan(K * asking.decisions);
    expect(new Set((await decisions()).values['cache_hit'])).toEqual(new Set([true, false]));
  });

  test('replay works without the provider, to the same digest', async () => {
    const run = await voted();
    expect((await replayRun(run.runDir, { experiments: [simulation.experiment], workers: 1 })).digest).toBe(run.digest);
  });

  test('decision logs capture all K samples', async () => {
    const { values } = await decisions();
    expect(numbers(values['k_samples']!).every((k) => k === K)).toBe(true);
    for (const name of ['sample_responses', 'sample_actions']) for (const samples of await parsed(name)) expect(samples).toHaveLength(K);
    for (const actions of (await parsed('sample_actions')) as (string | null)[][]) expect(actions[K - 1]).toBeNull();
  });

  test('constraint failures handled gracefully with fallback: refused proposals become NO_CHANGE and are counted', async () => {
    const run = await simulation.run({ model: 'test:voter', constraints: 'economic', voting: { samples: 3 } }, () => voter(3, 0));
    const { values } = await tableOf(run, 'decisions.parquet');
    const refused = values['constraints_passed']!.flatMap((passed, i) => (passed === false ? [i] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect((run.results as { asking: { refused_by_constraints: number } }).asking.refused_by_constraints).toBe(refused.length);
    for (const i of refused) {
      expect(values['action_taken']![i]).toBe('NO_CHANGE');
      expect(Number(values['assets_index']![i])).toBeLessThan(0);
    }
  });

  test('one sample is an answer and not a distribution: households do what it said', async () => {
    const run = await simulation.run({ model: 'test:voter', voting: { samples: 1 } }, () => voter(1, 0));
    const { values } = await tableOf(run, 'decisions.parquet');
    expect(values['action_taken']).toEqual(values['final_action']);
    expect((run.results as { asking: { decided_by: string } }).asking.decided_by).toBe('majority');
  });
});

describe('phase 4', () => {
  const folder = 'direct_prediction/tanzania_to_ethiopia';
  const rows = once(async () => tableOf(await predicted(), `${folder}/predictions.parquet`));
  const metrics = async () =>
    JSON.parse(textOf(await predicted(), `${folder}/metrics.json`)) as { models: Record<string, Record<string, unknown>> };

  test('transition dataset correctly labels ENTER/EXIT/STAY', async () => {
    const { values } = await rows();
    const seen = new Set<string>();
    for (const [i, transition] of values['transition']!.entries()) {
      seen.add(`${Number(values['enterprise_status']![i])} ${String(transition)}`);
      expect(Number(values['wave_t1']![i])).toBe(Number(values['wave_t']![i]) + 1);
    }
    expect([...seen].sort()).toEqual(['0 ENTER', '0 STAY', '1 EXIT', '1 STAY']);
  });

  test('train/test split respects country boundaries', async () => {
    const { values } = await rows();
    expect(new Set(values['country'])).toEqual(new Set(['ethiopia']));
    expect(values['household_id']!.every((id) => String(id).startsWith('ET_'))).toBe(true);
  });

  test('all baselines train and predict without errors', async () => {
    const { names, values, rowCount } = await rows();
    for (const model of ['markov', 'logit', 'rf', 'gbm']) {
      expect(names).toContain(`${model}_prediction`);
      for (let i = 0; i < rowCount; i++)
        expect(TRANSITIONS.reduce((sum, name) => sum + Number(values[`${model}_p_${name.toLowerCase()}`]![i]), 0)).toBeCloseTo(1, 9);
    }
  });

  test('LLM predictions return valid actions', async () => {
    const { values } = await rows();
    for (const [i, said] of values['llm_prediction']!.entries())
      expect(['STAY', Number(values['enterprise_status']![i]) === 1 ? 'EXIT' : 'ENTER']).toContain(said);
  });

  test('metrics computed for all models', async () => {
    const { models } = await metrics();
    for (const model of ['markov', 'logit', 'rf', 'gbm', 'llm']) {
      for (const name of ['accuracy', 'balanced_accuracy', 'macro_f1', 'brier', 'log_loss', 'skill'])
        expect(Number.isFinite(models[model]![name]), `${model} ${name}`).toBe(true);
      expect(Object.keys(models[model]!['per_class'] as object)).toEqual([...TRANSITIONS]);
      expect(textOf(await predicted(), `${folder}/confusion_matrix_${model}.csv`)).toContain('ENTER');
    }
  });

  test('subgroup analysis by assets, credit, country', async () => {
    const [head, ...lines] = textOf(await predicted(), `${folder}/subgroup_metrics.csv`)
      .trim()
      .split('\n');
    const at = head!.split(',').indexOf('subgroup');
    const groups = new Set(lines.map((line) => line.split(',')[at]));
    for (const group of ['asset_quartile', 'credit_access', 'country']) expect(groups).toContain(group);
  });
});

describe('phase 5', () => {
  test('synthetic simulation runs to completion', async () => {
    expect((await reported()).status).toBe('completed');
  });

  test('output matches expected schema', async () => {
    const { names } = await tableOf(await reported(), 'panel.parquet');
    for (const name of ['household_id', 'wave', 'country', 'scenario', 'run_id', 'enterprise_status', 'enterprise_entry', 'price_exposure'])
      expect(names).toContain(name);
    for (const name of [
      'assets_index',
      'credit_access',
      'asset_quintile',
      'classification',
      'action_taken',
      'policy_applied',
      'data_source',
    ])
      expect(names).toContain(name);
  });

  test('R validation pipeline accepts synthetic outputs: every column that report.qmd reads is there', async () => {
    const run = await reported();
    const document = textOf(run, 'report.qmd');
    const { names } = await tableOf(run, 'panel.parquet');
    const used = [...document.matchAll(/panel\$(\w+)/g)].map((match) => match[1]!).filter((name) => name !== 'price_exposure_lag');
    expect(used.length).toBeGreaterThan(2);
    for (const name of [...used, 'enterprise_status']) expect(names).toContain(name);
    const read = [...document.matchAll(/read_(?:parquet|json)\("([^"]+)"\)/g)].map((match) => match[1]!);
    expect(read.length).toBe(3);
    for (const file of read) expect(readFileSync(join(run.runDir, 'artifacts', file)).length).toBeGreaterThan(0);
  });

  test('FE regression runs without errors', async () => {
    const view = await openRun((await reported()).runDir);
    const rows = await view.rows('fe_regressions');
    view.close();
    for (const row of rows) {
      expect(row['missing'], String(row['regression'])).toBeNull();
      expect(Number(row['standard_error'])).toBeGreaterThan(0);
    }
  });

  test('results clearly labeled as "synthetic" vs "observed"', async () => {
    const view = await openRun((await reported()).runDir);
    for (const table of ['wave_rates', 'transition_rates', 'fe_regressions'])
      expect(new Set((await view.rows(table)).map((row) => row['side'])), table).toEqual(new Set(['observed', 'synthetic']));
    const blocks = JSON.stringify(await reportExperiment.report(view));
    view.close();
    for (const label of ['on SYNTHETIC households', 'on observed households']) expect(blocks).toContain(label);
  });
});
