/** Impossible households, unknown shocks and moves, files that were cut off: one sentence with the place, exit 2, nothing written, nothing lost. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, ROOT } from './testing/ceteris.ts';

const HOUSEHOLD = readFileSync(join(ROOT, 'src/cli/templates/resilience/household.yaml'), 'utf8');
const changed = (from: string, to: string): string => {
  expect(HOUSEHOLD).toContain(from);
  return HOUSEHOLD.replace(from, to);
};
const ROUTE = '{"v":1,"route_id":"route_1","split":"train"';

interface Complaint {
  readonly code: string;
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
}

const ADVISE = ['resilience', 'advise', 'household.yaml'];
const CASES: [what: string, household: string, args: string[], complaint: Complaint, words: string][] = [
  ['a negative age', changed('age: 41', 'age: -3'), ADVISE, { code: 'BAD_VALUE', path: 'age', line: 7 }, '16 to 120'],
  [
    'a debt without a term',
    changed(', term_months: 40', ''),
    ADVISE,
    { code: 'BAD_VALUE', path: 'loans.auto.term_months' },
    'needs a term',
  ],
  [
    'a debt without a rate',
    changed('apr_percent: 8.5, ', ''),
    ADVISE,
    { code: 'BAD_VALUE', path: 'loans.auto.apr_percent' },
    'needs a rate',
  ],
  ['an unknown key', changed('age: 41', 'age: 41\nagee: 3'), ADVISE, { code: 'UNKNOWN_KEY', path: 'agee' }, 'did you mean age?'],
  ['no number', changed('cash_dollars: 9000', 'cash_dollars: .nan'), ADVISE, { code: 'BAD_VALUE', path: 'cash_dollars' }, 'NaN'],
  ['endless cash', changed('cash_dollars: 9000', 'cash_dollars: .inf'), ADVISE, { code: 'BAD_VALUE', path: 'cash_dollars' }, 'number'],
  [
    'a mortgage without a home',
    changed('home_dollars: 310000', 'home_dollars: 0'),
    ADVISE,
    { code: 'IMPOSSIBLE_HOUSEHOLD' },
    'without a home',
  ],
  ['an unknown shock', changed('type: job_loss', 'type: job_los'), ADVISE, { code: 'UNKNOWN_SHOCK', path: 'shock.type' }, 'job_loss?'],
  ['a shock of 120 %', changed('magnitude: -0.4', 'magnitude: -1.2'), ADVISE, { code: 'BAD_SHOCK', path: 'shock.magnitude' }, 'impossible'],
  ['an unknown move', changed('op: trim', 'op: trimm'), ADVISE, { code: 'UNKNOWN_MOVE' }, 'trim?'],
  ['an unknown guard', changed('{ unemployed: true }', '{ unemploid: true }'), ADVISE, { code: 'BAD_POLICY' }, 'unemployed?'],
  ['no YAML', 'a: [1,\n', ADVISE, { code: 'YAML_SYNTAX', line: 2 }, 'malformed'],
  ['no map', '42\n', ADVISE, { code: 'BAD_VALUE' }, 'expected object'],
  ['an unknown episode', HOUSEHOLD, ['resilience', 'stress', 'household.yaml', '--scenario', '1929'], { code: 'UNKNOWN_EPISODE' }, '2008'],
  ['no episode', HOUSEHOLD, ['resilience', 'stress', 'household.yaml'], { code: 'BAD_OPTION_VALUE', path: '--scenario' }, '2008'],
  ['a missing file', HOUSEHOLD, ['resilience', 'advise', 'absent.yaml'], { code: 'FILE_NOT_FOUND', file: 'absent.yaml' }, 'absent.yaml'],
  ['a bad seed', HOUSEHOLD, [...ADVISE, '--seed', '-1'], { code: 'BAD_OPTION_VALUE', path: '--seed' }, '--seed'],
  [
    'a route file cut off',
    HOUSEHOLD,
    [...ADVISE, '--routes', 'cut.jsonl'],
    { code: 'ROUTES_TRUNCATED', file: 'cut.jsonl', line: 1 },
    'cut off',
  ],
  [
    'a route without parts',
    HOUSEHOLD,
    [...ADVISE, '--routes', 'bad.jsonl'],
    { code: 'BAD_ROUTE', file: 'bad.jsonl', line: 1 },
    'scenario_id',
  ],
  ['no run', HOUSEHOLD, ['resilience', 'playbook', 'absent'], { code: 'NO_SUCH_RUN' }, 'absent'],
  [
    'a mix of unknown shocks',
    HOUSEHOLD,
    ['run', 'resilience/train', '--set', 'shock_mix={job_los: 1}'],
    { code: 'BAD_CONFIG', path: 'shock_mix' },
    'job_loss?',
  ],
  ['an impossible age', HOUSEHOLD, ['run', 'resilience/train', '--set', 'age_distribution={-5: 1}'], { code: 'BAD_CONFIG' }, '18 to 100'],
  ['an episode nobody knows', HOUSEHOLD, ['run', 'resilience/evaluate', '--set', 'episodes=["1929"]'], { code: 'BAD_CONFIG' }, '2008'],
];

describe('resilience: bad input', () => {
  it.each(CASES)('%s', (_, household, args, complaint, words) => {
    const files = { 'household.yaml': household, 'cut.jsonl': ROUTE, 'bad.jsonl': `${ROUTE}}\n` };
    const study = project(files);
    const { code, stdout, stderr } = study.ceteris(...args, '--json');
    const { error } = JSON.parse(stdout) as { error: Complaint & { message: string; remedy: string } };
    expect(error).toMatchObject(complaint);
    expect(code).toBe(2);
    expect(`${error.message} ${error.remedy}`).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
    expect(readdirSync(study.dir).sort()).toEqual(Object.keys(files).sort());
    for (const [name, text] of Object.entries(files)) expect(readFileSync(study.path(name), 'utf8')).toBe(text);
  });

  it('a shocks file with an unknown shock is refused with its line; a failed run says so and keeps its inputs', () => {
    const study = project({
      'shocks.yaml': 'job_los: {}\n',
      'study.yaml': 'experiment: resilience/train\nscenarios: 10\nshocks: shocks.yaml\n',
    });
    const { code, stderr } = study.ceteris('run', 'study.yaml', '--out', 'run');
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no shock "job_los"[\s\S]*shocks\.yaml:1[\s\S]*job_loss/);
  });
});
