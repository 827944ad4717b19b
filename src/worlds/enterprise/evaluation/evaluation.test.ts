/** Seed acceptance boxes of phase 4 on the pure parts: labels, splits, skill, controls; and what is refused. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CeterisError } from '../../../core/index.ts';
import { TRANSITION, TRANSITIONS } from '../learners/index.ts';
import { assemblePanel } from '../survey/assemble.ts';
import { FIXTURE_TRUTH, generateFixture, type RawRow } from '../survey/index.ts';
import {
  baselineForecast,
  DEFAULT_FEATURES,
  type Fold,
  foldsOf,
  type Forecast,
  newerWave,
  pooledTest,
  shuffledLabels,
  shuffledState,
  skillsOf,
  sourceStamps,
  subgroupScores,
  transitionData,
  truthForecast,
} from './index.ts';

const COLUMNS = [...DEFAULT_FEATURES];
const fixture = (country: string, households: number, seed = 42) =>
  transitionData(generateFixture({ country, households, seed }).panel, COLUMNS);
const row = (householdId: string, wave: number, enterprise: number, more: Partial<RawRow> = {}): RawRow => ({
  householdId,
  wave,
  enterprise,
  assetIndex: 0.1 * wave,
  credit: 0,
  priceExposure: -0.1,
  ...more,
});
const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return (error as CeterisError).code;
  }
  return 'none';
};

describe('phase 4: the transition data set', () => {
  test('labels ENTER, EXIT and STAY of adjacent waves; a gap is no pair; the state is that of wave t', () => {
    const panel = assemblePanel(
      [row('a', 1, 0), row('a', 2, 1), row('a', 3, 0), row('b', 1, 1), row('b', 3, 1), row('c', 1, 1), row('c', 2, 1)],
      {
        country: 'x',
        dataSource: 'fixture',
      },
    );
    const data = transitionData(panel, COLUMNS);
    expect(Array.from(data.labels, (k) => TRANSITIONS[k])).toEqual(['ENTER', 'EXIT', 'STAY']);
    expect([...data.waveFrom]).toEqual([1, 2, 1]);
    expect([...data.status]).toEqual([0, 1, 1]);
    expect(Array.from(data.features[0], (x) => Number(x.toFixed(6)))).toEqual([0.1, 0.2, 0.1]);
  });

  test('a pair with an unknown feature is left out and counted, never filled in', () => {
    const panel = assemblePanel([row('a', 1, 0), row('a', 2, 1), row('b', 1, 0, { credit: Number.NaN }), row('b', 2, 0)], {
      country: 'x',
      dataSource: 'fixture',
    });
    expect(transitionData(panel, COLUMNS)).toMatchObject({ pairs: 2, incomplete: 1 });
  });

  test('persistence to date looks at no later wave', () => {
    const panel = assemblePanel([row('a', 1, 0), row('a', 2, 1), row('a', 3, 1)], { country: 'x', dataSource: 'fixture' });
    const [share] = transitionData(panel, ['persistence_to_date'], { features: ['persistence_to_date'] }).features;
    expect([...share]).toEqual([0, 0.5]);
  });
});

describe('phase 4: splits respect households and countries', () => {
  const [tanzania, ethiopia] = [fixture('tanzania', 200), fixture('ethiopia', 200)];

  test('cross-country: all of one learns, all of the other is tested', () => {
    const [fold] = foldsOf('cross-country', tanzania, ethiopia);
    expect([fold.train.country, fold.test.country]).toEqual(['tanzania', 'ethiopia']);
    expect(fold.test.labels.length).toBe(ethiopia.labels.length);
  });

  test('within a country: each household in one fold, each row tested once', () => {
    const folds = foldsOf('grouped-folds', tanzania, tanzania);
    expect(folds.reduce((total, { test: part }) => total + part.labels.length, 0)).toBe(tanzania.labels.length);
    for (const { train, test: part } of folds) {
      const learned = new Set(train.household);
      expect(part.household.some((id) => learned.has(id))).toBe(false);
    }
  });

  test('forward: nothing that was learned lies after what is tested; leave-region-out: no region on both sides', () => {
    for (const { train, test: part } of foldsOf('forward', tanzania, tanzania))
      expect(Math.max(...train.waveTo)).toBeLessThanOrEqual(Math.min(...part.waveFrom));
    for (const { train, test: part } of foldsOf('leave-region-out', tanzania, tanzania))
      expect(new Set(train.region).has((part.region as string[])[0])).toBe(false);
  });

  test('one panel under two names is refused, and so is testing on the country that was learned', () => {
    expect(codeOf(() => foldsOf('cross-country', tanzania, { ...tanzania, country: 'ethiopia' }))).toBe('TEST_IN_TRAINING');
    expect(codeOf(() => foldsOf('cross-country', tanzania, tanzania))).toBe('SAME_COUNTRY');
  });
});

describe('stand-ins', () => {
  test('are refused, or stamped on request; classes of data are never mixed', () => {
    const standIn = [{ name: 'x', dataSource: 'stand-in' as const }];
    expect(codeOf(() => sourceStamps(standIn, false))).toBe('STAND_IN_REFUSED');
    expect(sourceStamps(standIn, true).stamps[0]).toContain('Stand-in');
    expect(codeOf(() => sourceStamps([...standIn, { name: 'y', dataSource: 'survey' }], true))).toBe('MIXED_SOURCES');
  });
});

describe('skill over Markov', () => {
  const options = { seed: 1n, resamples: 199, level: 0.95, alpha: 0.05 };
  const [train, tested] = [fixture('ethiopia', 1500, 7), fixture('ethiopia', 3000, 42)];
  const folds: Fold[] = [{ name: 'fixture', train, test: tested }];
  const bar = baselineForecast('markov', folds, 1n);
  const as = (forecast: Forecast, name: string): Forecast => ({ ...forecast, name, role: 'candidate' });

  test('the true process beats a base rate, and a copy of the base rate does not', () => {
    const truth = as(truthForecast(tested, FIXTURE_TRUTH.ethiopia), 'truth');
    const [copy, real] = skillsOf([as({ ...bar }, 'copy'), truth], bar, tested, options);
    expect(copy).toMatchObject({ skill: 0, pValue: 1, verdict: 'inconclusive' });
    expect(real.verdict).toBe('better');
    expect(real.low).toBeGreaterThan(0);
    expect(real.low).toBeLessThan(real.skill);
    expect(real.high).toBeGreaterThan(real.skill);
  });

  test('intervals are resampled within strata: where strata explain what differs, they are narrower', () => {
    // Households that are forecast well and badly, as two strata.
    const half = (id: string): boolean => Number(id.slice(-1)) < 5;
    const probabilities = (bar.probabilities as Float64Array).slice();
    tested.labels.forEach((label, i) => {
      if (half(tested.household[i]!)) for (let k = 0; k < 3; k++) probabilities[i * 3 + k] = k === label ? 0.9 : 0.05;
    });
    const split = as({ ...bar, probabilities }, 'split');
    const stratified = { ...tested, village: null, stratum: tested.household.map((id) => String(half(id))) };
    const width = (test0: typeof tested): number => {
      const [skill] = skillsOf([split], bar, test0, options);
      return skill!.high - skill!.low;
    };
    expect(width(stratified)).toBeLessThan(0.9 * width({ ...stratified, stratum: null }));
  });

  test('balanced class weights wreck probabilities, and the verdict says so', () => {
    const [balanced] = skillsOf([baselineForecast('logit_balanced', folds, 1n)], bar, tested, options);
    expect(balanced.verdict).toBe('worse');
  });

  test('no forecaster changes when labels of the test rows do', () => {
    const flipped = [{ ...folds[0], test: { ...tested, labels: tested.labels.map(() => TRANSITION.STAY) } }];
    for (const name of ['logit', 'hazards', 'gbm'] as const)
      expect(baselineForecast(name, flipped, 1n).probabilities).toEqual(baselineForecast(name, folds, 1n).probabilities);
  });

  test('controls: a logit uses the state, Markov does not; shuffled labels leave no skill; no wave is known by heart', () => {
    const logit = baselineForecast('logit', folds, 1n);
    expect(shuffledState(logit, bar, tested, 1n, 99)[0].passed).toBe(true);
    expect(shuffledState(as(bar, 'markov'), bar, tested, 1n, 99)[0]).toMatchObject({ passed: null, reading: 'answers by status alone' });
    expect(shuffledLabels('gbm', folds, bar, tested, 1n).passed).toBe(true);
    expect(newerWave(logit, bar, tested)[0].passed).toBe(true);
  });

  test('a forecaster that has read the answers fails the control of labels and of waves', () => {
    const cheat = (knows: (i: number) => boolean): Forecast => {
      const probabilities = (bar.probabilities as Float64Array).slice();
      tested.labels.forEach((label, i) => {
        if (!knows(i)) return;
        probabilities.fill(0.01, i * 3, i * 3 + 3);
        probabilities[i * 3 + label] = 0.98;
      });
      return { ...as(bar, 'cheat'), probabilities };
    };
    const older = cheat((i) => tested.waveFrom[i] === 1);
    expect(newerWave(older, bar, tested)[0].passed).toBe(false);
  });

  test('subgroups by assets, credit, status and country; parts under 30 rows are suppressed', () => {
    const small = pooledTest([{ ...folds[0], test: fixture('ethiopia', 60) }]);
    const scores = subgroupScores([baselineForecast('markov', [{ ...folds[0], test: small }], 1n)], bar0(small), small);
    expect(new Set(scores.map(({ subgroup }) => subgroup))).toEqual(
      new Set(['asset_quartile', 'credit_access', 'enterprise_status', 'wave_pair', 'price_change', 'place', 'region', 'country']),
    );
    for (const one of scores) expect(one.suppressed).toBe(one.rows < 30);
    expect(scores.some(({ suppressed }) => suppressed)).toBe(true);
  });

  const bar0 = (test0: typeof tested): Forecast => baselineForecast('markov', [{ ...folds[0], test: test0 }], 1n);
});

test('probabilities of every baseline are probabilities, whatever the sample', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
      const data = fixture('tanzania', 120, seed);
      const folds = foldsOf('grouped-folds', data, data);
      for (const name of ['majority', 'markov', 'logit'] as const) {
        const { probabilities } = baselineForecast(name, folds, 1n);
        for (let i = 0; i < (probabilities as Float64Array).length; i += 3) {
          const [a, b, c] = (probabilities as Float64Array).subarray(i, i + 3);
          expect(a + b + c).toBeCloseTo(1, 10);
        }
      }
    }),
    { seed: 20_260_113, numRuns: 4 },
  );
});
