import {
  auc,
  cramerVonMises,
  chiSquaredTest,
  equivalenceTest,
  excessKurtosis,
  fitGamma,
  fitLognormal,
  fitNormal,
  fitStudentT,
  gini,
  exp,
  kendallTauB,
  ln1p,
  logistic,
  ksOneSample,
  ksTwoSample,
  logisticRegression,
  mean,
  median,
  normalScores,
  pearson,
  populationDeviation,
  quantile,
  skewness,
  spearman,
  standardDeviation,
  varghaDelaney,
  wassersteinDistance,
} from '../../../core/index.ts';
import type { DistributionFit } from '../../../core/index.ts';
import { limitedMemoryBfgs } from './limited-memory-bfgs.ts';
import type { Table } from './table.ts';

const QUANTILES = ['0.05', '0.1', '0.25', '0.5', '0.75', '0.9', '0.95'];
const MARGIN = 0.05;
/** The default tolerance of scikit-learn's logistic regression. */
const LEAST_GRADIENT = 1e-4;

export function fitsOf(panel: Table): Record<string, unknown> {
  const wave = panel.numbers('wave');
  const price = panel.numbers('price_exposure');
  const assets = panel.numbers('assets_raw');
  const waves = [...new Set(wave)].sort((a, b) => a - b);
  return {
    assets_raw_pooled: amounts(assets),
    assets_raw_wave1: amounts(assets.filter((_, i) => wave[i] === 1)),
    price_exposure_pooled: sample(price),
    price_exposure_by_wave: Object.fromEntries(waves.map((w) => [w, sample(price.filter((_, i) => wave[i] === w))])),
    credit_model: creditModel(panel),
    gaussian_copula: copula(panel),
  };
}

function sample(xs: Float64Array): Record<string, unknown> {
  return {
    n: xs.length,
    mean: mean(xs),
    sd_ddof1: standardDeviation(xs),
    sd_ddof0: populationDeviation(xs),
    median: median(xs),
    skew: skewness(xs),
    excess_kurtosis: excessKurtosis(xs),
    q: Object.fromEntries(QUANTILES.map((p) => [p, quantile(xs, Number(p))])),
    normal_mle: fitJson(fitNormal(xs), xs),
    normal_ddof1: fitJson(fitNormal(xs, 'unbiased'), xs),
    t_mle: fitJson(fitStudentT(xs), xs),
  };
}

function amounts(xs: Float64Array): Record<string, unknown> {
  return {
    ...sample(xs),
    lognormal_mle: fitJson(fitLognormal(xs), xs),
    lognormal_ddof1: fitJson(fitLognormal(xs, 'unbiased'), xs),
    gamma_mle: fitJson(fitGamma(xs), xs),
    gini: gini(xs),
  };
}

function fitJson(fit: DistributionFit, xs: Float64Array): Record<string, unknown> {
  const ks = ksOneSample(xs, (x) => fit.cdf(x));
  return { ...fit.parameters, loglik: fit.logLikelihood, aic: fit.aic, bic: fit.bic, ks: ks.statistic, ks_p_naive: ks.pValue };
}

function creditModel(panel: Table): Record<string, unknown> {
  const assets = panel.numbers('assets_index');
  const credit = panel.numbers('credit_access');
  const ridge = ridgeAsInScikitLearn(assets, credit);
  const ml = logisticRegression([assets], credit);
  const forecast = assets.map((a) => logistic(ridge.intercept + ridge.slope * a));
  const hits = forecast.reduce((count, p, i) => count + ((p > 0.5 ? 1 : 0) === credit[i] ? 1 : 0), 0);
  return {
    ridge_C1: { intercept: ridge.intercept, assets_index: ridge.slope, accuracy: hits / credit.length, auc: auc(forecast, credit) },
    ml: { intercept: ml.intercept, assets_index: ml.slopes[0], se: Array.from(ml.standardErrors), loglik: ml.logLikelihood },
    credit_rate: mean(credit),
  };
}

/** Half the squared slope plus the negative log-likelihood, to the gradient at which scikit-learn calls it done. */
function ridgeAsInScikitLearn(xs: Float64Array, outcome: Float64Array): { readonly intercept: number; readonly slope: number } {
  const [slope, intercept] = limitedMemoryBfgs(
    ([w, c], gradient) => {
      let value = 0.5 * w * w;
      gradient.set([w, 0]);
      for (let i = 0; i < xs.length; i++) {
        const eta = w * xs[i] + c;
        value += ln1p(exp(-Math.abs(eta))) + Math.max(eta, 0) - outcome[i] * eta;
        const error = logistic(eta) - outcome[i];
        gradient[0] += error * xs[i];
        gradient[1] += error;
      }
      return value;
    },
    new Float64Array(2),
    LEAST_GRADIENT,
  );
  return { intercept, slope };
}

function copula(panel: Table): Record<string, unknown> {
  const names = ['assets_index', 'price_exposure', 'credit_access'];
  const columns = names.map((name) => panel.numbers(name));
  const scores = columns.map((column) => normalScores(column));
  const matrix = (of: readonly Float64Array[], correlation: typeof pearson) =>
    of.map((a) => of.map((b) => (a === b ? 1 : correlation(a, b))));
  return {
    variables: names,
    rank_over_n_plus_1_average_ties: true,
    normal_score_correlation: matrix(scores, pearson),
    spearman: matrix(columns, spearman),
    kendall_assets_credit: kendallTauB(columns[0], columns[2]),
  };
}

export function twoSamplesOf(a: Table, b: Table): Record<string, unknown> {
  const distances = (name: string) => {
    const [x, y] = [a.numbers(name), b.numbers(name)];
    const ks = ksTwoSample(x, y);
    return {
      ks: ks.statistic,
      ks_p_asymp: ks.pValue,
      wasserstein: wassersteinDistance(x, y),
      cvm: cramerVonMises(x, y),
      vargha_delaney_A: varghaDelaney(x, y),
    };
  };
  return {
    assets_index: distances('assets_index'),
    price_exposure: distances('price_exposure'),
    enterprise_wave1: firstWave(a, b),
  };
}

/** Ownership in the first wave, country by country. */
function firstWave(a: Table, b: Table): Record<string, unknown> {
  const [x, y] = [a, b].map((table) => {
    const wave = table.numbers('wave');
    return table.numbers('enterprise_status').filter((_, i) => wave[i] === 1);
  });
  const owners = (status: Float64Array) => status.reduce((total, s) => total + s, 0);
  const table = [x, y].map((status) => [status.length - owners(status), owners(status)]);
  const chi = chiSquaredTest(table, { yates: false });
  const [p, q] = [mean(x), mean(y)];
  const standardError = Math.sqrt((p * (1 - p)) / x.length + (q * (1 - q)) / y.length);
  const tost = equivalenceTest({ estimate: p - q, standardError, margin: MARGIN });
  return {
    table,
    chi2: chi.statistic,
    p: chi.pValue,
    diff: p - q,
    se_unpooled: standardError,
    [`tost_margin_${MARGIN}_p`]: tost.pValue,
  };
}
