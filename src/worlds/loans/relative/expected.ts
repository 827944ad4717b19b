/**
 * Expected demand over the relative score. There is no formula for it: it is the mean over a fixed sample of consumers and of
 * their noise, the same for every rate, so that differences between rates are not those of chance.
 */
import type { BestResponse, ExpectedRound, GameOutcome } from '../lab/index.ts';
import {
  AddressedDraws,
  type Bank,
  chooseByWaterfall,
  type Consumers,
  drawConsumers,
  type LoanMarket,
  relativeOffers,
  relativeUtility,
  softmax,
} from '../market/index.ts';

/** Consumers that expectations are taken over. */
export const RELATIVE_SAMPLE = 200;

/** Basis points between the rates that a best response is looked for among. */
const GRID_BPS = 20;

interface Sample {
  readonly consumers: Consumers;
  /** Standard normals [consumer][bank]. */
  readonly noise: Float64Array;
}

/** The law of the market, whatever its seed. */
export function sampleOf(market: LoanMarket): Sample {
  const { banks, config } = market;
  const draws = new AddressedDraws('expected demand', config, banks);
  const consumers = drawConsumers(2, RELATIVE_SAMPLE, config, draws);
  const noise = new Float64Array(RELATIVE_SAMPLE * banks.length);
  for (let i = 0; i < RELATIVE_SAMPLE; i++)
    for (let j = 0; j < banks.length; j++) noise[i * banks.length + j] = draws.utilityNormal(2, i, j);
  return { consumers, noise };
}

export interface RelativeRound {
  readonly active: Uint8Array;
  readonly capacity: Float64Array;
  readonly stability: Float64Array;
  readonly consumers: number;
}

/**
 * Logit: limits of capacity cut a bank's own profit, not what consumers choose. Waterfall: consumers turn away from full banks,
 * each of the sample standing for many.
 */
export function expectedRound(market: LoanMarket, sample: Sample, round: RelativeRound): ExpectedRound {
  const { banks, config, rules } = market;
  const count = banks.length;
  const years = config.amortizationYears;
  // What is still owed in each year of a loan, in shares of its principal; counted twice in the first year by the recorded rules.
  const lifetimeWeight = (years + 1) / 2 + (rules.newLoansEarnTwice ? 1 : 0);
  const firstYear = rules.newLoansEarnTwice ? 2 : 1;
  const { loanSizeMean, minRateBps, maxRateBps } = config;
  const costBps = Float64Array.from(
    banks,
    (bank: Bank) => bank.costOfFundsBps + (1e4 * bank.operatingCostPerLoan) / (lifetimeWeight * loanSizeMean),
  );
  const worth = (bank: number, rateBps: number, volume: number): number =>
    (Math.min(volume, round.capacity[bank]) * lifetimeWeight * (rateBps - costBps[bank])) / 1e4;
  const at = (rates: ArrayLike<number>): GameOutcome => {
    const share = market.demand === 'waterfall' ? waterfallShares(market, sample, round, rates) : logitShares(market, sample, round, rates);
    const loans = share.map((one) => one * round.consumers);
    const volume = loans.map((one) => one * loanSizeMean);
    return {
      volume,
      loans,
      share,
      profit: volume.map((money, j) => (round.active[j] === 0 ? 0 : worth(j, rates[j], money))),
      outsideShare: Math.max(0, 1 - share.reduce((a, b) => a + b, 0)),
      surplus: Number.NaN,
    };
  };
  const bestResponse = (rates: ArrayLike<number>, bank: number): BestResponse => {
    const tried = Float64Array.from({ length: count }, (_, j) => rates[j]);
    let best: BestResponse = { rateBps: minRateBps, profit: Number.NEGATIVE_INFINITY };
    const steps = Math.ceil((maxRateBps - minRateBps) / GRID_BPS);
    for (let k = 0; k <= steps; k++) {
      tried[bank] = Math.min(maxRateBps, minRateBps + k * GRID_BPS);
      const profit = at(tried).profit[bank];
      if (profit > best.profit) best = { rateBps: tried[bank], profit };
    }
    return best;
  };
  return {
    costBps,
    capacity: round.capacity,
    at,
    bestResponse,
    firstYearProfit: (bank, rateBps, volume, loans) =>
      (firstYear * volume * (rateBps - banks[bank].costOfFundsBps)) / 1e4 - loans * banks[bank].operatingCostPerLoan,
  };
}

function waterfallShares(market: LoanMarket, { consumers }: Sample, round: RelativeRound, rates: ArrayLike<number>): Float64Array {
  const { banks, config } = market;
  const each = (config.loanSizeMean * round.consumers) / consumers.count;
  const allocation = new Int16Array(consumers.count);
  chooseByWaterfall({
    consumers: { ...consumers, loanSize: new Float64Array(consumers.count).fill(each) },
    offers: relativeOffers(banks, rates, round.active, round.stability),
    config,
    capacity: Float64Array.from(round.capacity),
    // A bank with some room takes part of what a consumer of the sample stands for: counted in full, cut with its profit.
    tolerance: each / 2,
    allocation,
  });
  const chosen = new Float64Array(banks.length);
  for (const bank of allocation) if (bank >= 0) chosen[bank] += 1 / consumers.count;
  return chosen;
}

/** Choice probabilities, by bank, without limits of capacity. */
function logitShares(market: LoanMarket, { consumers, noise }: Sample, round: RelativeRound, rates: ArrayLike<number>): Float64Array {
  const { banks, config } = market;
  const count = banks.length;
  const offers = relativeOffers(banks, rates, round.active, round.stability);
  const chosen = new Float64Array(count);
  const viable = new Int16Array(count);
  const weight = new Float64Array(count);
  const spread = config.utilityNoiseStd;
  for (let i = 0; i < consumers.count; i++) {
    let found = 0;
    let most = 0;
    for (let j = 0; j < count; j++) {
      if (round.active[j] === 0) continue;
      let utility = relativeUtility(consumers, i, offers, j);
      if (spread > 0) utility = Math.max(0, utility + spread * noise[i * count + j]);
      if (utility < config.reservationUtility) continue;
      viable[found] = j;
      weight[found++] = utility;
      most = Math.max(most, utility);
    }
    if (most <= 0) continue;
    softmax(weight, found, config.logitTemperature);
    for (let k = 0; k < found; k++) chosen[viable[k]] += weight[k];
  }
  return chosen.map((one) => one / consumers.count);
}
