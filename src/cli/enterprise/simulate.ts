/** `enterprise simulate`: the experiment `enterprise/simulate` under the flags of the first plan. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CeterisError } from '../../core/index.ts';
import type { Override } from '../config/overrides.ts';
import type { Handler } from '../handler.ts';
import type { CliOptions } from '../options.ts';
import { PACKAGE_ROOT } from '../version.ts';
import { locateTargets } from './files.ts';
import { Overrides, runShipped } from '../runs/shipped.ts';
import { OLDER_NAMES } from './older-names.ts';

const BASE = 'enterprise/simulate';
export const handler: Handler = (_args, options, io) =>
  runShipped({ id: BASE, overrides: overrides(options), own: ['policy', 'scenario'], without: { counterfactuals: [] } }, options, io);

/** Files are named from where the user stands, not from the shipped experiment. */
function overrides(options: Partial<CliOptions>): readonly Override[] {
  const o = new Overrides();
  o.put('calibration', options.calibration === undefined ? undefined : resolve(options.calibration), '--calibration');
  o.put('data', options.data === undefined ? undefined : resolve(locateTargets(options.data, options.country)), '--data');
  o.put('scenario', options.scenario === undefined ? undefined : scenarioFile(options.scenario), '--scenario');
  o.put('households', options.nHouseholds, '--n-households');
  o.put('calibration_uncertainty', options.calibrationUncertainty, '--calibration-uncertainty');
  o.put('voting.samples', options.kSamples, '--k-samples');
  o.put('country', options.country, '--country');
  o.put('data_source', options.dataSource, '--data-source');
  o.put('accept_failed_fits', options.acceptFailedFits, '--accept-failed-fits');
  const policy = options.policy?.at(-1);
  o.put('model', options.model === undefined && policy !== undefined ? (OLDER_NAMES[policy] ?? policy) : undefined, '--policy');
  if (options.data === undefined && options.calibration === undefined && options.country !== undefined)
    o.put('fixture.country', options.country, '--country');
  return o.list;
}

function scenarioFile(name: string): string {
  if (/\.ya?ml$/.test(name)) return resolve(name);
  const shipped = join(PACKAGE_ROOT, 'experiments', 'enterprise', 'scenarios', `${name}.yaml`);
  if (existsSync(shipped)) return shipped;
  throw new CeterisError(
    'UNKNOWN_SCENARIO',
    `There is no scenario ${name}.`,
    'Name a YAML file, or one of experiments/enterprise/scenarios.',
    { path: '--scenario' },
  );
}
