import { describe, expect, test } from 'vitest';
import { RULE_BOOK_LIST } from '../planners/index.ts';
import { drawScenarios } from '../routes/index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import { householdState, SLOT } from '../state/index.ts';
import { householdType, measurePlaybook, orderChart, playbookBlocks, playbookOf, playbookRows, SECTIONS, summarise } from './index.ts';

const SEED = '31';
const scenarios = drawScenarios(SEED, 10, { table: DEFAULT_SHOCKS });
const job = {
  cases: scenarios.filter(({ shocks }) => shocks.length > 0).map((scenario) => ({ scenario, policy: RULE_BOOK_LIST })),
  table: DEFAULT_SHOCKS,
  months: 24,
  paths: 2,
  seed: SEED,
};
const measured = measurePlaybook(job);
const rows = summarise(measured);

describe('a playbook', () => {
  test('has every section, and the same job gives the same one', () => {
    expect(new Set(measured.flatMap(({ effects }) => effects.map(({ section }) => section)))).toEqual(new Set(SECTIONS));
    expect(measurePlaybook({ ...job, cases: job.cases.slice(0, 2) })).toEqual(measured.slice(0, 2));
  });

  test('a route that is the rule book saves nothing beside it, whatever is assumed', () => {
    for (const { effects } of measured) {
      const idle = effects.filter(({ section, item }) => section === 'sensitivity' || item === 'learned route');
      expect(idle.length).toBeGreaterThan(5);
      for (const effect of idle) expect(effect).toMatchObject({ cost: 0, hardshipMonths: 0, recovered: 0, notDefaulted: 0 });
    }
  });

  test('intervals hold their means; groups below three households are left out', () => {
    for (const row of rows) {
      expect(row.households).toBeGreaterThanOrEqual(3);
      for (const { mean, lo, hi } of [row.cost_saved, row.hardship_saved, row.recovered_gain, row.default_avoided]) {
        expect(lo).toBeLessThanOrEqual(mean);
        expect(hi).toBeGreaterThanOrEqual(mean);
      }
    }
  });

  test('the ledger’s rows give it back, in any order', () => {
    expect(playbookOf([...playbookRows(rows)].reverse())).toEqual(rows);
    expect(playbookBlocks(rows).length).toBeGreaterThan(5);
    expect(playbookBlocks([])).toEqual([]);
  });

  test('moves that have nothing to do with each other commute', () => {
    for (const { effects } of measured) {
      const apart = effects.filter(({ item }) =>
        ['trim then side_gig', 'side_gig then retirement_loan', 'trim then consolidate'].includes(item),
      );
      expect(apart.length).toBe(3);
      for (const effect of apart) expect(Math.abs(effect.cost)).toBeLessThan(1e-9);
    }
  });

  test('the chart of orders is antisymmetric', () => {
    const [chart] = orderChart(rows);
    const values = (chart!.spec['data'] as { values: { x: string; y: string; value: number | null }[] }).values;
    const at = (x: string, y: string): number => values.find((cell) => cell.x === x && cell.y === y)?.value ?? 0;
    for (const { x, y } of values) expect(at(x, y) + at(y, x)).toBeCloseTo(0, 12);
  });
});

test('kinds of household turn on home and a month of cash', () => {
  const s = householdState({ ageYears: 40, marital: 'single', earners: [], cashCents: 1000, essentialCents: 1001, discretionaryCents: 0 });
  expect(householdType(s)).toBe('renter_thin');
  s[SLOT.cash] = 1001;
  expect(householdType(s)).toBe('renter_buffered');
  s[SLOT.home] = 1;
  expect(householdType(s)).toBe('owner_buffered');
});
