import { expect, test } from 'vitest';
import { generateFixture, type SurveyPanel } from '../survey/index.ts';
import { transitionColumns } from './index.ts';
import { parameterCovariance } from './parameter-covariance.ts';

const { panel } = generateFixture({ country: 'tanzania', seed: 42 });
const of = (change: Partial<SurveyPanel>) => parameterCovariance(transitionColumns({ ...panel, ...change }), 20, 1)!;

test('a resample draws sampling units where the survey names them, households otherwise', () => {
  expect(of({}).unit).toBe('PSU');
  const byHousehold = of({ psu: null });
  expect(byHousehold.unit).toBe('household');
  // A village in each household is no other design than none.
  expect(of({ psu: panel.householdId })).toEqual({ ...byHousehold, unit: 'PSU' });
  expect(of({}).matrix).not.toEqual(byHousehold.matrix);
});

test('units are drawn within their stratum: what strata fix does not vary', () => {
  const { matrix } = of({ psu: panel.householdId, stratum: panel.householdId });
  for (const row of matrix) for (const value of row) expect(Math.abs(value)).toBeLessThan(1e-20);
});

test('the matrix is symmetric with the spread of the standard errors', () => {
  const { matrix, names, resamples } = of({ psu: null });
  expect([resamples, names.length, matrix.length]).toEqual([20, 10, 10]);
  matrix.forEach((row, j) => row.forEach((value, k) => expect(value).toBe(matrix[k][j])));
  expect(Math.sqrt(matrix[3][3])).toBeGreaterThan(0.25);
  expect(Math.sqrt(matrix[3][3])).toBeLessThan(1.2);
});
