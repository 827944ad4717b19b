/** A panel calibrated as a config says. */
import { calibrate, type CalibrateOptions, type Calibration } from '../../calibration/index.ts';
import type { SurveyPanel } from '../../survey/index.ts';
import type { SimulateConfig } from '../simulate/config.ts';

export function calibrated(
  panel: SurveyPanel,
  config: Pick<SimulateConfig, 'calibrating' | 'accept_failed_fits'>,
  seed: bigint,
  more: Pick<CalibrateOptions, 'copula' | 'covarianceResamples'> = {},
): Calibration {
  const { asset_family, shock_family, shocks, resamples, least_p } = config.calibrating;
  return calibrate(panel, {
    assetFamily: asset_family,
    shockFamily: shock_family,
    shocks,
    resamples,
    leastP: least_p,
    seed,
    acceptFailedFits: config.accept_failed_fits,
    ...more,
  });
}

/** For a panel that is checked and described, and not simulated under uncertain parameters. */
export const WITHOUT_COVARIANCE = { covarianceResamples: 0 };
