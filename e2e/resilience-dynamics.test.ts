/** Dynamics of the user's choice, through the command: a series is an input of the run, and what is wrong with one is said with its place. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project } from './testing/ceteris.ts';

const MONTHS = Array.from({ length: 60 }, (_, i) => {
  const month = `${2001 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`;
  return `${month},${(0.04 * Math.sin(i * i)).toFixed(4)},${(0.002 + 0.002 * Math.cos(i)).toFixed(4)}`;
});
const SERIES = `month,equity_log_return,inflation_log\n${MONTHS.join('\n')}\n`;
const STUDY = `experiment: resilience/train
scenarios: 10
months: 24
planners: [greedy]
dynamics:
  equity_driver: bootstrap
  equity_series: data/series.csv
  innovations: student_t
  waterfall: [bonds, equities, card, credit_line, retirement]
`;

it('a run on a series keeps it by its hash, says what was chosen, and replays', () => {
  const study = project({ 'studies/study.yaml': STUDY, 'studies/data/series.csv': SERIES });
  const folder = String(study.json('run', 'studies/study.yaml', '--quiet')['run_dir']);
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const { files } = JSON.parse(text('manifest.json')) as { files: Record<string, { sha256: string }> };
  expect(files['inputs/equity_series-series.csv'].sha256).toBe(createHash('sha256').update(SERIES).digest('hex'));
  expect(text('inputs/equity_series-series.csv')).toBe(SERIES);
  const { dynamics } = (JSON.parse(text('results.json')) as { results: { dynamics: string } }).results;
  expect(dynamics).toBe(
    'Chosen dynamics: equities and inflation repeat 60 months of a series, in blocks of 12 months on average; innovations are Student t with 6 degrees of freedom; shortfalls are met by bonds, then equities, then card, then credit line, then retirement.',
  );
  expect(study.ceteris('report', folder).code).toBe(0);
  expect(text('artifacts/report.md')).toContain(dynamics);
  // The file may go: the run has its own copy.
  rmSync(study.path('studies/data'), { recursive: true });
  expect(study.ceteris('replay', folder, '--quiet')).toMatchObject({ code: 0 });
});

it('what is wrong with a series or an order is said with its place, and nothing is run', () => {
  const study = project({
    'study.yaml': STUDY,
    'data/series.csv': SERIES.replace(MONTHS[4], '2001-05,five,0.001'),
    'short.yaml': STUDY.replace('data/series', 'data/short'),
    'data/short.csv': SERIES.split('\n').slice(0, 12).join('\n'),
    'order.yaml': STUDY.replace('[bonds,', '[bond,'),
  });
  const complaintOf = (name: string): unknown => {
    const { code, stdout, stderr } = study.ceteris('run', name, '--json');
    expect({ code, trace: /\n\s+at .*:\d+:\d+\)/.test(stderr) }).toEqual({ code: 2, trace: false });
    return JSON.parse(stdout || stderr);
  };
  expect(complaintOf('study.yaml')).toMatchObject({ error: { code: 'EQUITY_SERIES', line: 6, path: 'equity_log_return' } });
  expect(complaintOf('short.yaml')).toMatchObject({ error: { code: 'EQUITY_SERIES', line: 12 } });
  expect(complaintOf('order.yaml')).toMatchObject({ error: { path: 'dynamics.waterfall[0]', line: 9 } });
});
