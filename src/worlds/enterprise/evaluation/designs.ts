/** How rows to learn from and rows to be tested on are kept apart. */
import { CeterisError } from '../../../core/index.ts';
import { groupedFolds } from '../learners/index.ts';
import { takeRows, type TransitionData } from './transition-data.ts';

export const DESIGNS = {
  'cross-country': 'learn in one country, test in another',
  'grouped-folds': 'five folds of one country, each household in one fold',
  forward: 'learn from pairs of waves that were over, test on the next pair',
  'leave-region-out': 'learn in all regions but one, test in that one',
} as const;
export type Design = keyof typeof DESIGNS;

export interface Fold {
  readonly name: string;
  readonly train: TransitionData;
  readonly test: TransitionData;
}

const FOLDS = 5;

/** @throws CeterisError SAME_COUNTRY, NO_REGIONS, TOO_FEW_WAVES, TEST_IN_TRAINING */
export function foldsOf(design: Design, train: TransitionData, test: TransitionData): Fold[] {
  const folds = design === 'cross-country' ? [crossCountry(train, test)] : WITHIN[design](test);
  for (const fold of folds) requireApart(design, fold);
  return folds;
}

function crossCountry(train: TransitionData, test: TransitionData): Fold {
  if (train.country === test.country)
    throw new CeterisError(
      'SAME_COUNTRY',
      `Training and test are both ${test.country}: that tests on the rows that were learned.`,
      'Use --design grouped-folds, forward or leave-region-out within one country.',
      { path: 'design' },
    );
  return { name: `${train.country} to ${test.country}`, train, test };
}

const split = (data: TransitionData, name: string, learns: (i: number) => boolean, tested: (i: number) => boolean): Fold => {
  const rows = [...data.labels.keys()];
  return { name, train: takeRows(data, rows.filter(learns)), test: takeRows(data, rows.filter(tested)) };
};

const WITHIN: Readonly<Record<Exclude<Design, 'cross-country'>, (data: TransitionData) => Fold[]>> = {
  'grouped-folds': (data) => {
    const folds = groupedFolds(data.household, FOLDS);
    return Array.from({ length: FOLDS }, (_, fold) =>
      split(
        data,
        `fold ${fold + 1}`,
        (i) => folds[i] !== fold,
        (i) => folds[i] === fold,
      ),
    ).filter(({ test }) => test.labels.length > 0);
  },
  forward: (data) => {
    const starts = [...new Set(data.waveFrom)].sort((a, b) => a - b);
    if (starts.length < 2)
      throw new CeterisError('TOO_FEW_WAVES', 'There is one pair of waves, so none to learn from before it.', 'Bring a third wave.', {
        path: 'design',
      });
    return starts.slice(1).map((wave) =>
      split(
        data,
        `wave ${wave} to ${wave + 1}`,
        (i) => data.waveTo[i] <= wave,
        (i) => data.waveFrom[i] === wave,
      ),
    );
  },
  'leave-region-out': (data) => {
    const region = data.region;
    const names = region === null ? [] : [...new Set(region)].sort();
    if (region === null || names.length < 2)
      throw new CeterisError(
        'NO_REGIONS',
        `${data.country} has fewer than two regions.`,
        'Bring the column region, or use grouped-folds.',
        {
          path: 'design',
        },
      );
    return names.map((name) =>
      split(
        data,
        name,
        (i) => region[i] !== name,
        (i) => region[i] === name,
      ),
    );
  },
};

/** Shares of test rows above this that are rows of the training set give the same data away. */
const MOST_SHARED = 0.5;
const LEAST_ROWS = 30;

function requireApart(design: Design, { name, train, test }: Fold): void {
  if (train.labels.length === 0)
    throw new CeterisError('NO_TRAINING_ROWS', `${name} has nothing to learn from.`, 'Use another design.', { path: 'design' });
  if (design !== 'cross-country') {
    if (design === 'forward') return;
    const known = new Set(train.household);
    const both = test.household.find((id) => known.has(id));
    if (both !== undefined)
      throw new CeterisError(
        'TEST_IN_TRAINING',
        `Household ${both} is in training and in test of ${name}.`,
        'Give each household one region.',
        {
          path: 'design',
        },
      );
    return;
  }
  const key = (data: TransitionData, i: number): string =>
    [data.status[i], data.labels[i], data.assetIndex[i].toFixed(6), data.price[i].toFixed(6)].join();
  const rows = new Set(Array.from(train.labels, (_, i) => key(train, i)));
  // Coarse features repeat by themselves: only rows that are nearly all different give a copy away.
  if (test.labels.length < LEAST_ROWS || rows.size < 0.9 * train.labels.length) return;
  const shared = Array.from(test.labels, (_, i) => key(test, i)).filter((one) => rows.has(one)).length;
  if (shared <= MOST_SHARED * test.labels.length) return;
  throw new CeterisError(
    'TEST_IN_TRAINING',
    `${shared} of ${test.labels.length} test rows of ${test.country} are rows of ${train.country} too: one panel under two names tests nothing.`,
    'Bring a panel of another country, or use --design grouped-folds.',
    { path: 'test_country' },
  );
}

/** The test rows of all folds, one after the other. */
export function pooledTest(folds: readonly Fold[]): TransitionData {
  const [first] = folds;
  const all = <T>(read: (data: TransitionData) => ArrayLike<T>): T[] => folds.flatMap(({ test }) => Array.from(read(test)));
  const text = (read: (data: TransitionData) => readonly string[] | null): string[] | null =>
    read(first.test) === null ? null : all((data) => read(data) as readonly string[]);
  return {
    ...first.test,
    household: all((d) => d.household),
    waveFrom: Int32Array.from(all((d) => d.waveFrom)),
    waveTo: Int32Array.from(all((d) => d.waveTo)),
    status: Uint8Array.from(all((d) => d.status)),
    labels: Uint8Array.from(all((d) => d.labels)),
    weight: Float64Array.from(all((d) => d.weight)),
    village: text((d) => d.village),
    stratum: text((d) => d.stratum),
    region: text((d) => d.region),
    urban: Float64Array.from(all((d) => d.urban)),
    assetIndex: Float64Array.from(all((d) => d.assetIndex)),
    credit: Float64Array.from(all((d) => d.credit)),
    price: Float64Array.from(all((d) => d.price)),
    features: first.test.features.map((_, j) => Float64Array.from(all((d) => d.features[j]))),
  };
}
