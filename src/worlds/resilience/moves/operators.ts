import { CeterisError, nearest } from '../../../core/index.ts';
import type { Move, MoveParams, Operator } from '../state/index.ts';
import { CAPITAL } from './capital.ts';
import { operator } from './common.ts';
import { DEBT } from './debt.ts';
import { INCOME } from './income.ts';
import { REBALANCE } from './rebalance.ts';
import { RISK } from './risk.ts';

const WAIT_OPERATOR = operator({ id: 'wait', family: 'none', summary: 'do nothing this month', refusal: () => null, apply: () => {} });

/** Every operator, `wait` first. Its place here is what households remember of latent moves: append only. */
export const OPERATORS: readonly Operator[] = [WAIT_OPERATOR, ...REBALANCE, ...DEBT, ...INCOME, ...CAPITAL, ...RISK];
const BY_ID: ReadonlyMap<string, Operator> = new Map(OPERATORS.map((item) => [item.id, item]));
export const INDEX_OF: ReadonlyMap<string, number> = new Map(OPERATORS.map((item, i) => [item.id, i]));

/** @throws UNKNOWN_MOVE */
export function operatorOf(id: string): Operator {
  const found = BY_ID.get(id);
  if (found !== undefined) return found;
  const near = nearest(id, [...BY_ID.keys()]);
  throw new CeterisError(
    'UNKNOWN_MOVE',
    `There is no move ${JSON.stringify(id)}.`,
    near === null ? `Use one of ${[...BY_ID.keys()].join(', ')}.` : `Did you mean ${near}?`,
  );
}

/**
 * A move with all its parameters: those given, and the operator's defaults.
 * @throws UNKNOWN_MOVE, BAD_MOVE for parameters that the operator doesn't have or of the wrong kind
 */
export function moveOf(id: string, given: MoveParams = {}): Move {
  const { defaults } = operatorOf(id);
  for (const [name, value] of Object.entries(given)) {
    const wanted = defaults[name];
    const fits = typeof value === typeof wanted && (typeof value !== 'number' || (Number.isFinite(value) && value >= 0));
    if (!fits) {
      throw new CeterisError(
        'BAD_MOVE',
        wanted === undefined ? `${id} has no parameter ${name}.` : `${id} takes no ${name} of ${JSON.stringify(value)}.`,
        `Its parameters are ${JSON.stringify(defaults)}.`,
        { path: name },
      );
    }
  }
  return { operator: id, params: { ...defaults, ...given } };
}

/** One name for a move: `trim(level=2)`. */
export function moveName({ operator: id, params }: Move): string {
  const parts = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return parts.length === 0 ? id : `${id}(${parts.join(',')})`;
}

/** The moves that planners choose from. */
export const MENU: readonly Move[] = [
  moveOf('wait'),
  moveOf('to_target'),
  moveOf('derisk'),
  moveOf('harvest_loss'),
  moveOf('pay_extra', { months: 0.5, keep: 1 }),
  moveOf('pay_extra', { months: 1, keep: 3 }),
  moveOf('pay_extra', { months: 3, keep: 3 }),
  moveOf('consolidate'),
  moveOf('consolidate', { financed: 1 }),
  moveOf('balance_transfer'),
  moveOf('refinance'),
  moveOf('draw_line'),
  moveOf('repay_line'),
  moveOf('forbearance', { kind: 'mortgage' }),
  moveOf('forbearance', { kind: 'student' }),
  moveOf('settle'),
  moveOf('claim_benefit'),
  moveOf('search_effort'),
  moveOf('retrain'),
  moveOf('side_gig'),
  moveOf('partner_hours'),
  moveOf('rent_room'),
  moveOf('invest_excess'),
  moveOf('sweep_to_savings', { months: 6 }),
  moveOf('take_match'),
  moveOf('pause_contributions'),
  moveOf('resume_contributions'),
  moveOf('sell_asset', { class: 'bonds' }),
  moveOf('sell_asset', { class: 'equities' }),
  moveOf('retirement_loan'),
  moveOf('hardship_withdrawal'),
  moveOf('downsize_home'),
  moveOf('build_buffer', { months: 1 }),
  moveOf('build_buffer', { months: 3 }),
  moveOf('trim', { level: 0 }),
  moveOf('trim', { level: 1 }),
  moveOf('trim', { level: 2 }),
  moveOf('trim', { level: 3 }),
  moveOf('insure', { type: 'home' }),
  moveOf('insure', { type: 'disability' }),
  moveOf('insure', { type: 'health' }),
  moveOf('deleverage'),
  moveOf('lower_deductible'),
  moveOf('pay'),
  moveOf('pay', { milestone: 'first', share: 0.25 }),
  moveOf('pay', { milestone: 'first' }),
  moveOf('pay', { milestone: 'second' }),
];
