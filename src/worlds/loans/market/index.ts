/** The loan market: banks, consumers, choice, book and accounts. Pure: no files, no clock. */
export { type BookView, returnOnEquity, viewBook } from './accounts.ts';
export { chooseByWaterfall, softmax } from './choose-relative.ts';
export { replayResult } from './conformance.ts';
export { AddressedDraws } from './draws.ts';
export { DEFAULT_BANK, REFERENCE_CONFIG } from './defaults.ts';
export { LoanLedger } from './ledger.ts';
export {
  type Borrowers,
  type ChoiceDraws,
  chooseByLogit,
  type ExpectedDemand,
  expectedDemand,
  logitProbabilities,
  type LogitTaste,
  type Offers,
} from './logit.ts';
export { LoanMarket, type MarketOptions, type MarketRound, type RoundOptions } from './market.ts';
export { NumpyStream } from './numpy-stream.ts';
export { drawConsumers, roundHalfEven } from './population.ts';
export { type Recording, readRecording } from './recording.ts';
export { profileOf, type Replay, replayRecording } from './replay.ts';
export { CORRECTED_RULES, type MarketRules, REFERENCE_RULES, type RelativeDemand, type RelativeProfile } from './rules.ts';
export { BalanceHistory, stabilityScore } from './stability.ts';
export type { Allocation, Bank, BankSpec, Consumers, MarketConfig, MarketProfile, RoundRecord, Strategy } from './types.ts';
export { type RelativeOffers, rateScores, relativeOffers, relativeUtility } from './utility.ts';
