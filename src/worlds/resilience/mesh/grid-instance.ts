import { z } from 'zod';
import { DEFAULT, ProblemBuilder, RECOVERED } from './problem-builder.ts';
import type { FiniteProblem, TablePolicy } from './problem.ts';

const share = z.number().min(0).max(1);
const whole = z.number().int().nonnegative();
const byRegime = z.tuple([share, share]);

const operatorSchema = z.strictObject({
  id: z.string().min(1),
  /** Units that the operator moves at once; negative: takes away. */
  cash: z.number().int().default(0),
  revolving: z.number().int().default(0),
  investment: z.number().int().default(0),
  /** Units of spending saved, with this probability. */
  saving: whole.default(0),
  saving_prob: share.default(1),
  /** Units earned by an employed, or by anyone out of work. */
  earns: whole.default(0),
  finding_factor: z.number().nonnegative().default(1),
  only_unemployed: z.boolean().default(false),
  cost: z.number().nonnegative().default(0),
});

/** A grid problem: cash, revolving debt and investment in units, employment (employed, on benefit, without), two regimes. */
export const gridInstanceSchema = z.strictObject({
  problem: z.literal('grid'),
  id: z.string().min(1),
  note: z.string().optional(),
  horizon: whole.min(1).max(600),
  discount: z.number().min(0.5).max(1),
  cash_max: whole.max(100),
  revolving_max: whole.max(100),
  investment_max: whole.max(100),
  recover_cash_min: whole,
  recover_revolving_max: whole,
  income: z.tuple([whole, whole, whole]),
  spending: whole,
  shock_size: whole,
  shock_prob: byRegime,
  interest_prob_per_unit: share,
  return_up_prob_per_unit: byRegime,
  return_down_prob_per_unit: byRegime,
  job_loss: byRegime,
  finding: byRegime,
  benefit_ends: share,
  regime_exit: byRegime,
  cost_month: z.number().nonnegative(),
  cost_default: z.number().nonnegative(),
  cost_unrecovered: z.number().nonnegative(),
  start: z.tuple([whole, whole, whole, whole, whole]),
  operators: z.array(operatorSchema).min(1).max(64),
});
export type GridInstance = z.infer<typeof gridInstanceSchema>;
type GridOperator = GridInstance['operators'][number];

export interface GridProblem extends FiniteProblem {
  readonly instance: GridInstance;
  readonly start: number;
  /** Pays debt when it can, saves when it must. */
  readonly ruleBook: TablePolicy;
  readonly features: (state: number) => Float64Array;
  /** Work and regime: fitted apart. */
  readonly groupOf: (state: number) => number;
}

/** (cash, revolving, investment, employment 0 to 2, regime). */
type Cell = readonly [cash: number, revolving: number, investment: number, work: number, regime: number];
const JOBS = 3;
const REGIMES = 2;
const EMPLOYED = 0;
const ON_BENEFIT = 1;
const WITHOUT = 2;

export function gridProblem(instance: GridInstance): GridProblem {
  const i = instance;
  const dims = [i.cash_max + 1, i.revolving_max + 1, i.investment_max + 1, 3, 2];
  const states = dims.reduce((a, b) => a * b, 1);
  const indexOf = (cell: Cell): number => cell.reduce((sum, x, k) => sum * dims[k] + x, 0);
  const cellOf = (state: number): Cell => {
    const cell = [0, 0, 0, 0, 0];
    let left = state;
    for (let k = 4; k >= 0; k--) {
      cell[k] = left % dims[k];
      left = Math.floor(left / dims[k]);
    }
    return cell as unknown as Cell;
  };
  const terminal = new Float64Array(states).fill(i.cost_unrecovered);
  const builder = new ProblemBuilder(
    {
      id: i.id,
      states,
      actions: i.operators.map((operator) => operator.id),
      horizon: i.horizon,
      defaultCost: i.cost_default,
      discount: i.discount,
    },
    terminal,
  );
  const ruleBook = new Uint8Array(states);
  for (let state = 0; state < states; state++) {
    const cell = cellOf(state);
    i.operators.forEach((operator, at) => {
      if (allowed(i, cell, operator)) {
        builder.allow(i.cost_month + operator.cost);
        spread(i, cell, operator, (to, p) => builder.add(to === RECOVERED || to === DEFAULT ? to : indexOf(to as Cell), p));
        if (isSound(i, cell, operator)) ruleBook[state] = at;
      }
      builder.endRow();
    });
  }
  return {
    ...builder.build(),
    instance,
    start: indexOf(i.start),
    ruleBook: { id: 'rule-book', table: ruleBook },
    features: (state) => featuresOf(cellOf(state), i),
    groupOf: (state) => state % (JOBS * REGIMES),
  };
}

function allowed(i: GridInstance, [cash, revolving, investment, work]: Cell, o: GridOperator): boolean {
  if (o.only_unemployed && work === EMPLOYED) return false;
  const within = (x: number, change: number, max: number): boolean => x + change >= 0 && (change <= 0 || x + change <= max);
  return (
    within(cash, o.cash, i.cash_max) &&
    within(revolving, o.revolving, i.revolving_max) &&
    within(investment, o.investment, i.investment_max)
  );
}

/** The rule book: debt goes first while a buffer remains; without work or cash, save. The last sound operator of the list is played. */
function isSound(i: GridInstance, [cash, revolving, , work]: Cell, o: GridOperator): boolean {
  if (o.revolving < 0) return work === EMPLOYED && cash + o.cash >= i.recover_cash_min && revolving > 0;
  if (o.saving > 0) return work !== EMPLOYED || cash < i.recover_cash_min;
  return false;
}

/**
 * All months that may follow. Of shock, interest and returns at most one happens in a month; work and regime are independent of them and of
 * each other given the cell.
 */
function spread(i: GridInstance, cell: Cell, o: GridOperator, add: (to: Cell | number, p: number) => void): void {
  const [cash0, revolving0, investment0, work, regime] = cell;
  const revolving1 = revolving0 + o.revolving;
  const investment1 = investment0 + o.investment;
  const flow = i.income[work] + o.earns - i.spending;
  const shock = i.shock_prob[regime];
  const rest = 1 - shock;
  const interest = Math.min(rest, revolving1 * i.interest_prob_per_unit);
  const up = Math.min((rest - interest) / 2, investment1 * i.return_up_prob_per_unit[regime]);
  const down = Math.min((rest - interest) / 2, investment1 * i.return_down_prob_per_unit[regime]);
  const events: readonly (readonly [cash: number, revolving: number, investment: number, p: number])[] = [
    [0, 0, 0, rest - interest - up - down],
    [-i.shock_size, 0, 0, shock],
    [0, 1, 0, interest],
    [0, 0, 1, up],
    [0, 0, -1, down],
  ];
  const saves = o.saving === 0 ? [1, 0] : [1 - o.saving_prob, o.saving_prob];
  const works = workAfter(i, work, regime, o);
  for (const [dCash, dRevolving, dInvestment, pEvent] of events) {
    for (let saved = 0; saved < 2; saved++) {
      const p = pEvent * saves[saved];
      if (p <= 0) continue;
      const raw = cash0 + o.cash + flow + saved * o.saving + dCash;
      const revolving = revolving1 + dRevolving + Math.max(0, -raw);
      const cash = Math.min(Math.max(0, raw), i.cash_max);
      const investment = Math.min(i.investment_max, investment1 + dInvestment);
      if (revolving > i.revolving_max) {
        add(DEFAULT, p);
        continue;
      }
      for (const [next, pNext] of works) {
        if (cash >= i.recover_cash_min && revolving <= i.recover_revolving_max && next === EMPLOYED) add(RECOVERED, p * pNext);
        else {
          add([cash, revolving, investment, next, regime], p * pNext * (1 - i.regime_exit[regime]));
          add([cash, revolving, investment, next, 1 - regime], p * pNext * i.regime_exit[regime]);
        }
      }
    }
  }
}

function workAfter(i: GridInstance, work: number, regime: number, o: GridOperator): readonly (readonly [number, number])[] {
  if (work === EMPLOYED)
    return [
      [EMPLOYED, 1 - i.job_loss[regime]],
      [ON_BENEFIT, i.job_loss[regime]],
    ];
  const found = Math.min(1, i.finding[regime] * o.finding_factor);
  if (work === WITHOUT)
    return [
      [EMPLOYED, found],
      [WITHOUT, 1 - found],
    ];
  return [
    [EMPLOYED, found],
    [WITHOUT, (1 - found) * i.benefit_ends],
    [ON_BENEFIT, (1 - found) * (1 - i.benefit_ends)],
  ];
}

/** Knots as shares of a range: closer together where buffers end and where debts near their limit. */
const KNOTS = {
  cash: [0, 0.08, 0.16, 0.25, 0.4, 0.65, 1],
  revolving: [0, 0.2, 0.45, 0.7, 0.9, 1],
  investment: [0, 0.15, 0.4, 1],
} as const;

/** Powers and products of the balances, which carry the fit where nobody came, and hats on a coarse grid, which bend it where many did. */
function featuresOf([cash, revolving, investment]: Cell, i: GridInstance): Float64Array {
  const c = cash / Math.max(1, i.cash_max);
  const k = revolving / Math.max(1, i.revolving_max);
  const v = investment / Math.max(1, i.investment_max);
  const powers = [1, c, k, v, c * c, k * k, v * v, c * k, c * v, k * v, k * k * k];
  const [hc, hk, hv] = [hats(c, KNOTS.cash), hats(k, KNOTS.revolving), hats(v, KNOTS.investment)];
  const features = new Float64Array(powers.length + hc.length * hk.length * hv.length);
  features.set(powers);
  let at = powers.length;
  for (const a of hc) for (const b of hk) for (const d of hv) features[at++] = a * b * d;
  return features;
}

/** Weights of the knots around a point: linear between neighbours. */
function hats(x: number, knots: readonly number[]): number[] {
  return knots.map((knot, at) => {
    if (x === knot) return 1;
    const side = x < knot ? at - 1 : at + 1;
    if (side < 0 || side >= knots.length) return 0;
    return Math.max(0, 1 - (x - knot) / (knots[side] - knot));
  });
}
