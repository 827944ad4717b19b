/** A closed-loop policy that people can read: rules in order, each a guard and a move; the first two that apply are played. */
import { CeterisError, nearest, nextDown, nextUp } from '../../../core/index.ts';
import { moveOf, operatorOf, refusalBy } from '../moves/index.ts';
import type { Move, MoveParams, Operator, Planner } from '../state/index.ts';
import { lookAround, OBSERVATION_NAMES, type ObservationName } from './observe.ts';

/** `true`, `false`, or bounds. */
export type Bound = boolean | { readonly lt?: number; readonly le?: number; readonly gt?: number; readonly ge?: number };

export interface Rule {
  readonly if: Readonly<Partial<Record<ObservationName, Bound>>>;
  /** The operator and those of its parameters that differ from their defaults. */
  readonly do: { readonly op: string } & Readonly<Record<string, number | string>>;
}

export interface DecisionList {
  readonly kind: 'list';
  readonly rules: readonly Rule[];
}

/** One look: an observation, by its place in `OBSERVATION_NAMES`, and the closed interval that it must lie in. */
interface Guard {
  readonly observation: number;
  readonly least: number;
  readonly most: number;
}

interface CompiledRule {
  readonly guards: readonly Guard[];
  readonly move: Move;
  readonly operator: Operator;
}

/** @throws UNKNOWN_MOVE, BAD_MOVE, BAD_POLICY with the path of the rule */
export function compileRule(rule: Rule, path = 'rules'): CompiledRule {
  const guards = Object.entries(rule.if ?? {}).map(([name, bound]) => {
    if (!(OBSERVATION_NAMES as readonly string[]).includes(name)) {
      const near = nearest(name, OBSERVATION_NAMES);
      const remedy = near === null ? `Use ${OBSERVATION_NAMES.join(', ')}.` : `Did you mean ${near}?`;
      throw new CeterisError('BAD_POLICY', `A rule can't look at ${JSON.stringify(name)}.`, remedy, { path: `${path}.if.${name}` });
    }
    return guardOf(name as ObservationName, bound as Bound, `${path}.if.${name}`);
  });
  const { op, ...params } = rule.do ?? { op: undefined };
  try {
    const move = moveOf(String(op), params as MoveParams);
    return { guards, move, operator: operatorOf(move.operator) };
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    throw new CeterisError(error.code, error.message, error.remedy, { path: `${path}.do` });
  }
}

function guardOf(name: ObservationName, bound: Bound, path: string): Guard {
  const bad = (): never => {
    throw new CeterisError('BAD_POLICY', 'A guard is true, false, or bounds.', 'For example {lt: 2} or {ge: 1, le: 3}.', { path });
  };
  if (typeof bound !== 'boolean' && (typeof bound !== 'object' || bound === null)) return bad();
  const given = typeof bound === 'boolean' ? { [bound ? 'gt' : 'le']: 0 } : bound;
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const [comparison, limit] of Object.entries(given)) {
    if (typeof limit !== 'number' || !Number.isFinite(limit)) return bad();
    if (comparison === 'ge') least = Math.max(least, limit);
    else if (comparison === 'gt') least = Math.max(least, nextUp(limit));
    else if (comparison === 'le') most = Math.min(most, limit);
    else if (comparison === 'lt') most = Math.min(most, nextDown(limit));
    else return bad();
  }
  return { observation: OBSERVATION_NAMES.indexOf(name), least, most };
}

/** What was seen at this decision. */
const seen = new Float64Array(OBSERVATION_NAMES.length);

const NOTHING: readonly Move[] = [];

function hold(guards: readonly Guard[]): boolean {
  for (let i = 0; i < guards.length; i++) {
    const { observation, least, most } = guards[i];
    if (!(seen[observation] >= least && seen[observation] <= most)) return false;
  }
  return true;
}

export function listPlanner(id: string, list: DecisionList, path = 'rules'): Planner {
  const rules = list.rules.map((rule, i) => compileRule(rule, `${path}[${i}]`));
  return {
    id,
    plan: (s, context) => {
      lookAround(s, context, seen);
      let chosen: Move | null = null;
      for (let i = 0; i < rules.length; i++) {
        const { guards, move, operator } = rules[i];
        if (!hold(guards) || chosen?.operator === move.operator || refusalBy(operator, s, move.params, context) !== null) continue;
        if (chosen !== null) return [chosen, move];
        chosen = move;
      }
      return chosen === null ? NOTHING : [chosen];
    },
  };
}

const sign = { lt: '<', le: '≤', gt: '>', ge: '≥' } as const;

/** One line for people: `if unemployed and cash_months < 2: trim level 2`. */
export function ruleText({ if: guard, do: action }: Rule): string {
  const when = Object.entries(guard).flatMap(([name, bound]) => {
    if (typeof bound === 'boolean') return [bound ? name : `not ${name}`];
    return Object.entries(bound).map(([key, limit]) => `${name} ${sign[key as keyof typeof sign]} ${limit}`);
  });
  const { op, ...params } = action;
  const how = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  const text = [op, ...how].join(' ').replaceAll('_', ' ');
  return when.length === 0 ? `always: ${text}` : `if ${when.join(' and ').replaceAll('_', ' ')}: ${text}`;
}
