/** `enterprise report`: prediction, simulation and validation in one run, and its report as HTML and Markdown. */
import { EXIT } from '../../core/index.ts';
import type { RunResult } from '../../lab/index.ts';
import type { Handler } from '../handler.ts';
import { handler as renderReport } from '../commands/report.ts';
import { predictOverrides } from './predict.ts';
import { Overrides, runShipped } from '../runs/shipped.ts';

export const handler: Handler = async (args, options, io) => {
  // A run that is there already is only rendered.
  if (args[0] !== undefined) return renderReport([args[0]], options, io);
  const o = new Overrides();
  o.put('simulate.households', options.nHouseholds, '--n-households');
  o.put('simulate.calibration_uncertainty', options.calibrationUncertainty, '--calibration-uncertainty');
  const train = options.trainCountry;
  const fromPrediction = predictOverrides({ ...options, model: undefined as never }, 'predict.');
  const data = fromPrediction.find(({ path }) => path.join('.') === 'predict.train_data')?.value;
  o.put('simulate.data', data, '--data');
  o.put('simulate.country', data === undefined ? undefined : (train ?? 'tanzania'), '--train-country');
  if (data === undefined) o.put('simulate.fixture.country', train, '--train-country');
  o.put('simulate.accept_failed_fits', options.acceptFailedFits, '--accept-failed-fits');
  o.put('simulate.data_source', options.dataSource, '--data-source');
  o.put('simulate.voting.samples', options.kSamples, '--k-samples');
  let finished: RunResult | undefined;
  const code = await runShipped(
    {
      id: 'enterprise/report',
      overrides: [...fromPrediction, ...o.list],
      own: ['data', 'format'],
      onRun: (run) => {
        finished = run;
      },
    },
    options,
    io,
  );
  if (code !== EXIT.done || finished === undefined) return code;
  const { out: _out, ...rest } = options;
  // The run has printed its results: with --json nothing may follow them.
  return renderReport([finished.runDir], rest, options.json === true ? { ...io, result: () => undefined, print: () => undefined } : io);
};
