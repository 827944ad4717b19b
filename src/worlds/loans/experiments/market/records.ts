/** Rows of the ledger from a played market. */
import type { Row } from '../../../../lab/index.ts';
import type { Bank, LabMarketConfig, LabRound, LoanEvent } from '../../lab/index.ts';
import type { ImpulseResponse, RoundYardsticks } from '../../metrics/index.ts';
import type { Decision, PlayedRound } from './play.ts';

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

export function marketLogRows(
  profile: string,
  banks: readonly Bank[],
  config: LabMarketConfig,
  { round, decisions }: PlayedRound,
  exact: RoundYardsticks,
  before: PlayedRound | null,
  initialCount: ArrayLike<number>,
): Row[] {
  return banks.map((bank, j) => {
    const open = round.open[j] === 1;
    const decision = decisions.find((one) => one.bank === j);
    const ifOpen = (value: number): number | null => (open ? finite(value) : null);
    return {
      bank_id: bank.id,
      round: round.round,
      strategy: bank.strategy,
      // A profile may keep the last rate of a bank that takes no part.
      offered_rate: open || round.rateBps[j] > 0 ? finite(round.rateBps[j]) : null,
      new_loan_volume: round.newLoanVolume[j],
      new_loan_count: round.newLoanCount[j],
      profit: round.profit[j],
      equity: round.equity[j],
      ROE: finite(round.roe[j]),
      bankrupt_flag: round.failed[j] === 1,
      previous_decision_score: before?.decisions.find((one) => one.bank === j)?.score?.mean ?? null,
      initial_loan_count: initialCount[j],
      start_loan_count: round.startLoanCount[j],
      end_loan_count: round.endLoanCount[j],
      start_avg_rate_bps: finite(round.startAverageRateBps[j]),
      end_avg_rate_bps: finite(round.endAverageRateBps[j]),
      portfolio_balance_start: round.startBalance[j],
      portfolio_balance_end: round.endBalance[j],
      loans_added: round.newLoanCount[j],
      loans_amortized: round.repaidLoanCount[j],
      source: decision?.source ?? null,
      capacity_start: round.capacityStart[j],
      served_reason: servedReason(round, j, config.loanSizeMean),
      best_response_bps: ifOpen(exact.bestResponseBps[j]),
      nash_bps: ifOpen(exact.benchmarks.nash.rateBps[j]),
      lerner: ifOpen(exact.lerner[j]),
      regret: ifOpen(exact.regret[j]),
      decider: decision?.decider ?? null,
      joint_profit_bps: ifOpen(exact.benchmarks.joint.rateBps[j]),
      unit_cost_bps: exact.benchmarks.costBps[j],
      expected_profit: ifOpen(exact.expected.profit[j]),
      best_response_profit: ifOpen(exact.bestResponseProfit[j]),
      market_share: round.marketShare[j],
      interest_income: open ? round.interestIncome[j] : 0,
      funding_cost: round.fundingCost[j],
      operating_cost: round.operatingCost[j],
      credit_loss: round.creditLoss[j],
      dividends: round.dividends[j],
      recapitalised: round.recapitalised[j],
      capital_ratio: finite(round.capitalRatio[j]),
      repaid: round.repaid[j],
      defaulted: round.defaulted[j],
      loans_defaulted: round.defaultedLoanCount[j],
      profile,
      provisions: round.provisions[j],
      allowance: round.allowance[j],
    };
  });
}

/** Capacity: not even a loan of mean size would still have fitted. */
function servedReason(round: LabRound, j: number, meanLoan: number): string {
  if (round.open[j] === 0) return 'closed';
  return round.capacityStart[j] - round.newLoanVolume[j] < meanLoan ? 'capacity' : 'demand';
}

export function roundRow({ round }: PlayedRound, exact: RoundYardsticks): Row {
  const open = [...round.open].filter((flag) => flag === 1).length;
  const meanOf = (values: Float64Array): number => values.reduce((sum, x, j) => sum + (round.open[j] === 1 ? x : 0), 0) / open;
  return {
    round: round.round,
    consumers: round.consumers,
    open_banks: open,
    mean_rate_bps: exact.meanRateBps,
    nash_mean_bps: finite(meanOf(exact.benchmarks.nash.rateBps)),
    joint_profit_mean_bps: finite(meanOf(exact.benchmarks.joint.rateBps)),
    rate_dispersion_bps: exact.rateDispersionBps,
    collusion_index: finite(exact.collusionIndex),
    price_index: finite(exact.priceIndex),
    conduct: finite(exact.conduct),
    market_lerner: exact.marketLerner,
    hhi: exact.flow.hhi,
    hhi_book: exact.book.hhi,
    effective_banks: exact.flow.effectiveNumber,
    largest_three_share: exact.flow.largestThree,
    entropy: exact.flow.entropy,
    consumer_surplus: finite(exact.expected.surplus),
    expected_profit: exact.expected.profit.reduce((a, b) => a + b, 0),
    dead_weight_loss: finite(exact.deadWeightLoss),
    unserved_by_capacity: round.unserved.byCapacity,
    unserved_by_reservation: round.unserved.byReservation,
    default_rate: round.defaultRate,
    capacity_binds_at_nash: Number.isNaN(exact.benchmarks.nash.residualBps) ? null : exact.benchmarks.capacityBinds,
  };
}

export const decisionRows = (banks: readonly Bank[], round: number, decisions: readonly Decision[]): Row[] =>
  decisions.flatMap(({ bank, decider, source, rateBps, reply, forecast, score }) =>
    reply === null
      ? []
      : [
          {
            round,
            bank_id: banks[bank].id,
            decider,
            source,
            rate_bps: rateBps,
            attempts: reply.attempts,
            rates_looked_up: JSON.stringify(reply.calculated),
            forecast_share: forecast?.share ?? null,
            forecast_volume: forecast?.volume ?? null,
            forecast_profit: forecast?.profit ?? null,
            forecast_score: score?.mean ?? null,
            rationale: reply.answer?.rationale ?? null,
            plan: reply.answer?.plan ?? null,
            insights: reply.answer?.insights ?? null,
            problems: JSON.stringify(reply.problems),
          },
        ],
  );

export const loanRow = (banks: readonly Bank[], event: LoanEvent): Row => ({
  loan_id: event.loanId,
  consumer_id: event.consumerId,
  bank_id: event.bank < 0 ? 'CREDITORS' : banks[event.bank].id,
  principal_start: event.principalStart,
  interest_rate_bps: event.rateBps,
  round_added: event.roundAdded,
  principal_outstanding: event.outstanding,
  is_active: event.active,
  round: event.round,
  event: event.event,
  amount: event.amount,
});

export const impulseRows = ({ bank, rounds }: ImpulseResponse): Row[] =>
  rounds.map(({ round, deviatorBps, rivalsBps, deviatorProfit }) => ({
    round,
    bank_id: bank,
    deviator_bps: deviatorBps,
    rivals_bps: rivalsBps,
    deviator_profit: deviatorProfit,
  }));
