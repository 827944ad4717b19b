import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../../../core/index.ts';
import { checkedValue, parseYamlText } from '../../../core/yaml/index.ts';
import {
  dualBound,
  evaluatePolicy,
  type FiniteProblem,
  gridInstanceSchema,
  gridProblem,
  lookahead,
  lsmc,
  meshBracket,
  playOut,
  smallFeatures,
  smallProblem,
  smallStart,
  TOY_1,
  type TablePolicy,
  valueIteration,
  valuesByMonth,
} from './index.ts';

const SEED = 11;
const isFull = Boolean(process.env['CETERIS_TEST_FULL']);
const REPETITIONS = process.env['CETERIS_TEST_FULL'] ? 1000 : 200;
const EPISODES = process.env['CETERIS_TEST_FULL'] ? 1000 : 400;
const LSMC_PATHS = process.env['CETERIS_TEST_FULL'] ? 8000 : 1500;

const toy1 = smallProblem(TOY_1);
const TOY_2 = fileURLToPath(new URL('../../../../experiments/resilience/problems/toy-2.yaml', import.meta.url));
const toy2 = gridProblem(checkedValue(parseYamlText(readFileSync(TOY_2, 'utf8'), 'toy-2.yaml'), gridInstanceSchema));

/** Instances of the same form as Toy-1, around it. */
const relatives = [
  { cash_max: 4, debt_max: 8, shock_prob: 0.2 },
  { cash_max: 8, debt_max: 4, find_job: 0.3 },
  { horizon: 12, cost_default: 25, stay_employed: 0.9 },
].map((change, i) => smallProblem({ ...TOY_1, ...change, id: `relative-${i}` }));

interface Case {
  readonly name: string;
  readonly problem: FiniteProblem & { readonly ruleBook: TablePolicy };
  readonly start: number;
  readonly paths: number;
}
const cases: Case[] = [
  { name: 'Toy-1', problem: toy1, start: smallStart(toy1), paths: 300 },
  ...relatives.map((problem) => ({ name: problem.id, problem, start: smallStart(problem), paths: 300 })),
  ...(isFull ? [{ name: 'Toy-2', problem: toy2, start: toy2.start, paths: 8 }] : []),
];

describe(`bounds in order (seed ${SEED})`, () => {
  test.each(cases)('$name: dual <= exact <= any policy', { timeout: 300_000 }, ({ problem, start, paths }) => {
    const best = valueIteration(problem);
    const exact = best.value[start];
    const rollout = lookahead(problem, valuesByMonth(problem, problem.ruleBook), 'rollout');
    for (const guess of [null, valuesByMonth(problem, rollout)]) {
      const dual = dualBound(problem, start, guess, paths, SEED);
      expect(dual.mean - 4 * dual.standardError - (dual.standardError === 0 ? 1e-9 : 0)).toBeLessThanOrEqual(exact);
    }
    for (const policy of [best.policy, rollout, problem.ruleBook, null]) {
      expect(evaluatePolicy(problem, policy).cost[start]).toBeGreaterThanOrEqual(exact - 1e-9);
    }
    const { cost } = playOut(problem, best.policy, start, 4000, SEED);
    expect(Math.abs(cost.mean - exact)).toBeLessThan(4 * cost.standardError);
  });
  test.each(cases.slice(0, 4))('$name: the mesh’s bracket holds the optimum (level L1)', ({ problem, start }) => {
    const { low, high, optimistic, pessimistic } = meshBracket(problem, start, { nodes: 400, seed: SEED });
    const exact = valueIteration(problem).value[start];
    expect(low).toBeLessThanOrEqual(exact);
    expect(high).toBeGreaterThanOrEqual(exact);
    expect(optimistic).toBeLessThan(pessimistic);
  });
  test.each(cases.slice(0, 4))('$name: regression and dual hold the optimum between them (level L2), within 5 %', ({ problem, start }) => {
    const small = problem as typeof toy1;
    const policy = lsmc(small, {
      paths: 2000,
      seed: SEED,
      start,
      ruleBook: small.ruleBook,
      features: smallFeatures(small),
      groupOf: (state) => small.living[state].employed * 2 + small.living[state].restructured,
    });
    const upper = evaluatePolicy(small, policy).cost[start];
    const lower = dualBound(small, start, valuesByMonth(small, policy), 300, SEED);
    const exact = valueIteration(small).value[start];
    expect(lower.mean - 4 * lower.standardError).toBeLessThanOrEqual(exact);
    expect(upper).toBeGreaterThanOrEqual(exact - 1e-9);
    expect(upper / exact).toBeLessThan(1.05);
  });
  test.runIf(isFull)(
    `Toy-2: regression within 10 % of the optimum (${LSMC_PATHS} paths), below the rule book`,
    { timeout: 300_000 },
    () => {
      const { start, ruleBook, features, groupOf } = toy2;
      const cost = evaluatePolicy(toy2, lsmc(toy2, { paths: LSMC_PATHS, seed: SEED, start, ruleBook, features, groupOf })).cost[start];
      expect(cost / valueIteration(toy2).value[start]).toBeLessThan(1.1);
      expect(cost).toBeLessThan(evaluatePolicy(toy2, ruleBook).cost[start]);
    },
  );
});

test(`95 % intervals cover the exact recovery probability in 93 to 97 % of repetitions (${REPETITIONS} of ${EPISODES} episodes)`, () => {
  const start = smallStart(toy1);
  const { policy } = valueIteration(toy1);
  const exact = evaluatePolicy(toy1, policy).recovered[start];
  let covered = 0;
  for (let k = 0; k < REPETITIONS; k++) {
    const { recovered } = playOut(toy1, policy, start, EPISODES, `${SEED}/${k}`);
    const { low, high } = wilsonInterval(Math.round(recovered.mean * EPISODES), EPISODES);
    if (low <= exact && exact <= high) covered++;
  }
  // At reduced counts chance alone moves the share by 1.5 points.
  const [least, most] = isFull ? [0.93, 0.97] : [0.9, 0.99];
  expect(covered / REPETITIONS).toBeGreaterThanOrEqual(least);
  expect(covered / REPETITIONS).toBeLessThanOrEqual(most);
});

test('Toy-2 has the dimensions of its rung', () => {
  expect(toy2.states).toBe(24 * 12 * 12 * 3 * 2);
  expect(toy2.actions).toHaveLength(12);
  expect(toy2.horizon).toBe(60);
});

/** Where default can't be averted, more debt only brings it sooner, and sooner is cheaper: the model implies no order in debt there. */
const IN_DEBT = ['toy-1', 'relative-1'];

test.each([toy1, ...relatives])('$id: more cash never costs more, more debt never less', (problem) => {
  const { value } = valueIteration(problem);
  const costOf = (cash: number, debt: number, employed: 0 | 1, restructured: 0 | 1): number => {
    const at = problem.indexOf({ cash, debt, employed, restructured });
    return at < 0 ? 0 : value[at];
  };
  const { cash_max: cashMax, debt_max: debtMax } = problem.instance;
  for (const employed of [0, 1] as const)
    for (const restructured of [0, 1] as const)
      for (let cash = 0; cash <= cashMax; cash++)
        for (let debt = 0; debt <= debtMax; debt++) {
          const here = costOf(cash, debt, employed, restructured);
          if (cash < cashMax) expect(costOf(cash + 1, debt, employed, restructured)).toBeLessThanOrEqual(here + 1e-9);
          if (debt < debtMax && IN_DEBT.includes(problem.id))
            expect(costOf(cash, debt + 1, employed, restructured)).toBeGreaterThanOrEqual(here - 1e-9);
        }
});
