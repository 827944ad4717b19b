/** Hazards as they could as well have been estimated: one draw from the sampling distribution of the calibrated coefficients. */
import { CeterisError, type Seed, streamFor } from '../../../core/index.ts';
import { semidefiniteFactor } from './semidefinite-factor.ts';
import type { Calibration, HazardModel } from './types.ts';

/**
 * The calibration with the coefficients of both hazards drawn together from N(estimates, parameter_covariance), a function of the seed;
 * everything else stays. Directions without variance (fewer resamples than coefficients) keep their estimates.
 * @throws CeterisError NO_PARAMETER_COVARIANCE, NOT_A_COVARIANCE
 */
export function drawHazards(calibration: Calibration, seed: Seed): Calibration {
  const { parameter_covariance: covariance, transition_model: model } = calibration;
  if (covariance === null)
    throw new CeterisError(
      'NO_PARAMETER_COVARIANCE',
      'The calibration has no parameter_covariance, so its uncertainty cannot be drawn.',
      'Calibrate again with `ceteris enterprise calibrate`, which bootstraps it; or set calibration_uncertainty: none.',
      { path: 'parameter_covariance' },
    );
  const estimates = namedEstimates(calibration);
  const missing =
    [...estimates.keys()].find((name) => !covariance.names.includes(name)) ?? covariance.names.find((name) => !estimates.has(name));
  if (missing !== undefined || covariance.matrix.length !== covariance.names.length)
    throw new CeterisError(
      'NOT_A_COVARIANCE',
      missing === undefined
        ? `parameter_covariance names ${covariance.names.length} coefficients and has ${covariance.matrix.length} rows.`
        : `parameter_covariance and transition_model do not have the same coefficients: ${missing} is in one alone.`,
      'Calibrate again with `ceteris enterprise calibrate`.',
      { path: 'parameter_covariance.names' },
    );
  const { factor, rank } = semidefiniteFactor(covariance.matrix);
  const stream = streamFor(seed, 'enterprise-simulation', 'calibration');
  const scores = Array.from({ length: rank }, () => stream.normal());
  const drawn = new Map(
    covariance.names.map((name, j) => [
      name,
      (estimates.get(name) as number) + factor[j].reduce((total, f, k) => total + f * scores[k], 0),
    ]),
  );
  const hazard = (kind: 'entry' | 'exit'): HazardModel => ({
    ...model[kind],
    intercept: drawn.get(`${kind}.intercept`) as number,
    coefficients: Object.fromEntries(Object.keys(model[kind].coefficients).map((name) => [name, drawn.get(`${kind}.${name}`) as number])),
  });
  return { ...calibration, transition_model: { ...model, entry: hazard('entry'), exit: hazard('exit') } };
}

/** Coefficients of both hazards by the names of the covariance, such as `entry.intercept`. */
export function namedEstimates({ transition_model: model }: Calibration): ReadonlyMap<string, number> {
  return new Map(
    (['entry', 'exit'] as const).flatMap((kind): [string, number][] => [
      [`${kind}.intercept`, model[kind].intercept],
      ...Object.entries(model[kind].coefficients).map(([name, value]): [string, number] => [`${kind}.${name}`, value]),
    ]),
  );
}
