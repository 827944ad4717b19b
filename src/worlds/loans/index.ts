/** The door of the loans world, for libraries and for the lab. */
export type { Allocation, Bank, BankSpec, Consumers, MarketConfig, MarketProfile, RoundRecord, Strategy } from './market/index.ts';
export type { Certificate, LogitGame, Ownership, PriceBounds, Pricing, PricingGame } from './pricing/index.ts';
import type { World } from '../../lab/index.ts';
import { EXPERIMENTS } from './experiments/index.ts';

export { LoanMarket, REFERENCE_CONFIG, readRecording, replayRecording } from './market/index.ts';
export { certify, jointPrices, logitGame, nashPrices, solvePrices } from './pricing/index.ts';

export const loansWorld: World = {
  name: 'loans',
  experiments: EXPERIMENTS,
};
