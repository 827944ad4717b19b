/**
 * The earlier system's decision engine, kept as an exhibit of what was wrong with it: it is built from the state before the shock and never
 * told of the shocked one, so who "recovers" is settled before anything happens. Its rules, constants and flaws are its own.
 */
import type { LegacyState } from '../people/index.ts';
import { applyLegacyShocks, type LegacyShock } from './legacy-state.ts';

interface Holdings {
  readonly cash: number;
  readonly equities: number;
  readonly bonds: number;
  readonly realEstate: number;
  readonly retirement: number;
  readonly debts: number;
}

interface Operation {
  readonly name: string;
  readonly score: number;
  readonly capital: number;
  readonly riskChange: number;
  readonly apply: (x: Holdings) => Holdings;
}

export interface EarlierOutcome {
  /** Whether the test was passed before anything was done. */
  readonly passedBefore: boolean;
  readonly planned: readonly string[];
  readonly executed: readonly string[];
  readonly recovered: boolean;
  /** The state with the shocks in it, which nothing reads. */
  readonly shocked: LegacyState;
}

const RESERVE_SHARE = 0.1;
const MOST_RISK = 0.7;
const ENOUGH_CASH = 0.1;
const WORST_LOSS = 0.05;
const WORST_RISK_RISE = 0.1;
const TARGET = { equities: 0.4, bonds: 0.3, realEstate: 0.2 } as const;
const STREAM_YIELD = 0.04;
/** Debts relabelled: only cards and "other" cost more than the threshold. */
const DEAR_DEBT_SHARE = 0.3;
const DEAR_DEBT_RATE = 0.1;

const invested = (x: Holdings): number => x.equities + x.bonds + x.realEstate + x.retirement;
const wealth = (x: Holdings): number => x.cash + invested(x) - x.debts;
const available = (x: Holdings): number => x.cash * (1 - RESERVE_SHARE);
const passes = (x: Holdings): boolean => wealth(x) > 0 && x.cash / Math.max(1, wealth(x)) >= ENOUGH_CASH;

function concentration(x: Holdings): number {
  const total = invested(x);
  return total === 0 ? 0 : (x.equities ** 2 + x.bonds ** 2 + x.realEstate ** 2 + x.retirement ** 2) / total ** 2;
}
const risk = (x: Holdings): number => Math.min(1, x.debts / Math.max(1, x.cash + invested(x)) + concentration(x));

/** Mean of the "impacts", dollars or shares alike, less for risk, times a chance that is never drawn. */
const score = (impacts: readonly [number, number], riskChange: number, chance: number): number =>
  ((impacts[0] + impacts[1]) / 2) * (1 - Math.abs(riskChange)) * chance;

function candidates(x: Holdings): Operation[] {
  const found: Operation[] = [];
  const offer = (name: string, impacts: [number, number], riskChange: number, chance: number, capital: number, apply: Operation['apply']) =>
    found.push({ name, score: score(impacts, riskChange, chance), capital, riskChange, apply });
  if (concentration(x) > 0.1) {
    for (const [key, weight] of Object.entries(TARGET) as [keyof typeof TARGET, number][]) {
      const gap = weight * invested(x) - x[key];
      if (Math.abs(gap) <= 0.05 * invested(x) || Math.abs(gap) >= 0.8 * x.cash) continue;
      // Cash falls by the gap even where an asset is sold.
      offer('rebalance', [0.1, 0.05], -0.05, 0.9, Math.abs(gap), (y) => ({ ...y, [key]: y[key] + gap, cash: y.cash - Math.abs(gap) }));
    }
  }
  const dear = DEAR_DEBT_SHARE * x.debts;
  // The ratio counts as 0 below zero wealth: the insolvent are never offered it.
  if (wealth(x) > 0 && x.debts / wealth(x) > 0.5) {
    const saved = dear * DEAR_DEBT_RATE * 0.3;
    offer('debt_restructure', [saved, saved / 12], -0.02, 0.85, 0.02 * dear, (y) => ({
      ...y,
      cash: y.cash - 0.02 * dear,
      debts: y.debts - dear,
    }));
  }
  for (const name of ['income_optimization', 'income_optimization']) {
    const capital = 0.1 * STREAM_YIELD * wealth(x);
    offer(name, [0.2, 0.15], 0.01, 0.7, capital, (y) => ({ ...y, cash: y.cash - capital }));
  }
  if (available(x) > 0.1 * wealth(x)) {
    for (const [yearly, riskChange] of [
      [0.04, 0.01],
      [0.05, 0.02],
      [0.07, 0.15],
    ]) {
      const capital = 0.3 * available(x);
      // Cash is charged twice for what is bought once.
      const apply = (y: Holdings): Holdings => ({ ...y, cash: y.cash - 2 * capital, equities: y.equities + capital });
      offer('capital_efficiency', [yearly, 0.3], riskChange, 0.95, capital, apply);
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

function plan(x: Holdings): Operation[] {
  let left = available(x);
  return candidates(x).filter(({ capital, riskChange }) => {
    if (capital > left || risk(x) + riskChange > MOST_RISK) return false;
    left -= capital;
    return true;
  });
}

const isAccepted = (from: Holdings, to: Holdings): boolean =>
  wealth(to) >= wealth(from) - WORST_LOSS * Math.abs(wealth(from)) &&
  risk(to) <= risk(from) + WORST_RISK_RISE &&
  to.cash >= RESERVE_SHARE * from.cash;

/** What the earlier system reported of a person and shocks. */
export function earlierOutcome(state: LegacyState, shocks: readonly LegacyShock[]): EarlierOutcome {
  const shocked = applyLegacyShocks(state, shocks);
  const { cash, investments: equities, bonds, real_estate: realEstate, retirement = 0, debts = 0 } = state;
  const start: Holdings = { cash, equities, bonds, realEstate, retirement, debts };
  const operations = plan(start);
  const executed: string[] = [];
  let x = start;
  for (const operation of operations) {
    const next = operation.apply(x);
    if (!isAccepted(x, next)) continue;
    x = next;
    executed.push(operation.name);
    if (passes(x)) break;
  }
  return { passedBefore: passes(start), planned: operations.map(({ name }) => name), executed, recovered: passes(x), shocked };
}
