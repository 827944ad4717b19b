/** The calibration artifact: everything a synthetic panel is drawn from, as JSON. Field names are those of the files. */
import type { DataSource } from '../survey/index.ts';

export const CALIBRATION_SCHEMA_VERSION = 1;

export type DistributionFamily = 'normal' | 'lognormal' | 't' | 'skew_normal';

export interface GoodnessOfFit {
  /** Kolmogorov-Smirnov distance. */
  readonly statistic: number;
  /** By parametric bootstrap, parameters fitted again to each resample. */
  readonly p_value: number;
  readonly n_samples: number;
  readonly resamples: number;
  readonly passed: boolean;
  readonly method: string;
}

/** normal {mean, std}, lognormal {mu, sigma, loc}, t {df, loc, scale}, skew_normal {skew, loc, scale}. */
export interface DistributionSpec {
  readonly family: DistributionFamily;
  readonly params: Readonly<Record<string, number>>;
  readonly standardization: 'zscore' | 'minmax' | 'none';
  readonly unit: string;
  readonly raw_stats: {
    readonly mean: number;
    readonly std: number;
    readonly min: number;
    readonly max: number;
    readonly median: number;
    readonly n: number;
  };
  readonly goodness_of_fit: GoodnessOfFit | null;
  /** Bayesian information criterion of each family that could be fitted; the lowest fits best. */
  readonly bic: Readonly<Record<string, number>>;
}

export interface CreditModel {
  readonly type: 'logistic';
  readonly coefficients: Readonly<Record<string, number>>;
  readonly intercept: number;
  readonly feature_names: readonly string[];
  /** Clustered by household. */
  readonly standard_errors: Readonly<Record<string, number>>;
  readonly model_metrics: {
    readonly accuracy: number;
    readonly n_observations: number;
    readonly n_credit_positive: number;
    readonly credit_rate: number;
    readonly auc: number;
  };
}

/** Log-odds of a change of status by the next wave, by maximum likelihood on adjacent waves. */
export interface HazardModel {
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly standard_errors: Readonly<Record<string, number>>;
  readonly n: number;
  readonly events: number;
  readonly log_likelihood: number;
}

export interface Gate {
  readonly name: string;
  readonly passed: boolean;
  readonly detail: string;
}

export interface Calibration {
  readonly schema_version: number;
  readonly country_source: string;
  readonly data_source: DataSource;
  readonly created_at: string | null;
  readonly git_commit: string | null;
  readonly waves: readonly number[];
  readonly n_households: number;
  readonly n_observations: number;
  readonly weighted: boolean;
  /** Of the raw value in currency, first observed wave of each household; null when the survey has the index alone. */
  readonly assets_distribution: DistributionSpec | null;
  /** asset_index = (ln(asset_value) - log_mean) / log_sd. */
  readonly asset_index_scaling: { readonly log_mean: number; readonly log_sd: number; readonly r_squared: number } | null;
  /** Of the standardised index, first observed wave of each household. */
  readonly asset_index_distribution: DistributionSpec;
  readonly shock_distribution: DistributionSpec | null;
  readonly shock_distribution_by_wave: Readonly<Record<string, DistributionSpec>> | null;
  /** Share of the variance of shocks within a wave that lies between sampling units. */
  readonly shock_village_share: number;
  readonly credit_model: CreditModel | null;
  /** Share of households whose credit is carried over rather than drawn again. */
  readonly credit_stickiness: number;
  readonly enterprise_baseline: {
    readonly prevalence: number;
    readonly prevalence_by_wave: Readonly<Record<string, number>>;
    readonly entry_rate: number;
    readonly exit_rate: number;
  };
  readonly transition_rates: {
    readonly enter_rate: number;
    readonly exit_rate: number;
    readonly stay_rate: number;
    readonly enter_count: number;
    readonly exit_count: number;
    readonly stay_count: number;
  };
  readonly transition_model: {
    /** What is paired with what: the state of wave t with the change of status from t to t+1. */
    readonly timing: string;
    readonly feature_names: readonly string[];
    readonly entry: HazardModel;
    readonly exit: HazardModel;
  };
  /** a[t+1] = m_i + rho (a[t] - m_i) + lambda E[t] + delta P[t] + noise, in standard deviations of the index. */
  readonly asset_dynamics: {
    readonly rho: number;
    readonly household_sd: number;
    readonly within_sd: number;
    readonly lambda: number;
    readonly delta: number;
    readonly autocorrelation_1: number;
    readonly method: string;
  };
  /** Log welfare on index, enterprise and price exposure; null without consumption. */
  readonly welfare_model: {
    readonly intercept: number;
    readonly coefficients: Readonly<Record<string, number>>;
    readonly residual_sd: number;
    /** Weighted 40th percentile of wave 1, local currency a head: the poverty line of counterfactuals. */
    readonly poverty_line: number;
  } | null;
  /** Share of households lost between two waves. */
  readonly attrition_rate: number;
  readonly household_intercept_distribution: DistributionSpec | null;
  readonly region_effects: Readonly<Record<string, number>> | null;
  readonly copula: {
    readonly copula_type: 'gaussian';
    readonly correlation_matrix: readonly (readonly number[])[];
    readonly variable_names: readonly string[];
  } | null;
  /** Bootstrap of sampling units within strata, of the parameters that a simulation draws from. */
  readonly parameter_covariance: {
    readonly names: readonly string[];
    readonly matrix: readonly (readonly number[])[];
    readonly resamples: number;
    /** What a resample draws. */
    readonly unit: 'PSU' | 'household';
  } | null;
  readonly units: Readonly<Record<string, string>>;
  readonly gates: readonly Gate[];
  readonly failed_fits_accepted: boolean;
  /** Sentences that every output that stands on this artifact must show. */
  readonly stamps: readonly string[];
  readonly additional_metadata: Readonly<Record<string, unknown>>;
}
