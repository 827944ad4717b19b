/** Three banks of different cost in a small market, every one under the rule (seed 42). */
import { describe, expect, test } from 'vitest';
import { type Bank, benchmarks, DEFAULT_LAB_MARKET, labArena, type LabPolicy, type LabRound, simulateArena } from '../lab/index.ts';
import { clampRate, RULES } from './index.ts';

const SEED = 42n;
const bank = (id: string, costOfFundsBps: number): Bank => ({
  id,
  name: id,
  strategy: 'Maintain',
  sizeCategory: '',
  imageScore: 0.6,
  executionSpeed: 0.7,
  costOfFundsBps,
  operatingCostPerLoan: 900,
  equityStart: 5e9,
  portfolioBalanceStart: 1e7,
  portfolioRateStartBps: 480,
});
const banks = [bank('A', 280), bank('B', 300), bank('C', 320)];

interface Played {
  readonly rounds: readonly LabRound[];
  readonly joint: Float64Array;
  readonly nash: Float64Array;
  readonly cost: Float64Array;
}

const market = { ...DEFAULT_LAB_MARKET, consumers: 200 };
const policyOf =
  (rule: string): LabPolicy =>
  (view) =>
    clampRate(view, RULES[rule].policy(view));

/** The first bank may follow a rule of its own; yardsticks are those of round 1. */
function played(rule: string, rounds: number, first = rule): Played {
  const start = labArena(banks, market, SEED);
  start.begin();
  const { joint, nash, costBps: cost } = benchmarks(start.game());
  const policies = banks.map((_, j) => policyOf(j === 0 ? first : rule));
  const arena = labArena(banks, { ...market, rounds }, SEED);
  return { rounds: simulateArena(arena, { seed: SEED, policies }).rounds, joint: joint.rateBps, nash: nash.rateBps, cost };
}
const rates = ({ rounds }: Played, j: number): number[] => rounds.map(({ rateBps }) => rateBps[j]);

test('undercut: ten below the cheapest rival, until cost stops it', () => {
  const play = played('undercut', 30);
  for (let t = 1; t < 30; t++)
    for (let j = 0; j < 3; j++) {
      const wanted = Math.min(...[0, 1, 2].filter((k) => k !== j).map((k) => play.rounds[t - 1].rateBps[k])) - 10;
      const rate = play.rounds[t].rateBps[j];
      expect(rate === wanted || (rate > wanted && Math.abs(rate - play.cost[j]) < 5)).toBe(true);
    }
  // The cheapest bank alone is left below the others' cost.
  expect(rates(play, 0).at(-1)).toBeLessThan(play.cost[1]);
});

describe('tit for tat', () => {
  test('among themselves they keep to their joint-profit rates', () => {
    const play = played('tit-for-tat', 8);
    for (const { rateBps } of play.rounds) rateBps.forEach((rate, j) => expect(Math.abs(rate - play.joint[j])).toBeLessThan(5));
  });
  test('whoever goes below its own is answered by as much a round later, down to cost', () => {
    const play = played('tit-for-tat', 12, 'cost-plus');
    for (let t = 1; t < 12; t++) {
      const cut = play.joint[0] - play.rounds[t - 1].rateBps[0];
      const wanted = Math.max(play.cost[1], play.joint[1] - Math.max(0, cut));
      expect(Math.abs(play.rounds[t].rateBps[1] - wanted)).toBeLessThan(10);
    }
    expect(rates(play, 1)[0] - (rates(play, 1).at(-1) ?? 0)).toBeGreaterThan(15);
  });
});

test('edgeworth: falls in steps of ten, jumps back up, again and again', () => {
  const series = rates(played('edgeworth', 60), 0);
  const steps = series.slice(1).map((rate, t) => rate - series[t]);
  const jumps = steps.filter((step) => step > 30);
  const cuts = steps.filter((step) => step < 0);
  expect(jumps.length).toBeGreaterThanOrEqual(2);
  expect(cuts.length).toBeGreaterThan(3 * jumps.length);
});

test('regret matching: no fixed rate would have earned much more, and ever less with time', () => {
  const regretOf = (rounds: number): number => {
    const play = played('regret-matching', rounds);
    // In the market of round 1, which the rule's own regrets come close to.
    const arena = labArena(banks, market, SEED);
    arena.begin();
    const expected = arena.expected();
    const earned = (rateBps: Float64Array, rate: number): number => {
      const changed = rateBps.slice();
      changed[0] = rate;
      return expected.at(changed).profit[0];
    };
    const own = play.rounds.reduce((sum, { rateBps }) => sum + earned(rateBps, rateBps[0]), 0);
    const fixed = Array.from({ length: 40 }, (_, k) => play.cost[0] + (k / 39) * (play.joint[0] - play.cost[0]) * 1.25);
    const best = Math.max(...fixed.map((rate) => play.rounds.reduce((sum, { rateBps }) => sum + earned(rateBps, rate), 0)));
    return (best - own) / best;
  };
  const [short, long] = [regretOf(6), regretOf(80)];
  expect(long).toBeLessThan(short);
  expect(long).toBeLessThan(0.08);
});
