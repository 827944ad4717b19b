/** Same seed, same bytes; whoever else looks on, and however paths are dealt out. */
import { describe, expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '../../../core/index.ts';
import { WAIT } from '../moves/index.ts';
import { GREEDY, RANDOM, RULE_BOOK } from '../planners/index.ts';
import { drawScenarios, PathSet, situationOf } from '../routes/index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import { CHANNEL, pathDraws, type PathOutcome, type Planner } from '../state/index.ts';

const SEED = 1106;
const SCENARIOS = 12;
const PATHS = 6;
const MONTHS = 36;

const digest = (outcomes: readonly PathOutcome[]): string =>
  sha256Hex(canonicalJson(outcomes.map(({ final, ...rest }) => ({ ...rest, final: [...final] })) as never));

/** Every outcome of a planner on the scenarios of a seed, paths in blocks of a size. */
function outcomesOf(seed: number, planner: Planner, beside: readonly Planner[] = [], block = PATHS): PathOutcome[] {
  return drawScenarios(seed, SCENARIOS, { table: DEFAULT_SHOCKS }).flatMap((scenario, index) => {
    const found: PathOutcome[] = [];
    for (let from = 0; from < PATHS; from += block) {
      const paths = new PathSet(situationOf(scenario, DEFAULT_SHOCKS, MONTHS), [seed, 'same', index], from, Math.min(block, PATHS - from));
      for (let i = 0; i < paths.draws.length; i++) {
        for (const other of beside) paths.outcome(other, i);
        found.push(paths.outcome(planner, i, true));
      }
    }
    return found;
  });
}

describe(`11.6 reproducibility (seed ${SEED})`, () => {
  test.each([WAIT, RULE_BOOK, GREEDY, RANDOM])('same seed, same bytes: $id', (planner) =>
    expect(digest(outcomesOf(SEED, planner))).toBe(digest(outcomesOf(SEED, planner))),
  );
  test('another seed, other bytes', () => expect(digest(outcomesOf(SEED, WAIT))).not.toBe(digest(outcomesOf(SEED + 1, WAIT))));
  test('adding a planner does not change others’ scenarios', () =>
    expect(digest(outcomesOf(SEED, RULE_BOOK, [RANDOM, GREEDY, WAIT]))).toBe(digest(outcomesOf(SEED, RULE_BOOK))));
  test('paths are the same however they are dealt out to workers', () => {
    for (const block of [1, 4]) expect(digest(outcomesOf(SEED, RULE_BOOK, [], block))).toBe(digest(outcomesOf(SEED, RULE_BOOK)));
  });
});

describe(`draws by address (seed ${SEED})`, () => {
  const COUNT = 40_000;
  const drawsOf = pathDraws(SEED, 'address');
  test('are the same in whatever order they are read', () => {
    const [forth, back] = [drawsOf(3), drawsOf(3)];
    const there = Array.from({ length: 50 }, (_, i) => forth.normal(i % 7, i));
    const again = Array.from({ length: 50 }, (_, i) => back.normal((49 - i) % 7, 49 - i)).reverse();
    expect(again).toEqual(there);
    const filled = new Float64Array(5);
    back.fillNormals(2, 9, 5, filled);
    expect([...filled]).toEqual([0, 1, 2, 3, 4].map((i) => forth.normal(2, 9 + i)));
  });
  test('are standard normal and uncorrelated between months, channels and paths', () => {
    const pairs = {
      months: (i: number) => [drawsOf(i).normal(4, CHANNEL.household), drawsOf(i).normal(5, CHANNEL.household)],
      channels: (i: number) => [drawsOf(i).normal(4, CHANNEL.household), drawsOf(i).normal(4, CHANNEL.household + 1)],
      paths: (i: number) => [drawsOf(i).normal(4, CHANNEL.macro), drawsOf(i + 1).normal(4, CHANNEL.macro)],
    };
    // Five standard errors of a mean, a variance or a correlation of so many.
    const reach = 5 / Math.sqrt(COUNT);
    for (const pair of Object.values(pairs)) {
      let [sum, square, fourth, product] = [0, 0, 0, 0];
      for (let i = 0; i < COUNT; i++) {
        const [x, y] = pair(i);
        sum += x;
        square += x * x;
        fourth += x ** 4;
        product += x * y;
      }
      expect(Math.abs(sum / COUNT)).toBeLessThan(reach);
      expect(Math.abs(square / COUNT - 1)).toBeLessThan(1.5 * reach);
      expect(Math.abs(fourth / COUNT - 3)).toBeLessThan(10 * reach);
      expect(Math.abs(product / COUNT)).toBeLessThan(reach);
    }
  });
  test('uniforms fill (0, 1) evenly in every channel of a month', () => {
    for (const channel of [CHANNEL.macro, CHANNEL.shocks + 20, CHANNEL.moves + 1, CHANNEL.planner]) {
      const cells = new Float64Array(16);
      for (let i = 0; i < COUNT; i++) cells[Math.floor(16 * drawsOf(i).uniform(59, channel))]++;
      const chiSquared = cells.reduce((total, n) => total + (n - COUNT / 16) ** 2 / (COUNT / 16), 0);
      expect(chiSquared).toBeLessThan(44);
    }
  });
});
