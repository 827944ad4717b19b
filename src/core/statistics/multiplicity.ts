import { CeterisError } from '../errors.ts';

/** Holm's step-down adjustment (1979): family-wise error under any dependence. Adjusted p values in the given order. */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let running = 0;
  order.forEach((at, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * pValues[at]));
    adjusted[at] = running;
  });
  return adjusted;
}

/** Benjamini and Hochberg's step-up adjustment (1995): false discovery rate of independent tests. Adjusted p values in the given order. */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let running = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const at = order[rank - 1];
    running = Math.min(running, (pValues.length * pValues[at]) / rank);
    adjusted[at] = running;
  }
  return adjusted;
}

function ascending(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new CeterisError('PROBABILITY_OUTSIDE', `A p value is ${p}.`, 'It must lie between 0 and 1.');
  }
  return pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j] || i - j);
}
