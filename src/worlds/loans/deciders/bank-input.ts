/** What a bank that is asked is told: the market's facts in the words of its question. */
import type { BankQuestionInput, CalculatorRow, OwnDecision, PastRound, ProfitCalculator } from '../agents/index.ts';
import type { LabMarketConfig, LabRound, LabView } from '../lab/index.ts';

/** Settings of an experiment that shape the question. */
export type AskSettings = Pick<
  BankQuestionInput,
  'regime' | 'calculatorForm' | 'prefix' | 'scratchpads' | 'objective' | 'historyRounds' | 'scope' | 'lessons' | 'draw'
>;

export function bankInput(view: LabView, own: readonly OwnDecision[], settings: AskSettings): BankQuestionInput {
  const { bank, banks, config, opening } = view;
  const { defaultProbability, lossGivenDefault } = config.credit;
  return {
    ...settings,
    bankId: banks[bank].id,
    round: opening.round,
    rounds: config.rounds,
    banks,
    portfolioBalance: opening.balance,
    equity: opening.equity,
    bankrupt: opening.open.map((open) => 1 - open),
    history: view.history.map(pastRound),
    own,
    market: {
      minRateBps: config.minRateBps,
      maxRateBps: config.maxRateBps,
      loanSizeMean: config.loanSizeMean,
      amortizationYears: config.amortizationYears,
      consumers: opening.consumers.count,
      capacity: Number.isFinite(opening.capacity[bank]) ? opening.capacity[bank] : null,
      capitalRules: view.words?.capitalRules ?? capitalRules(config),
      expectedLossShare: lifetimeLoss(config, defaultProbability, lossGivenDefault),
      choiceLaw: view.words?.choiceLaw ?? choiceLaw(config),
    },
    calculator: calculator(view),
  };
}

export const pastRound = (round: LabRound): PastRound => ({
  round: round.round,
  consumers: round.consumers,
  rateBps: round.rateBps,
  newLoanVolume: round.newLoanVolume,
  newLoanCount: round.newLoanCount,
  marketShare: round.marketShare,
  profit: round.profit,
  equity: round.equity,
  roe: round.roe,
  bankrupt: round.failed,
});

/** Sum over the years of the chance to fail then times what is owed and lost. */
function lifetimeLoss({ amortizationYears: years }: LabMarketConfig, p: number, lgd: number): number {
  let [loss, survival] = [0, 1];
  for (let k = 0; k < years; k++) {
    loss += survival * p * lgd * (1 - k / years);
    survival *= 1 - p;
  }
  return loss;
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(6))} %`;

function capitalRules({ capital, credit }: LabMarketConfig): string[] {
  const { requirement, riskWeight, buffer, payoutShare, failureRatio } = capital;
  return [
    `A bank may lend as long as its equity is at least ${percent(requirement)} of its risk-weighted loans; a loan weighs ${percent(riskWeight)} of what is owed.`,
    `Of a year's profit ${percent(payoutShare)} is paid out as long as ${percent(requirement + buffer)} stay.`,
    `A bank whose equity is gone${failureRatio > 0 ? ` or below ${percent(failureRatio)} of its risk-weighted loans` : ''} at the end of a round is closed for good.`,
    ...(credit.provisioning === 'none'
      ? []
      : [
          'What a loan is expected to lose over its remaining life is set aside in the year in which it is granted, and released as it ages.',
        ]),
  ];
}

function choiceLaw({ demand }: LabMarketConfig): string[] {
  const taste =
    demand.kind === 'logit'
      ? 'All consumers have the same weights: w_image = w_speed = 0.25 and alpha_i = alpha.'
      : 'Weights differ between consumers: with I, S and rho independent Beta(2, 2), w_image = I / (I + S + 1), w_speed = S / (I + S + 1), alpha_i = alpha (0.5 + rho).';
  return [
    `A consumer values bank j at ${demand.base} + ${demand.qualityValue} (w_image image_j + w_speed speed_j) - alpha_i r_j, r_j in basis points, with alpha = ${demand.pricePerBps}, and no loan at 0.`,
    taste,
    `The probability to choose bank j is exp(V_j / mu) / (1 + sum of exp(V_k / mu) over all banks), with mu = ${demand.scale}.`,
  ];
}

function calculator({ bank, expected, lastRates }: LabView): ProfitCalculator {
  return {
    assumption: 'The other banks keep the rates of last round; numbers are expectations, limited by capacity.',
    at: (rateBps): CalculatorRow => {
      const round = expected();
      const outcome = round.at(lastRates.with(bank, rateBps));
      const kept = Math.min(1, round.capacity[bank] / Math.max(outcome.volume[bank], Number.MIN_VALUE));
      const volume = outcome.volume[bank] * kept;
      const loans = outcome.loans[bank] * kept;
      const total = outcome.volume.reduce((a, b) => a + b, 0) - outcome.volume[bank] + volume;
      return {
        rateBps,
        loans,
        volume,
        share: total > 0 ? volume / total : 0,
        firstYearProfit: round.firstYearProfit(bank, rateBps, volume, loans),
        lifetimeProfit: outcome.profit[bank],
      };
    },
    // Searched only when somebody asks.
    get bestResponseBps() {
      return expected().bestResponse(lastRates, bank).rateBps;
    },
  };
}
