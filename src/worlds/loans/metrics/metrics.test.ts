import { describe, expect, test } from 'vitest';
import { clampRate, RULES } from '../deciders/index.ts';
import { type Bank, DEFAULT_LAB_MARKET, labArena, type LabPolicy, type LabRound, LabMarket } from '../lab/index.ts';
import { streamFor } from '../../../core/index.ts';
import { concentration, impulseResponse, passThrough, priceLeadership, rateDynamics, roundYardsticks } from './index.ts';
import { rateGame } from '../lab/index.ts';

const SEED = 42n;
const bank = (id: string, costOfFundsBps: number, strategy: Bank['strategy']): Bank => ({
  id,
  name: id,
  strategy,
  sizeCategory: '',
  imageScore: 0.6,
  executionSpeed: 0.7,
  costOfFundsBps,
  operatingCostPerLoan: 900,
  equityStart: 5e8,
  portfolioBalanceStart: 1e7,
  portfolioRateStartBps: 480,
});
const banks = [bank('A', 280, 'Grow'), bank('B', 300, 'Maintain'), bank('C', 320, 'Grow')];
const config = { ...DEFAULT_LAB_MARKET, rounds: 5, consumers: 200 };
const policiesOf = (rule: string): LabPolicy[] => banks.map(() => (view) => clampRate(view, RULES[rule].policy(view)));

describe('shares', () => {
  test('four equal lenders: HHI 2500, four effective, three quarters in three, entropy ln 4', () => {
    expect(concentration([2, 2, 2, 2])).toEqual({ hhi: 2500, effectiveNumber: 4, largestThree: 0.75, entropy: Math.log(4) });
    expect(concentration([0, 0])).toEqual({ hhi: 0, effectiveNumber: 0, largestThree: 0, entropy: 0 });
  });
});

describe('rates over rounds', () => {
  const rounds = (means: number[]): LabRound[] =>
    means.map((mean) => ({ rateBps: Float64Array.of(mean), open: Uint8Array.of(1) }) as unknown as LabRound);

  test('a price cycle: long falls, short rises', () => {
    const dynamics = rateDynamics(rounds([500, 480, 460, 440, 500, 480, 460, 440, 500]));
    expect(dynamics).toMatchObject({ changes: 8, cutShare: 6 / 8, meanRunUp: 1, meanRunDown: 3 });
    expect(rateDynamics(rounds([500, 500]))).toMatchObject({ changes: 0, meanRunUp: 0, meanRunDown: 0 });
  });
});

describe('price leadership (seed 42)', () => {
  /** Two banks: the first walks at random, the second does what it is told. */
  const market = (follow: (leader: readonly number[], t: number) => number): LabRound[] => {
    const stream = streamFor(SEED, 'leader');
    let rate = 500;
    const leader = Array.from({ length: 40 }, () => (rate += 20 * stream.normal()));
    return leader.map((own, t) => ({ rateBps: Float64Array.of(own, follow(leader, t)), open: Uint8Array.of(1, 1) }) as unknown as LabRound);
  };

  test('who is followed a round later leads, by as much as it is followed; who follows does not', () => {
    const noise = streamFor(SEED, 'noise');
    const [leader, follower] = priceLeadership(
      market((rates, t) => 480 + 0.5 * ((rates[t - 1] ?? 500) - 500) + noise.normal()),
      SEED,
    );
    expect(leader?.coefficient).toBeCloseTo(0.5, 1);
    expect(leader?.pValue).toBeLessThan(0.01);
    expect(follower?.pValue).toBeGreaterThan(0.05);
  });
  test('rates that stand still and few rounds say nothing', () => {
    const noise = streamFor(SEED, 'alone');
    const alone = market(() => 480 + noise.normal());
    for (const one of priceLeadership(alone, SEED)) expect(one?.pValue).toBeGreaterThan(0.05);
    expect(priceLeadership(alone.slice(0, 5), SEED)).toEqual([null, null]);
    expect(
      priceLeadership(
        market(() => 480),
        SEED,
      ),
    ).toEqual([null, null]);
  });
});

describe('paired copies', () => {
  const dearer = banks.map((one) => ({ ...one, costOfFundsBps: one.costOfFundsBps + 50 }));
  const passed = (rule: string): number =>
    passThrough(labArena(banks, config, SEED), labArena(dearer, config, SEED), { seed: SEED, policies: policiesOf(rule) }, 50).share;

  test('a rule of cost plus a markup passes all on, Nash pricing part of it', () => {
    expect(passed('maintain')).toBeCloseTo(1, 9);
    expect(passed('bertrand-nash')).toBeGreaterThan(0.5);
    expect(passed('bertrand-nash')).toBeLessThan(1.02);
    expect(passed('random')).toBe(0);
  });

  test('rivals that reply to last round follow a forced cut a round later, those that do not stay', () => {
    const cut = (rule: string) =>
      impulseResponse(() => labArena(banks, config, SEED), { seed: SEED, policies: policiesOf(rule) }, { bank: 0, round: 2, cutBps: 60 });
    const [replying, deaf] = [cut('best-response'), cut('cost-plus')];
    expect(replying.rounds.map(({ rivalsBps }) => rivalsBps < 0)).toEqual([false, false, true, true, true]);
    expect(deaf.rounds.map(({ rivalsBps }) => rivalsBps)).toEqual([0, 0, 0, 0, 0]);
    expect(deaf.rounds.map(({ deviatorBps }) => Math.round(deviatorBps))).toEqual([0, -60, 0, 0, 0]);
  });
});

describe('yardsticks', () => {
  const opened = () => {
    const market = new LabMarket(banks, config, SEED);
    const game = rateGame(banks, config, market.begin());
    return { market, game };
  };

  test('at Nash the indices are 0 and nobody regrets; at joint profit they are 1', () => {
    const at = (which: 'nash' | 'joint') => {
      const { market, game } = opened();
      const probe = opened();
      const { benchmarks } = roundYardsticks(probe.game, probe.market.finish([450, 450, 450]));
      return roundYardsticks(game, market.finish(benchmarks[which].rateBps));
    };
    const [nash, joint] = [at('nash'), at('joint')];
    expect([nash.collusionIndex, nash.priceIndex, nash.conduct].map((x) => Math.abs(x) < 1e-6)).toEqual([true, true, true]);
    for (const regret of nash.regret) expect(regret).toBeLessThan(1e-6);
    expect(joint.collusionIndex).toBeCloseTo(1, 6);
    expect(joint.priceIndex).toBeCloseTo(1, 6);
    expect(joint.conduct).toBeCloseTo(1, 6);
    expect(joint.deadWeightLoss).toBeGreaterThan(nash.deadWeightLoss);
    expect(nash.lerner[0]).toBeCloseTo(1 - nash.benchmarks.costBps[0] / nash.benchmarks.nash.rateBps[0], 9);
  });
});
