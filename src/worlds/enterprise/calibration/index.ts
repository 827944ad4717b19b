/** The door of the calibration room. */
export { calibrate, type CalibrateOptions, calibrationHash, panelHash } from './calibrate.ts';
export { drawHazards, namedEstimates } from './draw-hazards.ts';
export { fitDistribution, quantileAt } from './distribution.ts';
export { fitHazard, HAZARD_FEATURES, TIMING, transitionColumns, type TransitionColumns } from './hazards.ts';
export { parseCalibration } from './read-calibration.ts';
export type { Calibration, CreditModel, DistributionSpec, Gate, GoodnessOfFit, HazardModel } from './types.ts';
