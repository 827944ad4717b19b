import { CeterisError } from '../../../core/index.ts';
import { type BookView, profitAndLoss, returnOnEquity, viewBook } from './accounts.ts';
import { chooseByScore, chooseByWaterfall, type Unserved } from './choose-relative.ts';
import { AddressedDraws, type MarketDraws, SequenceDraws } from './draws.ts';
import { LoanLedger } from './ledger.ts';
import { pairwiseSum } from './pairwise-sum.ts';
import { drawConsumers, roundHalfEven } from './population.ts';
import { type MarketRules, PROFILES, type RelativeDemand, type RelativeProfile } from './rules.ts';
import { BalanceHistory } from './stability.ts';
import type { Allocation, Bank, BankSpec, Consumers, MarketConfig, RoundRecord } from './types.ts';
import { relativeOffers } from './utility.ts';

const LEAST_VOLUME_SHARE = 0.3;
const EMPTY_BOOK_RATE_BPS = 500;

export interface MarketOptions {
  readonly profile: RelativeProfile;
  readonly banks: readonly BankSpec[];
  readonly config: MarketConfig;
  /** The reference profiles take it modulo 2^32. */
  readonly seed: number | bigint;
  /** Replaces single rules of the profile. */
  readonly rules?: Partial<MarketRules>;
  /** Replaces the profile's demand. */
  readonly demand?: RelativeDemand;
}

/** What a recording says of a round beyond its rates. */
export interface RoundOptions {
  /** Normals taken from the sequence before the consumers are drawn. */
  readonly normalsBefore?: number;
  /** Money added to the capacity of a bank, by place. */
  readonly capacityDelta?: ReadonlyMap<number, number>;
}

export interface MarketRound {
  readonly record: RoundRecord;
  readonly consumers: Consumers;
  readonly allocation: Allocation;
}

/**
 * The market of the profiles `reference-v2`, `reference-v3` and `corrected`: relative scores, capacity by leverage,
 * straight-line repayment, profit by round. Call `step` once per round with a rate per bank.
 */
export class LoanMarket {
  readonly banks: readonly Bank[];
  readonly config: MarketConfig;
  readonly rules: MarketRules;
  readonly demand: RelativeDemand;
  readonly ledger = new LoanLedger();
  readonly draws: MarketDraws;
  /** Loans of the opening book, per bank. */
  readonly initialLoanCount: Float64Array;
  #round = 0;
  readonly #equity: Float64Array;
  readonly #closed: Uint8Array;
  readonly #rates: Float64Array;
  readonly #history = new BalanceHistory();
  readonly #firstConsumers: Consumers;
  #firstVolume: Float64Array;

  constructor(options: MarketOptions) {
    const profile = PROFILES[options.profile];
    this.config = options.config;
    this.rules = { ...profile.rules, ...options.rules };
    this.demand = options.demand ?? profile.demand;
    const count = options.banks.length;
    this.draws = this.rules.oneSequence
      ? new SequenceDraws(Number(BigInt.asUintN(32, BigInt(options.seed))), options.config, count)
      : new AddressedDraws(options.seed, options.config, options.banks);
    this.#firstConsumers = drawConsumers(1, options.config.consumerCount, options.config, this.draws);
    this.banks = options.banks.map((bank) => {
      const [image, speed] = this.draws.bankTraits(bank);
      return { ...bank, imageScore: bank.imageScore ?? image, executionSpeed: bank.executionSpeed ?? speed };
    });
    this.#equity = Float64Array.from(this.banks, (bank) => bank.equityStart);
    this.#closed = new Uint8Array(count);
    this.#rates = new Float64Array(count).fill(Number.NaN);
    this.#firstVolume = new Float64Array(count);
    this.initialLoanCount = Float64Array.from(this.banks, (bank, j) => this.#bookOpening(bank, j));
  }

  /** The last round played; 0 before the first. */
  get round(): number {
    return this.#round;
  }

  /** Present equity per bank. */
  get equity(): Float64Array {
    return Float64Array.from(this.#equity);
  }

  /** Who takes part in the next round: not closed and, under the reference rules, with a book. */
  active(): Uint8Array {
    const { balance } = viewBook(this.ledger, this.banks.length);
    return this.#closed.map((closed, j) => (closed === 0 && (!this.rules.emptyBookExcludes || balance[j] > 0) ? 1 : 0));
  }

  /** What each bank may lend in the next round, the book that it has when it does, and its stability score. */
  outlook(): { readonly capacity: Float64Array; readonly balance: Float64Array; readonly stability: Float64Array } {
    const { rules, ledger, config } = this;
    const book = viewBook(ledger, this.banks.length);
    const due = new Float64Array(this.banks.length);
    if (!rules.capacityBeforeRepayment) {
      const last = this.#round + 1 - config.amortizationYears;
      for (let i = 0; i < ledger.length; i++) {
        if (ledger.active[i] === 0) continue;
        due[ledger.bank[i]] += ledger.roundAdded[i] <= last ? ledger.outstanding[i] : ledger.principal[i] / config.amortizationYears;
      }
    }
    const balance = book.balance.map((value, j) => Math.max(0, value - due[j]));
    const capacity = this.#capacity({ ...book, balance }, this.active(), undefined);
    return { capacity, balance, stability: this.#history.scores(this.banks.length) };
  }

  /** How many consumers the next round brings: as many mean loans as are repaid in a year, at least one. */
  nextConsumerCount(): number {
    const { config, ledger } = this;
    if (this.#round === 0) return config.consumerCount;
    let principal = 0;
    let any = false;
    for (let i = 0; i < ledger.length; i++) {
      if (ledger.active[i] === 0) continue;
      principal += ledger.principal[i];
      any = true;
    }
    if (!any) return config.consumerCount;
    return Math.max(1, roundHalfEven(principal / config.amortizationYears / config.loanSizeMean));
  }

  /** Plays a round. `rateBps`: one finite number per bank, clamped to the configured bounds; ignored for banks that take no part. */
  step(rateBps: ArrayLike<number>, options: RoundOptions = {}): MarketRound {
    const { banks, config, rules, ledger } = this;
    const count = banks.length;
    const active = this.active();
    const rates = this.#merge(rateBps, active);
    const consumerCount = this.nextConsumerCount();
    const round = ++this.#round;
    for (let k = 0; k < (options.normalsBefore ?? 0); k++) this.draws.rateNormal(banks[0], round);
    const consumers = round === 1 ? this.#firstConsumers : drawConsumers(round, consumerCount, config, this.draws);
    const stability = this.#history.scores(count);
    const opening = viewBook(ledger, count);
    const early = rules.capacityBeforeRepayment ? null : ledger.amortise(round, config.amortizationYears, count);
    const capacity = this.#capacity(early === null ? opening : viewBook(ledger, count), active, options.capacityDelta);
    const allocation: Allocation = new Int16Array(consumers.count);
    const unserved = this.#choose({ consumers, active, rates, stability, allocation, capacity: Float64Array.from(capacity), round });
    const repaid = early ?? ledger.amortise(round, config.amortizationYears, count);
    const kept = viewBook(ledger, count);
    const { newLoanCount, newLoanVolume } = this.#book(consumers, allocation, rates, round);
    const closing = viewBook(ledger, count);
    const closedBefore = Uint8Array.from(this.#closed);
    const flow = { rateBps: rates, newLoanCount, newLoanVolume, closed: closedBefore };
    const accounts = profitAndLoss(banks, rules, flow, { opening, kept, closing });
    const roe = accounts.profit.map((profit, j) => returnOnEquity(profit, this.#equity[j]));
    accounts.profit.forEach((profit, j) => {
      this.#equity[j] += profit;
    });
    if (round === 1) this.#firstVolume = newLoanVolume;
    this.#close(newLoanVolume);
    this.#history.add(kept.balance, rules.equalRoundsMerged);
    const start = rules.openingAfterRepayment ? kept : opening;
    const total = newLoanVolume.reduce((sum, volume) => sum + volume, 0);
    const record: RoundRecord = {
      round,
      consumers: consumers.count,
      active,
      rateBps: rules.staleRatesRecorded ? Float64Array.from(rates) : rates.map((rate, j) => (active[j] === 1 ? rate : Number.NaN)),
      capacity,
      stability,
      newLoanCount,
      newLoanVolume,
      marketShare: newLoanVolume.map((volume) => (total > 0 ? volume / total : 0)),
      ...accounts,
      equity: this.equity,
      roe,
      bankrupt: Uint8Array.from(this.#closed),
      startLoanCount: start.count,
      endLoanCount: closing.count,
      loansAmortized: rules.openingAfterRepayment ? new Float64Array(count) : repaid,
      startBalance: start.balance,
      endBalance: closing.balance,
      startAverageRateBps: rules.openingAfterRepayment ? filled(start, EMPTY_BOOK_RATE_BPS) : start.averageRateBps,
      endAverageRateBps: rules.openingAfterRepayment ? filled(closing, 0) : closing.averageRateBps,
      ...unserved,
    };
    return { record, consumers, allocation };
  }

  #bookOpening(bank: Bank, j: number): number {
    const loans = Math.max(0, Math.trunc(bank.portfolioBalanceStart / this.config.loanSizeMean));
    const sizes = new Float64Array(loans);
    const borrowers = new Int32Array(loans);
    this.draws.openingBook(bank, sizes, borrowers, this.config.consumerCount);
    const factor = bank.portfolioBalanceStart / pairwiseSum(sizes);
    for (let i = 0; i < loans; i++) this.ledger.append(j, 1, borrowers[i], sizes[i] * factor, bank.portfolioRateStartBps, 0);
    return loans;
  }

  #merge(rateBps: ArrayLike<number>, active: Uint8Array): Float64Array {
    const { minRateBps, maxRateBps } = this.config;
    for (let j = 0; j < this.banks.length; j++) {
      if (active[j] === 0) continue;
      const rate = rateBps[j];
      if (typeof rate !== 'number' || Number.isNaN(rate)) {
        throw new CeterisError(
          'NOT_A_RATE',
          `${this.banks[j].id} offers ${String(rate)} in round ${this.#round + 1}`,
          `a rate is a number of basis points; values outside ${minRateBps} to ${maxRateBps} are moved to the nearer bound`,
          { path: `rates_bps[${this.#round}][${j}]` },
        );
      }
      this.#rates[j] = Math.min(maxRateBps, Math.max(minRateBps, rate));
    }
    return Float64Array.from(this.#rates);
  }

  #capacity(book: BookView, active: Uint8Array, delta: ReadonlyMap<number, number> | undefined): Float64Array {
    return this.#equity.map((equity, j) => {
      if (active[j] === 0) return 0;
      return Math.max(0, this.config.leverageCap * equity - book.balance[j] + (delta?.get(j) ?? 0));
    });
  }

  #choose(work: {
    readonly consumers: Consumers;
    readonly active: Uint8Array;
    readonly rates: Float64Array;
    readonly stability: Float64Array;
    readonly allocation: Allocation;
    readonly capacity: Float64Array;
    readonly round: number;
  }): Unserved {
    const { consumers, allocation, capacity } = work;
    const offers = relativeOffers(this.banks, work.rates, work.active, work.stability);
    const input = { consumers, offers, config: this.config, capacity, tolerance: this.rules.capacityTolerance, allocation };
    return this.demand === 'waterfall' ? chooseByWaterfall(input) : chooseByScore(input, work.round, this.draws);
  }

  #book(
    consumers: Consumers,
    allocation: Allocation,
    rates: Float64Array,
    round: number,
  ): { readonly newLoanCount: Float64Array; readonly newLoanVolume: Float64Array } {
    const newLoanCount = new Float64Array(this.banks.length);
    const newLoanVolume = new Float64Array(this.banks.length);
    for (let i = 0; i < consumers.count; i++) {
      const j = allocation[i];
      if (j < 0) continue;
      this.ledger.append(j, round, i, consumers.loanSize[i], rates[j], round);
      newLoanCount[j]++;
      newLoanVolume[j] += consumers.loanSize[i];
    }
    return { newLoanCount, newLoanVolume };
  }

  #close(volume: Float64Array): void {
    const { closedByLowVolume, closedBanksEarn } = this.rules;
    for (let j = 0; j < this.banks.length; j++) {
      const first = this.#firstVolume[j];
      const quiet = closedByLowVolume && first > 0 && volume[j] / first < LEAST_VOLUME_SHARE;
      const closed = this.#equity[j] <= 0 || quiet || (!closedBanksEarn && this.#closed[j] === 1);
      this.#closed[j] = closed ? 1 : 0;
    }
  }
}

const filled = (book: BookView, value: number): Float64Array => book.averageRateBps.map((rate) => (Number.isNaN(rate) ? value : rate));
