/** Households' effects as rows: by shock, by kind of household, by both, and over all. */
import { studentTInterval } from '../../../core/index.ts';
import { type Effect, type Estimate, type HouseholdEffects, type PlaybookRow, SECTIONS } from './types.ts';

/** Fewer households than this say nothing about others. */
const FEWEST = 3;
const ALL = 'all';

export function summarise(measured: readonly HouseholdEffects[]): PlaybookRow[] {
  const groups = new Map<string, { key: Pick<PlaybookRow, 'section' | 'shock_type' | 'household_type' | 'item'>; effects: Effect[] }>();
  for (const { shockType, householdType, effects } of measured) {
    for (const effect of effects) {
      for (const shock_type of [ALL, shockType]) {
        for (const household_type of [ALL, householdType]) {
          const key = { section: effect.section, shock_type, household_type, item: effect.item };
          const name = JSON.stringify(key);
          const group = groups.get(name) ?? { key, effects: [] };
          group.effects.push(effect);
          groups.set(name, group);
        }
      }
    }
  }
  const rows = [...groups.values()]
    .filter(({ effects }) => effects.length >= FEWEST)
    .map(({ key, effects }) => ({
      ...key,
      households: effects.length,
      cost_saved: estimate(effects.map(({ cost }) => cost)),
      hardship_saved: estimate(effects.map(({ hardshipMonths }) => hardshipMonths)),
      recovered_gain: estimate(effects.map(({ recovered }) => recovered)),
      default_avoided: estimate(effects.map(({ notDefaulted }) => notDefaulted)),
    }));
  return inOrder(rows);
}

/** Section by section, all before the parts, the best first. */
export const inOrder = (rows: readonly PlaybookRow[]): PlaybookRow[] =>
  [...rows].sort(
    (a, b) =>
      SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) ||
      rank(a.shock_type, b.shock_type) ||
      rank(a.household_type, b.household_type) ||
      (ordered(a) ? 0 : proven(b) - proven(a) || merit(b) - merit(a)) ||
      (a.item < b.item ? -1 : 1),
  );

/** Beyond chance first, by the mean; the others by the mean beside its interval: few households with a wide one are no best choice. */
const proven = ({ cost_saved: saved }: PlaybookRow): number => (saved.lo > 0 ? 1 : 0);
const merit = (row: PlaybookRow): number => {
  const { mean, lo, hi } = row.cost_saved;
  return proven(row) === 1 ? mean : hi > lo ? (2 * mean) / (hi - lo) : 0;
};

/** Months of buffer and of delay stay in their own order. */
const ordered = ({ section }: PlaybookRow): boolean => section === 'buffer' || section === 'delay' || section === 'sensitivity';
const rank = (a: string, b: string): number => (a === b ? 0 : a === ALL ? -1 : b === ALL ? 1 : a < b ? -1 : 1);

function estimate(values: readonly number[]): Estimate {
  const { estimate: mean, low, high } = studentTInterval(Float64Array.from(values), 0.95);
  return { mean, lo: low, hi: high };
}
