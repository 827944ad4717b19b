/** The lab market keeps its books, its random numbers and its rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Bank } from './types.ts';
import {
  benchmarks,
  bestResponse,
  conditionalDefaultProbability,
  coverageByAge,
  DEFAULT_LAB_MARKET,
  LabMarket,
  type LabMarketConfig,
  type LoanEvent,
  nashCertificate,
  playRates,
  rateGame,
  simulateLab,
} from './index.ts';

const SEED = 20_261_121;

const bank = (id: string, changes: Partial<Bank> = {}): Bank => ({
  id,
  name: id,
  strategy: 'Grow',
  sizeCategory: 'medium',
  imageScore: 0.7,
  executionSpeed: 0.8,
  costOfFundsBps: 300,
  operatingCostPerLoan: 1000,
  equityStart: 2e6,
  portfolioBalanceStart: 1e7,
  portfolioRateStartBps: 480,
  ...changes,
});

const THREE = [bank('A'), bank('B', { costOfFundsBps: 280 }), bank('C', { imageScore: 0.4, equityStart: 1.2e6 })];
const market = (changes: Partial<LabMarketConfig> = {}): LabMarketConfig => ({ ...DEFAULT_LAB_MARKET, ...changes });

describe('the books', () => {
  const configs = fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    default: fc.constantFrom(0, 0.02, 0.2),
    resolution: fc.constantFrom('run-off' as const, 'sale' as const, 'recapitalise' as const),
    provisioning: fc.constantFrom('lifetime' as const, 'none' as const),
    years: fc.integer({ min: 1, max: 7 }),
    rate: fc.integer({ min: 200, max: 700 }),
  });

  test('balance: what was owed, plus granted, less repaid and defaulted; assets less debts are equity; events add up', () => {
    fc.assert(
      fc.property(configs, (c) => {
        const config = market({
          rounds: 6,
          amortizationYears: c.years,
          credit: { defaultProbability: c.default, assetCorrelation: 0.2, lossGivenDefault: 0.6, provisioning: c.provisioning },
          capital: { ...DEFAULT_LAB_MARKET.capital, resolution: c.resolution },
        });
        const events: LoanEvent[] = [];
        const lab = new LabMarket(THREE, config, c.seed, (event) => events.push(event));
        while (!lab.ended) {
          const { capacity } = lab.begin();
          const round = lab.finish([c.rate, c.rate + 20, c.rate - 20]);
          const moved = (kind: string, j: number): number =>
            events.filter((e) => e.round === round.round && e.event === kind && e.bank === j).reduce((sum, { amount }) => sum + amount, 0);
          for (let j = 0; j < 3; j++) {
            const scale = 1e-9 * (1 + round.startBalance[j] + round.newLoanVolume[j]);
            const flow = round.startBalance[j] + round.newLoanVolume[j] - round.repaid[j] - round.defaulted[j];
            expect(Math.abs(flow - round.endBalance[j])).toBeLessThanOrEqual(scale);
            expect(round.newLoanVolume[j]).toBeLessThanOrEqual(capacity[j] + scale);
            if (round.open[j] === 0) continue;
            expect(Math.abs(moved('granted', j) - round.newLoanVolume[j])).toBeLessThanOrEqual(scale);
            expect(Math.abs(moved('amortised', j) + moved('repaid', j) - round.repaid[j])).toBeLessThanOrEqual(scale);
            expect(Math.abs(moved('defaulted', j) - round.defaulted[j])).toBeLessThanOrEqual(scale);
          }
          for (const gap of lab.imbalance()) expect(Math.abs(gap)).toBeLessThan(1e-9 * 1e8);
          const share = round.marketShare.reduce((a, b) => a + b, 0);
          expect(Math.abs(share - (round.newLoanVolume.some((v) => v > 0) ? 1 : 0))).toBeLessThan(1e-12);
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

describe('random numbers belong to addresses', () => {
  test('another bank, or another rate of one bank, moves no consumer who keeps to the others', () => {
    const rates = (extra: number): number[] => [440, 430, extra];
    const chosen = (extra: number): Map<string, number> => {
      const picks = new Map<string, number>();
      const lab = new LabMarket(THREE, market({ rounds: 1 }), 7, ({ event, consumerId, bank: b }) => {
        if (event === 'granted') picks.set(consumerId, b);
      });
      lab.begin();
      lab.finish(rates(extra));
      return picks;
    };
    const [dear, cheap] = [chosen(900), chosen(420)];
    let stayed = 0;
    for (const [consumer, pick] of cheap) {
      if (pick === 2) continue;
      expect(dear.get(consumer)).toBe(pick);
      stayed += 1;
    }
    expect(stayed).toBeGreaterThan(10);
    expect([...cheap.values()].filter((b) => b === 2).length).toBeGreaterThan([...dear.values()].filter((b) => b === 2).length);
  });

  test('the same seed gives the same rounds, another seed others', () => {
    const run = (seed: number): number[] =>
      simulateLab({ banks: THREE, config: market({ rounds: 4 }), seed, policies: THREE.map(() => () => 430) }).rounds.flatMap(
        ({ profit }) => [...profit],
      );
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });
});

describe('the rules', () => {
  test.each([Number.NaN, 99, 1001, Number.POSITIVE_INFINITY])('a rate of %s is refused by name of bank', (rate) => {
    const lab = new LabMarket(THREE, market(), 1);
    lab.begin();
    expect(() => lab.finish([430, rate, 430])).toThrow(expect.objectContaining({ code: 'RATE_INVALID', place: { path: 'B' } }));
  });

  test('when every bank is closed the market ends, and says so', () => {
    const poor = THREE.map((one) => ({ ...one, equityStart: 1 }));
    const { rounds, end } = simulateLab({ banks: poor, config: market(), seed: 3, policies: poor.map(() => () => 100) });
    expect(end).toBe('all-failed');
    expect(rounds).toHaveLength(1);
    expect([...rounds[0].failed]).toEqual([1, 1, 1]);
  });

  test('a closed bank earns nothing; sold at par, its loans earn for the buyer', () => {
    const weak = [bank('A', { equityStart: 1, portfolioBalanceStart: 1e6 }), bank('B', { equityStart: 5e7 })];
    const config = (resolution: 'run-off' | 'sale'): LabMarketConfig =>
      market({
        rounds: 3,
        capital: { ...DEFAULT_LAB_MARKET.capital, resolution },
        credit: { ...DEFAULT_LAB_MARKET.credit, defaultProbability: 0 },
      });
    const run = (resolution: 'run-off' | 'sale') =>
      simulateLab({ banks: weak, config: config(resolution), seed: 5, policies: [() => 100, () => 430] });
    const [kept, sold] = [run('run-off').rounds, run('sale').rounds];
    expect(kept[0].failed[0]).toBe(1);
    expect([kept[1].profit[0], sold[1].profit[0], sold[1].equity[0]]).toEqual([0, 0, 0]);
    expect(sold[1].startBalance[1]).toBeGreaterThan(kept[1].startBalance[1] + 5e5);
  });

  test('recapitalised: nobody is closed, and equity is what it began with or what the rules ask of the book', () => {
    const weak = [bank('A', { equityStart: 1, portfolioBalanceStart: 1e6 }), bank('B', { equityStart: 5e7 })];
    const capital = { ...DEFAULT_LAB_MARKET.capital, resolution: 'recapitalise' as const };
    const { rounds, end } = simulateLab({ banks: weak, config: market({ rounds: 3, capital }), seed: 5, policies: [() => 100, () => 430] });
    expect(end).toBe('rounds');
    const [first] = rounds;
    expect([...first.failed]).toEqual([0, 0]);
    expect(first.recapitalised[0]).toBeGreaterThan(0);
    expect(first.recapitalised[1]).toBe(0);
    expect(first.equity[0]).toBeCloseTo((capital.requirement + capital.buffer) * capital.riskWeight * first.endBalance[0], 6);
    expect(rounds[1].newLoanCount[0]).toBeGreaterThan(0);
  });

  test('provisions: expected losses are borne at booking, released as loans age, and change when a profit is booked, not how much', () => {
    const play = (provisioning: 'lifetime' | 'none') => {
      const credit = { defaultProbability: 0.02, assetCorrelation: 0.1, lossGivenDefault: 0.5, provisioning };
      const capital = { ...DEFAULT_LAB_MARKET.capital, payoutShare: 0, failureRatio: 0 };
      const rich = THREE.map((one) => ({ ...one, equityStart: 1e10 }));
      const config = market({ rounds: 6, credit, capital, amortizationYears: 4 });
      return { config, ...simulateLab({ banks: rich, config, seed: 3, policies: rich.map(() => () => 430) }) };
    };
    const [provided, borne] = [play('lifetime'), play('none')];
    const coverage = coverageByAge(provided.config);
    // p LGD ((1 - 1/4) + (1 - p)(1 - 2/4) + (1 - p)^2 (1 - 3/4)), by hand.
    expect(coverage[0]).toBeCloseTo(0.02 * 0.5 * (0.75 + 0.98 * 0.5 + 0.98 ** 2 * 0.25), 15);
    expect([coverage[3], coverageByAge(borne.config)[0]]).toEqual([0, 0]);
    for (let j = 0; j < 3; j++) {
      let allowance = coverage[0] * 1e7;
      for (const [t, round] of provided.rounds.entries()) {
        const other = borne.rounds[t];
        expect(other.creditLoss[j]).toBe(round.creditLoss[j]);
        expect(other.profit[j] - round.profit[j]).toBeCloseTo(round.provisions[j], 6);
        expect(round.allowance[j] - allowance).toBeCloseTo(round.provisions[j], 6);
        allowance = round.allowance[j];
      }
    }
  });

  test('refinance: as many consumers as repaid principal makes loans', () => {
    const lab = new LabMarket(THREE, market({ refinance: true }), 1);
    expect(lab.begin().consumers.count).toBe(60);
  });

  test('the mean default rate over the common factor is the configured one', () => {
    const credit = { defaultProbability: 0.03, assetCorrelation: 0.2, lossGivenDefault: 0.5, provisioning: 'none' as const };
    let sum = 0;
    for (let y = -8; y <= 8; y += 0.01)
      sum += (conditionalDefaultProbability(credit, y) * Math.exp((-y * y) / 2) * 0.01) / Math.sqrt(2 * Math.PI);
    expect(sum).toBeCloseTo(0.03, 6);
  });
});

describe('expected demand and exact rates', () => {
  const opened = (kind: 'logit' | 'mixed') => {
    const config = market({ demand: { ...DEFAULT_LAB_MARKET.demand, kind } });
    return rateGame(THREE, config, new LabMarket(THREE, config, 11).begin());
  };

  test.each(['logit', 'mixed'] as const)('%s: nobody gains by leaving Nash, and best responses to Nash are Nash', (kind) => {
    const game = opened(kind);
    const exact = benchmarks(game);
    expect(nashCertificate(game, exact).maxGain).toBeLessThan(1e-6);
    for (let j = 0; j < 3; j++) expect(bestResponse(game, exact.nash.rateBps, j).rateBps).toBeCloseTo(exact.nash.rateBps[j], 2);
    expect(exact.joint.outcome.profit.reduce((a, b) => a + b, 0)).toBeGreaterThan(exact.nash.outcome.profit.reduce((a, b) => a + b, 0));
  });

  test('a higher rate never raises own demand; served shares approach expectations', () => {
    const game = opened('mixed');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 990 }), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 10 }),
        (rates, step) => {
          const [low, high] = [playRates(game, rates), playRates(game, rates.with(0, rates[0] + step))];
          expect(high.volume[0]).toBeLessThanOrEqual(low.volume[0]);
          expect(high.volume[1]).toBeGreaterThanOrEqual(low.volume[1]);
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
    const rich = THREE.map((one) => ({ ...one, equityStart: 1e11 }));
    const config = market({ consumers: 40_000, rounds: 1 });
    const lab = new LabMarket(rich, config, 2);
    const expected = playRates(rateGame(rich, config, lab.begin()), [430, 440, 450]);
    const round = lab.finish([430, 440, 450]);
    round.newLoanCount.forEach((count, j) => expect(Math.abs(count / 40_000 - expected.loans[j] / 40_000)).toBeLessThan(0.01));
  });
});
