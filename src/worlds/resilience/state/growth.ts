import { exp } from '../../../core/index.ts';

/** Below this the series to the ninth power is within 2e-15 of e^x. */
const SMALL = 0.15;

/** e^x: by its series for the steps that months are made of, in Estrin's order, without branches; the same digits everywhere. */
export function growth(x: number): number {
  // Times one: a number for certain, so that engines keep it unboxed beside the series.
  if (x > SMALL || x < -SMALL) return 1 * exp(x);
  const x2 = x * x;
  const x4 = x2 * x2;
  const low = 1 + x + x2 * (1 / 2 + x * (1 / 6));
  const middle = 1 / 24 + x * (1 / 120) + x2 * (1 / 720 + x * (1 / 5040));
  const high = 1 / 40320 + x * (1 / 362880);
  return low + x4 * (middle + x4 * high);
}
