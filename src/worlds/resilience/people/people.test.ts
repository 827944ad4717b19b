import { describe, expect, test } from 'vitest';
import { householdState } from '../state/index.ts';
import { GATE_PEOPLE, goodnessOfFit, population } from './index.ts';

const SEEDS = process.env['CETERIS_TEST_FULL'] ? 20 : 3;

describe('the calibrated population', () => {
  test.each(Array.from({ length: SEEDS }, (_, i) => i + 1))('stands within every band of the public figures (seed %i)', (seed) => {
    const failed = goodnessOfFit(population(seed, GATE_PEOPLE)).filter(({ passed }) => !passed);
    expect(failed.map(({ quantity, value }) => `${quantity}: ${value}`)).toEqual([]);
  });
  test('and the bands can fail: everybody twice as rich, and no renters', () => {
    const rich = population(1, 2000).map((who) => ({
      ...who,
      household: { ...who.household, cashCents: 2 * who.household.cashCents, homeCents: 2 * (who.household.homeCents ?? 0) + 100 },
    }));
    const failed = goodnessOfFit(rich).filter(({ passed }) => !passed);
    expect(failed.map(({ quantity }) => quantity)).toEqual(
      expect.arrayContaining(['median net worth', 'owns the home', 'median transaction accounts']),
    );
  });
  test('person by person it is the same, however many are drawn', () => expect(population(3, 5)[4]).toEqual(population(3, 9)[4]));
  test('ages are an input', () => {
    const ages = population(3, 400, { ages: { 25: 0.3, 30: 0.4, 35: 0.3 } }).map(({ ageYears }) => ageYears);
    expect([...new Set(ages)].sort()).toEqual([25, 30, 35]);
    expect(ages.filter((age) => age === 30).length / 400).toBeCloseTo(0.4, 1);
  });
  test.each([[{ '-3': 1 }], [{ 25: -1 }], [{}], [{ 25: 0 }]])('impossible ages are refused: %j', (ages) =>
    expect(() => population(3, 1, { ages })).toThrow(expect.objectContaining({ code: 'BAD_AGE_DISTRIBUTION' })),
  );
});

test('legacy: everybody makes a household, incomes stay in their occupation’s range', () => {
  for (const person of population(5, 300, { profile: 'legacy' })) {
    householdState(person.household);
    expect(person.ageYears).toBeGreaterThanOrEqual(25);
    expect(person.ageYears).toBeLessThanOrEqual(65);
    expect(person.goals.length).toBeGreaterThanOrEqual(2);
  }
});
