/** What happened to loans in a round, from the book before and after it. */
import type { LoanEventKind, LoanListener } from '../lab/index.ts';
import type { LoanMarket, MarketRound } from '../market/index.ts';

const id = (round: number, place: number): string => `L${round}-${String(place).padStart(6, '0')}`;
/** `C000` in the first population, which holds the opening book, `C{round}_{number}` later. */
const consumerId = (round: number, place: number): string => {
  const number = String(place).padStart(3, '0');
  return round <= 1 ? `C${number}` : `C${String(round).padStart(2, '0')}_${number}`;
};

/**
 * Tells repayments of the year, then what was granted. Returns principal repaid, by bank.
 * @param owed what each loan owed before the round
 */
export function tellEvents(market: LoanMarket, owed: Float64Array, { record }: MarketRound, listener?: LoanListener): Float64Array {
  const { ledger, banks } = market;
  const repaid = new Float64Array(banks.length);
  let [cohort, first] = [0, 0];
  for (let i = 0; i < ledger.length; i++) {
    const added = ledger.roundAdded[i];
    if (added !== cohort) [cohort, first] = [added, i];
    const granted = i >= owed.length;
    const amount = granted ? ledger.principal[i] : owed[i] - ledger.outstanding[i];
    if (!granted && owed[i] === 0) continue;
    if (!granted) repaid[ledger.bank[i]] += amount;
    if (listener === undefined) continue;
    const active = ledger.active[i] === 1;
    const event: LoanEventKind = granted ? 'granted' : active ? 'amortised' : 'repaid';
    listener({
      event,
      round: record.round,
      loanId: id(added, i - first),
      consumerId: consumerId(ledger.consumerRound[i], ledger.consumer[i]),
      bank: ledger.bank[i],
      principalStart: ledger.principal[i],
      rateBps: ledger.rateBps[i],
      roundAdded: added,
      amount,
      outstanding: ledger.outstanding[i],
      active,
    });
  }
  return repaid;
}
