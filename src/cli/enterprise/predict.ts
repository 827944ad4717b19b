/** `enterprise predict`: the experiment `enterprise/predict` under the flags of the first plan. */
import { resolve } from 'node:path';
import type { Handler } from '../handler.ts';
import type { CliOptions } from '../options.ts';
import { locateTargets } from './files.ts';
import { Overrides, runShipped } from '../runs/shipped.ts';
import { OLDER_NAMES } from './older-names.ts';

export const handler: Handler = (_args, options, io) =>
  runShipped({ id: 'enterprise/predict', overrides: predictOverrides(options, ''), own: ['model', 'data'] }, options, io);

/** @param under Where the keys of the prediction lie in the config, with a dot at the end. */
export function predictOverrides(options: Partial<CliOptions>, under: string) {
  const o = new Overrides();
  const train = options.trainCountry ?? 'tanzania';
  const test = options.testCountry ?? (options.trainCountry === undefined ? 'ethiopia' : options.trainCountry);
  const { data } = options;
  o.put(`${under}train_country`, options.trainCountry, '--train-country');
  o.put(`${under}test_country`, options.testCountry ?? options.trainCountry, '--test-country');
  // A folder holds one table for each country, or one for both.
  o.put(`${under}train_data`, data === undefined ? undefined : resolve(locateTargets(data, train)), '--data');
  o.put(`${under}test_data`, data === undefined ? undefined : resolve(locateTargets(data, test)), '--data');
  o.put(
    `${under}baselines`,
    options.baselines?.split(',').map((name) => name.trim()),
    '--baselines',
  );
  o.put(`${under}design`, options.design, '--design');
  o.put(`${under}voting.samples`, options.kSamples, '--k-samples');
  o.put(`${under}data_source`, options.dataSource, '--data-source');
  o.put(`${under}accept_failed_fits`, options.acceptFailedFits, '--accept-failed-fits');
  o.put(`${under}accept_stand_in`, options.acceptStandIn, '--accept-stand-in');
  const model = options.model?.at(-1);
  // Here `none` asks nobody; among policies it is an older name of inaction.
  o.put(`${under}model`, model === undefined || model === 'none' ? model : (OLDER_NAMES[model] ?? model), '--model');
  return o.list;
}
