/** The door of the simulation experiment. */
export type { SimulateConfig } from './config.ts';
export { simulate, simulationForecast } from './experiment.ts';
