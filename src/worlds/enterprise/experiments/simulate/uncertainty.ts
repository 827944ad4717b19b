/** Whether panels stand on the estimated hazards, or each on a draw of what the survey leaves open. */
import { CeterisError } from '../../../../core/index.ts';
import { type Calibration, drawHazards, namedEstimates } from '../../calibration/index.ts';
import type { SimulateConfig } from './config.ts';

type Asked = Pick<SimulateConfig, 'calibration_uncertainty' | 'model'>;

/**
 * Drawn coefficients that nobody reads would look like certainty.
 * @throws CeterisError UNCERTAINTY_UNUSED
 */
export function checkUncertainty({ calibration_uncertainty: uncertainty, model }: Asked): void {
  if (uncertainty === 'none' || model === 'hazard') return;
  throw new CeterisError(
    'UNCERTAINTY_UNUSED',
    `calibration_uncertainty: drawn varies the calibrated hazards, which the policy ${model} does not read.`,
    'Take the policy hazard, or calibration_uncertainty: none.',
    { path: 'calibration_uncertainty' },
  );
}

/** The calibration that the panels of a seed stand on: the same for every scenario of the seed. */
export const calibrationUnder = (config: Asked, calibration: Calibration, seed: bigint): Calibration =>
  config.calibration_uncertainty === 'drawn' ? drawHazards(calibration, seed) : calibration;

export interface DrawnCoefficient {
  readonly estimate: number;
  readonly standard_error: number;
  readonly drawn: number;
}

/** What a run says of it; null under `none`, where results stay as they were. */
export interface DrawnUncertainty {
  readonly resamples: number;
  readonly unit: 'PSU' | 'household';
  readonly coefficients: Readonly<Record<string, DrawnCoefficient>>;
}

export function drawnUncertainty(config: Asked, calibration: Calibration, seed: bigint): DrawnUncertainty | null {
  const covariance = calibration.parameter_covariance;
  if (config.calibration_uncertainty === 'none' || covariance === null) return null;
  const [estimates, drawn] = [calibration, drawHazards(calibration, seed)].map(namedEstimates);
  return {
    resamples: covariance.resamples,
    unit: covariance.unit,
    coefficients: Object.fromEntries(
      covariance.names.map((name, j) => [
        name,
        {
          estimate: estimates.get(name) as number,
          standard_error: Math.sqrt(Math.max(0, covariance.matrix[j][j])),
          drawn: drawn.get(name) as number,
        },
      ]),
    ),
  };
}
