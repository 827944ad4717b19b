/** Moments of the economy and of spells without work against the figures they were set by, through the doors of the rooms. */
import { describe, expect, test } from 'vitest';
import { ln, mean, quantile, standardDeviation } from '../../../core/index.ts';
import {
  CHANNEL,
  correlationFactors,
  DEFAULT_PARAMETERS,
  householdState,
  loseJob,
  MACRO,
  macroState,
  openMonth,
  pathDraws,
  type ShockSource,
  SLOT,
  stepMacro,
  WORK,
} from '../state/index.ts';

const SEED = 1107;
const PATHS = process.env['CETERIS_TEST_FULL'] ? 1500 : 400;
const MONTHS = 1200;
const p = DEFAULT_PARAMETERS;
const factors = correlationFactors(p);

/** One column of the economy, by month, over all paths. */
function economy(): Record<'equity' | 'bond' | 'house' | 'prices' | 'regime' | 'high', Float64Array> {
  const size = PATHS * MONTHS;
  const names = ['equity', 'bond', 'house', 'prices', 'regime', 'high'] as const;
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(size)])) as ReturnType<typeof economy>;
  const drawsOf = pathDraws(SEED, 'moments');
  for (let path = 0, i = 0; path < PATHS; path++) {
    const m = macroState(p);
    const draws = drawsOf(path);
    for (let month = 0; month < MONTHS; month++, i++) {
      stepMacro(m, draws, month, p, factors);
      columns.equity[i] = ln(1 + m[MACRO.equityReturn]);
      columns.bond[i] = m[MACRO.bondReturn];
      columns.house[i] = m[MACRO.houseReturn];
      columns.prices[i] = m[MACRO.inflation];
      columns.regime[i] = m[MACRO.regime];
      columns.high[i] = m[MACRO.inflationRegime];
    }
  }
  return columns;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  return mean(x.map((value, i) => (value - mx) * (y[i] - my))) / (standardDeviation(x) * standardDeviation(y));
}

describe(`11.7 moments of the economy (seed ${SEED}, ${PATHS} centuries)`, () => {
  const columns = economy();
  test('simulated equity geometric mean and volatility: about 9.8 % and 16 % a year', () => {
    expect(Math.exp(12 * mean([...columns.equity])) - 1).toBeCloseTo(0.098, 2);
    expect(standardDeviation([...columns.equity]) * Math.sqrt(12)).toBeGreaterThan(0.15);
    expect(standardDeviation([...columns.equity]) * Math.sqrt(12)).toBeLessThan(0.17);
  });
  test('contraction share: 13.8 % of months, high inflation a tenth of the time', () => {
    expect(mean([...columns.regime])).toBeCloseTo(0.0156 / (0.0156 + 0.0971), 2);
    expect(mean([...columns.high])).toBeCloseTo(24 / 264, 1);
  });
  test('contractions last 10.3 months on average', () => {
    let spells = 0;
    for (let i = 1; i < columns.regime.length; i++) if (columns.regime[i - 1] === 0 && columns.regime[i] === 1) spells++;
    const months = columns.regime.reduce((sum, x) => sum + x, 0);
    expect(months / spells).toBeGreaterThan(9.6);
    expect(months / spells).toBeLessThan(11);
  });
  test('houses rise by about 4 % a year, prices by 3 %, bonds yield their coupon', () => {
    expect(12 * mean([...columns.house])).toBeCloseTo(12 * (0.862 * 0.004 - 0.138 * 0.003), 2);
    expect(12 * mean([...columns.prices])).toBeCloseTo(0.0327, 2);
    expect(12 * mean([...columns.bond])).toBeCloseTo(0.043, 2);
  });
  test('correlated regime returns: equities and bonds at 0 in expansions, below in contractions, above in high inflation', () => {
    const within = (keep: (i: number) => boolean): number => {
      const at = Array.from(columns.equity.keys()).filter(keep);
      return correlation(
        at.map((i) => columns.equity[i]),
        at.map((i) => columns.bond[i]),
      );
    };
    expect(within((i) => columns.high[i] === 0 && columns.regime[i] === 0)).toBeCloseTo(0, 1);
    expect(within((i) => columns.high[i] === 0 && columns.regime[i] === 1)).toBeLessThan(-0.12);
    expect(within((i) => columns.high[i] === 1 && columns.regime[i] === 0)).toBeGreaterThan(0.3);
  });
});

/** Months without work so far, at mid-month, of everybody without work in some month: in-progress spells, hence length-biased. */
function spellsInProgress(): number[] {
  const household = householdState({
    ageYears: 40,
    marital: 'single',
    earners: [{ wageCents: 400_000 }],
    cashCents: 0,
    essentialCents: 100_000,
    discretionaryCents: 0,
  });
  const losses: ShockSource = {
    macro: () => undefined,
    household: (s, m, draws, month) => {
      const hazard = 0.006 * (1 + m[MACRO.regime]);
      if (s[SLOT.firstStatus] === WORK.employed && draws.uniform(month, CHANNEL.shocks) < hazard) loseJob(s, m, 0, p);
    },
  };
  const drawsOf = pathDraws(SEED, 'spells');
  const found: number[] = [];
  for (let path = 0; path < PATHS; path++) {
    const s = household.slice();
    const m = macroState(p);
    const draws = drawsOf(path);
    for (let month = 0; month < MONTHS; month++) {
      const [status, spell] = [s[SLOT.firstStatus], s[SLOT.firstSpell]];
      openMonth(s, m, draws, month, p, factors, losses);
      s[SLOT.ageMonths] = 480;
      if (status === WORK.unemployed) found.push(spell + 0.5);
      else if (s[SLOT.firstStatus] === WORK.unemployed || s[SLOT.firstTenure] === 0) found.push(0.5);
    }
  }
  return found;
}

describe(`11.7 spell distribution of people without work (seed ${SEED}, length-biased)`, () => {
  const weeks = spellsInProgress().map((months) => (months * 365.25) / 7 / 12);
  test('the median is about 9 weeks', () => {
    // Spells end with months, so the median is a step: half a month either side is what can be told.
    expect(Math.abs(quantile(weeks, 0.5) - 9)).toBeLessThan(2.2);
  });
  test('the mean is about 21 weeks', () => expect(Math.abs(mean(weeks) - 21)).toBeLessThan(3));
  test('about 21 % are beyond 26 weeks', () =>
    expect(Math.abs(weeks.filter((week) => week > 26).length / weeks.length - 0.21)).toBeLessThan(0.035));
});
