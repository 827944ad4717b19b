import { describe, expect, test } from 'vitest';
import { householdState } from '../state/index.ts';
import { type GoalMeasure, isGoalMet, LIFE_STAGES, lifeStage, population, RISK_TOLERANCES } from './index.ts';

const INCOME = 10_000_000;
const household = (more: object = {}) =>
  householdState({
    ageYears: 45,
    marital: 'single',
    earners: [{ wageCents: 833_333 }],
    cashCents: 3_000_000,
    equitiesCents: 4_000_000,
    bondsCents: 1_000_000,
    retirementCents: 20_000_000,
    homeCents: 30_000_000,
    loans: { mortgage: { balanceCents: 10_000_000, apr: 0.04, termMonths: 200 } },
    essentialCents: 300_000,
    discretionaryCents: 100_000,
    ...more,
  });
const met = (measure: GoalMeasure, incomeMultiple: number, more: object = {}): boolean =>
  isGoalMet({ name: 'a goal', measure, incomeMultiple }, household(more), INCOME);

describe('a goal is met at its multiple of yearly income, and missed a step above', () => {
  // 45 years: 23 of the 45 working years are past, so 4 of a goal of 8 incomes are due less a little.
  test.each([
    ['cash', 0.3, 0.31],
    ['savings', 0.8, 0.81],
    ['net_worth', 4.8, 4.81],
    ['retirement', 3.9, 3.95],
  ] as const)('%s', (measure, reached, missed) => expect([met(measure, reached), met(measure, missed)]).toEqual([true, false]));
  test('a home is had or not; debts are paid off when only the mortgage is left', () => {
    expect([met('home', 4), met('home', 4, { homeCents: 0, loans: {} })]).toEqual([true, false]);
    expect([met('debt', 0), met('debt', 0, { card: { balanceCents: 1 } })]).toEqual([true, false]);
  });
});

describe('people (seed 8)', () => {
  const people = population(8, 400);
  test('have two to four different goals, and every kind of goal comes', () => {
    for (const { goals } of people) {
      expect(goals.length).toBeGreaterThanOrEqual(2);
      expect(goals.length).toBeLessThanOrEqual(4);
      expect(new Set(goals.map(({ name }) => name)).size).toBe(goals.length);
    }
    expect(new Set(people.flatMap(({ goals }) => goals.map(({ name }) => name))).size).toBe(15);
  });
  test('stand in the life stage of their age', () => {
    expect([22, 30, 31, 45, 46, 60, 61, 67, 68, 85].map(lifeStage)).toEqual(LIFE_STAGES.flatMap((stage) => [stage, stage]));
    for (const { ageYears, lifeStage: stage } of people) expect(stage).toBe(lifeStage(ageYears));
  });
  test('bear less risk when old', () => {
    const careful = (from: number, to: number): number => {
      const there = people.filter(({ ageYears }) => ageYears >= from && ageYears <= to);
      return there.filter(({ riskTolerance }) => riskTolerance === RISK_TOLERANCES[0]).length / there.length;
    };
    expect(careful(65, 85)).toBeGreaterThan(careful(22, 40));
  });
  test('retire: their pay cannot be lost', () => {
    const old = people.filter(({ ageYears }) => ageYears >= 75);
    expect(old.filter(({ occupation }) => occupation === 'Retired').length / old.length).toBeGreaterThan(0.7);
  });
});
