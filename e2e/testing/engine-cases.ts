/** One case of each world's engine, to be computed alike in Node and in a browser. */
import { calibrate } from '../../src/worlds/enterprise/calibration/index.ts';
import { outcomeOf, simulatePanel } from '../../src/worlds/enterprise/panel/index.ts';
// The door of the policies room also leads to language models, whose room needs Node: the engine's policies stand alone.
import { hazardPolicy } from '../../src/worlds/enterprise/policies/hazard.ts';
import { fitLearner } from '../../src/worlds/enterprise/policies/learner.ts';
import { generateFixture } from '../../src/worlds/enterprise/survey/index.ts';
import { readRecording, replayRecording, replayResult } from '../../src/worlds/loans/market/index.ts';
import { logitGame, nashPrices } from '../../src/worlds/loans/pricing/index.ts';
import { solveSmall, TOY_1 } from '../../src/worlds/resilience/mesh/index.ts';
import { TWO_BANKS } from './two-banks.ts';

export function worldResults() {
  const { panel } = generateFixture({ country: 'tanzania', seed: 7, households: 400 });
  const calibration = calibrate(panel, { resamples: 19, covarianceResamples: 2, copula: true, acceptFailedFits: true });
  const synthetic = simulatePanel({ calibration, households: 200, seed: 3 }, hazardPolicy(calibration));
  return {
    duopoly: [...nashPrices(logitGame({ a: [2, 2], c: [1, 1], mu: 0.25, a0: 0 })).prices],
    loans: replayResult(replayRecording(readRecording(TWO_BANKS))),
    households: { waves: calibration.waves, calibration, outcome: outcomeOf(synthetic, calibration) },
    learner: [
      ...fitLearner('gbm', panel, 1).predict([
        [0.5, -1],
        [1, 0],
        [1, 0],
        [-0.2, 0.1],
      ]),
    ],
    toy1: solveSmall(TOY_1),
  };
}
