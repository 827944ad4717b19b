/**
 * A household is one row of numbers: this is what stands where. Balances and flows are whole cents; wages and spending
 * are rates in cents a month; rates of interest are per year; spells, terms and counters are months; flags are 0 or 1.
 */
const EARNER = [
  'Wage', // permanent gross pay when employed, cents a month
  'Status', // WORK
  'Spell', // months without work
  'BenefitLeft', // months of benefit left
  'Claimed', // benefit claimed in this spell
  'Tenure', // months in the job
  'Scar', // share of pay lost since the last job loss, fading
  'SectorBeta', // job-loss multiplier in contractions
  'SelfEmployed',
  'Drop', // share of pay lost to ill health
  'DropLeft', // months
  'JobLossReady', // the loss was not of the earner's choosing: a benefit may be claimed
] as const;
const OBLIGATION = ['Left', 'Least', 'Most', 'DueIn'] as const;
const LOAN = ['Balance', 'Apr', 'Payment', 'TermLeft', 'DeferLeft'] as const;

const EXCITABLE = ['job', 'medical', 'divorce'] as const;
/** In the order of `SHOCK_TYPES`. */
const EXCITING = ['Crash', 'Job', 'Medical', 'Divorce', 'Disaster', 'Rates', 'Inflation'] as const;

const NAMES = [
  'month',
  'ageMonths',
  'marital', // MARITAL
  'dependants',
  ...EARNER.map((name) => `first${name}` as const),
  ...EARNER.map((name) => `second${name}` as const),
  // Assets
  'cash',
  'equities',
  'basis', // cost of the equities, for the gains tax
  'lossCarry', // realised losses not yet set off
  'bonds',
  'retirement',
  'retirementEquityShare',
  'home',
  // Debts
  'card',
  'cardApr',
  'cardLimit',
  'cardPromoLeft', // months at 0 %
  ...LOAN.map((name) => `mortgage${name}` as const),
  ...LOAN.map((name) => `auto${name}` as const),
  ...LOAN.map((name) => `student${name}` as const),
  ...LOAN.map((name) => `personal${name}` as const),
  ...LOAN.map((name) => `consolidated${name}` as const),
  ...LOAN.map((name) => `retirementLoan${name}` as const),
  'line', // drawn on a credit line
  'lineApr',
  'lineLimit',
  // Spending
  'essential', // rent and upkeep included, debt service not
  'discretionary',
  'trim', // level 0 to 3
  'rentOnLosingHome', // cents a month that essential rises by when the home goes
  // Flexible obligations: cents still to be paid, least and most of one payment, months until what is left falls due
  ...OBLIGATION.map((name) => `firstObligation${name}` as const),
  ...OBLIGATION.map((name) => `secondObligation${name}` as const),
  // Standing
  'arrearsBills', // unpaid essential spending
  'arrearsDebt', // missed debt payments, part of the balances
  'arrearsTax', // taxes due and unpaid
  'delinquentMonths',
  'dryMonths', // months insolvent and without a liquid resource
  'creditBand', // CREDIT
  'creditLock', // months until the band may rise
  'defaulted',
  // Insurance
  'healthInsured',
  'oopLeft', // most that medical bills may still charge this year
  'homeInsured',
  'homeDeductible',
  'disabilityInsured',
  'premium', // cents a month for policies that a move bought
  // Income besides wages
  'contributionRate', // share of pay into retirement
  'contributionsPaused',
  'sideGig', // cents a month
  'roomRent', // cents a month
  'partnerHours', // cents a month
  // Effort and training
  'retrainLeft', // months until done
  'retrained', // finding multiplier in force
  'displacedCost', // cents a month
  // Latent moves: index in OPERATORS + 1, months left, parameter
  'pendingA',
  'pendingALeft',
  'pendingAValue',
  'pendingB',
  'pendingBLeft',
  'pendingBValue',
  // Months left, counted down together at every month's close: the first and the last are named in COUNTDOWN
  'searchEffort',
  'displacedLeft', // out of a damaged home
  'homeWait', // until the bought policy covers
  'disabilityWait',
  'coolForbearance', // until the move may be played again
  'coolConsolidate',
  'coolRefinance',
  'coolTransfer',
  'coolRetrain',
  'coolGig',
  'coolHarvest',
  'coolRetirementLoan',
  'healthWait',
  // Tax year so far, cents
  'yearOrdinary',
  'yearGains',
  'yearEarly', // early retirement withdrawals
  'yearWithheld',
  'yearPayrollBase', // first earner's pay so far
  'yearPayrollBaseSecond',
  // Flows since the opening, cents, signed as they move net worth
  'openingNetWorth',
  'flowIncome',
  'flowTaxes',
  'flowConsumption',
  'flowFees',
  'flowInterest',
  'flowRevaluation',
  'flowTransfers', // what other people or the law give or take: bills, splits, insurers, debts forgiven
  // This month
  'unpaidShare', // of essential spending
  'shortMonth', // an obligation was missed this month
  'monthIncome', // gross cents
  'monthService', // scheduled debt service, cents
  // Recovery, against the level before the shock
  'shockMonth', // of the first shock; -1 before
  'preShockBuffer', // months of essential spending in cash
  'preShockService', // debt service / gross income
  'recoveryStreak',
  'recoveredMonth', // -1 until recovered
  // Excitation: logarithms that earlier shocks add to the hazard of later ones, in all, and by what came
  'excited', // whether anything ever did
  ...EXCITABLE.map((target) => `${target}Hazard` as const),
  ...EXCITABLE.flatMap((target) => EXCITING.map((source) => `${target}After${source}` as const)),
] as const;

export type SlotName = (typeof NAMES)[number];

export const SLOT_NAMES: readonly SlotName[] = NAMES;
/** Index of each number in a household's row. */
export const SLOT = Object.freeze(Object.fromEntries(NAMES.map((name, i) => [name, i]))) as Readonly<Record<SlotName, number>>;
export const STATE_SIZE = NAMES.length;

/** Slots from `first` to `last` count months down. */
export const COUNTDOWN = { first: SLOT.searchEffort, last: SLOT.healthWait } as const;

/** Slots of the second earner follow those of the first at this distance. */
export const EARNER_SIZE = EARNER.length;
/** Slots of an obligation, from what is left on. */
export const OBLIGATION_SLOT = { left: 0, least: 1, most: 2, dueIn: 3 } as const;
export const OBLIGATIONS = ['first', 'second'] as const;
export type ObligationName = (typeof OBLIGATIONS)[number];
/** Slots of a loan, from its balance on. */
export const LOAN_SIZE = LOAN.length;
export const LOAN_SLOT = { balance: 0, apr: 1, payment: 2, termLeft: 3, deferLeft: 4 } as const;
export const LOANS = ['mortgage', 'auto', 'student', 'personal', 'consolidated', 'retirementLoan'] as const;
export type LoanName = (typeof LOANS)[number];

export const WORK = { none: 0, employed: 1, unemployed: 2, unable: 3 } as const;
export const MARITAL = { single: 0, married: 1, divorced: 2, widowed: 3 } as const;
export const CREDIT = { prime: 0, near: 1, sub: 2 } as const;

/** What every household of a scenario shares: one row of numbers too. Log returns per month. */
const MACRO_NAMES = [
  'month',
  'regime', // 0 expansion, 1 contraction
  'inflationRegime', // 0 normal, 1 high
  'yield10', // per year, 0.04 = 4 %
  'cpi', // 1 at the start
  'wageIndex', // 1 at the start
  'houseIndex', // 1 at the start
  'inflation', // log price change of this month
  'laggedInflation',
  'eventInflation', // part of this month's that an event brought
  'wageGrowth', // factor, this month
  'priceGrowth', // factor, this month
  'equityReturn', // simple, this month
  'bondReturn', // simple, this month
  'houseReturn', // log, this month; one home adds its own part
  // Events spread over months: log or rate change a month, months left
  'crashStep',
  'crashLeft',
  'yieldStep',
  'yieldLeft',
  'priceStep',
  'priceLeft',
  'houseStep',
  'houseLeft',
  'jobLossFactor', // of a named episode; 1 otherwise
  'findingFactor', // of a named episode; 1 otherwise
  'benefitFactor', // of a named episode; 1 otherwise
  'equityRegime', // of equities with a chain of their own: 0 calm, 1 turbulent
  'seriesRow', // 1-based row of the series that this month repeats; 0 before the first
] as const;
export type MacroSlotName = (typeof MACRO_NAMES)[number];
export const MACRO = Object.freeze(Object.fromEntries(MACRO_NAMES.map((name, i) => [name, i]))) as Readonly<Record<MacroSlotName, number>>;
export const MACRO_SIZE = MACRO_NAMES.length;
