/** Signs that a file holds, as a feature of wave t, what was only known at wave t+1. */
import { CeterisError } from '../../../core/index.ts';
import type { SurveyPanel } from './types.ts';

/** Rows of adjacent waves (t, t+1) of one household. A gap is no pair. */
export function adjacentPairs(panel: Pick<SurveyPanel, 'rows' | 'householdId' | 'wave'>): {
  readonly from: Int32Array;
  readonly to: Int32Array;
} {
  const from: number[] = [];
  for (let i = 0; i + 1 < panel.rows; i++)
    if (panel.householdId[i] === panel.householdId[i + 1] && panel.wave[i + 1] === panel.wave[i] + 1) from.push(i);
  return { from: Int32Array.from(from), to: Int32Array.from(from, (i) => i + 1) };
}

const FEATURES = { credit_access: 'credit', asset_index: 'assetIndex', price_exposure: 'priceExposure', welfare_proxy: 'welfare' } as const;

/** Below this many pairs, or with a rarer outcome, agreement can be chance. */
const LEAST_PAIRS = 30;
const LEAST_CHANGES = 8;
/** |correlation| that no honest feature reaches with the change of status that comes after it. */
const SUSPICIOUS = 0.95;

/**
 * A feature of wave t that all but determines whether the household changes status by wave t+1 is refused: entry among those without an
 * enterprise, exit among those with one, and the next status itself are each correlated with every feature.
 * @throws CeterisError FUTURE_IN_FEATURES
 */
export function refuseFutureColumns(panel: SurveyPanel, place: { readonly file?: string }): void {
  const { from, to } = adjacentPairs(panel);
  for (const [name, key] of Object.entries(FEATURES)) {
    for (const status of [0, 1]) {
      const pairs = [...from.keys()].filter((k) => panel.enterprise[from[k]] === status && !Number.isNaN(panel[key][from[k]]));
      const next = pairs.map((k) => panel.enterprise[to[k]]);
      const changes = next.filter((y) => y !== status).length;
      if (pairs.length < LEAST_PAIRS || Math.min(changes, pairs.length - changes) < LEAST_CHANGES) continue;
      const found = correlation(
        pairs.map((k) => panel[key][from[k]]),
        next,
      );
      if (!(Math.abs(found) >= SUSPICIOUS)) continue;
      throw new CeterisError(
        'FUTURE_IN_FEATURES',
        `${name} of a wave tells the enterprise status of the next one almost perfectly (correlation ${found.toFixed(3)}): it holds a later wave.`,
        `Build ${name} from what was known in its own wave.`,
        { ...place, path: name },
      );
    }
  }
  const ahead = shiftedCopy(panel, from, to);
  if (ahead !== null)
    throw new CeterisError(
      'FUTURE_IN_FEATURES',
      `${ahead} of each wave repeats asset_index of the next one: it is shifted by a wave.`,
      `Give ${ahead} of the wave itself.`,
      { ...place, path: ahead },
    );
}

/** Whether welfare or price exposure is the next wave's asset index in disguise. */
function shiftedCopy(panel: SurveyPanel, from: Int32Array, to: Int32Array): string | null {
  for (const [name, key] of [
    ['welfare_proxy', 'welfare'],
    ['asset_value', 'assetValue'],
    ['price_exposure', 'priceExposure'],
  ] as const) {
    const pairs = [...from.keys()].filter((k) => !Number.isNaN(panel[key][from[k]]) && !Number.isNaN(panel.assetIndex[to[k]]));
    if (pairs.length < LEAST_PAIRS) continue;
    const a = rankless(pairs.map((k) => panel[key][from[k]]));
    const b = rankless(pairs.map((k) => panel.assetIndex[to[k]]));
    if (correlation(a, b) > 1 - 1e-9) return name;
  }
  return null;
}

/** Ranks: any monotone disguise (logs, currency) is seen through. */
function rankless(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b] || a - b);
  const ranks = new Array<number>(values.length);
  order.forEach((index, rank) => {
    ranks[index] = rank;
  });
  return ranks;
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const [mx, my] = [x.reduce((a, b) => a + b, 0) / n, y.reduce((a, b) => a + b, 0) / n];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) ** 2;
    yy += (y[i] - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
