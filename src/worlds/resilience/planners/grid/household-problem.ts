/** A household as a finite decision problem (level L0 of 9.7): discretised cash, card, investments, employment, regime and side work. */
import { exp } from '../../../../core/index.ts';
import { DEFAULT, type FiniteProblem, ProblemBuilder, RECOVERED } from '../../mesh/index.ts';
import type { Objective } from '../../state/index.ts';
import { type Axis, placeOn } from './axes.ts';
import { JOB, type Outline } from './outline.ts';

export interface GridAction {
  readonly id: string;
  readonly trim: 0 | 1 | 2 | 3;
  readonly kind: 'none' | 'pay' | 'sell' | 'invest' | 'gig';
}

/** Amounts of the actions, months. */
export const AMOUNT = { pay: 0.5, sell: 2, invest: 1 } as const;
export const GRID_ACTIONS: readonly GridAction[] = [
  { id: 'wait', trim: 0, kind: 'none' },
  { id: 'trim-1', trim: 1, kind: 'none' },
  { id: 'trim-2', trim: 2, kind: 'none' },
  { id: 'trim-3', trim: 3, kind: 'none' },
  { id: 'pay', trim: 0, kind: 'pay' },
  { id: 'sell', trim: 0, kind: 'sell' },
  { id: 'trim-2-sell', trim: 2, kind: 'sell' },
  { id: 'invest', trim: 0, kind: 'invest' },
  { id: 'gig', trim: 0, kind: 'gig' },
  { id: 'trim-2-gig', trim: 2, kind: 'gig' },
];

export interface HouseholdGrid {
  readonly problem: FiniteProblem;
  readonly axes: { readonly cash: Axis; readonly card: Axis; readonly investments: Axis };
  readonly indexOf: (cell: Cell) => number;
}

export interface Cell {
  readonly cash: number;
  readonly card: number;
  readonly investments: number;
  readonly job: number;
  readonly regime: number;
  readonly gig: number;
}

/** Months of essential spending; above 6 the points stand ever further apart. */
const CASH = [0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 12, 18, 26];
const CARD = [0, 0.5, 1.5, 4];
const INVESTMENTS = [0, 1, 3, 8, 24];
const TRADE_COST = 0.001;
const GIG_END = 0.08;
/** A month behind leads to default after six of them. */
const DEFAULT_AFTER_SHORT = 1 / 6;
const SAFE_RESERVE_MONTHS = 3;
/** A recovery takes three good months: the two before the last cost one each. */
const MONTHS_TO_CONFIRM = 2;
const TRIM_ESSENTIAL = 0.03;
const TRIM_DISCRETIONARY = 0.33;
const PRINCIPAL_SHARE = 0.01;

/** Points of an axis with so many between each two. */
const refined = (points: readonly number[], between: number): number[] =>
  points.flatMap((x, i) => {
    const next = points[i + 1];
    return next === undefined ? [x] : Array.from({ length: between + 1 }, (_, k) => x + ((next - x) * k) / (between + 1));
  });

/** `between`: points put between each two of the cash axis; the values converge as it grows. */
export function householdGrid(o: Outline, months: number, objective: Objective, between = 0): HouseholdGrid {
  const axes = {
    cash: { points: refined(CASH, between) },
    card: { points: o.cardLimit > 0 ? [...CARD.filter((x) => x < o.cardLimit - 0.1), o.cardLimit] : [0] },
    investments: { points: INVESTMENTS },
  };
  const sizes = [axes.cash.points.length, axes.card.points.length, axes.investments.points.length, 3, 2, 2];
  const states = sizes.reduce((a, b) => a * b, 1);
  const indexOf = ({ cash, card, investments, job, regime, gig }: Cell): number =>
    ((((cash * sizes[1] + card) * sizes[2] + investments) * 3 + job) * 2 + regime) * 2 + gig;
  const builder = new ProblemBuilder(
    {
      id: 'household',
      states,
      actions: GRID_ACTIONS.map(({ id }) => id),
      horizon: months,
      defaultCost: objective.defaultPenalty,
      discount: objective.discount,
    },
    new Float64Array(states).fill(objective.terminalUnrecovered),
  );
  for (let cash = 0; cash < sizes[0]; cash++)
    for (let card = 0; card < sizes[1]; card++)
      for (let investments = 0; investments < sizes[2]; investments++)
        for (let job = 0; job < 3; job++)
          for (let regime = 0; regime < 2; regime++)
            for (let gig = 0; gig < 2; gig++) {
              const at: Balances = {
                cash: axes.cash.points[cash],
                card: axes.card.points[card],
                investments: axes.investments.points[investments],
              };
              for (const action of GRID_ACTIONS) {
                const after = act(o, at, gig, action);
                if (after !== null) addRow(builder, o, axes, indexOf, objective, after, job, regime, action);
                builder.endRow();
              }
            }
  return { problem: builder.build(), axes, indexOf };
}

interface Balances {
  readonly cash: number;
  readonly card: number;
  readonly investments: number;
}
interface After extends Balances {
  readonly gig: number;
}

/** Balances after an action, or null where it is not feasible. */
function act(o: Outline, { cash, card, investments }: Balances, gig: number, { kind }: GridAction): After | null {
  switch (kind) {
    case 'none':
      return { cash, card, investments, gig };
    case 'pay': {
      const paid = Math.min(AMOUNT.pay, card);
      return card > 0 && cash >= AMOUNT.pay ? { cash: cash - paid, card: card - paid, investments, gig } : null;
    }
    case 'sell': {
      const sold = Math.min(AMOUNT.sell, investments);
      return sold > 0 ? { cash: cash + sold * (1 - TRADE_COST), card, investments: investments - sold, gig } : null;
    }
    case 'invest':
      return cash >= AMOUNT.invest
        ? { cash: cash - AMOUNT.invest, card, investments: investments + AMOUNT.invest * (1 - TRADE_COST), gig }
        : null;
    case 'gig':
      return gig === 0 && o.gig > 0 ? { cash, card, investments, gig: 1 } : null;
  }
}

/** The month after an action: bills, the test of recovery, then what the next month brings up to its decision. */
function addRow(
  builder: ProblemBuilder,
  o: Outline,
  axes: HouseholdGrid['axes'],
  indexOf: HouseholdGrid['indexOf'],
  objective: Objective,
  after: After,
  job: number,
  regime: number,
  { trim }: GridAction,
): void {
  const due = after.card * (PRINCIPAL_SHARE + o.cardApr / 12);
  const closed = payBills(o, after, due, trim);
  const good =
    closed.short === 0 &&
    closed.cash >= o.buffer - 1e-9 &&
    o.bearable[job] &&
    closed.cash + closed.investments - closed.card >= o.worth - 1e-9;
  const stage = objective.unrecovered + objective.trimLevel * trim + objective.unpaid * closed.unpaid + closed.friction;
  builder.allow(good ? MONTHS_TO_CONFIRM + objective.trimLevel * trim : stage);
  if (good) {
    builder.add(RECOVERED, 1);
    return;
  }
  const fails = closed.short > 0 && o.reserve < SAFE_RESERVE_MONTHS ? DEFAULT_AFTER_SHORT : 0;
  builder.add(DEFAULT, fails);
  const card = closed.card + (after.card * o.cardApr) / 12;
  for (const [bill, pBill] of [[0, 1 - o.bill.probability] as const, [o.bill.months, o.bill.probability] as const])
    for (const [growth, pGrowth] of growths(o, regime, closed.investments))
      for (const [nextJob, pJob] of jobsAfter(o, job, regime, after.gig))
        for (const [nextGig, pGig] of after.gig === 1
          ? ([
              [1, 1 - GIG_END],
              [0, GIG_END],
            ] as const)
          : ([[0, 1]] as const))
          for (let g = 0; g < 2; g++) {
            const pRegime = g === regime ? 1 - o.regimeExit[regime as 0 | 1] : o.regimeExit[regime as 0 | 1];
            const p = (1 - fails) * pBill * pGrowth * pJob * pGig * pRegime;
            if (p <= 0) continue;
            const cash = closed.cash - bill + o.income[nextJob as 0 | 1 | 2] + nextGig * o.gig;
            spread(
              builder,
              axes,
              indexOf,
              { cash: Math.max(0, cash), card: card + Math.max(0, -cash), investments: closed.investments * growth },
              nextJob,
              g,
              nextGig,
              p,
            );
          }
}

interface Closed extends Balances {
  readonly short: number;
  readonly unpaid: number;
  readonly friction: number;
}

/** Essentials and service from cash, card, investments and the reserve; what is wanted beyond from cash and card alone. */
function payBills(o: Outline, { cash, card, investments }: Balances, due: number, trim: number): Closed {
  const essential = 1 - TRIM_ESSENTIAL * trim;
  const wanted = o.discretionary * (1 - TRIM_DISCRETIONARY * trim);
  let left = cash - essential - o.service - due;
  let owed = card - due;
  let invested = investments;
  let room = Math.max(0, o.cardLimit - owed);
  let short = 0;
  if (left < 0) {
    const drawn = Math.min(-left, room);
    owed += drawn;
    room -= drawn;
    left += drawn;
  }
  if (left < 0) {
    const sold = Math.min(-left, invested);
    invested -= sold;
    left += sold;
  }
  let friction = 0;
  if (left < 0) {
    if (o.reserve >= SAFE_RESERVE_MONTHS) friction = -left * o.reserveCost;
    else short = -left;
    left = 0;
  }
  const spent = Math.min(wanted, left + room);
  const fromCash = Math.min(left, spent);
  return {
    cash: left - fromCash,
    card: owed + spent - fromCash,
    investments: invested,
    short,
    unpaid: (Math.min(short, essential) + wanted - spent) / (essential + wanted),
    friction,
  };
}

function growths(o: Outline, regime: number, investments: number): readonly (readonly [factor: number, p: number])[] {
  if (investments === 0) return [[1, 1]];
  const { mean, sd } = o.returns[regime as 0 | 1];
  return [
    [exp(mean + sd), 0.5],
    [exp(mean - sd), 0.5],
  ];
}

const GIG_SEARCH_FACTOR = 0.9;

function jobsAfter(o: Outline, job: number, regime: number, gig: number): readonly (readonly [job: number, p: number])[] {
  const lost = o.jobLoss[regime as 0 | 1];
  if (job === JOB.employed)
    return lost > 0
      ? [
          [JOB.employed, 1 - lost],
          [JOB.benefit, lost],
        ]
      : [[JOB.employed, 1]];
  const found = o.finding[regime as 0 | 1] * (gig === 1 ? GIG_SEARCH_FACTOR : 1);
  if (job === JOB.without)
    return [
      [JOB.employed, found],
      [JOB.without, 1 - found],
    ];
  return [
    [JOB.employed, found],
    [JOB.without, (1 - found) * o.benefitEnds],
    [JOB.benefit, (1 - found) * (1 - o.benefitEnds)],
  ];
}

/** Multilinear weights of an off-grid successor as probabilities. */
function spread(
  builder: ProblemBuilder,
  axes: HouseholdGrid['axes'],
  indexOf: HouseholdGrid['indexOf'],
  to: Balances,
  job: number,
  regime: number,
  gig: number,
  p: number,
): void {
  const a = placeOn(axes.cash, to.cash);
  const b = placeOn(axes.card, to.card);
  const c = placeOn(axes.investments, to.investments);
  for (let i = 0; i < 2; i++) {
    const pa = i === 0 ? 1 - a.weight : a.weight;
    if (pa === 0) continue;
    for (let j = 0; j < 2; j++) {
      const pb = j === 0 ? 1 - b.weight : b.weight;
      if (pb === 0) continue;
      for (let k = 0; k < 2; k++) {
        const pc = k === 0 ? 1 - c.weight : c.weight;
        if (pc === 0) continue;
        builder.add(indexOf({ cash: a.low + i, card: b.low + j, investments: c.low + k, job, regime, gig }), p * pa * pb * pc);
      }
    }
  }
}
