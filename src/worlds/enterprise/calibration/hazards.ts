/** Entry and exit as two logits: given a status, one of the three transitions is impossible, so they are two binary questions. */
import { CeterisError, logisticRegression } from '../../../core/index.ts';
import { adjacentPairs, type SurveyPanel } from '../survey/index.ts';
import type { HazardModel } from './types.ts';

export const HAZARD_FEATURES = ['asset_index', 'credit_access', 'price_exposure', 'price_x_no_credit'] as const;

export const TIMING = 'state of wave t (assets, credit, price change into t) with the change of status from t to t+1';

/** Adjacent pairs with every feature known, as columns. */
export interface TransitionColumns {
  readonly status: Uint8Array;
  readonly next: Uint8Array;
  readonly features: readonly Float64Array[];
  readonly weights: Float64Array;
  /** Household number of each pair. */
  readonly household: Int32Array;
  /** Primary sampling unit and stratum of each pair, where the survey names them. */
  readonly psu: readonly string[] | null;
  readonly stratum: readonly string[] | null;
  readonly featureNames: readonly string[];
  /** Pairs left out because a feature is unknown. */
  readonly incomplete: number;
}

/** Columns that nobody knows (no credit question, no prices) are left out as features, not guessed. */
export function transitionColumns(panel: SurveyPanel): TransitionColumns {
  const { from, to } = adjacentPairs(panel);
  const never = (values: Float64Array): boolean => from.every((i) => Number.isNaN(values[i]));
  const [noCredit, noPrice] = [never(panel.credit), never(panel.priceExposure)];
  const readers: Readonly<Record<(typeof HAZARD_FEATURES)[number], ((i: number) => number) | null>> = {
    asset_index: (i) => panel.assetIndex[i],
    credit_access: noCredit ? null : (i) => panel.credit[i],
    price_exposure: noPrice ? null : (i) => panel.priceExposure[i],
    price_x_no_credit: noCredit || noPrice ? null : (i) => panel.priceExposure[i] * (1 - panel.credit[i]),
  };
  const used = HAZARD_FEATURES.flatMap((name) => {
    const read = readers[name];
    return read === null ? [] : [{ name, read }];
  });
  const complete = [...from.keys()].filter((k) => used.every(({ read }) => !Number.isNaN(read(from[k]))));
  const text = (values: readonly string[] | null): string[] | null => values && complete.map((k) => values[from[k]]);
  let household = -1;
  let last = '';
  const households = complete.map((k) => {
    if (panel.householdId[from[k]] !== last) {
      last = panel.householdId[from[k]];
      household += 1;
    }
    return household;
  });
  return {
    status: Uint8Array.from(complete, (k) => panel.enterprise[from[k]]),
    next: Uint8Array.from(complete, (k) => panel.enterprise[to[k]]),
    features: used.map(({ read }) => Float64Array.from(complete, (k) => read(from[k]))),
    weights: Float64Array.from(complete, (k) => panel.weight[from[k]]),
    household: Int32Array.from(households),
    psu: text(panel.psu),
    stratum: text(panel.stratum),
    featureNames: used.map(({ name }) => name),
    incomplete: from.length - complete.length,
  };
}

/**
 * Maximum likelihood of the change of status among pairs of one status. Standard errors are clustered by household.
 * @throws CeterisError TOO_FEW_TRANSITIONS
 */
export function fitHazard(columns: TransitionColumns, status: 0 | 1, multiplicity?: ArrayLike<number>): HazardModel {
  const rows = [...columns.status.keys()].filter((k) => columns.status[k] === status);
  const outcome = rows.map((k) => Number(columns.next[k] !== status));
  const events = outcome.reduce((a, b) => a + b, 0);
  const least = columns.featureNames.length + 1;
  if (events < least || rows.length - events < least)
    throw new CeterisError(
      'TOO_FEW_TRANSITIONS',
      `${events} of ${rows.length} households ${status === 0 ? 'without an enterprise enter' : 'with an enterprise leave'} by the next wave: too few to fit ${least} parameters.`,
      'Bring more households or waves; check that status changes at all.',
    );
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(rows, (k) => values[k]);
  const weights = Float64Array.from(rows, (k) => columns.weights[k] * (multiplicity?.[k] ?? 1));
  const fit = logisticRegression(columns.features.map(pick), outcome, { weights, clusters: pick(columns.household) });
  const errors = fit.clusterStandardErrors ?? fit.standardErrors;
  const named = (values: ArrayLike<number>, offset: number): Record<string, number> =>
    Object.fromEntries(columns.featureNames.map((name, j) => [name, values[j + offset]]));
  return {
    intercept: fit.intercept,
    coefficients: named(fit.slopes, 0),
    standard_errors: { intercept: errors[0], ...named(errors, 1) },
    n: rows.length,
    events,
    log_likelihood: fit.logLikelihood,
  };
}
