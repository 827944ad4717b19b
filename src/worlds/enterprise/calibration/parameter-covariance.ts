/** How far the hazards' parameters could be off, together: what a simulation draws from to carry the calibration's uncertainty. */
import { CeterisError, clusterCounts, type Seed, streamFor } from '../../../core/index.ts';
import { samplingUnits } from '../survey/index.ts';
import { fitHazard, type TransitionColumns } from './hazards.ts';
import type { Calibration } from './types.ts';

/** Covariance over resamples of sampling units within strata, both hazards fitted to each; a draw too thin to fit is left out. */
export function parameterCovariance(columns: TransitionColumns, resamples: number, seed: Seed): Calibration['parameter_covariance'] {
  if (resamples < 2 || columns.household.length === 0) return null;
  const { unit, clusters, strata } = samplingUnits({ ...columns, household: Array.from(columns.household, String) });
  const stream = streamFor(seed, 'enterprise-calibration', 'covariance');
  const names = (['entry', 'exit'] as const).flatMap((kind) => ['intercept', ...columns.featureNames].map((name) => `${kind}.${name}`));
  const draws: number[][] = [];
  for (const counts of clusterCounts(clusters, { stream, resamples, ...(strata === undefined ? {} : { strata }) })) {
    try {
      draws.push(
        ([0, 1] as const).flatMap((status) => {
          const { intercept, coefficients } = fitHazard(columns, status, counts);
          return [intercept, ...Object.values(coefficients)];
        }),
      );
    } catch (error) {
      if (!(error instanceof CeterisError)) throw error;
    }
  }
  if (draws.length < 2) return null;
  const means = names.map((_, j) => draws.reduce((total, draw) => total + draw[j], 0) / draws.length);
  const matrix = names.map((_, j) =>
    names.map((__, k) => draws.reduce((total, draw) => total + (draw[j] - means[j]) * (draw[k] - means[k]), 0) / (draws.length - 1)),
  );
  return { names, matrix, resamples: draws.length, unit };
}
