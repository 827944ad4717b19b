import { describe, expect, test } from 'vitest';
import { CeterisError, streamFor } from '../../../../core/index.ts';
import { importFlows, readScenario, writeScenario } from '../index.ts';
import { FAMILIES } from './distributions.ts';
import { parseCents } from './money.ts';

const rows = (text: string, options = {}) =>
  importFlows(text, options).scenario.payments.map((p) => [p.tick, p.from, p.to, p.amountCents, p.deadlineTick, p.priority]);

function fault(text: string, options = {}): CeterisError {
  try {
    importFlows(text, options);
  } catch (error) {
    expect(error).toBeInstanceOf(CeterisError);
    return error as CeterisError;
  }
  throw new Error('expected an error');
}

describe('files as they come', () => {
  const expected = [
    [1, 'A', 'B', 123456, 7, 5],
    [5, 'B', 'A', 10, 7, 5],
    [8, 'A', 'B', 100, 15, 5],
  ];
  const options = { ticksPerDay: 8, dayStart: '09:00', dayEnd: '17:00' };

  test.each([
    ['ISO times, commas', 'time,from,to,amount\n2025-03-03T10:59:59.9,A,B,1234.56\n2025-03-03T14:00Z,B,A,0.1\n2025-03-07T09:00,A,B,1\n'],
    [
      'semicolons and decimal commas',
      '\uFEFFTimestamp;Sender;Receiver;Amount (EUR)\r\n2025-03-03 10:00;A;B;1.234,56\r\n2025-03-03 14:00:30;B;A;0,10\r\n\r\n2025-03-07 09:00;A;B;1\r\n',
    ],
    [
      'tabs, quotes, a date column, out of order',
      'date\ttime\tpayer\tpayee\tvalue\n2025-03-07\t09:00\tA\tB\t1\n2025-03-03\t10:30\t"A"\tB\t"1,234.56"\n2025-03-03\t14:59\tB\tA\t.1',
    ],
    ['minutes', 'minutes,debtor,creditor,amount_cents\n600,A,B,123456\n840,B,A,10\n1980,A,B,100\n'],
    ['ticks', 'tick,from_bank,to_bank,cents\n1,A,B,123456\n5,B,A,10\n8,A,B,100\n'],
  ])('%s', (_, text) => {
    expect(rows(text, options)).toEqual(expected);
  });

  test('deadlines and priorities', () => {
    const text =
      'time,from,to,amount,deadline,priority\n2025-03-03 09:00,A,B,1,2025-03-03 12:30,9\n2025-03-03 09:00,A,B,2,,\n2025-03-03 16:59,A,B,3,17:00,0\n2025-03-04 09:00,A,B,4,2025-03-09 09:00,3\n';
    expect(rows(text, options)).toEqual([
      [0, 'A', 'B', 100, 3, 9],
      [0, 'A', 'B', 200, 7, 5],
      [7, 'A', 'B', 300, 8, 0],
      [8, 'A', 'B', 400, 15, 3],
    ]);
  });

  test('columns may be named', () => {
    expect(rows('when,a,b,x\n09:00,A,B,1\n', { ...options, columns: { time: 'when', from: 'a', to: 'b', amount: 'x' } })).toEqual([
      [0, 'A', 'B', 100, 7, 5],
    ]);
  });

  test('the pool is the largest outflow of a day', () => {
    const { scenario } = importFlows('time,from,to,amount\n2025-03-03 09:00,A,B,1\n2025-03-03 10:00,A,B,2\n2025-03-04 09:00,A,B,2.5\n');
    expect(scenario.agents.map((agent) => agent.liquidityPoolCents)).toEqual([300, 0]);
    expect(scenario).toMatchObject({ ticksPerDay: 96, numDays: 2 });
  });
});

describe('errors name the line', () => {
  test.each([
    ['', 1, /empty/],
    ['time,from,to,amount\n', 1, /no payments/],
    ['time,from,amount\n09:00,A,1\n', 1, /no column for "to"/],
    ['time,from,sender,to,amount\n09:00,A,A,B,1\n', 1, /could both be "from"/],
    ['time,from,to,amount\n09:00,A,B\n', 2, /3 values for 4 columns/],
    ['time,from,to,amount\n09:00,A,B,1\n09:00,"A,B,1\n', 3, /never closed/],
    ['time,from,to,amount\n09:00,A,B,1\n\n25:00,A,B,1\n', 4, /cannot be read/],
    ['time,from,to,amount\n2025-02-30 09:00,A,B,1\n', 2, /cannot be read/],
    ['time,from,to,amount\n09:00,A,B,1\n2025-02-03 09:00,A,B,1\n', 3, /another way/],
    ['time,from,to,amount\n09:00,A,B,1\n10:00,A,A,1\n', 3, /to itself/],
    ['time,from,to,amount\n09:00,A,,1\n', 2, /receiver is missing/],
    ['time,from,to,amount\n09:00,A,B,1.005\n', 2, /more than 2 decimal places/],
    ['time,from,to,amount\n09:00,A,B,-1\n', 2, /not positive/],
    ['time,from,to,amount\n09:00,A,B,USD 1\n', 2, /not a decimal amount/],
    ['time,from,to,amount\n09:00,A,B,99999999999999999\n', 2, /too large/],
    ['time;from;to;amount\n09:00;A;B;1,234\n', 2, /decimal comma or groups/],
    ['time,from,to,amount,priority\n09:00,A,B,1,11\n', 2, /priority/],
    ['time,from,to,amount,deadline\n09:00,A,B,1,08:00\n', 2, /before the payment/],
    ['tick,from,to,amount\n1,A,B,1\n', 1, /how many make a day/],
  ])('%j', (text, line, message) => {
    const error = fault(text, { file: 'flows.csv' });
    expect(error.message).toMatch(message);
    expect(error.message).toContain(`Line ${line}:`);
    expect(error.place).toMatchObject({ file: 'flows.csv', line });
    expect(error.code).toBe('FLOWS_CSV');
  });

  test('a time outside the business day', () => {
    expect(fault('time,from,to,amount\n08:59,A,B,1\n', { dayStart: '09:00', dayEnd: '17:00' }).message).toMatch(/outside the business day/);
  });
});

test.each([
  ['0.29', 29],
  ['1.1', 110],
  ['4503599627370.49', 450359962737049],
  ['1,234,567.8', 123456780],
  ["1'234", 123400],
  ['1 234.50', 123450],
  ['5.', 500],
  ['0.100', 10],
])('%s is %d cents exactly', (text, cents) => {
  expect(parseCents(text, '.', 2)).toBe(cents);
});

describe('fits', () => {
  const SEED = 20251209n;

  /** A sample of 400, by inversion from a seeded stream. */
  const sample = (draw: (stream: ReturnType<typeof streamFor>) => number, name: string): number[] => {
    const stream = streamFor(SEED, 'test', name);
    return Array.from({ length: 400 }, () => Math.max(1, Math.round(draw(stream))));
  };
  const csv = (amounts: readonly number[]): string =>
    `tick,from,to,cents\n${amounts.map((cents, i) => `${i % 40},A,${i % 4 === 0 ? 'C' : 'B'},${cents}`).join('\n')}\n`;

  test.each([
    ['LogNormal', sample((s) => s.logNormalByMoments(10_000, 5_000), 'log-normal'), { mean: [9_300, 10_700], std_dev: [4_200, 5_900] }],
    ['Normal', sample((s) => s.normal(100_000, 5_000), 'normal'), { mean: [99_200, 100_800], std_dev: [4_500, 5_500] }],
    ['Exponential', sample((s) => s.exponential(1 / 20_000), 'exponential'), { lambda: [1 / 23_000, 1 / 17_500] }],
    ['Uniform', sample((s) => s.uniform(1_000, 9_000), 'uniform'), { min: [1_000, 1_100], max: [8_900, 9_000] }],
  ] as [string, number[], Record<string, [number, number]>][])(`%s amounts are recognised (seed ${SEED})`, (name, amounts, ranges) => {
    const { fit, randomScenario } = importFlows(csv(amounts), { ticksPerDay: 10, seed: SEED });
    const best = fit.amounts.find((row) => row.best);
    expect(best?.distribution).toBe(name);
    expect(best?.ks_p_value).toBeGreaterThan(0.05);
    for (const [key, [low, high]] of Object.entries(ranges)) {
      expect(best?.parameters[key]).toBeGreaterThanOrEqual(low);
      expect(best?.parameters[key]).toBeLessThanOrEqual(high);
    }
    for (const row of fit.amounts) expect(row.aic).toBeGreaterThanOrEqual((best as { aic: number }).aic);
    const [a, b] = randomScenario.agents;
    expect(a.arrivals).toMatchObject({
      ratePerTick: 10,
      amount: { type: name },
      priority: { type: 'Categorical', values: [5], weights: [1] },
    });
    expect([...(a.arrivals?.counterpartyWeights ?? [])]).toEqual([
      ['B', 0.75],
      ['C', 0.25],
    ]);
    expect(b.arrivals).toBeNull();
    expect(readScenario(writeScenario(randomScenario)).scenario).toEqual(randomScenario);
  });

  test('a wrong family is rejected', () => {
    const { fit } = importFlows(csv(sample((s) => s.exponential(1 / 20_000), 'wrong')), { ticksPerDay: 10 });
    expect(fit.amounts.find((row) => row.distribution === 'Uniform')?.ks_p_value).toBeLessThan(0.05);
  });

  test('maximum likelihood of a small sample, by hand', () => {
    const data = Float64Array.of(1, 2, 4, 9);
    const by = Object.fromEntries(FAMILIES.map((family) => [family.name, family.fit(data)]));
    expect(by.Normal?.parameters).toEqual({ mean: 4, std_dev: Math.sqrt(9.5) });
    expect(by.Exponential?.parameters.lambda).toBe(0.25);
    expect(by.Exponential?.logLikelihood).toBeCloseTo(4 * (Math.log(0.25) - 1), 12);
    expect(by.Uniform?.logLikelihood).toBeCloseTo(-4 * Math.log(8), 12);
    expect(by.Normal?.logLikelihood).toBeCloseTo(
      [1, 2, 4, 9].reduce((sum, x) => sum - (x - 4) ** 2 / 19 - 0.5 * Math.log(2 * Math.PI * 9.5), 0),
      12,
    );
    const mu = Math.log(72) / 4;
    expect(by.LogNormal?.parameters.mu).toBeCloseTo(mu, 12);
  });

  test('rates by bank and hour', () => {
    const text = 'time,from,to,amount\n2025-03-03 09:10,A,B,1\n2025-03-03 09:50,A,B,2\n2025-03-04 09:30,A,B,3\n2025-03-04 11:00,A,B,3\n';
    const { fit } = importFlows(text, { ticksPerDay: 8, dayStart: '09:00', dayEnd: '11:00' });
    expect(fit.arrival_rates).toEqual([
      {
        bank: 'A',
        hour: 9,
        payments: 3,
        days: 2,
        payments_per_day: 1.5,
        standard_error: Math.sqrt(3) / 2,
        payments_per_tick: 0.375,
        dispersion: 0.5 / 1.5,
      },
      { bank: 'A', hour: 10, payments: 1, days: 2, payments_per_day: 0.5, standard_error: 0.5, payments_per_tick: 0.125, dispersion: 1 },
    ]);
  });

  test('amounts that never vary are drawn as they are', () => {
    const { randomScenario, fit } = importFlows(csv([500, 500, 500, 500, 500]), { ticksPerDay: 10 });
    expect(randomScenario.agents[0].arrivals?.amount).toEqual({ type: 'Normal', mean: 500, stdDev: 0.01 });
    expect(fit.amounts.some((row) => row.best)).toBe(false);
  });

  test('the same file and seed give the same fit', () => {
    const text = csv(sample((s) => s.logNormalByMoments(10_000, 5_000), 'again').slice(0, 50));
    expect(importFlows(text, { ticksPerDay: 10, seed: 1n }).fit).toEqual(importFlows(text, { ticksPerDay: 10, seed: 1n }).fit);
  });
});
