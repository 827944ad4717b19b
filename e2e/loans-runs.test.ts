/** Runs of the loan market through the real command: with rules, scripts, and a language model on the loopback interface. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderProcess, startProviderProcess } from '../src/decide/testing/provider-server/index.ts';
import { openRun } from '../src/lab/index.ts';
import { type Outcome, type Project, project } from './testing/ceteris.ts';
import { at } from './testing/models.ts';

let server: ProviderProcess;
beforeAll(async () => {
  server = await startProviderProcess(new URL('./testing/loan-model.ts', import.meta.url));
});
afterAll(() => server.close());

const json = <T>({ stdout, stderr, code }: Outcome): T => {
  expect({ code, stderr: code === 0 ? '' : stderr.slice(0, 2000) }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
};
interface Result {
  readonly digest: string;
  readonly usage: { readonly calls: number };
  readonly banks: Readonly<Record<string, { readonly decider: string; readonly fallbacks: number }>>;
  readonly yardstick: { readonly verdict: string };
  readonly meeting: { readonly fallbacks: number; readonly deciders: Readonly<Record<string, string>> };
}
const rowsOf = async (study: Project, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const run = await openRun(study.path('run'));
  const { rows } = await run.query(sql);
  run.close();
  return rows;
};
const artifacts = (study: Project): string[] => readdirSync(study.path('run', 'artifacts')).sort();
/** No key, and nobody listens anywhere. */
const OFFLINE = "OPENAI_API_KEY='' OPENAI_BASE_URL='http://127.0.0.1:9'";

const MARKET_FILES = [
  'bank_decision_logs.md',
  'banks_config.yaml',
  'config.yaml',
  'lessons_learned.md',
  'market_log.parquet',
  'market_log.xlsx',
  'portfolio_ledger.parquet',
  'summary.md',
];
const rate = (rate_bps: unknown, more: object = {}): object => ({
  rationale: 'Because.',
  rate_bps,
  forecast: { share_percent: 10, volume: 1e6, profit: 1e4 },
  ...more,
});
const ndjson = (lines: readonly object[]): string => lines.map((line) => JSON.stringify(line)).join('\n');

describe('loans/market', () => {
  it('without a key: every named file, and the configuration used plays the same market again', () => {
    const study = project();
    const ran = json<Result>(study.shell('$CETERIS run loans/market --rounds 3 --out run --json'));
    expect(artifacts(study)).toEqual([...MARKET_FILES, 'charts'].sort());
    expect(readFileSync(study.path('run/artifacts/summary.md'), 'utf8')).toContain('no language model took part');
    const again = json<Result>(study.shell('$CETERIS run run/artifacts/config.yaml --no-memory --out again --json'));
    expect(again.digest).toBe(ran.digest);
    expect(readFileSync(study.path('run/journal.ndjson'), 'utf8'), 'a run says nothing of where the package stands').toContain(
      '"path":"package:experiments/loans/banks/heterogeneous.yaml"',
    );
  });

  it('a language model sets rates and analyses; a bank that will not answer follows its rule, visibly; replay needs nobody', async () => {
    const study = project();
    const ran = study.shell(`${at(server, study)} $CETERIS run loans/market --rounds 2 --model openai:gpt-5.2 --out run --json`);
    const { digest, banks, yardstick } = json<Result>(ran);
    expect(banks['B01']!.fallbacks).toBe(2);
    expect(Object.values(banks).reduce((sum, { fallbacks }) => sum + fallbacks, 0)).toBe(2);
    expect(yardstick.verdict).toContain('2 decisions came from a rule');
    const sources = await rowsOf(study, 'SELECT source, count(*) AS n FROM market_log GROUP BY source ORDER BY source');
    expect(sources.map(({ source, n }) => [source, Number(n)])).toEqual([
      ['answer', 18],
      ['fallback', 2],
    ]);
    expect(readFileSync(study.path('run/artifacts/summary.md'), 'utf8')).toContain('Written by: language model openai:gpt-5.2');
    expect(readFileSync(study.path('run/artifacts/lessons_learned.md'), 'utf8')).toContain('A loopback lesson.');
    expect(json<Result>(study.shell(`${OFFLINE} $CETERIS replay run --json`)).digest).toBe(digest);
    expect(study.json('verify', 'run')).toMatchObject({ ok: true });
  });

  it('asks one bank alone, with the calculator as a tool', async () => {
    const study = project();
    const line = '--rounds 2 --model B00=openai:gpt-5.2 --set prompt.regime=tool --set prompt.scratchpads=true';
    const { banks } = json<Result>(study.shell(`${at(server, study)} $CETERIS run loans/market ${line} --out run --json`));
    expect([banks['B00']!.decider, banks['B01']!.decider]).toEqual(['openai:gpt-5.2', 'grow']);
    const rows = await rowsOf(study, 'SELECT rates_looked_up, plan FROM bank_decisions ORDER BY round');
    expect(rows.map(({ rates_looked_up: rates }) => JSON.parse(String(rates)))).toEqual([
      [430, 470],
      [430, 470],
    ]);
    expect(rows[1]!['plan']).toMatch(/^Stay near/);
  });

  it('a bank set that is nearly one of those that ship, or that says what no bank has, is refused in a sentence', () => {
    const study = project({ 'mine.yaml': 'banks:\n  - { id: A, equity: 3 }\n' });
    const misspelt = study.ceteris('run', 'loans/market', '--banks', 'heterogenous', '--out', 'one');
    expect([misspelt.code, misspelt.stderr]).toEqual([2, expect.stringContaining('Did you mean heterogeneous?')]);
    const mine = study.ceteris('run', 'loans/market', '--banks', 'mine.yaml', '--out', 'two');
    expect([mine.code, mine.stderr]).toEqual([2, expect.stringMatching(/unknown key "equity"[\s\S]*mine\.yaml:2:\d+ [\s\S]*equity_start/)]);
  });

  it.each([
    ['NaN', 'NaN'],
    ['beyond the bounds', 5000],
    ['a word', 'high'],
  ])('a script whose rate is %s is asked again, then its bank follows its rule', async (_, bad) => {
    const lines = [1, 2].flatMap((round) => [
      { round, reply: rate(455) },
      ...[1, 2, 3].map((attempt) => ({ bank: 'B00', round, attempt, reply: rate(round === 1 ? bad : 460) })),
      { bank: 'B02', round, attempt: 1, reply: rate(bad) },
      { bank: 'B02', round, attempt: 2, reply: rate(444) },
    ]);
    const study = project({ 'replies.ndjson': ndjson(lines) });
    const model = '--model script:replies.ndjson --model analyst=statistics';
    json<Result>(study.shell(`$CETERIS run loans/market --rounds 2 ${model} --out run --json`));
    const rows = await rowsOf(
      study,
      "SELECT bank_id, round, source, rate_bps, attempts FROM bank_decisions WHERE bank_id < 'B03' ORDER BY ALL",
    );
    expect(rows.map((row) => [row['bank_id'], row['round'], row['source'], row['rate_bps'], row['attempts']])).toEqual([
      ['B00', 1, 'fallback', expect.any(Number), 3],
      ['B00', 2, 'answer', 460, 1],
      ['B01', 1, 'answer', 455, 1],
      ['B01', 2, 'answer', 455, 1],
      ['B02', 1, 'answer', 444, 2],
      ['B02', 2, 'answer', 444, 2],
    ]);
  });

  it('all banks failed: the run ends, says so, and is whole', () => {
    const banks = ['A', 'B'].map((id) => ({ id, name: id, strategy: 'Grow', equity_start: 200_000, portfolio_balance_start: 10_000_000 }));
    const study = project({ 'poor.yaml': JSON.stringify({ banks }) });
    const line = '--banks poor.yaml --set market.credit.default_probability=0.4 --out run --json';
    const { yardstick } = json<Result>(study.shell(`$CETERIS run loans/market ${line}`));
    expect(yardstick.verdict).toMatch(/with no bank left the market ended after round [1-3]\./);
    expect(yardstick.verdict).toContain('A bound of rates holds');
    expect(artifacts(study)).toEqual(expect.arrayContaining(MARKET_FILES));
    expect(study.json('verify', 'run')).toMatchObject({ ok: true });
    expect(study.ceteris('report', 'run').code).toBe(0);
  });
});

describe('loans/meta', () => {
  const SMALL = '--megaruns 3 --rounds 2 --set replicates=2';
  const files = [1, 2, 3].flatMap((k) =>
    [
      'bank_decision_logs.md',
      'banks_config.yaml',
      'config.yaml',
      'lessons_learned.md',
      'market_log.parquet',
      'market_log.xlsx',
      'portfolio_ledger.parquet',
      'report.md',
      'summary.md',
    ].map((name) => `megarun_${k}_${name}`),
  );

  it('without a key: every named file of every megarun, and memory for the next run', () => {
    const study = project();
    json<Result>(study.shell(`$CETERIS run loans/meta ${SMALL} --out run --json`));
    expect(artifacts(study)).toEqual([...files, 'charts', 'meta_simulation_final_report.md'].sort());
    expect(readFileSync(study.path('run/artifacts/megarun_2_report.md'), 'utf8')).toContain('B00.equity_start');
    expect(study.ceteris('loans', 'lessons').stdout).toMatch(/higher-equity/);
  });

  it('with a language model: rates, reports, and a hypothesis of its own', async () => {
    const study = project();
    const line = `$CETERIS run loans/meta ${SMALL} --set 'hypotheses=[higher-equity]' --model openai:gpt-5.2 --out run --json`;
    const ran = json<Result>(study.shell(`${at(server, study)} ${line}`));
    expect(artifacts(study)).toEqual([...files, 'charts', 'meta_simulation_final_report.md'].sort());
    const final = readFileSync(study.path('run/artifacts/meta_simulation_final_report.md'), 'utf8');
    expect(final).toContain('A loopback recommendation.');
    expect(final).toContain('dearer-funds-1');
    expect(readFileSync(study.path('run/artifacts/megarun_3_report.md'), 'utf8')).toContain('A loopback macro-lesson.');
    expect(json<Result>(study.shell(`${OFFLINE} $CETERIS replay run --json`)).digest).toBe(ran.digest);
  });

  it.each([
    ['an unknown key', { banks: [{ set: { image_scores: 0.5 } }] }, 'TREATMENT_KEY', 'image_score'],
    ['an impossible value', { banks: [{ set: { image_score: 7 } }] }, 'TREATMENT_VALUE', 'between 0 and 1'],
    ['a change that changes nothing', { market: { consumers: 100 } }, 'TREATMENT_WITHOUT_EFFECT', '100 already'],
  ])('a treatment with %s stops before anything is played', (_, treatment, code, words) => {
    const hypothesis = { name: 'mine', statement: 'x', treatment, outcomes: [{ metric: 'mean_hhi', direction: 'lower' }] };
    const study = project({ 'meta.yaml': JSON.stringify({ experiment: 'loans/meta', hypotheses: [hypothesis], megaruns: 2 }) });
    const { error } = study.json('run', 'meta.yaml', '--out', 'run') as unknown as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code });
    expect(`${String(error['message'])} ${String(error['remedy'])}`).toContain(words);
  });
});

describe('init loans', () => {
  it('writes a study that is valid and runs', () => {
    const study = project();
    expect(study.ceteris('init', 'loans', 'study')).toMatchObject({ code: 0, stderr: '' });
    for (const file of ['experiment.yaml', 'hypotheses.yaml']) expect(study.ceteris('validate', `study/${file}`).code, file).toBe(0);
    const { banks } = json<Result>(study.shell('$CETERIS run study/experiment.yaml --rounds 2 --json'));
    expect(Object.keys(banks)).toEqual(['OLDEST', 'RIVAL', 'NEWCOMER']);
    const { confirmed } = json<{ confirmed: number }>(study.shell('$CETERIS run study/hypotheses.yaml --rounds 2 --json'));
    expect(confirmed).toBe(1);
  });
});

describe('files of the first system', () => {
  const files = {
    'config.yaml':
      'seed: 7\nsimulation_params: { rounds: 2 }\ncustomer_params: { count: 120 }\nbehavior_params: { grow_undercut_bps: 15 }\nbank_params: { count: 3 }\n',
    'initialise_banks.yaml':
      'bank_params:\n  default_conditions: { cost_of_funds_bps: 300 }\n  banks:\n    - { id: B00, name: MegaBank, strategy: Maintain, equity_start: 50000000 }\n    - { id: B01, strategy: Grow }\n',
  };

  it('load, with warnings for what never did anything; its flags are understood', () => {
    const study = project(files);
    const ran = study.shell('$CETERIS run config.yaml --banks-config initialise_banks.yaml --verbose --no-memory --out run --json');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toMatch(/grow_undercut_bps never did anything[\s\S]*bank_params\.count never did anything/);
    expect(Object.keys((JSON.parse(ran.stdout) as Result).banks)).toEqual(['B00', 'B01']);
    const test = study.shell('$CETERIS run config.yaml --banks-config initialise_banks.yaml --test-mode --rounds 9 --no-memory --json');
    expect(JSON.parse(test.stdout)).toMatchObject({ rounds: 3 });
    const meta = study.shell('$CETERIS run config.yaml --meta-mode --megaruns 2 --set replicates=2 --no-memory --out meta --json');
    expect(Object.keys((JSON.parse(meta.stdout) as { megaruns: object }).megaruns)).toEqual(['1', '2']);
  });
});

describe('memory', () => {
  it('that is damaged stops the run before it starts, and is left as it is', () => {
    const study = project({ 'memory.duckdb': 'no database' });
    const { code, stdout, stderr } = study.ceteris('run', 'loans/market', '--rounds', '1', '--memory', 'memory.duckdb', '--out', 'run');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('memory.duckdb');
    expect(stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
    expect(readFileSync(study.path('memory.duckdb'), 'utf8')).toBe('no database');
  });

  it('is added to by two runs at once, and neither is lost', () => {
    const study = project();
    const one = (seed: number): string =>
      `$CETERIS run loans/market --rounds 1 --seed ${seed} --memory both.duckdb --out run${seed} --json > ${seed}.json`;
    study.shell(`${one(1)} & ${one(2)} & wait`);
    const told = study.ceteris('loans', 'lessons', '--memory', 'both.duckdb', '--similar-to', 'run1').stdout;
    for (const seed of [1, 2]) {
      const { run_id: id } = JSON.parse(readFileSync(study.path(`run${seed}/manifest.json`), 'utf8')) as { run_id: string };
      expect(told).toContain(id);
    }
  });

  it('grows while a replay gives the same bytes', () => {
    const study = project();
    const first = json<Result>(study.shell('$CETERIS run loans/market --rounds 1 --out run --json'));
    json<Result>(study.shell('$CETERIS run loans/market --rounds 1 --seed 7 --out other --json'));
    expect(json<Result>(study.shell('$CETERIS replay run --json')).digest).toBe(first.digest);
  });
});

describe('loans/collusion', () => {
  const QUICK =
    '--set firms=3 --set sessions=1 --set grid.alphas=[] --set learning.actions=5 --set learning.beta=1e-3 --set learning.stable_periods=2000';

  it('frozen learners meet a script that keeps a plan and insights', async () => {
    const lines = Array.from({ length: 4 }, (_, k) => ({
      round: k + 1,
      reply: rate(440 + k, { plan: `plan ${k + 1}`, insights: `insight ${k + 1}` }),
    }));
    const study = project({ 'replies.ndjson': ndjson(lines), 'prefix.txt': 'Think of the long run.' });
    const line = `--set meeting_rounds=4 --model script:replies.ndjson --prompt-prefix prefix.txt --set prompt.variant=undercut`;
    const { meeting } = json<Result>(study.shell(`$CETERIS run loans/collusion ${QUICK} ${line} --out run --json`));
    expect(meeting).toMatchObject({ fallbacks: 0, deciders: { F1: 'q-learning', F2: 'script:replies.ndjson' } });
    const rows = await rowsOf(study, "SELECT plan, insights FROM bank_decisions WHERE bank_id = 'F2' ORDER BY round");
    expect(rows.at(-1)).toEqual({ plan: 'plan 4', insights: 'insight 4' });
    const journal = readFileSync(study.path('run/journal.ndjson'), 'utf8');
    for (const words of ['insight 3', 'Think of the long run.', 'usually brings you more customers']) expect(journal).toContain(words);
  });

  it('five learners train and are tested', () => {
    const study = project();
    const line = QUICK.replace('firms=3', 'firms=5').replace('actions=5', 'actions=3');
    json<Result>(study.shell(`$CETERIS run loans/collusion ${line} --set meeting_rounds=3 --out run --json`));
    expect(readdirSync(study.path('run/artifacts/charts')).length).toBeGreaterThan(3);
  });
});
