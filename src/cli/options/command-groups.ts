/** Commands that take the same options, by full name. */

/** The seed's name and its older one. */
export const HOUSEHOLDS = [
  'enterprise sweep',
  'enterprise simulate',
  'enterprise run-sim-synthetic',
  'enterprise predict',
  'enterprise eval-direct',
  'enterprise report',
] as const;
/** Experiments that are commands of their world as well. */
const SHIPPED = [...HOUSEHOLDS, 'resilience train', 'resilience evaluate'] as const;
/** Forecasts of observed transitions. */
export const PREDICTING = ['enterprise predict', 'enterprise eval-direct', 'enterprise report'] as const;
export const RUNNING = ['run', 'resume', 'replay', 'fork', 'sweep', ...SHIPPED] as const;
export const STARTING = ['run', 'fork', 'sweep', ...SHIPPED] as const;
export const SCENARIO_READERS = ['payments simulate', 'payments solve', 'payments trace', 'payments check-policy', 'validate'] as const;
/** Whatever may ask a language model. */
export const ASKING = ['run', 'resume', 'fork', 'sweep', ...SHIPPED] as const;
export const EVERY = ['*'] as const;
