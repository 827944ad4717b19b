import { holm, type Seed, streamFor } from '../../../core/index.ts';
import type { LabRound } from '../lab/index.ts';

/** What a bank's change of rate foretells of its rivals'. */
export interface PriceLeadership {
  /** Basis points by which rivals move, on average, a round after the bank moved by one. */
  readonly coefficient: number;
  /** By permutation, after Holm over the banks. */
  readonly pValue: number;
}

const FEWEST_PAIRS = 4;
const PERMUTATIONS = 999;
/** Below it a series counts as constant, bps squared. */
const STILL = 1e-9;

/**
 * Price leadership of each bank, Granger's way: rivals' mean change of rate on the bank's change a round before, given their own change a
 * round before. What that leaves of the bank's changes is permuted over rounds (Freedman and Lane 1983). Null where fewer than six rounds
 * in a row, or rates that don't move, leave nothing to test.
 */
export function priceLeadership(rounds: readonly LabRound[], seed: Seed): readonly (PriceLeadership | null)[] {
  const banks = rounds[0]?.rateBps.length ?? 0;
  const raw = Array.from({ length: banks }, (_, j) => leadershipOf(j, rounds, seed));
  const tested = raw.filter((one) => one !== null);
  const adjusted = holm(tested.map(({ pValue }) => pValue));
  return raw.map((one) => (one === null ? null : { ...one, pValue: adjusted[tested.indexOf(one)] }));
}

function leadershipOf(bank: number, rounds: readonly LabRound[], seed: Seed): PriceLeadership | null {
  const changes: { readonly own: number; readonly rivals: number }[] = [];
  for (let t = 1; t < rounds.length && rounds[t].open[bank] === 1; t++) {
    const [before, now] = [rounds[t - 1], rounds[t]];
    const moved = [...now.rateBps].map((rate, j) => (before.open[j] === 1 && now.open[j] === 1 ? rate - before.rateBps[j] : Number.NaN));
    const others = moved.filter((change, j) => j !== bank && !Number.isNaN(change));
    if (others.length === 0) break;
    changes.push({ own: moved[bank], rivals: others.reduce((a, b) => a + b, 0) / others.length });
  }
  const pairs = changes.slice(1).map(({ rivals }, t) => ({ rivals, own: changes[t].own, given: changes[t].rivals }));
  if (pairs.length < FEWEST_PAIRS) return null;
  const given = pairs.map((pair) => pair.given);
  const x = residuals(
    pairs.map(({ own }) => own),
    given,
  );
  const y = residuals(
    pairs.map(({ rivals }) => rivals),
    given,
  );
  const [xx, yy, xy] = [dot(x, x), dot(y, y), dot(x, y)];
  if (xx < STILL || yy < STILL) return null;
  const stream = streamFor(seed, 'loans', 'price-leadership', bank);
  let asFar = 0;
  for (let k = 0; k < PERMUTATIONS; k++) {
    for (let i = x.length - 1; i > 0; i--) {
      const other = stream.integer(0, i + 1);
      [x[i], x[other]] = [x[other], x[i]];
    }
    if (Math.abs(dot(x, y)) >= Math.abs(xy) * (1 - 1e-12)) asFar += 1;
  }
  return { coefficient: xy / xx, pValue: (1 + asFar) / (1 + PERMUTATIONS) };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

/** What a constant and one regressor leave. */
function residuals(values: readonly number[], regressor: readonly number[]): number[] {
  const meanOf = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length;
  const [centre, middle] = [meanOf(values), meanOf(regressor)];
  const [ys, zs] = [values.map((value) => value - centre), regressor.map((value) => value - middle)];
  const zz = dot(zs, zs);
  const slope = zz < STILL ? 0 : dot(ys, zs) / zz;
  return ys.map((value, i) => value - slope * zs[i]);
}
