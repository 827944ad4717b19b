/** `resilience evaluate`: the shipped experiment, with flags laid over it; `--routes` names a database to evaluate. */
import { resolve } from 'node:path';
import type { Handler } from '../handler.ts';
import { Overrides, runShipped } from '../runs/shipped.ts';

export const handler: Handler = (_args, options, io) => {
  const overrides = new Overrides();
  overrides.put('routes', options.routes === undefined ? undefined : resolve(options.routes), '--routes');
  return runShipped({ id: 'resilience/evaluate', overrides: overrides.list, own: ['routes'] }, options, io);
};
