// The enterprise world, one thread: the panel engine under calibrated hazards, a million households by archetypes, and the learners.
import { join } from 'node:path';
import { ROOT } from '../scripts/house.mjs';

const { calibrate, generateFixture, hazardPolicy, simulatePanel, startPanel } = await import(join(ROOT, 'dist/worlds/enterprise/index.js'));
const { modelPolicy } = await import(join(ROOT, 'dist/worlds/enterprise/policies/index.js'));
const { simulateSchema } = await import(join(ROOT, 'dist/worlds/enterprise/experiments/simulate/index.js'));
const households = 1_000_000;
const LIMIT_SECONDS = 3;
const LIMIT_PROMPTS = 500;
const ROUNDS = 3;

const calibration = calibrate(generateFixture({ seed: 42 }).panel, { resamples: 19, covarianceResamples: 0 });
const policy = hazardPolicy(calibration);
simulatePanel({ calibration, households: 20_000, seed: 1 }, policy);
const seconds = Array.from({ length: ROUNDS }, (_, round) => {
  const start = process.cpuUsage().user;
  simulatePanel({ calibration, households, seed: round }, policy);
  return (process.cpuUsage().user - start) / 1e6;
});
console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}: ${households} households x ${calibration.waves.length} waves under the hazard policy in ${Math.min(...seconds).toFixed(2)} s of one thread (anchor ${LIMIT_SECONDS} s for 1000000)`,
);

/** Answers at once, as a model would by the facts: change when prices fall. */
const config = simulateSchema.parse({});
const asked = modelPolicy({
  ask: async ({ facts }) => (facts.price_change < 0 ? facts.actions.find((action) => action !== 'NO_CHANGE') : 'NO_CHANGE'),
  calibration,
  samples: config.voting.samples,
  attempts: 1,
  asking: 'archetype',
  decide: 'sample',
  smoothing: config.voting.smoothing,
  bins: { assets: config.archetypes.asset_bins, prices: config.archetypes.price_bins },
  factors: config.prompt,
  constraints: 'logical',
  horizonYears: config.horizon_years,
  scope: [],
});
const start = process.cpuUsage().user;
const simulation = startPanel({ calibration, households, seed: 1 });
const actions = new Uint8Array(households);
for (let state = simulation.state(); state !== null; state = simulation.state()) {
  await asked.move(state, actions);
  simulation.step(actions);
}
const prompts = new Set(asked.consultations().map(({ prompt }) => `${prompt.system}\n${prompt.user}`)).size;
console.log(
  `${households} households x ${calibration.waves.length} waves by archetypes: ${prompts} distinct prompts over all waves (anchor below ${LIMIT_PROMPTS}), ${prompts * config.voting.samples} calls at K = ${config.voting.samples}, ${((process.cpuUsage().user - start) / 1e6).toFixed(2)} s beside the asking`,
);

await import('./learners.mjs');
