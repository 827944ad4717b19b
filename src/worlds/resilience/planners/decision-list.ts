/** A closed-loop policy that people can read: rules in order, each a guard and a move; the first two that apply are played. */
import { CeterisError, nearest } from '../../../core/index.ts';
import { moveOf, refusalOf } from '../moves/index.ts';
import type { HouseholdState, Move, MoveContext, MoveParams, Planner } from '../state/index.ts';
import { OBSERVATION_NAMES, OBSERVATIONS, type ObservationName } from './observe.ts';

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

const COMPARISONS = ['lt', 'le', 'gt', 'ge'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** One look: an observation, by its place in `OBSERVATION_NAMES`, beside a limit. */
interface Guard {
  readonly observation: number;
  readonly comparison: Comparison;
  readonly limit: number;
}

interface CompiledRule {
  readonly guards: readonly Guard[];
  readonly move: Move;
}

/** @throws UNKNOWN_MOVE, BAD_MOVE, BAD_POLICY with the path of the rule */
export function compileRule(rule: Rule, path = 'rules'): CompiledRule {
  const guards: Guard[] = [];
  for (const [name, bound] of Object.entries(rule.if ?? {})) {
    if (!(OBSERVATION_NAMES as readonly string[]).includes(name)) {
      const near = nearest(name, OBSERVATION_NAMES);
      const remedy = near === null ? `Use ${OBSERVATION_NAMES.join(', ')}.` : `Did you mean ${near}?`;
      throw new CeterisError('BAD_POLICY', `A rule can't look at ${JSON.stringify(name)}.`, remedy, { path: `${path}.if.${name}` });
    }
    guards.push(...guardsOf(OBSERVATION_NAMES.indexOf(name as ObservationName), bound as Bound, `${path}.if.${name}`));
  }
  const { op, ...params } = rule.do ?? { op: undefined };
  try {
    return { guards, move: moveOf(String(op), params as MoveParams) };
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    throw new CeterisError(error.code, error.message, error.remedy, { path: `${path}.do` });
  }
}

function guardsOf(observation: number, bound: Bound, path: string): Guard[] {
  if (typeof bound === 'boolean') return [{ observation, comparison: bound ? 'gt' : 'le', limit: 0 }];
  const bad = (): never => {
    throw new CeterisError('BAD_POLICY', 'A guard is true, false, or bounds.', 'For example {lt: 2} or {ge: 1, le: 3}.', { path });
  };
  if (typeof bound !== 'object' || bound === null) return bad();
  return Object.entries(bound).map(([name, limit]): Guard => {
    const comparison = COMPARISONS.find((one) => one === name) ?? bad();
    if (typeof limit !== 'number' || !Number.isFinite(limit)) return bad();
    return { observation, comparison, limit };
  });
}

const OBSERVERS = OBSERVATION_NAMES.map((name) => OBSERVATIONS[name]);
/** What was observed at a decision, once each: `seen` holds the number of the decision that a value belongs to. */
const values = new Float64Array(OBSERVERS.length);
const seen = new Float64Array(OBSERVERS.length);
let decision = 0;

function holds({ observation, comparison, limit }: Guard, s: HouseholdState, context: MoveContext): boolean {
  if (seen[observation] !== decision) {
    values[observation] = OBSERVERS[observation](s, context);
    seen[observation] = decision;
  }
  const value = values[observation];
  if (comparison === 'lt') return value < limit;
  if (comparison === 'le') return value <= limit;
  return comparison === 'gt' ? value > limit : value >= limit;
}

const NOTHING: readonly Move[] = [];

export function listPlanner(id: string, list: DecisionList, path = 'rules'): Planner {
  const rules = list.rules.map((rule, i) => compileRule(rule, `${path}[${i}]`));
  const applies = (guards: readonly Guard[], s: HouseholdState, context: MoveContext): boolean => {
    for (let i = 0; i < guards.length; i++) if (!holds(guards[i], s, context)) return false;
    return true;
  };
  return {
    id,
    plan: (s, context) => {
      decision++;
      let first: Move | null = null;
      for (let i = 0; i < rules.length; i++) {
        const { guards, move } = rules[i];
        if (first?.operator === move.operator || !applies(guards, s, context) || refusalOf(s, move, context) !== null) continue;
        if (first !== null) return [first, move];
        first = move;
      }
      return first === null ? NOTHING : [first];
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
