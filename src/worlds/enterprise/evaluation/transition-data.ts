/** Pairs of adjacent waves as rows to learn from: the state of wave t and what the household had done by wave t+1. */
import { CeterisError } from '../../../core/index.ts';
import { transitionOf } from '../learners/index.ts';
import { adjacentPairs, type DataSource, type SurveyPanel } from '../survey/index.ts';

/** Which price change a row is given: that into wave t, known when the forecast is made, or that into t+1, which is not. */
export const TIMINGS = ['price_t', 'price_t1', 'both'] as const;
export type Timing = (typeof TIMINGS)[number];

export const TIMING_WORDS: Readonly<Record<Timing, string>> = {
  price_t: 'the price change into wave t, known when the forecast is made',
  price_t1: 'the price change into wave t+1, known only after the forecast',
  both: 'the price changes into waves t and t+1; the second is known only after the forecast',
};

/** What a learner may be given. Persistence over all waves is not among them: it contains the label. */
export const FEATURES = {
  asset_index: 'standardised assets at t',
  credit_access: 'access to credit at t',
  enterprise_status: 'owns an enterprise at t',
  price_exposure: 'price change, by timing',
  price_x_no_credit: 'price change times no credit',
  household_size: 'members at t',
  urban: 'lives in a town at t',
  persistence_to_date: 'share of waves up to t with an enterprise',
} as const;
export type FeatureName = keyof typeof FEATURES;

export interface TransitionData {
  readonly country: string;
  readonly dataSource: DataSource;
  readonly household: readonly string[];
  readonly waveFrom: Int32Array;
  readonly waveTo: Int32Array;
  /** Owns an enterprise at t: 0 or 1. */
  readonly status: Uint8Array;
  /** ENTER, EXIT, STAY as in `TRANSITIONS`. */
  readonly labels: Uint8Array;
  readonly weight: Float64Array;
  readonly weighted: boolean;
  readonly village: readonly string[] | null;
  /** Sampling strata: resampling stays within them. */
  readonly stratum: readonly string[] | null;
  readonly region: readonly string[] | null;
  readonly urban: Float64Array;
  readonly assetIndex: Float64Array;
  readonly credit: Float64Array;
  /** Into wave t, whatever the timing. */
  readonly price: Float64Array;
  readonly featureNames: readonly string[];
  readonly features: readonly Float64Array[];
  /** Pairs of adjacent waves, and those left out because a feature is unknown. */
  readonly pairs: number;
  readonly incomplete: number;
}

type Reader = (from: number, to: number) => number;

function readersOf(panel: SurveyPanel, timing: Timing): Readonly<Record<FeatureName, readonly (readonly [string, Reader])[]>> {
  const now: Reader = (from) => panel.priceExposure[from];
  const next: Reader = (_from, to) => panel.priceExposure[to];
  const prices: (readonly [string, Reader])[] = [
    ...(timing === 'price_t1' ? [] : [['price_exposure', now] as const]),
    ...(timing === 'price_t' ? [] : [['price_exposure_next', next] as const]),
  ];
  const owned = ownedToDate(panel);
  return {
    asset_index: [['asset_index', (from) => panel.assetIndex[from]]],
    credit_access: [['credit_access', (from) => panel.credit[from]]],
    enterprise_status: [['enterprise_status', (from) => panel.enterprise[from]]],
    price_exposure: prices,
    price_x_no_credit: prices.map(([name, read]) => [`${name}_x_no_credit`, (from, to) => read(from, to) * (1 - panel.credit[from])]),
    household_size: [['household_size', (from) => panel.householdSize[from]]],
    urban: [['urban', (from) => panel.urban[from]]],
    persistence_to_date: [['persistence_to_date', (from) => owned[from]]],
  };
}

/** Share of a household's waves up to each row in which it owned an enterprise. */
function ownedToDate(panel: SurveyPanel): Float64Array {
  const share = new Float64Array(panel.rows);
  let [owned, seen] = [0, 0];
  for (let i = 0; i < panel.rows; i++) {
    if (i === 0 || panel.householdId[i] !== panel.householdId[i - 1]) [owned, seen] = [0, 0];
    owned += panel.enterprise[i];
    seen += 1;
    share[i] = owned / seen;
  }
  return share;
}

export interface TransitionOptions {
  readonly timing?: Timing;
  readonly features?: readonly FeatureName[];
}

export const DEFAULT_FEATURES: readonly FeatureName[] = ['asset_index', 'credit_access', 'enterprise_status', 'price_exposure'];

/** Columns that a panel knows of at least one pair. */
export function knownFeatures(panel: SurveyPanel, options: TransitionOptions = {}): string[] {
  const { from, to } = adjacentPairs(panel);
  const readers = readersOf(panel, options.timing ?? 'price_t');
  return (options.features ?? DEFAULT_FEATURES).flatMap((name) =>
    readers[name].flatMap(([column, read]) => ([...from.keys()].some((k) => !Number.isNaN(read(from[k], to[k]))) ? [column] : [])),
  );
}

/**
 * Pairs with every one of `columns` known. Pairs that lack one are counted, never filled in.
 * @throws CeterisError NO_TRANSITIONS
 */
export function transitionData(panel: SurveyPanel, columns: readonly string[], options: TransitionOptions = {}): TransitionData {
  const { from, to } = adjacentPairs(panel);
  const readers = new Map(Object.values(readersOf(panel, options.timing ?? 'price_t')).flat());
  const reads = columns.map((name) => readers.get(name) as Reader);
  const rows = [...from.keys()].filter((k) => reads.every((read) => !Number.isNaN(read(from[k], to[k]))));
  if (rows.length === 0)
    throw new CeterisError(
      'NO_TRANSITIONS',
      `No pair of adjacent waves in ${panel.country} has ${columns.join(', ')}.`,
      'Bring more waves, or name fewer features.',
      { path: 'features' },
    );
  const at = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (k) => values[from[k]]);
  const text = (values: readonly string[] | null): string[] | null => values && rows.map((k) => values[from[k]]);
  return {
    country: panel.country,
    dataSource: panel.dataSource,
    household: rows.map((k) => panel.householdId[from[k]]),
    waveFrom: Int32Array.from(rows, (k) => panel.wave[from[k]]),
    waveTo: Int32Array.from(rows, (k) => panel.wave[to[k]]),
    status: Uint8Array.from(rows, (k) => panel.enterprise[from[k]]),
    labels: Uint8Array.from(rows, (k) => transitionOf(panel.enterprise[from[k]], panel.enterprise[to[k]])),
    weight: at(panel.weight),
    weighted: panel.hasWeights,
    village: text(panel.psu),
    stratum: text(panel.stratum),
    region: text(panel.region),
    urban: at(panel.urban),
    assetIndex: at(panel.assetIndex),
    credit: at(panel.credit),
    price: at(panel.priceExposure),
    featureNames: columns,
    features: reads.map((read) => Float64Array.from(rows, (k) => read(from[k], to[k]))),
    pairs: from.length,
    incomplete: from.length - rows.length,
  };
}

/** Some rows of a data set, in the order given. */
export function takeRows(data: TransitionData, rows: readonly number[]): TransitionData {
  const text = (values: readonly string[] | null): string[] | null => values && rows.map((i) => values[i]);
  const real = (values: Float64Array): Float64Array => Float64Array.from(rows, (i) => values[i]);
  return {
    ...data,
    household: rows.map((i) => data.household[i]),
    waveFrom: Int32Array.from(rows, (i) => data.waveFrom[i]),
    waveTo: Int32Array.from(rows, (i) => data.waveTo[i]),
    status: Uint8Array.from(rows, (i) => data.status[i]),
    labels: Uint8Array.from(rows, (i) => data.labels[i]),
    weight: real(data.weight),
    village: text(data.village),
    stratum: text(data.stratum),
    region: text(data.region),
    urban: real(data.urban),
    assetIndex: real(data.assetIndex),
    credit: real(data.credit),
    price: real(data.price),
    features: data.features.map(real),
  };
}
