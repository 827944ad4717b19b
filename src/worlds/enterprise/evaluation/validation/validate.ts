/** Are synthetic households like observed ones? Two one-sided tests with stated margins: agreement needs evidence, too. */
import { clusterBootstrap, equivalenceTest, holm, mean, standardDeviation, streamFor } from '../../../../core/index.ts';
import { type Fraction, samplingUnits } from '../../survey/index.ts';
import type { PanelRows } from './panel-rows.ts';
import { patternsOf } from './patterns.ts';
import { type ErrorOptions, HEADLINE, PLAIN_ERRORS, type Regression, regressionsOf } from './regressions.ts';

export type MarginKind = 'rate' | 'class_share' | 'coefficient';

export interface ValidationOptions {
  readonly threshold: Fraction;
  /** Largest difference that counts as the same. */
  readonly margins: Readonly<Record<MarginKind, number>>;
  readonly alpha: number;
  readonly bootstrap: number;
  readonly seed: bigint;
  /**
   * Whether all panels stand on the same parameters (default), so that their mean grows exact with their number, or each on a draw of them:
   * then the spread between panels counts in full, since no number of panels tells which parameters are true.
   */
  readonly parameters?: 'fixed' | 'drawn';
  /** Of the regressions; default clustered by household, CR1 with nested effects. */
  readonly errors?: Omit<ErrorOptions, 'seed'>;
}

export interface PatternTest {
  readonly pattern: string;
  readonly group: string;
  readonly observed: number;
  readonly observedError: number;
  readonly synthetic: number;
  /** Between seeds; 0 with one seed. */
  readonly syntheticDeviation: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly margin: number;
  readonly pValue: number;
  readonly adjustedP: number;
  /** `equivalent`: within the margin; `different`: the 95 % interval lies outside it; else nobody can say. */
  readonly verdict: 'equivalent' | 'different' | 'inconclusive';
}

export interface Validation {
  readonly tests: readonly PatternTest[];
  readonly observed: readonly Regression[];
  /** Of the first seed: the run's own panel. */
  readonly synthetic: readonly Regression[];
  readonly seeds: number;
  /** The headline coefficient's sign on both sides; null where there is none. */
  readonly signs: { readonly observed: number | null; readonly synthetic: number | null };
}

const Z_95 = 1.959963984540054;

/** @param panels Synthetic panels of several seeds, the run's own first. */
export function validate(observed: PanelRows, panels: readonly PanelRows[], options: ValidationOptions): Validation {
  const truth = patternsOf(observed, options.threshold);
  const { clusters, strata } = samplingUnits({ ...observed, psu: observed.village });
  const errors = clusterBootstrap(
    clusters,
    (counts) => patternsOf(observed, options.threshold, counts).map(({ value }) => (Number.isNaN(value) ? 0 : value)),
    {
      stream: streamFor(options.seed, 'enterprise-validation'),
      resamples: options.bootstrap,
      ...(strata === undefined ? {} : { strata }),
    },
  ).standardErrors;
  const simulated = panels.map((rows) => new Map(patternsOf(rows, options.threshold).map(({ name, value }) => [name, value])));
  const facts = truth.flatMap(({ name, group, value }, k) => {
    const values = simulated.map((one) => one.get(name) ?? Number.NaN).filter((x) => !Number.isNaN(x));
    const margin = options.margins[group === 'classes' ? 'class_share' : 'rate'];
    return Number.isNaN(value) || values.length === 0 ? [] : [{ pattern: name, group, observed: value, error: errors[k], values, margin }];
  });
  const errorsAs: ErrorOptions = { ...PLAIN_ERRORS, ...options.errors, seed: options.seed };
  const real = regressionsOf(observed, errorsAs);
  // Only the first is printed term by term: the others give coefficients.
  const made = panels.map((rows, k) => regressionsOf(rows, k === 0 ? errorsAs : PLAIN_ERRORS));
  const slopes = real.flatMap((regression) =>
    regression.terms.flatMap((term) => {
      const values = made.flatMap((all) =>
        all
          .filter(({ name }) => name === regression.name)
          .flatMap(({ terms }) => terms.filter(({ name }) => name === term.name).map((t) => t.estimate)),
      );
      return values.length === 0
        ? []
        : [
            {
              pattern: `${regression.name}: ${term.name}`,
              group: 'fixed effects',
              observed: term.estimate,
              error: term.standardError,
              values,
              margin: options.margins.coefficient,
            },
          ];
    }),
  );
  const raw = [...facts, ...slopes].map((one) => {
    const synthetic = mean(one.values);
    const deviation = one.values.length > 1 ? standardDeviation(one.values) : 0;
    const ofSynthetic = options.parameters === 'drawn' ? deviation : deviation / Math.sqrt(one.values.length);
    const standardError = Math.hypot(one.error, ofSynthetic);
    const difference = synthetic - one.observed;
    const { pValue } = equivalenceTest({ estimate: difference, standardError, margin: one.margin, alpha: options.alpha });
    return {
      ...one,
      synthetic,
      deviation,
      difference,
      low: difference - Z_95 * standardError,
      high: difference + Z_95 * standardError,
      pValue,
    };
  });
  const adjusted = holm(raw.map(({ pValue }) => pValue));
  const sign = (all: readonly Regression[]): number | null => {
    const slope = all.find(({ name }) => name === HEADLINE)?.terms[0]?.estimate;
    return slope === undefined ? null : Math.sign(slope);
  };
  return {
    tests: raw.map((one, k) => ({
      pattern: one.pattern,
      group: one.group,
      observed: one.observed,
      observedError: one.error,
      synthetic: one.synthetic,
      syntheticDeviation: one.deviation,
      difference: one.difference,
      low: one.low,
      high: one.high,
      margin: one.margin,
      pValue: one.pValue,
      adjustedP: adjusted[k],
      verdict: adjusted[k] < options.alpha ? 'equivalent' : one.low > one.margin || one.high < -one.margin ? 'different' : 'inconclusive',
    })),
    observed: real,
    synthetic: made[0],
    seeds: panels.length,
    signs: { observed: sign(real), synthetic: sign(made[0]) },
  };
}
