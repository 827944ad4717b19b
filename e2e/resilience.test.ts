/** The resilience world through its command: training, evaluation, playbook, advice, without a key. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { project, type Project } from './testing/ceteris.ts';

const TRAIN = ['run', 'resilience/train', '--scenarios', '40', '--set', 'heavy_households=0', '--set', 'planners=["greedy"]'];

interface Plan {
  plan: string;
  kind: string;
  rules: string[] | null;
  cost: { mean: number };
  recovered: { p: number; lo: number; hi: number };
  goals: { name: string }[];
  missed: Record<string, number> | null;
}

interface Predictions {
  paths: number;
  brier: number;
  expected_calibration_error: number;
  bins: { paths: number }[];
}

interface Held {
  planners: { planner: string; certainty_equivalent: { mean_dollars: number; vs_rule_book: { lo: number } } }[];
  rankings: { by_cost: string[]; by_certainty_equivalent: string[] };
  predictions: Predictions;
}

const artifact = (study: Project, run: string, name: string): string => readFileSync(study.path(run, 'artifacts', name), 'utf8');
const isPng = (study: Project, ...parts: string[]): boolean =>
  readFileSync(study.path(...parts))
    .subarray(0, 4)
    .equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]));

describe('resilience/train', () => {
  it('writes what it names, the same with other workers, and can be replayed and verified; advice retrieves its routes', () => {
    const study = project();
    const printed = study.ceteris(...TRAIN, '--out', 'one', '--workers', '2');
    expect({ code: printed.code, stderr: printed.code === 0 ? '' : printed.stderr }).toEqual({ code: 0, stderr: '' });
    expect(printed.stdout).toMatch(/Learned routes .*\n[\s\S]*Effort quick\.[\s\S]*recovered within the horizon/);
    expect(printed.stdout.match(/not financial advice/g)).toHaveLength(1);

    const results = JSON.parse(readFileSync(study.path('one', 'results.json'), 'utf8')) as { results?: Record<string, unknown> };
    const fields = (results.results ?? results) as Record<string, unknown>;
    for (const name of [
      'session_id',
      'num_scenarios',
      'successful_recoveries',
      'failed_recoveries',
      'success_rate',
      'success_score',
      'route_efficiency',
      'average_recovery_time',
      'restricted_mean_recovery',
      'shock_type_performance',
      'shock_type_intervals',
      'most_frequent_operations',
      'best_commutator_routes',
      'mesh_optimization_insights',
      'goals',
      'effort',
      'verdict',
    ])
      expect(fields, name).toHaveProperty(name);

    const lines = artifact(study, 'one', 'routes.jsonl').trim().split('\n');
    const routes = JSON.parse(artifact(study, 'one', 'successful_routes.json')) as Record<string, unknown>[];
    expect(lines.length).toBeGreaterThanOrEqual(routes.length);
    for (const name of ['route_id', 'shock_type', 'shock_magnitude', 'success_score', 'recovery_time', 'edge_path', 'commutator_sequence'])
      expect(routes[0], name).toHaveProperty(name);
    const [history] = JSON.parse(artifact(study, 'one', 'training_history.json')) as Record<string, unknown>[];
    expect(history).toMatchObject({ num_scenarios: 40, effort: 'quick' });
    expect(JSON.parse(artifact(study, 'one', 'evaluation.json'))).toHaveProperty('planners');
    const playbook = JSON.parse(artifact(study, 'one', 'playbook.json')) as { rows: { section: string; households: number }[] };
    expect(new Set(playbook.rows.map(({ section }) => section)).size).toBe(7);
    for (const name of ['training_analysis', 'recovery_curves', 'recovery_by_shock', 'route_map', 'order_effects'])
      expect(isPng(study, 'one', 'artifacts', 'charts', `${name}.png`), name).toBe(true);

    const manifest = JSON.parse(readFileSync(study.path('one', 'manifest.json'), 'utf8')) as { digest: string };
    expect(study.json('replay', 'one', '--workers', '1')).toMatchObject({ digest: manifest.digest });
    expect(study.json('verify', 'one')).toMatchObject({ ok: true });
    expect(study.ceteris('resume', 'one').code).toBe(0);

    const read = study.ceteris('resilience', 'playbook', 'one');
    expect(read.code).toBe(0);
    for (const words of [
      'Best moves by first shock',
      'What an insurance is worth',
      'a month of essential spending',
      'where an assumption is another',
    ])
      expect(read.stdout).toContain(words);
    expect(study.ceteris('report', 'one').code).toBe(0);
    expect(artifact(study, 'one', 'report.html')).toContain('Playbook');

    study.ceteris('init', 'resilience', 'study');
    const advice = study.json('resilience', 'advise', 'study/household.yaml', '--routes', 'one/artifacts/routes.jsonl') as unknown as {
      plans: Plan[];
      out_of_support: boolean;
    };
    expect(advice.plans.some(({ kind, rules }) => kind === 'learned' && (rules ?? []).length > 0)).toBe(true);
    expect(typeof advice.out_of_support).toBe('boolean');
  }, 100_000);

  it('a sweep repeats it under shared seeds', () => {
    const study = project();
    const swept = study.json(
      ...['sweep', 'resilience/train', '--over', 'months=24', '--seeds', '2', '--scenarios', '10', '--out', 'sweep'],
      ...['--set', 'heavy_households=0', '--set', 'planners=["greedy"]'],
    ) as unknown as { arms: { metrics: Record<string, { n: number }> }[] };
    expect(swept.arms[0]!.metrics['success_rate.p']).toMatchObject({ n: 2 });
  }, 60_000);
});

it('resilience/evaluate: every holdout, both objectives, forecasts of recovery, the optimality gap, its charts', () => {
  const study = project();
  const run = study.ceteris(
    ...['run', 'resilience/evaluate', '--scenarios', '40', '--set', 'households_per_holdout=2', '--set', 'heavy_households=0'],
    ...['--set', 'episodes=["2008"]', '--out', 'run'],
  );
  expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
  expect(run.stdout).toContain('Effort quick');
  expect(run.stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /On held-out people: (No ranking flips|Rankings flip).*Recovery foretold for held-out people: [\d.]+ %/,
  );
  const {
    holdouts,
    predictions,
    optimality_gap: gap,
  } = JSON.parse(artifact(study, 'run', 'evaluation.json')) as {
    holdouts: Record<string, Held>;
    predictions: Predictions;
    optimality_gap: { line: string; cost: number; standard_error: number }[];
  };
  expect(Object.keys(holdouts)).toEqual(expect.arrayContaining(['people', 'episode: 2008']));
  for (const { planners, rankings, predictions: foretold } of Object.values(holdouts)) {
    expect([...rankings.by_certainty_equivalent].sort()).toEqual([...rankings.by_cost].sort());
    const learned = planners.find(({ planner }) => planner === 'learned');
    expect(learned?.certainty_equivalent.mean_dollars).toBeGreaterThan(0);
    expect(learned?.certainty_equivalent.vs_rule_book).toHaveProperty('lo');
    expect(foretold.bins.reduce((sum, { paths }) => sum + paths, 0)).toBe(foretold.paths);
  }
  expect(predictions.brier).toBeLessThanOrEqual(1);
  expect(predictions.expected_calibration_error).toBeLessThanOrEqual(1);
  const cost = (line: string): number => gap.find((row) => row.line === line)?.cost ?? Number.NaN;
  expect(cost('clairvoyant bound')).toBeLessThan(cost('optimum'));
  const error = gap.find(({ line }) => line === 'dual bound')?.standard_error ?? Number.NaN;
  expect(cost('dual bound')).toBeLessThanOrEqual(cost('optimum') + 4 * error);
  expect(cost('optimum')).toBeLessThanOrEqual(cost('wait'));
  for (const name of ['held_out', 'recovery_curves', 'recovery_by_shock', 'reliability', 'optimality_gap'])
    expect(isPng(study, 'run', 'artifacts', 'charts', `${name}.png`), name).toBe(true);
}, 100_000);

describe('resilience train and evaluate', () => {
  it('are the shipped experiments with flags laid over them; routes may come from a training run', () => {
    const study = project();
    const train = study.ceteris('resilience', 'train', '--scenarios', '12', '--seed', '3', '--show-config');
    expect(train.stdout).toMatch(/^scenarios +12 +\(--scenarios\)/m);
    const routes = study.write('routes.jsonl', '{"v":1,"route_id":');
    const evaluate = study.ceteris('resilience', 'evaluate', '--routes', 'routes.jsonl', '--show-config');
    expect(evaluate.stdout.replaceAll(/\s+/g, ' ')).toContain(`routes ${routes} (--routes)`);
    const cutOff = study.ceteris('resilience', 'evaluate', '--routes', 'routes.jsonl', '--scenarios', '12', '--out', 'none');
    expect({ code: cutOff.code, said: cutOff.stderr.includes('routes.jsonl') }).toEqual({ code: 2, said: true });
  });
});

describe('commands for one household', () => {
  it('advise: ranked plans, runway, buffer, drivers, goals, two plans side by side, files', () => {
    const study = project();
    study.ceteris('init', 'resilience', 'study');
    const advice = study.json('resilience', 'advise', 'study/household.yaml') as unknown as {
      effort: string;
      plans: Plan[];
      best: string;
      side_by_side: { a: string; b: string; cost: { lo: number; hi: number } }[];
      runway: { months: number; levers: { gained_months: number }[] };
      buffer: { months: number | null; limit: number };
      drivers: unknown[];
      assumptions: string[];
    };
    expect(advice.effort).toBe('quick');
    expect(advice.plans.map(({ plan }) => plan).sort()).toEqual(['borrow first', 'rollout', 'rule-book', 'spend less first', 'wait']);
    for (const { recovered } of advice.plans) expect(recovered.lo).toBeLessThanOrEqual(recovered.p);
    expect(advice.side_by_side).toMatchObject([{ a: 'spend less first', b: 'borrow first' }]);
    expect(advice.runway.months).toBeGreaterThan(0);
    expect(advice.runway.levers.every(({ gained_months: gained }) => gained > 0)).toBe(true);
    expect(advice.buffer.limit).toBe(0.05);
    expect(advice.drivers.length).toBeGreaterThan(5);
    expect(advice.plans[0]!.goals.map(({ name }) => name)).toEqual(['three months of cash', 'out of debt']);
    const printed = study.ceteris('resilience', 'advise', 'study/household.yaml', '--out', 'advice');
    expect(printed.stdout.match(/not financial advice/g)).toHaveLength(1);
    expect(printed.stdout).toContain('Runway without any income');
    expect(readdirSync(study.path('advice')).sort()).toEqual(['advice.csv', 'advice.json', 'recovery_by_plan.png', 'recovery_by_plan.svg']);
    expect(JSON.parse(readFileSync(study.path('advice', 'advice.json'), 'utf8'))).toMatchObject({ best: advice.best });
    expect(readFileSync(study.path('advice', 'advice.csv'), 'utf8').trim().split('\n')).toHaveLength(6);
  }, 60_000);

  it('stress: an episode under several plans, with intervals and the worst tenth', () => {
    const study = project();
    study.ceteris('init', 'resilience', 'study');
    for (const episode of ['2008', '1973']) {
      const { plans } = study.json('resilience', 'stress', 'study/household.yaml', '--scenario', episode) as unknown as {
        plans: {
          defaulted: { p: number; lo: number; hi: number };
          hardship_months: { lo: number; hi: number };
          worst_tenth_cost: number;
          cost: { mean: number };
        }[];
      };
      for (const { defaulted, hardship_months: hardship, worst_tenth_cost: worst, cost } of plans) {
        expect(defaulted.hi).toBeGreaterThan(defaulted.lo);
        expect(hardship.hi).toBeGreaterThanOrEqual(hardship.lo);
        expect(worst).toBeGreaterThanOrEqual(cost.mean);
      }
    }
    expect(study.ceteris('resilience', 'stress', 'study/household.yaml', '--scenario', '2008', '--out', 'stress.csv').code).toBe(0);
    expect(readFileSync(study.path('stress.csv'), 'utf8')).toMatch(/^plan,paths,recovered,/);
  }, 60_000);

  it('commutators: the table and its matrices', () => {
    const study = project();
    const { order } = study.json('resilience', 'commutators', '--out', 'orders') as unknown as {
      order: { pair: string[]; delta: { net_worth: number } }[];
    };
    expect(order.find(({ pair }) => pair.join() === 'P,D')?.delta.net_worth).toBeCloseTo(800, 2);
    for (const name of ['commutators_net_worth.png', 'commutators.csv', 'commutators.json'])
      expect(existsSync(study.path('orders', name)), name).toBe(true);
  });
});
