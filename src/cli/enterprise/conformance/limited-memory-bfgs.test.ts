import { describe, expect, it } from 'vitest';
import { limitedMemoryBfgs, type Objective } from './limited-memory-bfgs.ts';

/** A curved valley: f = (1 - x)^2 + 100 (y - x^2)^2, least at (1, 1). */
const valley: Objective = ([x, y], gradient) => {
  gradient.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
};

describe('limited-memory BFGS', () => {
  it.each([
    [-1.2, 1],
    [3, -4],
    [0, 0],
  ])('finds the bottom of a curved valley from (%d, %d)', (...start) => {
    const [x, y] = limitedMemoryBfgs(valley, Float64Array.from(start), 1e-8);
    expect([x, y].map((value) => Math.abs(value - 1) < 1e-4)).toEqual([true, true]);
  });

  it('stops at once where the gradient is small enough, and short of the optimum where the fall is', () => {
    expect([...limitedMemoryBfgs(valley, Float64Array.of(1, 1), 1e-8)]).toEqual([1, 1]);
    // A bowl on a tall pedestal: falls below 2.2e-9 of the height count as none.
    const [x] = limitedMemoryBfgs(
      ([at], gradient) => {
        gradient[0] = 4 * at ** 3;
        return 1e6 + at ** 4;
      },
      Float64Array.of(0.9),
      1e-12,
    );
    expect(x).not.toBe(0);
    expect(Math.abs(x)).toBeLessThan(1);
  });
});
