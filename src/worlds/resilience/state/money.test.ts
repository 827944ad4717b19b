import { describe, expect, test } from 'vitest';
import { correlationFactor } from './cholesky.ts';
import { growth } from './growth.ts';
import { annuity, DEFAULT_PARAMETERS, gainsRate, incomeTax, inOtherMoney, marginalRate, monthInterest, toCents } from './index.ts';

const { tax, correlations } = DEFAULT_PARAMETERS;
const NO_STATE = { ...tax, stateRate: 0 };

describe('income tax of a year', () => {
  // 2024, one filer: 10 % of 11 600, 12 % of the next 35 550, 22 % of what is above 47 150.
  test.each([
    [0, 0],
    [-5, 0],
    [1_160_000, 116_000],
    [4_715_000, 116_000 + 426_600],
    [6_000_000, 116_000 + 426_600 + 0.22 * 1_285_000],
  ])('one filer with %i cents taxable owes %f', (taxable, due) => expect(incomeTax(taxable, false, NO_STATE)).toBeCloseTo(due, 6));
  test('two filers owe twice what one owes on half, below the last bracket', () => {
    for (const taxable of [2_000_000, 9_430_000, 30_000_000, 48_000_000])
      expect(incomeTax(taxable, true, NO_STATE)).toBeCloseTo(2 * incomeTax(taxable / 2, false, NO_STATE), 5);
  });
  test('the state takes its share of everything taxable', () =>
    expect(incomeTax(6_000_000, false, tax) - incomeTax(6_000_000, false, NO_STATE)).toBeCloseTo(0.04 * 6_000_000, 6));
  test('the marginal rate is the slope', () => {
    for (const taxable of [100_000, 3_000_000, 7_000_000, 15_000_000, 22_000_000, 40_000_000, 90_000_000]) {
      for (const joint of [false, true]) {
        const slope = (incomeTax(taxable + 1000, joint, tax) - incomeTax(taxable, joint, tax)) / 1000;
        expect(marginalRate(taxable + 500, joint, tax)).toBeCloseTo(slope, 9);
      }
    }
  });
  test('gains: nothing, 15 %, 20 %', () =>
    expect([1_000_000, 20_000_000, 90_000_000].map((taxable) => gainsRate(taxable, false, tax))).toEqual([0, 0.15, 0.2]));
  test('in other money the same shares are due', () =>
    expect(incomeTax(14_000_000, false, inOtherMoney(DEFAULT_PARAMETERS, 2).tax)).toBeCloseTo(2 * incomeTax(7_000_000, false, tax), 5));
});

describe('loans', () => {
  test('an annuity pays its loan off in its term, the last payment at most as large as the others', () => {
    for (const [balance, apr, months] of [
      [20_000_000, 0.039, 300],
      [1_300_000, 0.085, 48],
      [500_000, 0, 60],
    ] as const) {
      const payment = annuity(balance, apr, months);
      let left: number = balance;
      for (let month = 1; month < months; month++) left += monthInterest(left, apr) - payment;
      expect(left).toBeGreaterThan(0);
      expect(left + monthInterest(left, apr)).toBeLessThanOrEqual(payment + 1);
    }
  });
  test('an annuity of nothing is nothing', () => expect(annuity(0, 0.05, 12)).toBe(0));
  test('$200 000 over 360 months at 6 % cost $1 199.11 a month', () => expect(annuity(20_000_000, 0.06, 360)).toBe(119_911));
});

describe('cents', () => {
  test.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [2.499_999_9, 2],
    [1e13 + 0.5, 1e13],
    [-7.6, -8],
  ])('%f is %i: halves go to the even one', (amount, cents) => expect(toCents(amount)).toBe(cents));
  test('nothing is never below zero nothing', () => expect(Object.is(toCents(-0.2), 0)).toBe(true));
  test('growth is e^x, in the small and in the large', () => {
    for (const x of [0, 1e-9, 0.0024, -0.0049, 0.08, -0.149, 0.151, -0.6, 2]) expect(growth(x) / Math.exp(x)).toBeCloseTo(1, 13);
  });
});

test.each([0, 1, 2])('the factor of correlations %i gives them back, on a diagonal of ones', (set) => {
  const c = correlations[set];
  const f = correlationFactor(c);
  const product = (i: number, j: number): number => [0, 1, 2, 3].reduce((sum, k) => sum + f[i * 4 + k] * f[j * 4 + k], 0);
  for (const i of [0, 1, 2, 3]) expect(product(i, i)).toBeCloseTo(1, 12);
  const wanted = [
    [0, 1, c.equityBond],
    [0, 2, c.equityHouse],
    [0, 3, c.equityPrice],
    [1, 2, c.bondHouse],
    [1, 3, c.bondPrice],
    [2, 3, c.housePrice],
  ];
  for (const [i, j, value] of wanted) expect(product(i, j)).toBeCloseTo(value, 12);
  expect([f[1], f[2], f[3], f[6], f[7], f[11]]).toEqual([0, 0, 0, 0, 0, 0]);
});
