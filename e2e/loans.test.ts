import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, ROOT } from './testing/ceteris.ts';
import { TWO_BANKS } from './testing/two-banks.ts';

const GOLDEN = resolve(ROOT, process.env.CETERIS_GOLDEN ?? '../shared/golden', 'loans');
const skip = !existsSync(GOLDEN) && process.env.CETERIS_GOLDEN_REQUIRED !== '1';

/** The second bank posts a rate beyond the bounds. */
const recording = (changes: object = {}): string => {
  const beyond = [
    [450, 5000],
    [440, 460],
  ];
  return JSON.stringify({ ...TWO_BANKS, decisions: { rates_bps: beyond }, ...changes });
};

describe('ceteris loans', () => {
  it('solve: the benchmark duopoly, for people and as JSON', () => {
    const study = project({ 'duopoly.yaml': 'a: [2, 2]\nc: [1, 1]\nmu: 0.25\na0: 0\n' });
    const { games } = study.json('loans', 'solve', 'duopoly.yaml', '--json') as unknown as {
      games: { nash_p: number[]; joint_p: number[] }[];
    };
    expect(games[0]!.nash_p[0]!).toBeCloseTo(1.47293, 5);
    expect(games[0]!.joint_p[0]!).toBeCloseTo(1.92498, 5);
    expect(study.ceteris('loans', 'solve', 'duopoly.yaml').stdout).toContain('No firm gains alone');
  });

  it('replay: as recorded, and corrected', () => {
    const study = project({ 'two.json': recording() });
    const played = study.json('loans', 'replay', 'two.json', '--json') as unknown as {
      profile: string;
      allocations: Record<string, string>;
    };
    expect(played.profile).toBe('reference-v3');
    expect(played.allocations['1']).toMatch(/^[01-]{10}$/);
    expect(study.json('loans', 'replay', 'two.json', '--profile', 'corrected', '--json')).toMatchObject({ profile: 'corrected' });
    expect(study.ceteris('loans', 'replay', 'two.json').stdout).toContain('1,000');
  });

  it.each([
    [{ 'x.json': '{"schema":' }, ['loans', 'replay', 'x.json'], 'not JSON'],
    [{ 'x.json': recording({ seed: -1 }) }, ['loans', 'replay', 'x.json'], 'seed'],
    [{ 'x.json': recording({ decisions: { rates_bps: [[450]] } }) }, ['loans', 'replay', 'x.json'], '1 rates for 2 banks'],
    [{ 'x.json': recording({ decisions: { rates_bps: [[450, null]] } }) }, ['loans', 'replay', 'x.json'], 'B offers NaN in round 1'],
    [{ 'x.yaml': 'a: [2]\nc: [1]\nmu: 0\na0: 0\n' }, ['loans', 'solve', 'x.yaml'], 'mu is 0'],
    [{ 'x.yaml': 'a: [2, 2]\nc: [1, 1]\nmu: 1\na0: 0\nb: 1\n' }, ['loans', 'solve', 'x.yaml'], 'b is not a part'],
    [{}, ['loans', 'solve', 'x.yaml'], 'there is no file'],
  ])('bad input %#: a sentence, exit 2', (files, args, words) => {
    const { code, stdout, stderr } = project(files as Record<string, string>).ceteris(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at .*\.js:\d+/);
  });

  it.skipIf(skip)('npm run conformance: the checker finds nothing', () => {
    const study = project();
    const run = study.shell(`npm --prefix ${ROOT} run --silent conformance -- loans ${GOLDEN} > result.json`);
    expect(run.code).toBe(0);
    const check = study.shell(`node ${GOLDEN}/check.mjs result.json --strict`);
    expect(check.stdout).toMatch(/ 0 failed\n$/);
    expect(check.code).toBe(0);
  });
});
