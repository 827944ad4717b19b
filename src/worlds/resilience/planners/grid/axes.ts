/** Where a value stands between the points of an axis: linear weights, so that the grid is itself a Markov chain. */
export interface Axis {
  readonly points: readonly number[];
}

export interface Place {
  readonly low: number;
  /** Weight of the point above `low`. */
  readonly weight: number;
}

/** Clamped to the ends. */
export function placeOn({ points }: Axis, value: number): Place {
  const last = points.length - 1;
  if (last === 0 || value <= points[0]) return { low: 0, weight: 0 };
  if (value >= points[last]) return { low: last, weight: 0 };
  let low = 0;
  while (points[low + 1] <= value) low++;
  return { low, weight: (value - points[low]) / (points[low + 1] - points[low]) };
}

export function nearestOn(axis: Axis, value: number): number {
  const { low, weight } = placeOn(axis, value);
  return weight >= 0.5 ? low + 1 : low;
}
