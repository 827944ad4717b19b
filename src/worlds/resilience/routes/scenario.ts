/** A training scenario: a person, what strikes them, and where it is used. */
import { type Seed, sha256Hex, streamFor } from '../../../core/index.ts';
import { type AgeDistribution, checkAges, type Person, person, type Profile } from '../people/index.ts';
import {
  checkMix,
  drawCalibratedShocks,
  drawLegacyShocks,
  episodeOf,
  episodeSource,
  shockSource,
  type ShockMix,
  type ShockTable,
} from '../shocks/index.ts';
import type { Situation } from '../planners/index.ts';
import { DEFAULT_PARAMETERS, type HouseholdSpec, householdState, type ShockEvent } from '../state/index.ts';

export const SPLITS = ['train', 'valid', 'test'] as const;
export type Split = (typeof SPLITS)[number];

export interface Scenario {
  readonly scenario_id: string;
  readonly person: Person;
  readonly shocks: readonly ShockEvent[];
  readonly seed: string;
  readonly split: Split;
}

export interface ScenarioOptions {
  readonly profile?: Profile;
  readonly ages?: AgeDistribution | null;
  readonly mix?: ShockMix | null;
  readonly table: ShockTable;
}

const TRAIN_SHARE = 0.7;
const VALID_SHARE = 0.15;
const HASH_DIGITS = 8;

/** By the hash of the person's id: the same whatever else is drawn. */
export function splitOf(seed: Seed, personId: string): Split {
  const rank = Number.parseInt(sha256Hex(`${seed}/${personId}`).slice(0, HASH_DIGITS), 16) / 16 ** HASH_DIGITS;
  return rank < TRAIN_SHARE ? 'train' : rank < TRAIN_SHARE + VALID_SHARE ? 'valid' : 'test';
}

/** @throws BAD_AGE_DISTRIBUTION, UNKNOWN_SHOCK, BAD_SHOCK_MIX */
export function drawScenarios(seed: Seed, count: number, options: ScenarioOptions): Scenario[] {
  const { profile = 'calibrated', ages = null, mix = null, table } = options;
  if (ages !== null) checkAges(ages);
  if (mix !== null) checkMix(mix);
  return Array.from({ length: count }, (_, index) => {
    const who = person(seed, index, { profile, ages });
    const stream = streamFor(seed, 'resilience', 'shocks', profile, index);
    const shocks = profile === 'legacy' ? drawLegacyShocks(stream, who.ageYears, table) : drawCalibratedShocks(stream, who, table, mix);
    return {
      scenario_id: `scenario_${String(index).padStart(6, '0')}`,
      person: who,
      shocks,
      seed: String(seed),
      split: splitOf(seed, who.id),
    };
  });
}

/** The household of a scenario with its shocks, and with what may come by chance. */
export function situationOf(
  scenario: Pick<Scenario, 'person' | 'shocks'>,
  table: ShockTable,
  months: number,
  parameters = DEFAULT_PARAMETERS,
): Situation {
  const { person: who, shocks } = scenario;
  return {
    initial: householdState(who.household, parameters),
    shocks: shockSource({ table, profile: who.profile, scheduled: shocks, parameters }),
    months,
    parameters,
  };
}

/** Month in which episodes begin: one of peace goes before. */
const EPISODE_MONTH = 1;

/**
 * A household through a named episode, measured against its own real net worth before it; the episode stands in for whoever drives equities.
 * @throws UNKNOWN_EPISODE
 */
export function episodeSituation(
  household: HouseholdSpec,
  name: string,
  table: ShockTable,
  months: number,
  base = DEFAULT_PARAMETERS,
): Situation {
  const { source, parameters } = episodeSource(episodeOf(name), table, EPISODE_MONTH, base);
  return { initial: householdState(household), shocks: source, months, parameters, reference: 'pre_shock' };
}
