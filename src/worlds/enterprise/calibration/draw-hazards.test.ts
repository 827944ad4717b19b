import { expect, test } from 'vitest';
import { mean, standardDeviation } from '../../../core/index.ts';
import { simulatePanel } from '../panel/index.ts';
import { hazardPolicy } from '../policies/index.ts';
import { generateFixture } from '../survey/index.ts';
import { type Calibration, calibrate, drawHazards, namedEstimates, parseCalibration } from './index.ts';
import { semidefiniteFactor } from './semidefinite-factor.ts';

const { panel } = generateFixture({ country: 'tanzania', seed: 42, households: 600 });
const calibration = calibrate(panel, { resamples: 19, covarianceResamples: 60 });
const covariance = calibration.parameter_covariance!;

const withCovariance = (parameter_covariance: Calibration['parameter_covariance']): Calibration => ({
  ...calibration,
  parameter_covariance,
});

test('draws have the mean and covariance of the calibration, and are a function of the seed (seeds 1 to 4000)', () => {
  const draws = Array.from({ length: 4000 }, (_, k) => [...namedEstimates(drawHazards(calibration, k + 1)).values()]);
  const names = [...namedEstimates(calibration).keys()];
  expect(names).toEqual(covariance.names);
  const estimates = [...namedEstimates(calibration).values()];
  names.forEach((_, j) => {
    const values = draws.map((draw) => draw[j]);
    const sd = Math.sqrt(covariance.matrix[j][j]);
    expect(Math.abs(mean(values) - estimates[j]) / (sd / Math.sqrt(4000))).toBeLessThan(4);
    expect(standardDeviation(values) / sd).toBeCloseTo(1, 1);
    names.forEach((__, k) => {
      const other = draws.map((draw) => draw[k]);
      const product = mean(values.map((x, i) => (x - estimates[j]) * (other[i] - estimates[k])));
      expect(Math.abs(product - covariance.matrix[j][k]) / (sd * Math.sqrt(covariance.matrix[k][k]))).toBeLessThan(0.1);
    });
  });
  expect(drawHazards(calibration, 7)).toEqual(drawHazards(calibration, 7));
  expect(drawHazards(calibration, 7).asset_dynamics).toBe(calibration.asset_dynamics);
});

test('entry rates of panels spread more over seeds when hazards are drawn, around the same mean (seeds 1 to 40)', () => {
  const rateOf = (from: Calibration, seed: number): number => {
    const { waves, households, enterprise } = simulatePanel({ calibration, households: 1500, seed }, hazardPolicy(from));
    let [without, entered] = [0, 0];
    for (let i = 0; i < households * (waves.length - 1); i++) {
      if (enterprise[i] === 1) continue;
      without += 1;
      entered += enterprise[i + households];
    }
    return entered / without;
  };
  const seeds = Array.from({ length: 40 }, (_, k) => k + 1);
  const [none, drawn] = [seeds.map((seed) => rateOf(calibration, seed)), seeds.map((seed) => rateOf(drawHazards(calibration, seed), seed))];
  expect(standardDeviation(drawn) / standardDeviation(none)).toBeGreaterThan(1.4);
  const error = Math.hypot(standardDeviation(none), standardDeviation(drawn)) / Math.sqrt(seeds.length);
  expect(Math.abs(mean(drawn) - mean(none))).toBeLessThan(3 * error);
});

test('a calibration without covariance is refused with a remedy, and so is a matrix that is none', () => {
  const codeOf = (one: Calibration): unknown => {
    try {
      drawHazards(one, 1);
      return null;
    } catch (error) {
      return [(error as { code?: unknown }).code, String((error as { remedy?: unknown }).remedy)];
    }
  };
  expect(codeOf(withCovariance(null))).toEqual(['NO_PARAMETER_COVARIANCE', expect.stringContaining('calibration_uncertainty: none')]);
  const refusal = ['NOT_A_COVARIANCE', expect.stringContaining('Calibrate again')];
  expect(codeOf(withCovariance({ ...covariance, names: covariance.names.map((name) => name.replace('asset', 'assets')) }))).toEqual(
    refusal,
  );
  expect(codeOf(withCovariance({ ...covariance, matrix: covariance.matrix.slice(1) }))).toEqual(refusal);
  const indefinite = covariance.matrix.map((row, j) => row.map((value, k) => (j === k ? value : 3 * value)));
  expect(codeOf(withCovariance({ ...covariance, matrix: indefinite }))).toEqual(refusal);
  const text = JSON.stringify({ ...calibration, parameter_covariance: { ...covariance, matrix: 'lost' } });
  expect(() => parseCalibration(text)).toThrowError(expect.objectContaining({ code: 'BAD_CALIBRATION' }));
});

test('a covariance from fewer resamples than coefficients is singular: what was never seen to vary keeps its estimate', () => {
  const few = calibrate(panel, { resamples: 19, covarianceResamples: 4 });
  const { matrix, resamples } = few.parameter_covariance!;
  const { factor, rank } = semidefiniteFactor(matrix);
  expect([resamples, rank]).toEqual([4, 3]);
  matrix.forEach((row, j) =>
    row.forEach((value, k) => {
      const made = factor[j].reduce((total, f, c) => total + f * factor[k][c], 0);
      expect(Math.abs(made - value)).toBeLessThan(1e-8 * Math.sqrt(matrix[j][j] * matrix[k][k]));
    }),
  );
  const fixed = withCovariance({
    ...covariance,
    matrix: covariance.matrix.map((row, j) => row.map((value, k) => (j === 2 || k === 2 ? 0 : value))),
  });
  expect(drawHazards(fixed, 3).transition_model.entry.coefficients['credit_access']).toBe(
    calibration.transition_model.entry.coefficients['credit_access'],
  );
  expect(drawHazards(fixed, 3).transition_model.entry.intercept).not.toBe(calibration.transition_model.entry.intercept);
  expect(drawHazards(withCovariance({ ...covariance, matrix: covariance.matrix.map((row) => row.map(() => 0)) }), 3)).toMatchObject({
    transition_model: calibration.transition_model,
  });
});
