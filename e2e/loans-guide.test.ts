/** The guides of the loan market: every command that they print is accepted, the market and the pricing game are played. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { LoanMarket, REFERENCE_CONFIG } from '../src/worlds/loans/index.ts';
import { TABLES } from '../src/worlds/loans/experiments/market/tables.ts';
import { type BankConfig, specOfBank } from '../src/worlds/loans/experiments/market/bank-config.ts';
import { project, ROOT } from './testing/ceteris.ts';

const FOLDER = join(ROOT, 'docs', 'loans');
const texts = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), 'utf8'));
const lines = texts.flatMap((text) => text.split('\n'));
/** Indented lines, without what is said beside them. */
const commands = lines.filter((line) => /^ {4}ceteris /.test(line)).map((line) => line.trim().replace(/\s+#.*$/, ''));
/** Commands inside sentences: complete ones, without words in capitals that stand for something. */
const inline = texts
  .flatMap((text) => [...text.matchAll(/`(ceteris run [^`]+)`/g)].map((match) => match[1]!))
  .filter((line) => !/<|\b[A-Z]{3,}\b|config\.yaml/.test(line));

const RECORDING = JSON.stringify({
  schema: 'loan-replay/1',
  id: 'guide',
  engine: 'logit',
  seed: 7,
  config: { rounds: 1, consumer_count: 10 },
  banks: ['A', 'B'].map((id) => ({ id, equity_start: 3e6, portfolio_balance_start: 1e7, image_score: 0.5, execution_speed: 0.5 })),
  decisions: { rates_bps: [[450, 460]] },
});

it('every command of docs/loans is accepted', () => {
  const reply = { rationale: '', rate_bps: 450, forecast: { share_percent: 1, volume: 1, profit: 1 }, plan: '', insights: '' };
  const replies = Array.from({ length: 50 }, (_, k) => JSON.stringify({ round: k + 1, reply })).join('\n');
  const study = project({ 'replies.ndjson': replies, 'prefix.txt': 'Be brief.', 'recording.json': RECORDING });
  expect(commands.length).toBeGreaterThan(8);
  for (const command of [...commands, ...inline]) {
    // Sessions of learning take minutes: runs are forecast here, and played in tests of their own.
    const line = command.startsWith('ceteris run ') ? `${command} --dry-run` : command;
    const { code, stderr } = study.shell(`OPENAI_API_KEY=sk-none ANTHROPIC_API_KEY=sk-none ${line.replace(/^ceteris/, '$CETERIS')}`);
    expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
  }
});

it('the pricing game of the rules has the prices that they name', () => {
  const text = readFileSync(join(FOLDER, 'rules.md'), 'utf8');
  const game = [...text.matchAll(/^ {4}((?:a|c|mu|a0): .*)$/gm)].map((match) => match[1]).join('\n');
  const study = project({ 'game.yaml': game });
  const { games } = study.json('loans', 'solve', 'game.yaml') as unknown as { games: { nash_p: number[]; joint_p: number[] }[] };
  for (const price of [games[0]!.nash_p[0]!, games[0]!.joint_p[0]!]) expect(text).toContain(price.toFixed(5));
});

it('before and after: the rules say what each correction does to the ten banks', () => {
  const text = readFileSync(join(FOLDER, 'rules.md'), 'utf8');
  const { banks } = parse(readFileSync(join(ROOT, 'experiments/loans/banks/heterogeneous.yaml'), 'utf8')) as { banks: BankConfig[] };
  const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const play = (profile: 'reference-v3' | 'corrected', rules: ConstructorParameters<typeof LoanMarket>[0]['rules'] = {}) => {
    const market = new LoanMarket({ profile, banks: banks.map(specOfBank), config: REFERENCE_CONFIG, seed: 42, rules });
    return Array.from({ length: 8 }, (_, t) => market.step(banks.map((bank) => bank.cost_of_funds_bps + 180 - 5 * (t + 1))).record);
  };
  const profit = (records: ReturnType<typeof play>): string =>
    (records.reduce((all, record) => all + sum(record.profit), 0) / 1e6).toFixed(1);
  expect(text).toContain(`is ${profit(play('reference-v3'))} million as recorded`);
  expect(text).toContain(`${profit(play('reference-v3', { newLoansEarnTwice: false }))} with \`newLoansEarnTwice\` mended`);
  expect(text).toContain(`All switches together: ${profit(play('corrected'))} million`);
  const first = (rules: Parameters<typeof play>[1]): number => sum(play('reference-v3', rules)[0]!.newLoanCount);
  expect(text).toContain(`Round 1 has ${first({})} loans, and ${first({ capacityBeforeRepayment: false })} with`);
  const repaid = play('reference-v3', { openingAfterRepayment: false }).reduce((all, { loansAmortized }) => all + sum(loansAmortized), 0);
  expect(text).toContain(`and to ${repaid.toLocaleString('en-US')} with`);
});

it('every measure of the table of columns is a column, and is described', () => {
  const text = readFileSync(join(FOLDER, 'metrics.md'), 'utf8');
  const named = [...text.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap((match) =>
    [...match[1]!.matchAll(/\w+/g)].map(([name]) => name),
  );
  expect(named.length).toBeGreaterThan(25);
  const columns = TABLES.flatMap(({ columns: all }) => all.map(({ name }) => name));
  for (const name of named) expect(columns, name).toContain(name);
});
