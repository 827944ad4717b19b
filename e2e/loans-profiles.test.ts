/** `loans/market` under each profile: the reference markets play as recordings are replayed, and what can't be combined is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openRun } from '../src/lab/index.ts';
import { type Project, project } from './testing/ceteris.ts';

const BANKS = ['A', 'B', 'C'].map((id, j) => ({
  id,
  equity_start: 2_000_000 + 500_000 * j,
  portfolio_balance_start: 10_000_000,
  operating_cost_per_loan: 800,
  // C's are drawn.
  ...(id !== 'C' && { image_score: 0.8 - 0.2 * j, execution_speed: 0.7 }),
}));
const RATES = [
  [450, 460, 470],
  [440, 455, 470],
  [430, 455, 465],
  [430, 450, 460],
];
const recording = (engine: string): string =>
  JSON.stringify({
    schema: 'loan-replay/1',
    id: engine,
    engine,
    seed: 7,
    config: { rounds: RATES.length, consumer_count: 30 },
    banks: BANKS,
    decisions: { rates_bps: RATES },
  });
const reply = (rate_bps: number): object => ({
  rationale: 'As recorded.',
  rate_bps,
  forecast: { share_percent: 33, volume: 1e6, profit: 1e5 },
});
const script = RATES.flatMap((rates, t) =>
  rates.map((rate, j) => JSON.stringify({ bank: BANKS[j]!.id, round: t + 1, reply: reply(rate) })),
);

const files = (): Record<string, string> => ({
  'waterfall.json': recording('waterfall'),
  'logit.json': recording('logit'),
  'banks.yaml': JSON.stringify({ banks: BANKS }),
  'replies.ndjson': script.join('\n'),
});
const run = (study: Project, profile: string, more = ''): { results: Record<string, unknown>; stdout: string; code: number | null } => {
  const line = `--rounds 4 --banks banks.yaml --seed 7 --model script:replies.ndjson --model analyst=statistics`;
  const { stdout, code, stderr } = study.shell(
    `$CETERIS run loans/market ${line} --set market.consumers=30 --set profile=${profile} ${more} --no-memory --out ${profile} --json`,
  );
  return { results: code === 0 ? JSON.parse(stdout) : { stderr }, stdout, code };
};

describe('profiles of loans/market', () => {
  it.each([
    ['reference-v2', 'waterfall', ''],
    ['reference-v3', 'logit', ''],
    ['corrected', 'logit', ''],
  ])('%s plays as `loans replay` does, and says so in every output', async (profile, engine, more) => {
    const study = project(files());
    const replayed = study.json(
      'loans',
      'replay',
      `${engine}.json`,
      '--profile',
      profile === 'corrected' ? 'corrected' : 'recorded',
      '--json',
    ) as unknown as {
      recorded: Record<string, (number | null)[][]>;
    };
    const { results, code } = run(study, profile, more);
    expect({ code, profile: results['profile'] }).toEqual({ code: 0, profile });
    expect(String((results['yardstick'] as { verdict: string }).verdict)).toContain(`Profile ${profile}`);
    const opened = await openRun(study.path(profile));
    const { rows } = await opened.query('SELECT * FROM market_log ORDER BY round, bank_id');
    const events = await opened.query(
      "SELECT round, sum(amount) AS granted FROM portfolio_ledger WHERE event = 'granted' GROUP BY round ORDER BY round",
    );
    opened.close();
    const column = (name: string): number[][] => RATES.map((_, t) => rows.slice(3 * t, 3 * t + 3).map((row) => Number(row[name])));
    expect(column('new_loan_volume')).toEqual(replayed.recorded['new_loan_volume']);
    expect(column('profit')).toEqual(replayed.recorded['profit']);
    expect(column('equity')).toEqual(replayed.recorded['equity']);
    expect(column('portfolio_balance_start')).toEqual(replayed.recorded['portfolio_balance_start']);
    expect(new Set(rows.map((row) => row['profile']))).toEqual(new Set([profile]));
    expect(rows.every((row) => row['nash_bps'] === null && row['best_response_bps'] !== null)).toBe(true);
    for (const row of events.rows) {
      const lent = replayed.recorded['new_loan_volume']![Number(row['round']) - 1]!.reduce<number>((sum, one) => sum + (one ?? 0), 0);
      expect(Number(row['granted'])).toBeCloseTo(lent, 4);
    }
    for (const name of ['summary.md', 'lessons_learned.md', 'bank_decision_logs.md'])
      expect(readFileSync(study.path(profile, 'artifacts', name), 'utf8'), name).toContain(`profile ${profile}`);
    // The configuration used is a config of the same market.
    expect(readFileSync(study.path(profile, 'artifacts/config.yaml'), 'utf8')).toContain(`profile: ${profile}`);
    if (profile !== 'corrected') return;
    const again = study.shell(`$CETERIS run ${profile}/artifacts/config.yaml --no-memory --out again --json`);
    expect(JSON.parse(again.stdout).digest).toBe(results['digest']);
  });

  it('deciders that expect demand play without an equilibrium', () => {
    const study = project(files());
    for (const model of ['cost-plus', 'best-response']) {
      const line = `$CETERIS run loans/market --rounds 2 --banks banks.yaml --set market.consumers=30 --set profile=corrected`;
      const { code, stderr } = study.shell(`${line} --model ${model} --no-memory --out ${model} --json`);
      expect({ model, code, stderr: code === 0 ? '' : stderr }).toEqual({ model, code: 0, stderr: '' });
    }
  });

  it.each([
    ['--set profile=corrected --model bertrand-nash', 'PROFILE_DECIDER', 'no equilibrium'],
    ['--set profile=reference-v3 --model B01=q-learning', 'PROFILE_DECIDER', 'q-learning'],
    ['--set profile=corrected --set market.refinance=true', 'PROFILE_KEY', 'market.refinance'],
    ['--set profile=reference-v2 --set market.credit.default_probability=0.05', 'PROFILE_KEY', 'market.credit'],
    ['--set reference.leverage_cap=12', 'PROFILE_KEY', 'reference.leverage_cap'],
    ['--set profile=reference-v2 --set reference.demand=logit', 'PROFILE_KEY', 'its own demand'],
  ])('%s is refused before anything is played', (line, code, words) => {
    const ran = project().shell(`$CETERIS run loans/market ${line} --no-memory --out run --json`);
    const { error } = JSON.parse(ran.stdout) as { error: Record<string, unknown> };
    expect([ran.code, error['code']]).toEqual([2, code]);
    expect(`${String(error['message'])} ${String(error['remedy'])}`).toContain(words);
  });
});
