/** Q-learning on the market of Calvano et al. (2020), by the very task of `loans/collusion`. */
import { describe, expect, test } from 'vitest';
import { streamFor } from '../../../core/index.ts';
import { DEFAULT_LAB_MARKET, LabMarket, type LabMarketConfig, rateGame } from '../lab/index.ts';
import { collusionIndex, cycleFrom, qGrid, trainSession } from './index.ts';

const SESSIONS = process.env['CETERIS_TEST_FULL'] === '1' ? 20 : 4;
const CALVANO = { alpha: 0.15, beta: 4e-6, delta: 0.95, stablePeriods: 100_000, maxPeriods: 20_000_000, curveEvery: 0 };
const SEED = 42n;

/** Quality 2, cost 1, mu 0.25, outside 0; a unit of price is 300 bps. */
function calvano(firms: number) {
  const banks = Array.from({ length: firms }, (_, f) => ({
    id: `F${f + 1}`,
    name: '',
    strategy: 'Grow' as const,
    sizeCategory: '',
    imageScore: 0,
    executionSpeed: 0,
    costOfFundsBps: 300,
    operatingCostPerLoan: 0,
    equityStart: 1e12,
    portfolioBalanceStart: 0,
    portfolioRateStartBps: 300,
  }));
  const config: LabMarketConfig = {
    ...DEFAULT_LAB_MARKET,
    amortizationYears: 1,
    loanSizeSd: 0,
    minRateBps: 0,
    maxRateBps: 1500,
    demand: { kind: 'logit', base: 8, qualityValue: 0, stabilityValue: 0, pricePerBps: 1 / 75, scale: 1 },
    credit: { defaultProbability: 0, assetCorrelation: 0, lossGivenDefault: 0, provisioning: 'none' },
  };
  return rateGame(banks, config, new LabMarket(banks, config, 0).begin());
}

describe('benchmarks', () => {
  test.each([
    [2, 1.47293, 1.92498],
    [3, 1.37016, 2.0],
  ])('%i firms: Nash %d, joint %d', (firms, nash, joint) => {
    const { benchmarks } = qGrid(calvano(firms), 2, 0);
    expect(benchmarks.nash.rateBps[0] / 300).toBeCloseTo(nash, 5);
    expect(benchmarks.joint.rateBps[0] / 300).toBeCloseTo(joint, 5);
  });
});

describe('learning', () => {
  test(`a duopoly ends at a collusion index between 0.7 and 0.95 (${SESSIONS} sessions, seed ${SEED})`, { timeout: 120_000 }, () => {
    const grid = qGrid(calvano(2), 15, 0.1);
    let sum = 0;
    for (let s = 1; s <= SESSIONS; s++) {
      const session = trainSession(grid, CALVANO, streamFor(SEED, 'loans', 'collusion', 'session', s).generator);
      expect(session.converged).toBe(true);
      const cycle = cycleFrom(session, session.state);
      const profit = cycle.reduce((total, state) => total + grid.profit[2 * state] + grid.profit[2 * state + 1], 0) / cycle.length;
      sum += collusionIndex(profit, grid.benchmarks);
    }
    expect(sum / SESSIONS).toBeGreaterThan(0.7);
    expect(sum / SESSIONS).toBeLessThan(0.95);
  });

  test('without a future there is no collusion', () => {
    const grid = qGrid(calvano(2), 15, 0.1);
    const session = trainSession(grid, { ...CALVANO, delta: 0, beta: 2e-5 }, streamFor(SEED, 'myopic').generator);
    const cycle = cycleFrom(session, session.state);
    const profit = cycle.reduce((total, state) => total + grid.profit[2 * state] + grid.profit[2 * state + 1], 0) / cycle.length;
    expect(collusionIndex(profit, grid.benchmarks)).toBeLessThan(0.4);
  });

  test('tables that would not fit are refused', () => {
    expect(() => qGrid(calvano(5), 15, 0.1)).toThrow(expect.objectContaining({ code: 'Q_TABLE_TOO_LARGE' }));
  });
});
