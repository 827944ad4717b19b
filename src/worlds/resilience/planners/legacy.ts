import { moveOf, operatorOf, refusalOf } from '../moves/index.ts';
import { assets, debts, type HouseholdState, type Move, type Planner, SLOT } from '../state/index.ts';

interface Scored {
  readonly move: Move;
  readonly score: number;
}

const THRESHOLDS = { concentration: 0.1, debt: 0.5, rate: 0.08, streams: 3, available: 0.1 } as const;
const WEIGHTS = { cash: 0.1, equities: 0.55, bonds: 0.35 } as const;
const YIELD = 0.04;
const LOWER_RATE = 0.3;
const SHARE_MOVED = 0.3;
const MOST_MOVES = 2;

/** Mean impact, less for risk, times the constant chance: dollars and shares averaged together, as the earlier system did. */
const score = (impacts: readonly [number, number], risk: number, chance: number): number =>
  ((impacts[0] + impacts[1]) / 2) * (1 - Math.abs(risk)) * chance;

function scored(s: HouseholdState): Scored[] {
  const invested = s[SLOT.equities] + s[SLOT.bonds] + s[SLOT.home];
  const concentration = [SLOT.equities, SLOT.bonds, SLOT.home].reduce(
    (sum, slot) => sum + (invested > 0 ? (s[slot] / invested) ** 2 : 0),
    0,
  );
  const wealth = assets(s) - debts(s);
  const found: Scored[] = [];
  if (concentration > THRESHOLDS.concentration) found.push({ move: moveOf('to_target', WEIGHTS), score: score([0.1, 0.05], -0.05, 0.9) });
  const dear = s[SLOT.card] + s[SLOT.personalBalance];
  if (wealth > 0 && debts(s) / wealth > THRESHOLDS.debt && dear > 0 && s[SLOT.cardApr] > THRESHOLDS.rate) {
    const saved = (LOWER_RATE * s[SLOT.cardApr] * dear) / 100;
    found.push({ move: moveOf('consolidate'), score: score([saved, saved / 12], -0.02, 0.85) });
  }
  const streams = [s[SLOT.monthIncome], s[SLOT.sideGig], s[SLOT.roomRent]].filter((cents) => cents > 0).length;
  if (streams < THRESHOLDS.streams) {
    for (const id of ['side_gig', 'rent_room']) found.push({ move: moveOf(id), score: score([0.2, 0.15], 0.01, 0.7) });
  }
  if (wealth > 0 && s[SLOT.cash] > THRESHOLDS.available * wealth) {
    const kept = ((1 - SHARE_MOVED) * s[SLOT.cash]) / s[SLOT.essential];
    const yearly = (YIELD * SHARE_MOVED * s[SLOT.cash]) / 100;
    found.push({ move: moveOf('sweep_to_savings', { months: kept }), score: score([yearly, 0.3], 0.01, 0.95) });
  }
  return found.sort((a, b) => b.score - a.score || (operatorOf(a.move.operator).id < operatorOf(b.move.operator).id ? -1 : 1));
}

/** The earlier system's rule on these dynamics: score what a threshold calls for, sort, take the first that may be played. */
export const LEGACY: Planner = {
  id: 'legacy',
  plan: (s, context) =>
    scored(s)
      .filter(({ move }) => refusalOf(s, move, context) === null)
      .slice(0, MOST_MOVES)
      .map(({ move }) => move),
};
