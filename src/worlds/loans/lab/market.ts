/** The lab market round by round: `begin` says what banks decide on, `finish` what came of their rates. */
import { CeterisError, normalQuantile, Philox4x32, type Seed } from '../../../core/index.ts';
import { type Allocation, BalanceHistory, type Borrowers, chooseByLogit, type LogitTaste, type Offers } from '../market/index.ts';
import { type Cohort, grantedCohort, initialCohort, strikeDefaults } from './book.ts';
import { newConsumers } from './consumers.ts';
import { conditionalDefaultProbability } from './credit.ts';
import { coverageByAge } from './provisions.ts';
import { buyerOf, CREDITORS, freshEquity, lendingRoom } from './resolution.ts';
import type { Bank, LabMarketConfig, LabRound, LoanEvent, LoanEventKind, LoanListener, Opening } from './types.ts';

/** The state in which banks name their rates. */
export interface LabOpening extends Opening {
  readonly consumers: Borrowers;
  readonly stability: Float64Array;
}

interface Opened extends LabOpening {
  readonly startBalance: Float64Array;
  readonly startCount: Float64Array;
  readonly startRate: Float64Array;
  readonly repaid: Float64Array;
  readonly repaidCount: Float64Array;
}

export const tasteOf = ({ demand }: LabMarketConfig): LogitTaste => ({
  base: demand.base,
  qualityValue: demand.qualityValue,
  stabilityValue: demand.stabilityValue,
  scale: demand.scale,
});

export class LabMarket {
  readonly banks: readonly Bank[];
  readonly config: LabMarketConfig;
  /** Who holds the loans that each bank granted. */
  readonly #holder: Int32Array;
  readonly #open: Uint8Array;
  readonly #equity: Float64Array;
  /** Set aside for expected losses. */
  readonly #allowance: Float64Array;
  readonly #coverage: Float64Array;
  /** Everything owed that is not equity; below zero: cash. By flows, so that book - allowance - funding = equity is a check. */
  readonly #funding: Float64Array;
  readonly #listener: LoanListener | undefined;
  readonly #choice: Philox4x32;
  readonly #people: Philox4x32;
  readonly #loans: Philox4x32;
  readonly #economy: Philox4x32;
  readonly #balances = new BalanceHistory();
  #cohorts: Cohort[];
  #round = 0;
  #opened: Opened | null = null;
  #allocation: Allocation = new Int16Array(0);

  constructor(banks: readonly Bank[], config: LabMarketConfig, seed: Seed, listener?: LoanListener) {
    const n = banks.length;
    this.banks = banks;
    this.config = config;
    this.#listener = listener;
    this.#choice = Philox4x32.for(seed, 'loans', 'choice');
    this.#people = Philox4x32.for(seed, 'loans', 'consumers');
    this.#loans = Philox4x32.for(seed, 'loans', 'book');
    this.#economy = Philox4x32.for(seed, 'loans', 'economy');
    this.#holder = Int32Array.from({ length: n }, (_, b) => b);
    this.#open = new Uint8Array(n).fill(1);
    this.#equity = Float64Array.from(banks, ({ equityStart }) => equityStart);
    this.#cohorts = [initialCohort(this.#loans, banks, config)];
    this.#coverage = coverageByAge(config);
    this.#allowance = this.#provided();
    this.#funding = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort)).map(
      (book, b) => book - this.#allowance[b] - this.#equity[b],
    );
  }

  get round(): number {
    return this.#round;
  }

  /** Rounds are over, or every bank is closed. */
  get ended(): boolean {
    return this.#round >= this.config.rounds || !this.#open.includes(1);
  }

  /** Equity that the flows imply less equity as booked, per bank: 0 up to rounding. */
  imbalance(): Float64Array {
    const book = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort));
    return book.map((value, b) => (this.#open[b] === 0 ? 0 : value - this.#allowance[b] - this.#funding[b] - this.#equity[b]));
  }

  /** Repayments fall due, and the round's consumers come. */
  begin(): LabOpening {
    if (this.ended) throw new CeterisError('MARKET_ENDED', 'The market has ended.', 'Begin no round after `ended` is true.');
    if (this.#opened !== null) throw new CeterisError('ROUND_OPEN', 'The round has begun already.', 'Finish it first.');
    const startBalance = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort));
    const startCount = this.#sum((cohort, b) => cohort.liveCount[b]);
    const startRate = this.#averageRates(startBalance);
    this.#round += 1;
    const { amortizationYears: years, capital, loanSizeMean, refinance } = this.config;
    const repaid = this.#sum((cohort, b) => cohort.livePrincipal[b] / years);
    const repaidCount = this.#sum((cohort, b) => (this.#age(cohort) >= years ? cohort.liveCount[b] : 0));
    const market = this.#cohorts.reduce((sum, { livePrincipal }) => sum + livePrincipal.reduce((a, x) => a + x, 0), 0) / years;
    if (this.#listener !== undefined) for (const cohort of this.#cohorts) this.#tellRepayments(cohort);
    this.#cohorts = this.#cohorts.filter((cohort) => this.#age(cohort) < years);
    for (let b = 0; b < repaid.length; b++) this.#funding[b] -= repaid[b];
    const balance = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort));
    const count = refinance ? Math.max(1, Math.round(market / loanSizeMean)) : this.config.consumers;
    this.#opened = {
      round: this.#round,
      consumers: newConsumers(this.#people, this.#round, count, this.config),
      open: this.#open.slice(),
      capacity: balance.map((book, b) => (this.#open[b] === 0 ? 0 : lendingRoom(capital, this.#equity[b], book))),
      // Nobody reads the score where it is worth nothing.
      stability: this.config.demand.stabilityValue === 0 ? new Float64Array(repaid.length) : this.#balances.scores(repaid.length),
      equity: this.#equity.slice(),
      balance,
      startBalance,
      startCount,
      startRate,
      repaid,
      repaidCount,
    };
    return this.#opened;
  }

  /** @throws CeterisError RATE_INVALID for a rate of an open bank that is no number within the bounds */
  finish(rateBps: ArrayLike<number>): LabRound {
    const opened = this.#opened;
    if (opened === null) throw new CeterisError('ROUND_CLOSED', 'No round has begun.', 'Begin it first.');
    this.#opened = null;
    const { config } = this;
    const n = this.banks.length;
    const rates = Float64Array.from({ length: n }, (_, b) => (opened.open[b] === 1 ? this.#checked(rateBps[b], b) : 0));
    const { consumers } = opened;
    if (this.#allocation.length !== consumers.count) this.#allocation = new Int16Array(consumers.count);
    const capacity = opened.capacity.slice();
    const offers: Offers = { ...qualityOf(this.banks), rateBps: rates, stability: opened.stability, open: opened.open };
    const draws = { generator: this.#choice, round: this.#round };
    const { refusedByCapacity } = chooseByLogit(consumers, offers, tasteOf(config), draws, capacity, this.#allocation);
    const granted = grantedCohort(this.#round, this.#allocation, consumers.loanSize, rates);
    const volume = granted.livePrincipal.slice();
    const count = granted.liveCount.slice();
    this.#cohorts.push(granted);
    if (this.#listener !== undefined) for (let i = 0; i < granted.count; i++) this.#tell('granted', granted, i, granted.principal[i], 1);

    const defaultRate = conditionalDefaultProbability(config.credit, normalQuantile(this.#economy.realAt(0, 0, this.#round) || 2 ** -54));
    const { exposure, defaultedCount } = this.#strike(defaultRate);
    const performing = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort));
    const interest = this.#sum((cohort, b) => (cohort.livePrincipal[b] * this.#owed(cohort) * cohort.rateBps[b]) / 1e4);
    const endCount = this.#sum((cohort, b) => cohort.liveCount[b]);
    const endRate = this.#averageRates(performing);
    const column = (): Float64Array => new Float64Array(n);
    const [funding, operating, loss, profit] = [column(), column(), column(), column()];
    const [provisions, provided] = [column(), this.#provided()];
    const [dividends, equity, roe, ratio] = [column(), column(), column(), column()];
    const lent = volume.reduce((a, x) => a + x, 0);
    for (let b = 0; b < n; b++) {
      const bank = this.banks[b];
      if (opened.open[b] === 0) {
        roe[b] = ratio[b] = Number.NaN;
        continue;
      }
      funding[b] = ((performing[b] + exposure[b]) * bank.costOfFundsBps) / 1e4;
      operating[b] = count[b] * bank.operatingCostPerLoan;
      loss[b] = exposure[b] * config.credit.lossGivenDefault;
      provisions[b] = provided[b] - this.#allowance[b];
      this.#allowance[b] = provided[b];
      profit[b] = interest[b] - funding[b] - operating[b] - loss[b] - provisions[b];
      const before = this.#equity[b];
      roe[b] = before > 0 ? profit[b] / before : Number.NaN;
      dividends[b] = dividend(config.capital, before + profit[b], profit[b], performing[b]);
      equity[b] = this.#equity[b] = before + profit[b] - dividends[b];
      ratio[b] = performing[b] > 0 ? equity[b] / (config.capital.riskWeight * performing[b]) : Number.POSITIVE_INFINITY;
      this.#funding[b] += volume[b] - (exposure[b] - loss[b]) - interest[b] + funding[b] + operating[b] + dividends[b];
    }
    const recapitalised = this.#resolveFailed(performing, equity, ratio);
    if (config.demand.stabilityValue !== 0) this.#balances.add(performing);
    return {
      round: this.#round,
      consumers: consumers.count,
      open: opened.open,
      rateBps: rates,
      capacityStart: opened.capacity,
      stability: opened.stability,
      newLoanCount: count,
      newLoanVolume: volume,
      marketShare: volume.map((v) => (lent > 0 ? v / lent : 0)),
      interestIncome: interest,
      fundingCost: funding,
      operatingCost: operating,
      creditLoss: loss,
      provisions,
      allowance: provided,
      profit,
      dividends,
      recapitalised,
      equity,
      roe,
      capitalRatio: ratio,
      failed: this.#open.map((open) => 1 - open),
      startLoanCount: opened.startCount,
      endLoanCount: endCount,
      repaidLoanCount: opened.repaidCount,
      defaultedLoanCount: defaultedCount,
      startBalance: opened.startBalance,
      endBalance: performing,
      repaid: opened.repaid,
      defaulted: exposure,
      startAverageRateBps: opened.startRate,
      endAverageRateBps: endRate,
      unserved: { byCapacity: refusedByCapacity, byReservation: consumers.count - granted.count - refusedByCapacity },
      defaultRate,
    };
  }

  #checked(rate: number | undefined, b: number): number {
    const { minRateBps, maxRateBps } = this.config;
    if (rate !== undefined && rate >= minRateBps && rate <= maxRateBps) return rate;
    throw new CeterisError(
      'RATE_INVALID',
      `The rate of ${this.banks[b].id} in round ${this.#round} is ${String(rate)}.`,
      `A rate is a number from ${minRateBps} to ${maxRateBps} basis points.`,
      { path: this.banks[b].id },
    );
  }

  #age(cohort: Cohort): number {
    return this.#round - cohort.round;
  }

  /** Share of the principal that is owed after this round's repayment. */
  #owed(cohort: Cohort): number {
    return 1 - this.#age(cohort) / this.config.amortizationYears;
  }

  /** By holder; what creditors hold is left out. */
  #sum(of: (cohort: Cohort, origin: number) => number): Float64Array {
    const sums = new Float64Array(this.banks.length);
    for (const cohort of this.#cohorts)
      for (let b = 0; b < sums.length; b++) if (this.#holder[b] !== CREDITORS) sums[this.#holder[b]] += of(cohort, b);
    return sums;
  }

  /** What expected losses of the books as they stand call for, by holder. */
  #provided(): Float64Array {
    return this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#coverage[Math.min(this.#age(cohort), this.config.amortizationYears)]);
  }

  #averageRates(balance: Float64Array): Float64Array {
    const weighted = this.#sum((cohort, b) => cohort.livePrincipal[b] * this.#owed(cohort) * cohort.rateBps[b]);
    return weighted.map((sum, b) => (balance[b] > 0 ? sum / balance[b] : Number.NaN));
  }

  /** What was owed by the loans that default, by holder. */
  #strike(probability: number): { exposure: Float64Array; defaultedCount: Float64Array } {
    const exposure = new Float64Array(this.banks.length);
    const defaultedCount = new Float64Array(this.banks.length);
    for (const cohort of this.#cohorts) {
      const owed = this.#owed(cohort);
      strikeDefaults(this.#loans, cohort, this.#round, probability, (i) => {
        const holder = this.#holder[cohort.bank[i]];
        if (this.#listener !== undefined) this.#tell('defaulted', cohort, i, cohort.principal[i] * owed, 0);
        if (holder === CREDITORS) return;
        exposure[holder] += cohort.principal[i] * owed;
        defaultedCount[holder] += 1;
      });
    }
    return { exposure, defaultedCount };
  }

  /**
   * Failures happen at once, then in configured order: fresh equity where the rules have it, else the bank is closed and its
   * book passed on. Returns what was put in.
   */
  #resolveFailed(balance: Float64Array, equity: Float64Array, ratio: Float64Array): Float64Array {
    const failing: number[] = [];
    for (let b = 0; b < balance.length; b++) {
      if (this.#open[b] === 1 && (equity[b] <= 0 || ratio[b] < this.config.capital.failureRatio)) failing.push(b);
    }
    const { capital } = this.config;
    const fresh = new Float64Array(balance.length);
    for (const b of failing) {
      fresh[b] = freshEquity(capital, this.banks[b].equityStart, equity[b], balance[b]);
      if (fresh[b] === 0) this.#open[b] = 0;
      this.#equity[b] = equity[b] += fresh[b];
      this.#funding[b] -= fresh[b];
      if (fresh[b] > 0 && balance[b] > 0) ratio[b] = equity[b] / (capital.riskWeight * balance[b]);
    }
    const books = balance.slice();
    for (const b of failing) {
      if (this.#open[b] === 1) continue;
      const buyer = buyerOf(books[b], this.config.capital, this.#open, this.#equity, books);
      if (buyer !== CREDITORS) {
        books[buyer] += books[b];
        this.#funding[buyer] += books[b];
      }
      const moved = this.#holder.map((holder) => (holder === b ? 1 : 0));
      for (let origin = 0; origin < moved.length; origin++) if (moved[origin] === 1) this.#holder[origin] = buyer;
      if (this.#listener === undefined) continue;
      for (const cohort of this.#cohorts) {
        const owed = this.#owed(cohort);
        for (let i = 0; i < cohort.count; i++) {
          if (cohort.live[i] === 1 && moved[cohort.bank[i]] === 1) this.#tell('transferred', cohort, i, cohort.principal[i] * owed, owed);
        }
      }
    }
    return fresh;
  }

  #tellRepayments(cohort: Cohort): void {
    const owed = this.#owed(cohort);
    const last = this.#age(cohort) >= this.config.amortizationYears;
    for (let i = 0; i < cohort.count; i++) {
      if (cohort.live[i] === 0) continue;
      this.#tell(last ? 'repaid' : 'amortised', cohort, i, cohort.principal[i] / this.config.amortizationYears, last ? 0 : owed);
    }
  }

  #tell(event: LoanEventKind, cohort: Cohort, place: number, amount: number, owed: number): void {
    const principalStart = cohort.principal[place];
    const told: LoanEvent = {
      event,
      round: this.#round,
      loanId: `L${cohort.round}-${String(place).padStart(6, '0')}`,
      consumerId: consumerId(cohort.round, cohort.consumer[place]),
      bank: this.#holder[cohort.bank[place]],
      principalStart,
      rateBps: cohort.rateBps[cohort.bank[place]],
      roundAdded: cohort.round,
      amount,
      outstanding: principalStart * owed,
      active: owed > 0,
    };
    this.#listener?.(told);
  }
}

/** `C000` before round 1, `C{round}_{number}` after. */
const consumerId = (round: number, number: number): string =>
  round === 0 ? `C${String(number).padStart(3, '0')}` : `C${String(round).padStart(2, '0')}_${String(number).padStart(3, '0')}`;

const qualityOf = (banks: readonly Bank[]): Pick<Offers, 'imageScore' | 'executionSpeed'> => ({
  imageScore: Float64Array.from(banks, ({ imageScore }) => imageScore),
  executionSpeed: Float64Array.from(banks, ({ executionSpeed }) => executionSpeed),
});

/** A share of profit, as far as requirement and buffer stay whole. */
function dividend(
  { requirement, buffer, riskWeight, payoutShare }: LabMarketConfig['capital'],
  equity: number,
  profit: number,
  book: number,
): number {
  if (profit <= 0) return 0;
  return Math.max(0, Math.min(payoutShare * profit, equity - (requirement + buffer) * riskWeight * book));
}
