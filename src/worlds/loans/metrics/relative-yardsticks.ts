/** What each decision could have earned in a market that has no equilibrium of rates to set beside it. */
import { type Benchmark, type ExpectedRound, type LabRound, regretShare } from '../lab/index.ts';
import { concentration } from './concentration.ts';
import type { RoundYardsticks } from './yardsticks.ts';

const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** Best responses and regret as in the lab; Nash, joint profit, the indices made of them and consumer surplus are NaN: there are none. */
export function relativeYardsticks(expectations: ExpectedRound, round: LabRound): RoundYardsticks {
  const { rateBps, open } = round;
  const count = open.length;
  const expected = expectations.at(rateBps);
  const places = [...open.keys()].filter((j) => open[j] === 1);
  const column = (of: (j: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, j) => (open[j] === 1 ? of(j) : Number.NaN));
  const responses = new Map(places.map((j) => [j, expectations.bestResponse(rateBps, j)]));
  const bestResponseProfit = column((j) => Math.max(responses.get(j)!.profit, expected.profit[j]));
  const lerner = column((j) => (rateBps[j] - expectations.costBps[j]) / rateBps[j]);
  const mean = (of: (j: number) => number): number => places.reduce((sum, j) => sum + of(j), 0) / places.length;
  const meanRateBps = mean((j) => rateBps[j]);
  const lent = total(expected.volume);
  const none: Benchmark = { rateBps: new Float64Array(count).fill(Number.NaN), outcome: expected, residualBps: Number.NaN };
  return {
    benchmarks: { nash: none, joint: none, costBps: expectations.costBps, capacityBinds: false },
    expected,
    // Where nothing earns more, e.g. without capacity, the posted rate is as good as any.
    bestResponseBps: column((j) => (responses.get(j)!.profit > expected.profit[j] ? responses.get(j)!.rateBps : rateBps[j])),
    bestResponseProfit,
    regret: column((j) => regretShare(expected.profit[j], bestResponseProfit[j])),
    lerner,
    meanRateBps,
    rateDispersionBps: Math.sqrt(mean((j) => (rateBps[j] - meanRateBps) ** 2)),
    collusionIndex: Number.NaN,
    priceIndex: Number.NaN,
    marketLerner: lent > 0 ? places.reduce((sum, j) => sum + expected.volume[j] * lerner[j], 0) / lent : 0,
    conduct: Number.NaN,
    flow: concentration(round.newLoanVolume),
    book: concentration(round.endBalance),
    welfare: Number.NaN,
    deadWeightLoss: Number.NaN,
  };
}
