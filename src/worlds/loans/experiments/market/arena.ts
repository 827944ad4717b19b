/** The market of a run under its profile, and what can't be combined with it. */
import { canonicalJson, CeterisError } from '../../../../core/index.ts';
import { BY_STRATEGY, NEEDS_EQUILIBRIUM, type Seat } from '../../deciders/index.ts';
import { type Arena, labArena, type LabMarketConfig, type LoanListener } from '../../lab/index.ts';
import type { Bank, BankSpec, MarketConfig } from '../../market/index.ts';
import { relativeArena, relativeConfig } from '../../relative/index.ts';
import { labMarketOf, type MarketExperimentConfig, marketSchema, referenceSchema, roundsOf } from './config.ts';

export interface MarketOfRun {
  readonly market: LabMarketConfig;
  /** Makes the market anew. */
  readonly arena: (listener?: LoanListener) => Arena;
}

type ProfileConfig = Pick<MarketExperimentConfig, 'profile' | 'market' | 'reference' | 'rounds' | 'test'>;

/** Keys of `market` that every profile has; the rest are the lab's. */
const SHARED = ['amortization_years', 'consumers', 'loan_size_mean', 'loan_size_sd', 'min_rate_bps', 'max_rate_bps'];

/** @throws CeterisError PROFILE_KEY for a key that the profile would ignore, RATES_BOUNDED */
export function marketOfRun(config: ProfileConfig, banks: readonly Bank[], specs: readonly BankSpec[], seed: bigint): MarketOfRun {
  const { profile, market: section, reference } = config;
  if (profile === 'lab') {
    refuseChanged(
      reference,
      referenceSchema.parse({}),
      'reference',
      [],
      'it belongs to the profiles reference-v2, reference-v3 and corrected',
    );
    const market = checkedMarket(labMarketOf(section, roundsOf(config)));
    return { market, arena: (listener) => labArena(banks, market, seed, listener) };
  }
  refuseChanged(section, marketSchema.parse({}), 'market', SHARED, `it belongs to the profile lab, not to ${profile}`);
  if (profile !== 'corrected' && reference.demand !== undefined)
    throw badKey('reference.demand', `${profile} has its own demand`, 'Leave it out, or take the profile corrected.');
  const relative: MarketConfig = {
    rounds: roundsOf(config),
    amortizationYears: section.amortization_years,
    consumerCount: section.consumers,
    loanSizeMean: section.loan_size_mean,
    loanSizeSigma: section.loan_size_sd,
    alpha: reference.attribute_alpha,
    beta: reference.attribute_beta,
    reservationUtility: reference.reservation_utility,
    leverageCap: reference.leverage_cap,
    logitTemperature: reference.logit_temperature,
    utilityNoiseStd: reference.utility_noise_std,
    minRateBps: section.min_rate_bps,
    maxRateBps: section.max_rate_bps,
  };
  const options = { profile, banks: specs, config: relative, seed, ...(reference.demand !== undefined && { demand: reference.demand }) };
  return {
    market: checkedMarket(relativeConfig(relative)),
    arena: (listener) => relativeArena({ ...options, ...(listener !== undefined && { listener }) }),
  };
}

/** @throws CeterisError PROFILE_DECIDER when a bank's decider needs an equilibrium that the market has not */
export function checkSeats(profile: string, seats: readonly Seat[], banks: readonly Bank[]): void {
  if (profile === 'lab') return;
  const at = seats.findIndex(({ name }) => NEEDS_EQUILIBRIUM.includes(name));
  if (at < 0) return;
  throw new CeterisError(
    'PROFILE_DECIDER',
    `${banks[at].id} is to follow ${seats[at].name}, and under the profile ${profile} there is no equilibrium of rates.`,
    `Take the profile lab, or another decider for it, e.g. ${BY_STRATEGY} or best-response.`,
    { path: 'model' },
  );
}

/** Bounds that leave no rate are refused before anything is asked. */
export function checkedMarket(market: LabMarketConfig): LabMarketConfig {
  if (market.minRateBps < market.maxRateBps) return market;
  throw new CeterisError(
    'RATES_BOUNDED',
    `No rate lies between ${market.minRateBps} and ${market.maxRateBps} basis points.`,
    'Put market.min_rate_bps below market.max_rate_bps.',
    { path: 'market.min_rate_bps' },
  );
}

type Section = Readonly<Record<string, unknown>>;

/** Nothing is ignored silently: a key that means nothing here must be at its default. */
function refuseChanged(section: Section, defaults: Section, name: string, shared: readonly string[], why: string): void {
  for (const [key, value] of Object.entries(section)) {
    if (shared.includes(key)) continue;
    const [mine, theirs] = [value ?? null, defaults[key] ?? null].map((one) => canonicalJson(one as Parameters<typeof canonicalJson>[0]));
    if (mine !== theirs) throw badKey(`${name}.${key}`, why, 'Leave it out, or choose another profile.');
  }
}

const badKey = (path: string, why: string, remedy: string): CeterisError =>
  new CeterisError('PROFILE_KEY', `${path} can't be set: ${why}.`, remedy, { path });
