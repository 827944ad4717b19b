/** The block `dynamics` of both experiments: defaults, what is refused and where, and series as files hold them. */
import { describe, expect, test } from 'vitest';
import { CeterisError } from '../../../../core/index.ts';
import { checkedValue, parseYamlText } from '../../../../core/yaml/index.ts';
import { EXPERIMENTS } from '../index.ts';
import { readEquitySeries } from './equity-series.ts';

const refusal = (action: () => unknown): CeterisError => {
  try {
    action();
  } catch (error) {
    if (error instanceof CeterisError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe.each(EXPERIMENTS.map(({ kind, schema }) => ({ kind, schema })))('dynamics of $kind', ({ schema }) => {
  const read = (text: string): unknown => checkedValue(parseYamlText(text, 'study.yaml'), schema);

  test('are the model’s own by default, a part at a time', () => {
    const own = {
      equity_driver: 'regimes',
      equity_series: null,
      mean_block_months: 12,
      innovations: 'normal',
      degrees_of_freedom: 6,
      waterfall: ['card', 'bonds', 'equities', 'credit_line', 'retirement'],
    };
    expect(read('{}')).toMatchObject({ dynamics: own });
    expect(read('dynamics: { innovations: student_t }')).toMatchObject({ dynamics: { ...own, innovations: 'student_t' } });
  });

  const order = (names: string): string => `scenarios: 20\ndynamics:\n  waterfall: [${names}]\n`;
  test.each<[what: string, text: string, path: string, line: number, words: string]>([
    ['an unknown source', order('card, bond, equities, credit_line, retirement'), 'dynamics.waterfall[1]', 3, 'Did you mean bonds?'],
    ['a source like no other', order('card, gold, equities, credit_line, retirement'), 'dynamics.waterfall[1]', 3, 'Sources are card'],
    ['a source twice', order('card, bonds, card, credit_line, retirement'), 'dynamics.waterfall[2]', 3, 'card comes twice'],
    ['a source left out', order('card, bonds, equities, retirement'), 'dynamics.waterfall', 3, 'credit_line is left out'],
    ['no source at all', order(''), 'dynamics.waterfall', 3, 'card, bonds, equities, credit_line, retirement are left out'],
    ['an unknown driver', 'dynamics: { equity_driver: hardi }', 'dynamics.equity_driver', 1, 'hardy'],
    ['an unknown key', 'dynamics: { equity_drive: hardy }', 'dynamics.equity_drive', 1, 'unknown key'],
    ['two degrees of freedom', 'dynamics: { degrees_of_freedom: 2 }', 'dynamics.degrees_of_freedom', 1, '3'],
    ['blocks without a series', 'dynamics: { equity_driver: bootstrap }', 'dynamics.equity_series', 1, 'needs a series'],
    ['a series that nothing reads', 'dynamics: { equity_series: a.csv }', 'dynamics.equity_series', 1, 'reads no series'],
    ['a block of no months', 'dynamics: { mean_block_months: 0 }', 'dynamics.mean_block_months', 1, '1'],
  ])('%s is refused with its place', (_what, text, path, line, words) => {
    const error = refusal(() => read(text));
    expect(error.place).toMatchObject({ file: 'study.yaml', path, line });
    expect(error.message).toContain(words);
  });
});

describe('a series of equities and inflation', () => {
  const HEAD = 'month,equity_log_return,inflation_log';
  const rows = (count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, k) => {
      const i = from + k;
      return `${1999 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},${(i / 1000).toFixed(3)},0.002`;
    });
  const read = (lines: readonly string[], end = '\n') => readEquitySeries(lines.join(end) + end, 'series.csv');

  test('is read as it stands: any order of columns, others beside them, notes, quotes, Windows line ends', () => {
    const lines = rows(30).map((row) => {
      const [month, equity, inflation] = row.split(',');
      return `${inflation},"${month}",bond,${equity}`;
    });
    const { equity, inflation } = read(['# where it is from', 'inflation_log,month,more,equity_log_return', ...lines, ''], '\r\n');
    expect(equity).toEqual(Array.from({ length: 30 }, (_, i) => i / 1000));
    expect(inflation).toEqual(new Array(30).fill(0.002));
  });
  const two = (i: number): string => String((i % 12) + 1).padStart(2, '0');
  test.each<[way: string, month: (i: number) => string]>([
    ['a date', (i) => `${2001 + Math.floor(i / 12)}-${two(i)}-28`],
    ['digits', (i) => `${2001 + Math.floor(i / 12)}${two(i)}`],
    ['a running number', (i) => String(7 + i)],
  ])('months may be written as %s', (_way, month) => {
    const lines = Array.from({ length: 26 }, (_, i) => `${month(i)},0.01,0.002`);
    expect(read([HEAD, ...lines]).equity.length).toBe(26);
    expect(refusal(() => read([HEAD, ...lines.toSpliced(20, 1)])).message).toContain('does not follow');
  });

  const with24 = (at: number, row: string): string[] => [HEAD, ...rows(24).with(at, row)];
  test.each<[what: string, lines: string[], line: number, path: string, words: string]>([
    ['an empty file', [], 1, 'month', 'no rows'],
    ['a missing column', ['month,equity_log_return', ...rows(24)], 1, 'inflation_log', 'no column inflation_log'],
    ['a misspelt column', ['month,equity_log_retrun,inflation_log', ...rows(24)], 1, 'equity_log_return', 'equity_log_retrun'],
    ['too few months', [HEAD, ...rows(23)], 24, 'month', '23 months are too few'],
    ['only a head', [HEAD], 1, 'month', '0 months are too few'],
    ['a word for a number', with24(4, '1999-05,n/a,0.002'), 6, 'equity_log_return', '"n/a" is no number'],
    ['an empty cell', with24(4, '1999-05,0.01,'), 6, 'inflation_log', '"" is no number'],
    ['an endless number', with24(4, '1999-05,Infinity,0'), 6, 'equity_log_return', 'no number'],
    ['percent for shares', with24(4, '1999-05,1.2,0.002'), 6, 'equity_log_return', 'beyond a log change of 1'],
    ['a cell too many', with24(4, '1999-05,0.01,0.002,3'), 6, 'month', '4 values for 3 columns'],
    ['a month left out', [HEAD, ...rows(10), ...rows(20, 11)], 12, 'month', 'does not follow'],
    ['a month that is none', with24(0, 'January,0.01,0.002'), 2, 'month', '"January" is no month'],
    ['a thirteenth month', with24(0, '1999-13,0.01,0.002'), 2, 'month', 'no month'],
  ])('%s is refused with its line', (_what, lines, line, path, words) => {
    const error = refusal(() => read(lines));
    expect(error.code).toBe('EQUITY_SERIES');
    expect(error.place).toEqual({ file: 'series.csv', line, path });
    expect(`${error.message} ${error.remedy}`).toContain(words);
  });
});
