/** The lab market: engine, expected demand, best responses and exact benchmarks. Pure: no files, no clock. */
export type { Arena, ExpectedRound, MarketWords } from './arena.ts';
export type { Benchmark, Benchmarks, NashCertificate } from './benchmarks.ts';
export type { BestResponse } from './best-response.ts';
export type { GameOutcome, RateGame, Segments } from './demand.ts';
export type { LabOpening } from './market.ts';
export type { LabPolicy, LabSimulation, LabView, SimulateLabOptions, SimulateOptions } from './simulate.ts';
export type {
  Bank,
  LabCapital,
  LabCredit,
  LabDemand,
  LabMarketConfig,
  LabRound,
  LoanEvent,
  LoanEventKind,
  LoanListener,
  Opening,
  Unserved,
} from './types.ts';
export { labArena } from './arena.ts';
export { benchmarks, nashCertificate } from './benchmarks.ts';
export { bestResponse, regretShare } from './best-response.ts';
export { conditionalDefaultProbability } from './credit.ts';
export { DEFAULT_LAB_MARKET } from './defaults.ts';
export { ownProfit, playRates, rateGame, worth } from './demand.ts';
export { LabMarket, tasteOf } from './market.ts';
export { coverageByAge } from './provisions.ts';
export { labViews, lastRatesOf, simulateArena, simulateLab } from './simulate.ts';
export { unitCostBps, unitEconomics, type UnitEconomics } from './unit-economics.ts';
