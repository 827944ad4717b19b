export { canonicalJson } from './canonical-json.ts';
export { CeterisError, type ErrorPlace, EXIT, type ExitCode } from './errors.ts';
export { nearest } from './nearest.ts';
export { choleskyFactor, choleskyInverse, choleskySolve } from './numeric/cholesky.ts';
export { exp, ln, ln1p } from './numeric/elementary.ts';
export { nextDown, nextUp } from './numeric/neighbours.ts';
export { nelderMead } from './numeric/nelder-mead.ts';
export type { RationalLike } from './numeric/rational.ts';
export { Rational } from './numeric/rational.ts';
export { plainJsonText, plainLine, plainText, terminalText } from './plain-text.ts';
export { Categorical } from './random/categorical.ts';
export { Philox4x32 } from './random/philox4x32.ts';
export { Stream, streamFor } from './random/stream.ts';
export type { Seed, StreamPath } from './random/stream-key.ts';
export { Xoshiro128ss } from './random/xoshiro128.ts';
export { sha256Hex } from './sha256.ts';
export { aalenJohansen, type IncidenceCurve } from './statistics/aalen-johansen.ts';
export { auc, averagePrecision } from './statistics/auc.ts';
export type { BootstrapInterval, BootstrapOptions } from './statistics/bootstrap-interval.ts';
export { bootstrapInterval } from './statistics/bootstrap-interval.ts';
export type { ChiSquaredTest } from './statistics/chi-squared.ts';
export { chiSquaredTail, chiSquaredTest } from './statistics/chi-squared.ts';
export type { ClassificationReport } from './statistics/classification.ts';
export { classificationReport, confusionMatrix } from './statistics/classification.ts';
export type { ClusterBootstrap, ClusterBootstrapOptions } from './statistics/cluster-bootstrap.ts';
export { clusterBootstrap, clusterCounts } from './statistics/cluster-bootstrap.ts';
export type { ConfidenceSequenceOptions, SequenceState } from './statistics/confidence-sequence.ts';
export { ConfidenceSequence, confidenceSequence } from './statistics/confidence-sequence.ts';
export type { ConformalCoverage, ConformalThreshold } from './statistics/conformal.ts';
export { classConformalThresholds, conformalCoverage, conformalSets, conformalThreshold } from './statistics/conformal.ts';
export { kendallTauB, normalScores, pearson, spearman } from './statistics/correlation.ts';
export type { EquivalenceTest } from './statistics/equivalence.ts';
export { equivalenceTest } from './statistics/equivalence.ts';
export type { DistributionFit, FamilyName } from './statistics/fits/index.ts';
export { FAMILIES, fitFamily, fitGamma, fitLognormal, fitNormal, fitSkewNormal, fitStudentT } from './statistics/fits/index.ts';
export type { Interval } from './statistics/interval.ts';
export type { IsotonicFit } from './statistics/isotonic.ts';
export { isotonicRegression } from './statistics/isotonic.ts';
export type { KolmogorovSmirnov } from './statistics/kolmogorov-smirnov.ts';
export { ksOneSample, ksTwoSample } from './statistics/kolmogorov-smirnov.ts';
export type { KsBootstrap } from './statistics/ks-bootstrap.ts';
export { ksDistance, ksFitTest } from './statistics/ks-bootstrap.ts';
export type { LogisticFit, LogisticOptions } from './statistics/logistic-regression.ts';
export { logistic, logisticRegression } from './statistics/logistic-regression.ts';
export type { MannKendall } from './statistics/mann-kendall.ts';
export { mannKendall } from './statistics/mann-kendall.ts';
export { mean, standardDeviation, sum, variance } from './statistics/moments.ts';
export { benjaminiHochberg, holm } from './statistics/multiplicity.ts';
export { normalCdf, normalDensity, normalQuantile } from './statistics/normal.ts';
export type { PairedTTest } from './statistics/paired-t-test.ts';
export { pairedTTest } from './statistics/paired-t-test.ts';
export type { PlattFit } from './statistics/platt.ts';
export { logOdds, plattScaling } from './statistics/platt.ts';
export type { Forecasts, ReliabilityBin } from './statistics/probability-scores.ts';
export {
  brierByClass,
  brierScore,
  calibrationErrorOf,
  expectedCalibrationError,
  logLoss,
  logLosses,
  mostLikely,
  reliability,
} from './statistics/probability-scores.ts';
export { median, quantile, quantileOfSorted } from './statistics/quantile.ts';
export { averageRanks } from './statistics/ranks.ts';
export { cramerVonMises, varghaDelaney, wassersteinDistance } from './statistics/sample-distance.ts';
export { excessKurtosis, gini, populationDeviation, skewness } from './statistics/shape.ts';
export { studentTCdf, studentTQuantile, studentTTwoSided } from './statistics/student-t.ts';
export type { StudentTInterval } from './statistics/student-t-interval.ts';
export { studentTInterval } from './statistics/student-t-interval.ts';
export { fitTemperature, withTemperature } from './statistics/temperature.ts';
export type { Weights } from './statistics/weights.ts';
export { requireWeights, weightAt, weightedMean, weightsToCount } from './statistics/weights.ts';
export type { WilcoxonSignedRank } from './statistics/wilcoxon.ts';
export { wilcoxonSignedRank } from './statistics/wilcoxon.ts';
export { wilsonInterval } from './statistics/wilson.ts';
export { fromBytes, toBytes } from './text-bytes.ts';
