import { describe, expect, it } from 'vitest';
import { dualBound } from './bounds.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { lookahead, valuesByMonth } from './greedy-table.ts';
import { lsmc } from './lsmc.ts';
import { playOut } from './play-out.ts';
import { smallCommutators } from './small-commutators.ts';
import { smallFeatures, smallProblem, smallStart } from './small-instance.ts';
import { solveSmall } from './solve-small.ts';
import { stochasticMesh } from './stochastic-mesh.ts';
import { TOY_1 } from './toy-1.ts';
import { valueIteration } from './value-iteration.ts';

const SEED = 20260;
const EPISODES = process.env['CETERIS_TEST_FULL'] ? 400_000 : 20_000;
const problem = smallProblem(TOY_1);
const best = valueIteration(problem, true);
const start = smallStart(problem);

/** Values: table of specification 9.9. */
describe('Toy-1, exactly', () => {
  const solution = solveSmall(TOY_1);
  it('has the values of the table', () => {
    expect(solution.states['1,5,0,0'].optimal).toBeCloseTo(34.212210776, 8);
    expect(solution.states['1,5,0,0'].p_recover).toBeCloseTo(0.335802318, 8);
    expect(solution.states['0,4,1,0']).toMatchObject({ action: 'trim' });
    expect(solution.mean.random).toBeCloseTo(25.578922, 6);
    expect(Object.keys(solution.states)).toHaveLength(180);
  });

  it('has the value commutators of the table', () => {
    const { value } = smallCommutators(problem);
    const tight = { cash: 1, debt: 5, employed: 0, restructured: 0 } as const;
    expect(value(tight, 'paydown', 'restructure').kappa).toBeCloseTo(0.374661, 6);
    expect(value(tight, 'paydown', 'retrain').kappa).toBeCloseTo(-5.302899, 6);
    expect(value(tight, 'restructure', 'retrain').kappa).toBeCloseTo(-5.67756, 6);
    expect(value({ ...tight, cash: 3 }, 'paydown', 'retrain').kappa).toBeCloseTo(0, 9);
  });
});

describe(`bounds around the optimum (seed ${SEED})`, () => {
  const exact = best.value[start];
  it('is met by the dual with exact values, path by path', () => {
    const dual = dualBound(problem, start, best.byMonth, 5, SEED);
    expect(dual.mean).toBeCloseTo(exact, 9);
    expect(dual.standardError).toBeLessThan(1e-9);
  });

  it('stands above the clairvoyant and above a dual with a policy of its own', () => {
    const rollout = lookahead(problem, valuesByMonth(problem, problem.ruleBook), 'rollout');
    for (const guess of [null, valuesByMonth(problem, rollout)]) {
      const bound = dualBound(problem, start, guess, 400, SEED);
      expect(bound.mean - 4 * bound.standardError).toBeLessThanOrEqual(exact);
    }
  });

  it('is below every policy, the mesh comes near it and the regression beats the rule book', () => {
    const mesh = stochasticMesh(problem, start, { nodes: 2000, seed: SEED });
    const regression = lsmc(problem, { paths: 4000, seed: SEED, start, ruleBook: problem.ruleBook, features: smallFeatures(problem) });
    const costs = [mesh.policy, regression, problem.greedy, problem.ruleBook].map((p) => evaluatePolicy(problem, p).cost[start]);
    for (const cost of costs) expect(cost).toBeGreaterThanOrEqual(exact - 1e-9);
    expect(costs[0] / exact).toBeLessThan(1.05);
    // A regression on twelve features is a rough policy: it must beat the rule book, no more.
    expect(costs[1]).toBeLessThan(costs[3]);
  });

  it('is what simulation finds, within 4 standard errors', () => {
    const { cost, recovered } = playOut(problem, best.policy, start, EPISODES, SEED);
    expect(Math.abs(cost.mean - exact)).toBeLessThan(4 * cost.standardError);
    expect(Math.abs(recovered.mean - 0.335802318)).toBeLessThan(4 * recovered.standardError);
  });
});
