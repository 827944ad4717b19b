/** The doubles next to a number (IEEE 754 nextUp and nextDown): a strict bound as a closed one. */

const value = new Float64Array(1);
const bits = new BigInt64Array(value.buffer);

/** Least double above x; infinity and NaN stay. */
export function nextUp(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x === 0) return Number.MIN_VALUE;
  value[0] = x;
  bits[0] += x > 0 ? 1n : -1n;
  return value[0];
}

/** Greatest double below x. */
export const nextDown = (x: number): number => -nextUp(-x);
