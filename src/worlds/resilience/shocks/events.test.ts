import { describe, expect, test } from 'vitest';
import { ln } from '../../../core/index.ts';
import {
  CHANNEL,
  DEFAULT_PARAMETERS,
  EARNER_SIZE,
  type HouseholdSpec,
  type HouseholdState,
  householdState,
  MACRO,
  macroState,
  MARITAL,
  netWorth,
  type ShockType,
  SLOT,
  WORK,
} from '../state/index.ts';
import { strike } from './household-events.ts';
import { DEFAULT_SHOCKS, eventOf } from './index.ts';
import { strikeLegacy } from './legacy-events.ts';
import { riseOf, startMacroEvent } from './macro-events.ts';

const SPEC: HouseholdSpec = {
  ageYears: 45,
  marital: 'married',
  earners: [{ wageCents: 600_000 }, { wageCents: 300_000 }],
  cashCents: 4_000_000,
  equitiesCents: 2_000_000,
  bondsCents: 1_000_000,
  retirementCents: 9_000_000,
  homeCents: 30_000_000,
  loans: { mortgage: { balanceCents: 12_000_000, apr: 0.04, termMonths: 240 } },
  card: { balanceCents: 200_000, limitCents: 900_000 },
  essentialCents: 300_000,
  discretionaryCents: 150_000,
  insurance: { home: true, homeDeductibleCents: 100_000 },
};
const struck = (type: ShockType, rank: number, change: Partial<Record<keyof typeof SLOT, number>> = {}, uniform = 0.9): HouseholdState => {
  const s = householdState(SPEC);
  for (const [name, value] of Object.entries(change)) s[SLOT[name as keyof typeof SLOT]] = value;
  strike(s, eventOf(DEFAULT_SHOCKS, type, 0, rank), {
    table: DEFAULT_SHOCKS,
    macro: macroState(),
    parameters: DEFAULT_PARAMETERS,
    uniform,
  });
  return s;
};

describe('what an event does to a household', () => {
  test('job loss: the first earner looks for work, may claim, and carries a scar of 13 % after long tenure, half after short', () => {
    const s = struck('job_loss', 0.3);
    expect([s[SLOT.firstStatus], s[SLOT.firstBenefitLeft], s[SLOT.firstJobLossReady]]).toEqual([WORK.unemployed, 6, 1]);
    expect(s[SLOT.firstScar]).toBeCloseTo(0.13, 12);
    expect(struck('job_loss', 0.3, { firstTenure: 12 })[SLOT.firstScar]).toBeCloseTo(0.065, 12);
    expect(s[SLOT.firstStatus + EARNER_SIZE]).toBe(WORK.employed);
  });
  test('job loss raises later hazards by the factors of the table', () => {
    const s = struck('job_loss', 0.3);
    expect([s[SLOT.divorceHazard], s[SLOT.medicalHazard], s[SLOT.jobHazard]]).toEqual([ln(1.5), ln(1.2), 0]);
  });
  test('medical: the median bill is $2 000; insurance stops at the year’s most, none multiplies by eight', () => {
    const paid = (s: HouseholdState): number => SPEC.cashCents - s[SLOT.cash];
    expect(paid(struck('medical_emergency', 0.5))).toBe(200_000);
    expect(paid(struck('medical_emergency', 0.5, { healthInsured: 0 }))).toBe(1_600_000);
    expect(paid(struck('medical_emergency', 0.999))).toBe(920_000);
    expect(paid(struck('medical_emergency', 0.999, { oopLeft: 5_000 }))).toBe(5_000);
    // A policy that still waits does not pay.
    expect(paid(struck('medical_emergency', 0.5, { healthWait: 1 }))).toBe(1_600_000);
  });
  test('medical: pay falls by 15 % for 12 to 36 months where the number is below 0.35', () => {
    expect(struck('medical_emergency', 0.5, {}, 0.4)[SLOT.firstDropLeft]).toBe(0);
    const s = struck('medical_emergency', 0.5, {}, 0.175);
    expect([s[SLOT.firstDrop], s[SLOT.firstDropLeft]]).toEqual([0.15, 24]);
  });
  test('divorce halves every balance, ends the partner’s pay, and spending falls to 71 %', () => {
    const s = struck('divorce', 0);
    expect([s[SLOT.marital], s[SLOT.home], s[SLOT.mortgageBalance], s[SLOT.retirement], s[SLOT.card]]).toEqual([
      MARITAL.divorced,
      15_000_000,
      6_000_000,
      4_500_000,
      100_000,
    ]);
    expect(s[SLOT.cash]).toBe(2_000_000 - 500_000);
    expect([s[SLOT.firstStatus + EARNER_SIZE], s[SLOT.essential]]).toEqual([WORK.none, 213_000]);
  });
  test('disaster: insured, the deductible and a tenth of the damage; uninsured, the damage and three tenths for repair; renters lose contents', () => {
    const damage = 8_250_000;
    const insured = struck('natural_disaster', 0.5);
    expect([insured[SLOT.home], SPEC.cashCents - insured[SLOT.cash]]).toEqual([30_000_000, 100_000 + damage / 10]);
    const bare = struck('natural_disaster', 0.5, { homeInsured: 0 });
    expect([bare[SLOT.home], SPEC.cashCents - bare[SLOT.cash]]).toEqual([30_000_000 - damage, (3 * damage) / 10]);
    const waiting = struck('natural_disaster', 0.5, { homeWait: 1 });
    expect(waiting[SLOT.home]).toBe(bare[SLOT.home]);
    const renter = struck('natural_disaster', 0.5, { home: 0, mortgageBalance: 0 });
    expect(SPEC.cashCents - renter[SLOT.cash]).toBe(Math.round(12 * 300_000 * 0.275 * 0.5));
    expect(renter[SLOT.displacedLeft]).toBeGreaterThan(0);
  });
  test('a rate spike raises what cards and lines cost', () => {
    const event = eventOf(DEFAULT_SHOCKS, 'interest_rate_spike', 0, 1);
    expect(struck('interest_rate_spike', 1)[SLOT.cardApr]).toBeCloseTo(0.215 + 0.035, 12);
    expect(riseOf(event, DEFAULT_SHOCKS)).toBeCloseTo(0.035, 12);
  });
});

describe('what an event does to the economy', () => {
  const economyAfter = (type: ShockType, rank: number) => {
    const m = macroState();
    startMacroEvent(m, eventOf(DEFAULT_SHOCKS, type, 0, rank), DEFAULT_SHOCKS);
    return m;
  };
  test('a crash spreads its logarithm over one to six months', () => {
    const m = economyAfter('market_crash', 1);
    expect([m[MACRO.crashLeft], m[MACRO.crashStep] * 6]).toEqual([6, expect.closeTo(ln(0.6), 12)]);
    expect(economyAfter('market_crash', 0)[MACRO.crashLeft]).toBe(1);
  });
  test('two crashes add up', () => {
    const m = economyAfter('market_crash', 1);
    startMacroEvent(m, eventOf(DEFAULT_SHOCKS, 'market_crash', 0, 0), DEFAULT_SHOCKS);
    expect(m[MACRO.crashStep] * m[MACRO.crashLeft]).toBeCloseTo(ln(0.6) + ln(0.9), 12);
  });
  test('a rate spike: 1.5 to 3.5 points in six months, houses down in twelve', () => {
    const m = economyAfter('interest_rate_spike', 0);
    expect(m[MACRO.yieldStep] * 6).toBeCloseTo(0.015, 12);
    expect(m[MACRO.houseStep] * 12).toBeCloseTo(ln(0.97), 12);
  });
  test('inflation: prices end 1 / (1 + share) higher in 24 months', () =>
    expect(economyAfter('inflation_shock', 1)[MACRO.priceStep] * 24).toBeCloseTo(-ln(0.85), 12));
});

test.each([
  ['market_crash', -0.25, { equities: -500_000 }],
  ['interest_rate_spike', -0.1, { bonds: -100_000 }],
  ['inflation_shock', -0.1, { cash: -400_000, equities: -200_000, bonds: -100_000 }],
  ['natural_disaster', 0.2, { home: -6_000_000, cash: -1_800_000 }],
] as const)('legacy: %s of %f on a sound household', (type, magnitude, changes) => {
  const s = householdState(SPEC);
  const before = s.slice();
  strikeLegacy(s, { type, month: 0, magnitude, durationMonths: 1 }, DEFAULT_PARAMETERS);
  for (const name of ['cash', 'equities', 'bonds', 'home'] as const)
    expect(s[SLOT[name]] - before[SLOT[name]], name).toBe((changes as Record<string, number>)[name] ?? 0);
  expect(netWorth(s) - netWorth(before)).toBe(Object.values(changes).reduce((sum, x) => sum + x, 0));
});

test('the rooms’ channels do not overlap', () => expect(CHANNEL.shocks + 3 * 7 + 1).toBeLessThanOrEqual(CHANNEL.moves));
