import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { population } from '../people/index.ts';
import { WAIT } from '../moves/index.ts';
import { PathSet, situationOf } from '../routes/index.ts';
import { DEFAULT_PARAMETERS, householdState, macroState, netWorth, SHOCK_TYPES, SLOT } from '../state/index.ts';
import { applyLegacyShocks, DEFAULT_SHOCKS, eventOf, isEligible, readShockTable, severity, shockSource } from './index.ts';
import { strike } from './household-events.ts';

const SHIPPED = fileURLToPath(new URL('../../../../experiments/resilience/shocks/shocks.yaml', import.meta.url));

test('the shipped table is the default one', () =>
  expect(readShockTable(readFileSync(SHIPPED, 'utf8'), 'shocks.yaml')).toEqual(DEFAULT_SHOCKS));

test('the worked example of the earlier guide', () => {
  const state = {
    cash: 50_000,
    investments: 200_000,
    bonds: 100_000,
    real_estate: 300_000,
    income: 120_000,
    expenses: 84_000,
    net_worth: 570_000,
  };
  expect(applyLegacyShocks(state, [{ type: 'market_crash', magnitude: -0.25 }])).toEqual({
    ...state,
    investments: 150_000,
    net_worth: 520_000,
  });
  expect(state.investments).toBe(200_000);
});

describe('the table', () => {
  test('unknown shocks are refused with the nearest name', () =>
    expect(() => readShockTable('job_los: {}', 'x.yaml')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_SHOCK', remedy: 'Did you mean job_loss?' }),
    ));
  test('a wrong value names its path', () => {
    const text = readFileSync(SHIPPED, 'utf8').replace('probability: 0.15', 'probability: 2');
    expect(() => readShockTable(text, 'x.yaml')).toThrow(
      expect.objectContaining({ code: 'BAD_VALUE', place: { file: 'x.yaml', line: 11, column: 16, path: 'market_crash.probability' } }),
    );
  });
  test.each(SHOCK_TYPES)('%s: severity is the rank of the magnitude', (type) => {
    for (const rank of [0, 0.3, 1])
      expect(severity(DEFAULT_SHOCKS[type], eventOf(DEFAULT_SHOCKS, type, 0, rank).magnitude)).toBeCloseTo(rank, 12);
  });
});

describe('events', () => {
  test('every cent of an event is booked, and nobody gains by it (seed 7)', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.constantFrom(...SHOCK_TYPES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (index, type, rank, uniform) => {
          const s = householdState(PEOPLE[index].household);
          if (!isEligible(s, type)) return;
          const before = netWorth(s);
          strike(s, eventOf(DEFAULT_SHOCKS, type, 0, rank), {
            table: DEFAULT_SHOCKS,
            macro: macroState(),
            parameters: DEFAULT_PARAMETERS,
            uniform,
          });
          const flows = s[SLOT.flowTransfers] + s[SLOT.flowFees] + s[SLOT.flowTaxes] + s[SLOT.flowRevaluation] + s[SLOT.flowConsumption];
          expect(netWorth(s) - before).toBe(flows);
          if (type !== 'divorce') expect(netWorth(s)).toBeLessThanOrEqual(before);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
  });
  test('single people do not divorce, and pensions are not lost', () => {
    for (const { household } of PEOPLE) {
      const s = householdState(household);
      if (household.marital !== 'married') expect(isEligible(s, 'divorce')).toBe(false);
      if (household.earners.every(({ sectorBeta }) => sectorBeta === 0)) expect(isEligible(s, 'job_loss')).toBe(false);
    }
  });
});

const PEOPLE = population(7, 401);

describe('shocks matter', () => {
  const recovered = (magnitude: number | null, index: number): { cost: number; recovered: number } => {
    const shocks =
      magnitude === null
        ? []
        : [
            { type: 'market_crash' as const, month: 1, magnitude, durationMonths: 12 },
            { type: 'job_loss' as const, month: 1, magnitude, durationMonths: 12 },
          ];
    const paths = new PathSet(situationOf({ person: PEOPLE[index], shocks }, DEFAULT_SHOCKS, 48), ['matter', index], 0, 6);
    const outcomes = paths.outcomes(WAIT);
    return {
      cost: outcomes.reduce((sum, { cost }) => sum + cost, 0),
      recovered: outcomes.filter(({ recoveredMonth }) => recoveredMonth !== null).length,
    };
  };
  test('without a shock there is nothing to recover from; -99 % is worse than -20 %', () => {
    let [none, mild, worst, back, far] = [0, 0, 0, 0, 0];
    for (let index = 0; index < 60; index++) {
      none += recovered(null, index).cost;
      const small = recovered(-0.2, index);
      const all = recovered(-0.99, index);
      mild += small.cost;
      worst += all.cost;
      back += small.recovered;
      far += all.recovered;
    }
    expect(none).toBeLessThan(mild);
    expect(mild).toBeLessThan(worst);
    expect(far).toBeLessThan(back);
  });
  test('hazards bring shocks in about the rate of the table', () => {
    const source = shockSource({ table: DEFAULT_SHOCKS });
    let hit = 0;
    for (let index = 0; index < 200; index++) {
      const paths = new PathSet({ initial: householdState(PEOPLE[index].household), shocks: source, months: 60 }, ['hazard', index], 0, 1);
      if (paths.outcome(WAIT, 0).shockMonth !== null) hit++;
    }
    expect(hit / 200).toBeGreaterThan(0.4);
    expect(hit / 200).toBeLessThan(0.9);
  });
});
