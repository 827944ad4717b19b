import { describe, expect, test } from 'vitest';
import { drawScenarios, pairedDifference, PathSet, situationOf } from '../routes/index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import { DEFAULT_PARAMETERS } from '../state/index.ts';
import { dualBound, evaluatePolicy, valueIteration } from '../mesh/index.ts';
import { householdGrid, makePlanner, outlineOf, PLANNER_NAMES, RULE_BOOK, searchOpenLoop, solveHousehold } from './index.ts';

const SEED = '7';
const scenario = drawScenarios(SEED, 60, { table: DEFAULT_SHOCKS }).find(({ shocks }) => shocks[0]?.type === 'job_loss');
if (scenario === undefined) throw new Error('nobody loses a job');
const MONTHS = 36;
const PATHS = process.env['CETERIS_TEST_FULL'] ? 100 : 16;
const situation = situationOf(scenario, DEFAULT_SHOCKS, MONTHS);
const paths = new PathSet(situation, [SEED, 'catalogue'], 0, PATHS);

describe(`planners behind one interface (seed ${SEED}, ${PATHS} paths)`, () => {
  test.each(PLANNER_NAMES)('%s plays a household to its end, the same way twice', (name) => {
    const [one, two] = [0, 1].map(() => paths.outcome(makePlanner(name, situation, { seed: SEED }), 0, true));
    expect(one.moves).toEqual(two.moves);
    expect(one.cost).toBe(two.cost);
    expect(one.cost).toBeGreaterThan(0);
  });
  test('planning changes nobody else’s scenario', () => {
    const before = paths.costs(RULE_BOOK);
    paths.costs(makePlanner('random', situation, { seed: SEED }));
    expect(paths.costs(RULE_BOOK)).toEqual(before);
  });
  test('the regression does not lose to the rule book that it starts from, by more than chance', () => {
    const fresh = new PathSet(situation, [SEED, 'catalogue', 'lsmc'], 0, 64);
    const lsmc = fresh.costs(makePlanner('lsmc', situation, { seed: SEED }));
    expect(pairedDifference(lsmc, fresh.costs(RULE_BOOK), 0.999).lo).toBeLessThanOrEqual(0);
  });
  test('an unknown planner is refused with the nearest name', () =>
    expect(() => makePlanner('roll-out', situation, { seed: SEED })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_PLANNER', remedy: 'Did you mean rollout?' }),
    ));
});

describe('the grid of a household', () => {
  const { grid, optimum, cellOf } = solveHousehold(situation);
  const start = cellOf(situation.initial, 0);
  test('is a Markov chain: every feasible row sums to 1', () => {
    const { problem } = grid;
    for (let row = 0; row < problem.feasible.length; row += 7) {
      if (problem.feasible[row] === 0) continue;
      let sum = problem.toDefault[row] + problem.toRecovered[row];
      for (let k = problem.offsets[row]; k < problem.offsets[row + 1]; k++) sum += problem.probability[k];
      expect(sum).toBeCloseTo(1, 9);
    }
  });
  test('has an optimum below waiting and above the clairvoyant bound', () => {
    const wait = evaluatePolicy(grid.problem, { id: 'wait', table: new Uint8Array(grid.problem.states) }).cost[start];
    const clairvoyant = dualBound(grid.problem, start, null, 20, SEED);
    expect(optimum.value[start]).toBeLessThanOrEqual(wait);
    expect(clairvoyant.mean - 4 * clairvoyant.standardError).toBeLessThanOrEqual(optimum.value[start]);
  });
  test('values cash: more of it never costs more', () => {
    for (let cash = 1; cash < grid.axes.cash.points.length; cash++) {
      const at = (step: number) => optimum.value[grid.indexOf({ cash: step, card: 0, investments: 0, job: 0, regime: 0, gig: 0 })];
      expect(at(cash)).toBeLessThanOrEqual(at(cash - 1) + 1e-9);
    }
  });
  test('refuses horizons that don’t fit', () =>
    expect(() => solveHousehold({ ...situation, months: 121 })).toThrow(expect.objectContaining({ code: 'GRID_TOO_LARGE' })));
});

test('the best fixed plan costs at least its bound, and at least one month of its plan does something', () => {
  const plan = searchOpenLoop(situation, { seed: SEED, ensemble: 4, planMonths: 3, beam: 3 });
  expect(plan.lowerBound).toBeLessThanOrEqual(plan.cost + 1e-9);
  expect(plan.moves).toHaveLength(3);
  expect(plan.moves.flat().length).toBeGreaterThan(0);
});

test('a finer grid of cash changes the values less and less', () => {
  const outline = outlineOf(situation.initial, DEFAULT_PARAMETERS);
  const [coarse, middle, fine] = [0, 1, 3].map((between) => {
    const grid = householdGrid(outline, 12, DEFAULT_PARAMETERS.objective, between);
    const { value } = valueIteration(grid.problem);
    return [1, 2, 4].map(
      (months) => value[grid.indexOf({ cash: grid.axes.cash.points.indexOf(months), card: 0, investments: 0, job: 1, regime: 0, gig: 0 })],
    );
  });
  const gap = (a: readonly number[], b: readonly number[]): number => Math.max(...a.map((x, i) => Math.abs(x - b[i])));
  expect(gap(fine, middle)).toBeLessThan(gap(middle, coarse));
});
