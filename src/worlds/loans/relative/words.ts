/** The rules of a relative market in sentences, for banks that are asked. */
import type { MarketWords } from '../lab/index.ts';
import type { LoanMarket } from '../market/index.ts';

export function relativeWords({ config, rules, demand }: LoanMarket): MarketWords {
  const capitalRules = [
    `A bank may lend as long as its book is at most ${config.leverageCap} times its equity; ${rules.capacityBeforeRepayment ? 'what is repaid in a round frees room only in the next' : 'what is repaid in a round frees room at once'}.`,
    rules.closedByLowVolume
      ? 'A bank whose equity is gone, or which lends less than 30 % of what it lent in round 1, is closed.'
      : 'A bank whose equity is gone is closed for good.',
    ...(rules.newLoansEarnTwice ? ['In its first year a new loan is booked twice, in income and in expense.'] : []),
  ];
  const choice =
    demand === 'waterfall'
      ? 'Consumers are served in order of their best utility, each by the best bank that has room for the loan.'
      : `To each utility noise with a standard deviation of ${config.utilityNoiseStd} is added; a bank is chosen with a probability in proportion to exp(U_j / ${config.logitTemperature}).`;
  return {
    capitalRules,
    choiceLaw: [
      'With s_j = (highest rate - r_j) / (highest rate - lowest rate) over all banks (0.5 if they are equal), a consumer values bank j at U_j = (w_rate s_j^(1 + rho) + w_image image_j + w_speed speed_j) (1 + 0.1 (Z_j - 0.5)), Z_j being the stability of its past balances.',
      `Weights differ between consumers: with I, S and rho independent Beta(${config.alpha}, ${config.beta}), w_image = I / (I + S + 1), w_speed = S / (I + S + 1), and w_rate is the rest.`,
      `Banks below a utility of ${config.reservationUtility} are out of the question. ${choice}`,
    ],
  };
}
