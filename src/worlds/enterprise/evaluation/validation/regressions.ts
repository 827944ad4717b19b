/** Fixed-effects regressions of owning, entering and leaving on price exposure, the same for observed and synthetic households. */
import { CeterisError, streamFor } from '../../../../core/index.ts';
import {
  ERROR_CONVENTIONS,
  type ErrorConvention,
  fitFixedEffects,
  type PanelRegression,
  wildClusterBootstrap,
} from '../../learners/index.ts';
import type { PanelRows } from './panel-rows.ts';

export interface Term {
  readonly name: string;
  readonly estimate: number;
  /** Under the convention that was chosen, as the p value. */
  readonly standardError: number;
  readonly pValue: number;
  /** Under every convention. */
  readonly errors: Readonly<Record<ErrorConvention, number>>;
  /** Wild cluster bootstrap; null where it was not asked for. */
  readonly wildP: number | null;
}

/** How standard errors are reckoned. */
export interface ErrorOptions {
  readonly convention: ErrorConvention;
  /** Whose outcomes move together: villages share their price changes. */
  readonly clusterBy: 'household' | 'village';
  /** Resamples of the wild cluster bootstrap of each term; 0: none. */
  readonly wildResamples: number;
  readonly seed: bigint;
}

export const PLAIN_ERRORS: ErrorOptions = { convention: 'CR1_nested', clusterBy: 'household', wildResamples: 0, seed: 0n };

export interface Regression {
  readonly name: string;
  /** In words: outcome, timing, sample. */
  readonly meaning: string;
  readonly terms: readonly Term[];
  readonly rows: number;
  readonly households: number;
  readonly clusters: number;
  readonly withinR2: number;
  /** Why there is no estimate; null when there is one. */
  readonly missing: string | null;
}

interface Spec {
  readonly name: string;
  readonly meaning: string;
  readonly terms: readonly string[];
  /** Rows (of wave t, with `before` the row of t-1 and `after` that of t+1, or -1) that enter, with outcome and regressors. */
  readonly row: (rows: PanelRows, i: number, before: number, after: number, first: number) => readonly number[] | null;
}

const LOW_ASSETS = 2;

const SPECS: readonly Spec[] = [
  {
    name: 'status_on_lagged_price',
    meaning: 'owns an enterprise, on the price change into the wave before',
    terms: ['price_exposure_lag'],
    row: (r, i, before) => (before < 0 ? null : [r.enterprise[i], r.price[before]]),
  },
  {
    name: 'status_on_price',
    meaning: 'owns an enterprise, on the price change into the same wave',
    terms: ['price_exposure'],
    row: (r, i) => [r.enterprise[i], r.price[i]],
  },
  {
    name: 'status_by_assets_and_credit',
    meaning: 'the lagged price with low assets and no credit of the first wave as interactions',
    terms: ['price_exposure_lag', 'price_x_low_assets', 'price_x_no_credit'],
    row: (r, i, before, _after, first) =>
      before < 0
        ? null
        : [
            r.enterprise[i],
            r.price[before],
            r.price[before] * Number(r.quintile[first] > 0 && r.quintile[first] <= LOW_ASSETS),
            r.price[before] * (1 - r.credit[first]),
          ],
  },
  {
    name: 'entry_on_lagged_price',
    meaning: 'entry among households without an enterprise in the wave before',
    terms: ['price_exposure_lag'],
    row: (r, i, before) => (before < 0 || r.enterprise[before] === 1 ? null : [r.enterprise[i], r.price[before]]),
  },
  {
    name: 'exit_on_lagged_price',
    meaning: 'exit among households with an enterprise in the wave before',
    terms: ['price_exposure_lag'],
    row: (r, i, before) => (before < 0 || r.enterprise[before] === 0 ? null : [1 - r.enterprise[i], r.price[before]]),
  },
  {
    name: 'placebo_lead',
    meaning: 'owns an enterprise, on the price change into the wave after: nobody can know it yet',
    terms: ['price_exposure_lead'],
    row: (r, i, _before, after) => (after < 0 ? null : [r.enterprise[i], r.price[after]]),
  },
];

export const REGRESSIONS: readonly { readonly name: string; readonly meaning: string }[] = SPECS;

/** The regression that the hypotheses are about. */
export const HEADLINE = 'status_on_lagged_price';

/** Linear probability with household and wave effects; errors clustered by household or village. */
export function regressionsOf(rows: PanelRows, errors: ErrorOptions = PLAIN_ERRORS): Regression[] {
  const n = rows.household.length;
  const neighbour = (i: number, step: number): number => {
    const j = i + step;
    return j >= 0 && j < n && rows.household[j] === rows.household[i] && rows.wave[j] === rows.wave[i] + step ? j : -1;
  };
  const first = new Int32Array(n);
  for (let i = 0; i < n; i++) first[i] = i > 0 && rows.household[i] === rows.household[i - 1] ? first[i - 1] : i;
  return SPECS.map((spec) => {
    const used: { readonly i: number; readonly values: readonly number[] }[] = [];
    for (let i = 0; i < n; i++) {
      const values = spec.row(rows, i, neighbour(i, -1), neighbour(i, 1), first[i]);
      if (values !== null && !values.some(Number.isNaN)) used.push({ i, values });
    }
    return estimate(spec, rows, withoutSingletons(rows, used), errors);
  });
}

/** A household with one row is all fixed effect and says nothing. */
function withoutSingletons<T extends { readonly i: number }>(rows: PanelRows, used: readonly T[]): T[] {
  const count = new Map<string, number>();
  for (const { i } of used) count.set(rows.household[i], (count.get(rows.household[i]) ?? 0) + 1);
  return used.filter(({ i }) => (count.get(rows.household[i]) ?? 0) > 1);
}

function estimate(
  spec: Spec,
  rows: PanelRows,
  used: readonly { readonly i: number; readonly values: readonly number[] }[],
  options: ErrorOptions,
): Regression {
  const shared = { name: spec.name, meaning: spec.meaning };
  const none = (missing: string): Regression => ({
    ...shared,
    terms: [],
    rows: used.length,
    households: 0,
    clusters: 0,
    withinR2: 0,
    missing,
  });
  if (used.length < 10) return none('too few rows');
  try {
    const clusters = options.clusterBy === 'village' ? rows.village : rows.household;
    if (clusters === null) return none('there are no villages to cluster by');
    const panel: PanelRegression = {
      outcome: used.map(({ values }) => values[0]),
      regressors: spec.terms.map((_, j) => used.map(({ values }) => values[j + 1])),
      names: spec.terms,
      households: used.map(({ i }) => rows.household[i]),
      waves: used.map(({ i }) => rows.wave[i]),
      weights: used.map(({ i }) => rows.weight[i]),
      clusters: used.map(({ i }) => clusters[i]),
    };
    const result = fitFixedEffects(panel);
    const { standardErrors, pValues } = result.clustered[options.convention];
    const wild = (coefficient: number): number | null =>
      options.wildResamples === 0
        ? null
        : wildClusterBootstrap(panel, {
            stream: streamFor(options.seed, 'enterprise-wild', rows.side, spec.name, coefficient),
            coefficient,
            resamples: options.wildResamples,
          }).pValue;
    return {
      ...shared,
      terms: spec.terms.map((name, j) => ({
        name,
        estimate: result.coefficients[j],
        standardError: standardErrors[j],
        pValue: pValues[j],
        errors: Object.fromEntries(ERROR_CONVENTIONS.map((name) => [name, result.clustered[name].standardErrors[j]])) as Term['errors'],
        wildP: wild(j),
      })),
      rows: result.rows,
      households: result.households,
      clusters: result.clusters,
      withinR2: result.withinR2,
      missing: null,
    };
  } catch (error) {
    // Constant policies leave nothing to explain: that is a finding, not a fault.
    if (error instanceof CeterisError) return none(error.message);
    throw error;
  }
}
