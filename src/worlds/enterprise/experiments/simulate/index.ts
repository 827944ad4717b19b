/** The door of the simulation experiment. */
export { simulateSchema, type SimulateConfig } from './config.ts';
export { simulate, simulationForecast } from './experiment.ts';
