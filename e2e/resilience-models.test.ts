/** A language model as planner of households through the real command; its provider listens on the loopback interface. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type ProviderProcess, startProviderProcess } from '../src/decide/testing/provider-server/index.ts';
import { openRun } from '../src/lab/index.ts';
import { type Outcome, type Project, project } from './testing/ceteris.ts';
import { at, KEY } from './testing/models.ts';

let server: ProviderProcess;
beforeAll(async () => {
  server = await startProviderProcess(new URL('./testing/planner-model.ts', import.meta.url));
});
afterAll(() => server.close());

interface Result {
  readonly digest: string;
  readonly model: {
    readonly decider: string;
    readonly households: number;
    readonly decisions: number;
    readonly without_answer: number;
    readonly replies_refused: number;
    readonly verdict: string;
  };
  readonly usage: { readonly questions: number; readonly calls: number; readonly cached: number };
  readonly deciders: readonly { readonly kind: string }[];
}
const json = ({ stdout, stderr, code }: Outcome): Result => {
  expect({ code, stderr: code === 0 ? '' : stderr.slice(0, 2000) }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Result;
};
const rowsOf = async (study: Project, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const run = await openRun(study.path('run'));
  const { rows } = await run.query(sql);
  run.close();
  return rows;
};
/** No key, and nobody listens anywhere. */
const OFFLINE = "OPENAI_API_KEY='' OPENAI_BASE_URL='http://127.0.0.1:9'";
const SMALL =
  "--scenarios 20 --model openai:gpt-5.2 --set heavy_households=0 --set model_households=3 --set model_months=3 --set 'shock_mix={job_loss: 1}' --json";
const EVALUATE = `$CETERIS run resilience/evaluate ${SMALL} --set 'episodes=[]' --set households_per_holdout=2 --set 'planners=[wait]' --set months=36`;

it('chooses among legal moves, is asked again when it names none, gives way to the rule book, visibly; replay needs nobody', async () => {
  const study = project();
  const { digest, model, usage } = json(await study.shellAsync(`${at(server, study)} ${EVALUATE} --out run`));
  expect(model.decider).toBe('openai:gpt-5.2');
  expect(model.decisions).toBeGreaterThan(model.households);
  expect(model.without_answer).toBeGreaterThan(0);
  expect(model.replies_refused).toBeGreaterThan(3 * model.without_answer - 1);
  expect(model.verdict).toContain(`${model.without_answer} of them without a usable answer`);
  expect(usage.questions).toBe(model.decisions - model.without_answer + model.replies_refused);
  const moves = await rowsOf(study, 'SELECT * FROM model_moves ORDER BY scenario_id, month');
  expect(moves).toHaveLength(model.decisions);
  const answers = moves.filter(({ source }) => source === 'answer').map(({ move }) => String(move));
  for (const move of answers) expect(['claim_benefit', 'side_gig(share=0.15)', 'wait']).toContain(move);
  expect(moves.filter(({ source }) => source === 'fallback')).toHaveLength(model.without_answer);
  const plays = await rowsOf(study, "SELECT planner, paths FROM planner_results WHERE holdout = 'people' AND planner = 'model'");
  expect(plays.map(({ paths }) => Number(paths))).toEqual(Array(model.households).fill(1));
  expect(readFileSync(study.path('run/journal.ndjson'), 'utf8')).not.toContain(KEY);
  expect(json(study.shell(`${OFFLINE} $CETERIS replay run --json`)).digest).toBe(digest);
  expect(study.json('verify', 'run')).toMatchObject({ ok: true });
  expect(study.shell('$CETERIS summary run').stdout).toContain('replies were refused');
});

it('is told its household and its legal moves, and nothing that only the simulation knows', async () => {
  const requests = (await server.requests()).filter(({ user }) => user.includes('Legal moves:'));
  expect(requests.length).toBeGreaterThan(0);
  for (const { user, schema } of requests) {
    const names = [...user.matchAll(/^- ([a-z_]+(?:\([^)]*\))?): .*succeeds with/gm)].map(([, name]) => name);
    expect(names).toContain('wait');
    expect((schema as { properties: { move: { enum: string[] } } }).properties.move.enum).toEqual(names);
    expect(user).not.toMatch(/scenario_|twin|hazard|draws|seed/);
  }
});

it('votes: three answers a decision, the most frequent move is played; a second run is served from the cache', async () => {
  const study = project();
  const line = `${at(server, study)} ${EVALUATE} --set voting.samples=3 --set model_months=1`;
  const first = json(await study.shellAsync(`${line} --out run`));
  expect(first.usage.questions).toBe(3 * first.model.decisions + first.model.replies_refused);
  const again = json(await study.shellAsync(`${line} --out again`));
  expect(again.digest).toBe(first.digest);
  expect(again.usage.calls).toBe(0);
});

it('writes plans: rules that play every path, the best of several, the rule book where none is usable; replay needs nobody', async () => {
  const writer = await startProviderProcess(new URL('./testing/plan-model.ts', import.meta.url));
  onTestFinished(() => writer.close());
  const study = project();
  const line = `${EVALUATE} --set model_mode=plan --set model_households=4 --set voting.samples=2`;
  const { digest, model, usage } = json(await study.shellAsync(`${at(writer, study)} ${line} --out run`));
  expect(model.verdict).toContain('was asked for');
  expect(model.decisions).toBe(model.households);
  expect(model.replies_refused).toBeGreaterThan(0);
  expect(usage.questions).toBeGreaterThanOrEqual(2 * model.households);
  const { total, patterns } = study.json('summary', '--errors', 'run') as unknown as { total: number; patterns: { category: string }[] };
  expect(total).toBe(model.replies_refused);
  expect(patterns.map(({ category }) => category).sort()).toEqual(['BAD_POLICY', 'PARSE_ERROR']);
  const rules = await rowsOf(study, 'SELECT * FROM model_plans ORDER BY scenario_id, rule');
  const of = (source: string) => rules.filter((row) => row['source'] === source);
  expect(new Set(of('fallback').map((row) => row['scenario_id'])).size).toBe(model.without_answer);
  expect(of('answer').map(({ text }) => text)).toContain('if unemployed > 0: claim benefit');
  expect(of('answer').map(({ plans }) => Number(plans))).toContain(2);
  const plays = await rowsOf(study, "SELECT paths FROM planner_results WHERE holdout = 'people' AND planner = 'model'");
  expect(plays.map(({ paths }) => Number(paths))).toEqual(Array(model.households).fill(64));
  expect(json(study.shell(`${OFFLINE} $CETERIS replay run --json`)).digest).toBe(digest);
  const said = study.shell(`${at(writer, study)} $CETERIS run resilience/evaluate --model openai:gpt-5.2 --set model_mode=plan --dry-run`);
  expect(said.stdout + said.stderr).toMatch(/at most: 3 calls/);
});

it('plans beside the others in training too', async () => {
  const study = project();
  const { model } = json(await study.shellAsync(`${at(server, study)} $CETERIS run resilience/train ${SMALL} --out run`));
  expect(model.decisions).toBeGreaterThan(0);
  const [row] = await rowsOf(study, "SELECT count(*) AS n FROM planner_results WHERE planner = 'model'");
  expect(Number(row?.['n'])).toBe(model.households);
});
