/** A survey panel into a calibration artifact. Pure: the same panel and options give the same artifact. */
import {
  CeterisError,
  canonicalJson,
  ln,
  logistic,
  normalScores,
  pearson,
  sha256Hex,
  streamFor,
  toBytes,
  weightedMean,
} from '../../../core/index.ts';
import { adjacentPairs, canonicalColumns, DATA_SOURCE_WORDS, type SurveyPanel } from '../survey/index.ts';
import { fitCredit } from './credit.ts';
import { betweenShare, fitDistribution, type FitOptions } from './distribution.ts';
import { assetDynamics, attritionRate, creditStickiness, leastSquares, welfareModel } from './dynamics.ts';
import { householdIntercepts } from './household-intercepts.ts';
import { fitHazard, TIMING, transitionColumns } from './hazards.ts';
import { parameterCovariance } from './parameter-covariance.ts';
import { type Calibration, CALIBRATION_SCHEMA_VERSION, type DistributionFamily, type DistributionSpec, type Gate } from './types.ts';

export interface CalibrateOptions {
  readonly assetFamily?: DistributionFamily | 'auto';
  readonly shockFamily?: DistributionFamily | 'auto';
  /** Whether shocks are drawn from one distribution or one a wave; pooled over waves of different means fits badly. */
  readonly shocks?: 'pooled' | 'by_wave';
  readonly creditFeatures?: readonly ('household_size' | 'region')[];
  readonly copula?: boolean;
  /** Resamples of each goodness-of-fit test, and of the parameter covariance (0: none). */
  readonly resamples?: number;
  readonly covarianceResamples?: number;
  /** A fit with a p value at or below this has failed. */
  readonly leastP?: number;
  readonly seed?: number | bigint | string;
  /** Go on when a fit fails or credit is at chance, with a stamp on everything downstream. */
  readonly acceptFailedFits?: boolean;
  readonly createdAt?: string | null;
  readonly gitCommit?: string | null;
}

const LEAST_P = 0.001;
const RESAMPLES = 199;
const COVARIANCE_RESAMPLES = 50;
/** Waves with fewer shocks than this get no distribution of their own. */
const LEAST_SHOCKS = 10;

/**
 * @throws CeterisError FAILED_FIT when a gate fails and failed fits are not accepted; TOO_FEW_TRANSITIONS, FIT_DEGENERATE
 */
export function calibrate(panel: SurveyPanel, options: CalibrateOptions = {}): Calibration {
  const { resamples = RESAMPLES, leastP = LEAST_P, seed = 42 } = options;
  const first = firstRows(panel);
  const at = <T>(values: ArrayLike<T>, rows: readonly number[]): T[] => rows.map((i) => values[i]);
  const fitOptions = (unit: string, family: FitOptions['family'], name: string, rows: readonly number[]): FitOptions => ({
    unit,
    family,
    resamples,
    least: leastP,
    stream: streamFor(seed, 'enterprise-calibration', name),
    ...(panel.psu === null ? {} : { groups: at(panel.psu, rows) }),
    ...(panel.hasWeights ? { weights: at(panel.weight, rows) } : {}),
  });
  const valued = first.filter((i) => panel.assetValue[i] > 0);
  const indexed = first.filter((i) => !Number.isNaN(panel.assetIndex[i]));
  const assets =
    valued.length < 2
      ? null
      : fitDistribution(at(panel.assetValue, valued), fitOptions('local currency', options.assetFamily ?? 'lognormal', 'assets', valued));
  const index = fitDistribution(at(panel.assetIndex, indexed), {
    ...fitOptions(
      'standard deviations',
      options.assetFamily === undefined || options.assetFamily === 'lognormal' ? 'normal' : options.assetFamily,
      'index',
      indexed,
    ),
    standardization: 'zscore',
  });
  const shocks = fitShocks(panel, options, fitOptions);
  const credit = fitCredit(panel, options.creditFeatures);
  const columns = transitionColumns(panel);
  const [entry, exit] = [fitHazard(columns, 0), fitHazard(columns, 1)];
  const gates: Gate[] = [
    ...(assets === null ? [fitGate('asset_index_distribution', index)] : [fitGate('assets_distribution', assets)]),
    ...shocks.gates,
    credit.gate,
  ];
  const failed = gates.filter(({ passed }) => !passed);
  if (failed.length > 0 && options.acceptFailedFits !== true) {
    throw new CeterisError(
      'FAILED_FIT',
      `The calibration stops: ${failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ')}.`,
      'Check that columns and units are what they are called; or go on with --accept-failed-fits, which stamps everything downstream.',
      { path: failed[0].name },
    );
  }
  const creditAt = (a: number): number =>
    credit.model === null ? 0 : logistic(credit.model.intercept + credit.model.coefficients['asset_index'] * a);
  return {
    schema_version: CALIBRATION_SCHEMA_VERSION,
    country_source: panel.country,
    data_source: panel.dataSource,
    created_at: options.createdAt ?? null,
    git_commit: options.gitCommit ?? null,
    waves: [...new Set(panel.wave)].sort((a, b) => a - b),
    n_households: first.length,
    n_observations: panel.rows,
    weighted: panel.hasWeights,
    assets_distribution: assets,
    asset_index_scaling: scaling(panel),
    asset_index_distribution: index,
    shock_distribution: shocks.pooled,
    shock_distribution_by_wave: shocks.byWave,
    shock_village_share: shocks.villageShare,
    credit_model: credit.model,
    credit_stickiness: credit.model === null ? 1 : creditStickiness(panel, creditAt),
    ...rates(panel),
    transition_model: { timing: TIMING, feature_names: columns.featureNames, entry, exit },
    asset_dynamics: assetDynamics(panel),
    welfare_model: welfareModel(panel),
    attrition_rate: attritionRate(panel),
    household_intercept_distribution: householdIntercepts(
      panel,
      fitOptions('share of waves with an enterprise', 'normal', 'intercepts', []),
    ),
    region_effects: credit.regionEffects,
    copula: options.copula === true ? copulaOf(panel) : null,
    parameter_covariance: parameterCovariance(columns, options.covarianceResamples ?? COVARIANCE_RESAMPLES, seed),
    units: {
      assets_distribution: 'local currency',
      asset_index_distribution: 'standard deviations of the index',
      shock_distribution: 'log price change between waves',
      transition_model: 'log-odds for one unit of the feature',
      attrition_rate: 'share of households from wave to wave',
    },
    gates,
    failed_fits_accepted: failed.length > 0,
    stamps: stampsOf(panel, failed),
    additional_metadata: {
      import_report: panel.report,
      pairs_without_features: columns.incomplete,
      fit_p_must_exceed: leastP,
      calibration_seed: String(seed),
    },
  };
}

/** SHA-256 of what an artifact says, whenever and from whatever commit it was made. */
export function calibrationHash({ created_at: _at, git_commit: _commit, ...content }: Calibration): string {
  return sha256Hex(toBytes(canonicalJson(content)));
}

/** SHA-256 of the panel as canonical columns: the same for the same content, whatever the file's format. */
export function panelHash(panel: SurveyPanel): string {
  return sha256Hex(toBytes(JSON.stringify(canonicalColumns(panel).map(({ name, values }) => [name, Array.from(values)]))));
}

function stampsOf(panel: SurveyPanel, failed: readonly Gate[]): string[] {
  return [
    ...(panel.dataSource === 'survey' || panel.dataSource === 'openly-licensed' ? [] : [`Data: ${DATA_SOURCE_WORDS[panel.dataSource]}.`]),
    ...failed.map(({ name, detail }) => `Accepted although it failed: ${name} (${detail}).`),
  ];
}

const fitGate = (name: string, { family, goodness_of_fit: fit }: DistributionSpec): Gate => {
  const detail = `${family}, KS ${fit!.statistic.toFixed(4)}, bootstrap p ${fit!.p_value.toFixed(4)}, n ${fit!.n_samples}`;
  return { name, passed: fit!.passed, detail };
};

/** First observed row of each household. */
function firstRows(panel: SurveyPanel): number[] {
  const rows: number[] = [];
  for (let i = 0; i < panel.rows; i++) if (i === 0 || panel.householdId[i] !== panel.householdId[i - 1]) rows.push(i);
  return rows;
}

interface Shocks {
  readonly pooled: DistributionSpec | null;
  readonly byWave: Readonly<Record<string, DistributionSpec>> | null;
  readonly villageShare: number;
  readonly gates: readonly Gate[];
}

function fitShocks(
  panel: SurveyPanel,
  options: CalibrateOptions,
  fitOptions: (unit: string, family: FitOptions['family'], name: string, rows: readonly number[]) => FitOptions,
): Shocks {
  const rows = Array.from({ length: panel.rows }, (_, i) => i).filter((i) => !Number.isNaN(panel.priceExposure[i]));
  if (rows.length === 0)
    return {
      pooled: null,
      byWave: null,
      villageShare: 0,
      gates: [{ name: 'shock_distribution', passed: false, detail: 'the survey has no price exposure, so no shocks are drawn' }],
    };
  const family = options.shockFamily ?? 'normal';
  const fit = (some: readonly number[], name: string): DistributionSpec =>
    fitDistribution(
      some.map((i) => panel.priceExposure[i]),
      fitOptions('log price change', family, name, some),
    );
  const pooled = fit(rows, 'shock');
  const waves = [...new Set(rows.map((i) => panel.wave[i]))].sort((a, b) => a - b);
  const byWave = Object.fromEntries(
    waves.flatMap((wave) => {
      const some = rows.filter((i) => panel.wave[i] === wave);
      return some.length > LEAST_SHOCKS ? [[String(wave), fit(some, `shock/${wave}`)]] : [];
    }),
  );
  const useWaves = (options.shocks ?? 'by_wave') === 'by_wave' && Object.keys(byWave).length > 0;
  const shares =
    panel.psu === null
      ? []
      : waves.map((wave) => {
          const some = rows.filter((i) => panel.wave[i] === wave);
          return betweenShare(
            some.map((i) => panel.priceExposure[i]),
            some.map((i) => panel.psu![i]),
          );
        });
  return {
    pooled,
    byWave: useWaves ? byWave : null,
    villageShare: shares.length === 0 ? 0 : shares.reduce((a, b) => a + b, 0) / shares.length,
    gates: useWaves
      ? Object.entries(byWave).map(([wave, spec]) => fitGate(`shock_distribution_by_wave.${wave}`, spec))
      : [fitGate('shock_distribution', pooled)],
  };
}

/** index = (ln(value) - log_mean) / log_sd, read off the file's own two columns. */
function scaling(panel: SurveyPanel): Calibration['asset_index_scaling'] {
  const rows = Array.from({ length: panel.rows }, (_, i) => i).filter((i) => panel.assetValue[i] > 0 && !Number.isNaN(panel.assetIndex[i]));
  if (rows.length < 3) return null;
  const logs = rows.map((i) => ln(panel.assetValue[i]));
  const index = rows.map((i) => panel.assetIndex[i]);
  const { beta } = leastSquares([index], logs);
  return { log_mean: beta[0], log_sd: beta[1], r_squared: pearson(index, logs) ** 2 };
}

function rates(panel: SurveyPanel): Pick<Calibration, 'enterprise_baseline' | 'transition_rates'> {
  const { from, to } = adjacentPairs(panel);
  const waves = [...new Set(panel.wave)].sort((a, b) => a - b);
  const prevalence = (rows: readonly number[]): number =>
    weightedMean(
      rows.map((i) => panel.enterprise[i]),
      rows.map((i) => panel.weight[i]),
    );
  const counts = { enter: 0, exit: 0, stay: 0 };
  const mass = { enter: 0, exit: 0, stay: 0, without: 0, with: 0 };
  from.forEach((i, k) => {
    const [before, after, w] = [panel.enterprise[i], panel.enterprise[to[k]], panel.weight[i]];
    const kind = before === after ? 'stay' : after === 1 ? 'enter' : 'exit';
    counts[kind] += 1;
    mass[kind] += w;
    mass[before === 1 ? 'with' : 'without'] += w;
  });
  const all = mass.enter + mass.exit + mass.stay;
  const every = Array.from({ length: panel.rows }, (_, i) => i);
  return {
    enterprise_baseline: {
      prevalence: prevalence(every),
      prevalence_by_wave: Object.fromEntries(waves.map((wave) => [String(wave), prevalence(every.filter((i) => panel.wave[i] === wave))])),
      entry_rate: mass.enter / mass.without,
      exit_rate: mass.exit / mass.with,
    },
    transition_rates: {
      enter_rate: mass.enter / all,
      exit_rate: mass.exit / all,
      stay_rate: mass.stay / all,
      enter_count: counts.enter,
      exit_count: counts.exit,
      stay_count: counts.stay,
    },
  };
}

const COPULA_VARIABLES = ['asset_index', 'price_exposure', 'credit_access'] as const;

/** Correlations of normal scores (average ranks over n + 1). Credit is 0/1, so its correlations are attenuated: said, not corrected. */
function copulaOf(panel: SurveyPanel): Calibration['copula'] {
  const columns = [panel.assetIndex, panel.priceExposure, panel.credit];
  const rows = Array.from({ length: panel.rows }, (_, i) => i).filter((i) => columns.every((values) => !Number.isNaN(values[i])));
  if (rows.length < 3) return null;
  const z = columns.map((values) => normalScores(rows.map((i) => values[i])));
  return { copula_type: 'gaussian', variable_names: COPULA_VARIABLES, correlation_matrix: z.map((a) => z.map((b) => pearson(a, b))) };
}
