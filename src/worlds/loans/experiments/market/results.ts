/** What a run hands back: snake-case JSON, and its verdict in words. */
import type { Seed } from '../../../../core/index.ts';
import type { Bank } from '../../lab/index.ts';
import {
  type ImpulseResponse,
  type PassThrough,
  priceLeadership,
  type PriceLeadership,
  rateDynamics,
  type RoundYardsticks,
} from '../../metrics/index.ts';
import type { Play } from './play.ts';

/** How forecasts of a bank that is asked came true. */
export interface ForecastQuality {
  readonly forecasts: number;
  /** Mean of |forecast - outcome| of the share of new volume. */
  readonly share_absolute_error: number;
  /** Mean of forecast - outcome: above 0, it expects too much. */
  readonly share_bias: number;
  /** 0 to 10. */
  readonly mean_score: number;
}

export interface BankResult {
  readonly name: string;
  readonly strategy: string;
  readonly decider: string;
  /** null: it never took part. */
  readonly mean_rate_bps: number | null;
  /** null also where the market has no equilibrium. */
  readonly mean_nash_bps: number | null;
  readonly mean_best_response_bps: number | null;
  readonly mean_share: number;
  readonly total_profit: number;
  readonly final_equity: number;
  readonly expected_profit: number;
  readonly best_response_profit: number;
  /** 1 - expected / best-response profit, over all its rounds. */
  readonly regret_share: number;
  readonly closed_in_round: number | null;
  readonly fallbacks: number;
  readonly min_capital_ratio: number | null;
  /** null: it forecast nothing. */
  readonly forecast: ForecastQuality | null;
  /** Rivals' mean change of rate after a change of this bank's; null where there is nothing to test. */
  readonly leads: { readonly coefficient: number; readonly p_adjusted: number } | null;
}

export interface MarketResults extends Readonly<Record<string, unknown>> {
  /** Rule book. */
  readonly profile: string;
  readonly rounds: number;
  readonly end: 'rounds' | 'all-failed';
  readonly banks: Readonly<Record<string, BankResult>>;
  readonly market: Readonly<Record<string, number | null>>;
  readonly yardstick: {
    readonly collusion_index: number | null;
    readonly price_index: number | null;
    readonly regret_share: number;
    /** null where the market has no equilibrium. */
    readonly nash_max_gain: number | null;
    readonly nash_residual_bps: number | null;
    readonly left_on_the_table: number;
    readonly verdict: string;
  };
  readonly impulse: { readonly bank: string; readonly round: number; readonly cut_bps: number; readonly discounted_gain: number } | null;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : sum(values) / values.length);
const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

export function marketResults(
  profile: string,
  seed: Seed,
  banks: readonly Bank[],
  play: Play,
  exact: readonly RoundYardsticks[],
  nashMaxGain: number,
  impulse: ImpulseResponse | null,
  passing: PassThrough | null,
): MarketResults {
  const rounds = play.rounds.map(({ round }) => round);
  const leaders = priceLeadership(rounds, seed);
  const perBank = Object.fromEntries(banks.map((bank, j) => [bank.id, bankResult(bank, j, play, exact, leaders[j])]));
  const of = (pick: (one: RoundYardsticks) => number): number => mean(exact.map(pick).filter(Number.isFinite));
  const collusion = of(({ collusionIndex }) => collusionIndex);
  const price = of(({ priceIndex }) => priceIndex);
  const best = sum(Object.values(perBank).map((one) => one.best_response_profit));
  const earned = sum(Object.values(perBank).map((one) => one.expected_profit));
  const consumers = sum(rounds.map((round) => round.consumers));
  const dynamics = rateDynamics(rounds);
  const regret = best > 0 ? Math.max(0, 1 - earned / best) : 0;
  const failed = banks.filter((bank) => perBank[bank.id].closed_in_round !== null);
  return {
    profile,
    rounds: rounds.length,
    end: play.end,
    banks: perBank,
    market: {
      mean_rate_bps: of(({ meanRateBps }) => meanRateBps),
      mean_nash_bps: finite(of(({ benchmarks, expected }) => openMean(benchmarks.nash.rateBps, expected.volume))),
      mean_joint_profit_bps: finite(of(({ benchmarks, expected }) => openMean(benchmarks.joint.rateBps, expected.volume))),
      rate_dispersion_bps: of(({ rateDispersionBps }) => rateDispersionBps),
      lerner: of(({ marketLerner }) => marketLerner),
      conduct: finite(of(({ conduct }) => conduct)),
      hhi: of(({ flow }) => flow.hhi),
      hhi_book: of(({ book }) => book.hhi),
      consumer_surplus: finite(of(({ expected }) => expected.surplus)),
      dead_weight_loss: finite(of(({ deadWeightLoss }) => deadWeightLoss)),
      unserved_by_capacity_share: sum(rounds.map(({ unserved }) => unserved.byCapacity)) / consumers,
      unserved_by_reservation_share: sum(rounds.map(({ unserved }) => unserved.byReservation)) / consumers,
      default_rate: mean(rounds.map(({ defaultRate }) => defaultRate)),
      total_profit: sum(rounds.map(({ profit }) => profit.reduce((a, b) => a + b, 0))),
      final_equity: rounds.at(-1)!.equity.reduce((a, b) => a + b, 0),
      banks_closed: failed.length,
      share_of_cuts: dynamics.cutShare,
      mean_change_bps: dynamics.meanChangeBps,
      autocorrelation: finite(dynamics.autocorrelation),
      mean_run_up: dynamics.meanRunUp,
      mean_run_down: dynamics.meanRunDown,
      largest_three_share: of(({ flow }) => flow.largestThree),
      pass_through: passing === null ? null : finite(passing.share),
    },
    yardstick: {
      collusion_index: finite(collusion),
      price_index: finite(price),
      regret_share: regret,
      nash_max_gain: finite(nashMaxGain),
      nash_residual_bps: finite(Math.max(...exact.map(({ benchmarks }) => benchmarks.nash.residualBps))),
      left_on_the_table: best - earned,
      verdict: verdict(profile, collusion, price, regret, perBank, play, exact, failed),
    },
    impulse:
      impulse === null
        ? null
        : { bank: impulse.bank, round: impulse.round, cut_bps: impulse.cutBps, discounted_gain: impulse.discountedGain },
  };
}

function forecastQuality(j: number, { rounds }: Play): ForecastQuality | null {
  const made = rounds.flatMap(({ decisions, round }) =>
    decisions.flatMap(({ bank, forecast, score }) =>
      bank !== j || forecast === null ? [] : [{ error: forecast.share - round.marketShare[j], score: score?.mean ?? 0 }],
    ),
  );
  if (made.length === 0) return null;
  return {
    forecasts: made.length,
    share_absolute_error: mean(made.map(({ error }) => Math.abs(error))),
    share_bias: mean(made.map(({ error }) => error)),
    mean_score: mean(made.map(({ score }) => score)),
  };
}

/** Over banks that take part: closed ones lend nothing. */
const openMean = (values: Float64Array, volume: Float64Array): number => mean([...values].filter((_, j) => volume[j] > 0));

function bankResult(bank: Bank, j: number, play: Play, exact: readonly RoundYardsticks[], leads: PriceLeadership | null): BankResult {
  const open = play.rounds.map((played, t) => ({ ...played, exact: exact[t] })).filter(({ round }) => round.open[j] === 1);
  const decisions = open.map(({ decisions: all }) => all.find((one) => one.bank === j)!);
  const last = play.rounds.at(-1)!.round;
  const closed = play.rounds.find(({ round }) => round.failed[j] === 1);
  const earned = sum(open.map((one) => one.exact.expected.profit[j]));
  const best = sum(open.map((one) => one.exact.bestResponseProfit[j]));
  const ratios = open.map(({ round }) => round.capitalRatio[j]).filter(Number.isFinite);
  return {
    name: bank.name,
    strategy: bank.strategy,
    decider: decisions[0]?.decider ?? '',
    mean_rate_bps: finite(mean(open.map(({ round }) => round.rateBps[j]))),
    mean_nash_bps: finite(mean(open.map((one) => one.exact.benchmarks.nash.rateBps[j]))),
    mean_best_response_bps: finite(mean(open.map((one) => one.exact.bestResponseBps[j]))),
    mean_share: mean(play.rounds.map(({ round }) => round.marketShare[j])),
    total_profit: sum(play.rounds.map(({ round }) => round.profit[j])),
    final_equity: last.equity[j],
    expected_profit: earned,
    best_response_profit: best,
    regret_share: best > 0 ? Math.max(0, 1 - earned / best) : 0,
    closed_in_round: closed?.round.round ?? null,
    fallbacks: decisions.filter(({ source }) => source === 'fallback').length,
    min_capital_ratio: ratios.length === 0 ? null : Math.min(...ratios),
    forecast: forecastQuality(j, play),
    leads: leads === null ? null : { coefficient: leads.coefficient, p_adjusted: leads.pValue },
  };
}

/** Where a bound of rates lies between costs and Nash, Nash and joint profit are the same: there is no scale between them. */
function boundText(exact: readonly RoundYardsticks[]): string {
  const nash = mean(exact.map(({ benchmarks, expected }) => openMean(benchmarks.nash.rateBps, expected.volume)).filter(Number.isFinite));
  const gap = mean(exact.map(({ meanRateBps }) => meanRateBps).filter(Number.isFinite)) - nash;
  const where = Math.abs(gap) < 1 ? 'at them' : `${Math.abs(gap).toFixed(0)} bps ${gap < 0 ? 'below' : 'above'} them`;
  return `A bound of rates holds: Bertrand–Nash and joint-profit rates are the same (${nash.toFixed(0)} bps), and posted rates are ${where}`;
}

/** Within this of Nash, rates are called competitive. */
const NEAR = 0.1;

function verdict(
  profile: string,
  collusion: number,
  price: number,
  regret: number,
  banks: MarketResults['banks'],
  play: Play,
  exact: readonly RoundYardsticks[],
  failed: readonly Bank[],
): string {
  const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
  const level =
    profile !== 'lab'
      ? `Profile ${profile}: demand reads rates relative to the lowest and highest, so no rates are an equilibrium`
      : Number.isNaN(price)
        ? boundText(exact)
        : Math.abs(price) <= NEAR
          ? 'Rates are at their Bertrand–Nash level'
          : price < 0
            ? 'A price war: rates are below Bertrand–Nash'
            : collusion < 0
              ? 'Rates are above Bertrand–Nash, and profits together below it'
              : 'Rates are above Bertrand–Nash';
  const index = Number.isNaN(collusion) ? '' : ` (collusion index ${collusion.toFixed(2)}: 0 is Nash, 1 one owner of all)`;
  const [id, worst] = Object.entries(banks).reduce((most, one) =>
    one[1].best_response_profit - one[1].expected_profit > most[1].best_response_profit - most[1].expected_profit ? one : most,
  );
  const left = worst.best_response_profit - worst.expected_profit;
  const gap = (worst.mean_best_response_bps ?? 0) - (worst.mean_rate_bps ?? 0);
  const advice =
    regret < 0.005 || left <= 0
      ? 'No bank could have gained noticeably by another rate.'
      : `The banks left ${percent(regret)} of best-response profit on the table; ${id} could have gained most, ${Math.round(left).toLocaleString('en-US')}, by rates ${Math.abs(gap).toFixed(0)} bps ${gap < 0 ? 'lower' : 'higher'} on average.`;
  const closed =
    failed.length === 0
      ? ''
      : ` ${failed.map((bank) => bank.id).join(', ')} ${failed.length === 1 ? 'was' : 'were'} closed${play.end === 'all-failed' ? `; with no bank left the market ended after round ${play.rounds.length}` : ''}.`;
  const fallbacks = sum(Object.values(banks).map((one) => one.fallbacks));
  const stoodIn =
    fallbacks === 0
      ? ''
      : ` ${fallbacks} ${fallbacks === 1 ? 'decision came' : 'decisions came'} from a rule, as no valid answer was given.`;
  return `${level}${index}. ${advice}${closed}${stoodIn}`;
}
