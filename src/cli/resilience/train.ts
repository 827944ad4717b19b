/** `resilience train`: the shipped experiment, with flags laid over it. */
import type { Handler } from '../handler.ts';
import { runShipped } from '../runs/shipped.ts';

export const handler: Handler = (_args, options, io) => runShipped({ id: 'resilience/train', overrides: [] }, options, io);
