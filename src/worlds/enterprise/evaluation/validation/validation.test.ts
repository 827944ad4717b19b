/** Seed acceptance boxes of phase 5 on the pure parts: regressions, classes, equivalence. */
import { describe, expect, test } from 'vitest';
import { calibrate } from '../../calibration/index.ts';
import { simulatePanel } from '../../panel/index.ts';
import { constantPolicy, hazardPolicy } from '../../policies/index.ts';
import { generateFixture, parseFraction } from '../../survey/index.ts';
import { HEADLINE, observedRows, patternsOf, regressionsOf, syntheticRows, validate } from './index.ts';

const HALF = parseFraction('1/2');
const { panel } = generateFixture({ country: 'tanzania', households: 800 });
const calibration = calibrate(panel, { resamples: 19, covarianceResamples: 0 });
const synthetic = (seed: number, policy = hazardPolicy(calibration)) =>
  syntheticRows(simulatePanel({ calibration, households: 800, seed }, policy), 12);
const options = { threshold: HALF, margins: { rate: 0.05, class_share: 0.05, coefficient: 0.3 }, alpha: 0.05, bootstrap: 99, seed: 1n };

describe('phase 5: fixed-effects regressions', () => {
  test('the estimate has the sign that the truth has, in both countries (seeds 1 to 6)', () => {
    for (const country of ['tanzania', 'ethiopia'])
      for (let seed = 1; seed <= 6; seed++) {
        const rows = observedRows(generateFixture({ country, seed, households: 2500 }).panel);
        const slope = regressionsOf(rows).find(({ name }) => name === HEADLINE)?.terms[0].estimate;
        expect(slope, `${country}, seed ${seed}`).toBeLessThan(0);
      }
  });

  test('run on synthetic households without errors, with the same sign', () => {
    const regressions = regressionsOf(synthetic(1));
    for (const { missing } of regressions) expect(missing).toBeNull();
    expect(regressions.find(({ name }) => name === HEADLINE)?.terms[0].estimate).toBeLessThan(0);
  });

  test('a policy under which nobody moves has no coefficient, and says why', () => {
    const headline = regressionsOf(synthetic(1, constantPolicy())).find(({ name }) => name === HEADLINE);
    expect(headline?.terms).toEqual([]);
    expect(headline?.missing).toContain('nothing is left of the outcome');
  });
});

describe('phase 5: observed beside synthetic', () => {
  const rates = (name: string, rows: ReturnType<typeof observedRows>) =>
    patternsOf(rows, HALF).find((one) => one.name === name)?.value ?? Number.NaN;

  test('stayer and coper shares are recomputed on the simulated path', () => {
    const still = synthetic(1, constantPolicy());
    expect(rates('coper_share', still)).toBe(0);
    expect(rates('stayer_share', still)).toBeCloseTo(rates('rate_wave_1', still), 12);
    expect(rates('coper_share', synthetic(1))).toBeGreaterThan(0.2);
  });

  test('equivalence needs evidence: the survey equals itself, few households show nothing, a wrong policy is shown to differ', () => {
    const observed = observedRows(panel);
    const itself = validate(observed, [{ ...observed, side: 'synthetic' }], options);
    expect(itself.tests.find(({ pattern }) => pattern === 'entry_rate')).toMatchObject({ difference: 0, verdict: 'equivalent' });
    const few = observedRows(generateFixture({ country: 'tanzania', households: 60 }).panel);
    const weak = validate(few, [few], options).tests.find(({ pattern }) => pattern === 'entry_rate');
    expect(weak?.verdict).toBe('inconclusive');
    const frozen = validate(observed, [synthetic(1, constantPolicy())], options);
    expect(frozen.tests.find(({ pattern }) => pattern === 'entry_rate')?.verdict).toBe('different');
    expect(frozen.signs.synthetic).toBeNull();
  });

  test('rates by wave and by fifth of assets are those of the outcome', () => {
    const rows = synthetic(3);
    const { waves } = { waves: [...new Set(rows.wave)] };
    for (const wave of waves) {
      const here = [...rows.wave.keys()].filter((i) => rows.wave[i] === wave);
      const mean = here.reduce((total, i) => total + rows.enterprise[i], 0) / here.length;
      expect(rates(`rate_wave_${wave}`, rows)).toBeCloseTo(mean, 12);
    }
  });

  test('panels on drawn parameters: their spread counts in full, and more panels do not make it go away', () => {
    const observed = observedRows(panel);
    const panels = [1, 2, 3, 4].map((seed) => synthetic(seed));
    const of = (parameters: 'fixed' | 'drawn') =>
      validate(observed, panels, { ...options, parameters }).tests.find(({ pattern }) => pattern === 'entry_rate')!;
    const [fixed, drawn] = [of('fixed'), of('drawn')];
    const halfWidth = ({ low, high }: typeof fixed): number => (high - low) / 2 / 1.959963984540054;
    expect(halfWidth(fixed)).toBeCloseTo(Math.hypot(fixed.observedError, fixed.syntheticDeviation / 2), 12);
    expect(halfWidth(drawn)).toBeCloseTo(Math.hypot(fixed.observedError, fixed.syntheticDeviation), 12);
    expect(drawn.pValue).toBeGreaterThan(fixed.pValue);
  });
});
