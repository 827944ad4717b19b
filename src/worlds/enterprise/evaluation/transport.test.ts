/** Shifts that are known, since both countries are made here: other states, other rules, or neither. */
import { describe, expect, test } from 'vitest';
import { fixtureTruth, type FixtureTruth } from '../survey/fixture-truth.ts';
import { generateFixture } from '../survey/index.ts';
import {
  baselineForecast,
  DEFAULT_FEATURES,
  type Fold,
  outOfFold,
  predictionSets,
  recalibrations,
  transitionData,
  transport,
  type TransitionData,
} from './index.ts';

const HOME = fixtureTruth('tanzania');
const SEED = 1n;
const countryOf = (truth: FixtureTruth, seed: number, households = 1500): TransitionData =>
  transitionData(generateFixture({ truth, seed, households }).panel, [...DEFAULT_FEATURES]);
const home = countryOf(HOME, 1);

function crossing(truth: FixtureTruth, from = home) {
  const away = countryOf({ ...truth, country: 'elsewhere' }, 2);
  const folds: Fold[] = [{ name: 'away', train: from, test: away }];
  const forecasts = [baselineForecast('logit', folds, SEED)];
  return { away, forecasts, found: transport(folds[0]!, forecasts, new Map([['logit', outOfFold('logit', from, SEED)!]]), SEED) };
}

describe('transport', () => {
  test('a test country too small to learn a logit from has no native loss; the other parts stand', () => {
    const away = countryOf({ ...HOME, country: 'elsewhere' }, 2, 25);
    const folds: Fold[] = [
      {
        name: 'away',
        train: home,
        test: { ...away, features: away.features.map((one, j) => (j === 1 ? one.map(() => 0) : one)), credit: away.credit.map(() => 0) },
      },
    ];
    const names = ['markov', 'hazards'] as const;
    const homes = new Map(names.map((name) => [name as string, outOfFold(name, home, SEED)!]));
    const { losses } = transport(
      folds[0]!,
      names.map((name) => baselineForecast(name, folds, SEED)),
      homes,
      SEED,
    );
    expect(losses.map(({ model, native }) => [model, native === null])).toEqual([
      ['markov', false],
      ['hazards', true],
    ]);
    for (const { home: here, covariatePart, conceptPart, away: there } of losses)
      expect(here.value + covariatePart.value + conceptPart.value).toBeCloseTo(there.value, 12);
  });

  test('the same country again loses nothing, and its states and coefficients are not told apart (seeds 1 and 2)', () => {
    const { found } = crossing(HOME);
    const [{ covariatePart, conceptPart }] = found.losses as [(typeof found.losses)[0]];
    expect(Math.abs(conceptPart.value)).toBeLessThan(3 * conceptPart.standardError);
    expect(Math.abs(covariatePart.value)).toBeLessThan(0.005);
    expect(found.states.auc).toBeLessThan(0.56);
    expect(found.states.effectiveRows).toBeGreaterThan(0.9 * found.states.rows);
    expect(Math.min(...found.coefficients.map(({ adjustedP }) => adjustedP))).toBeGreaterThan(0.01);
  });

  test('other states under the same rules: the loss that moves is the covariate part', () => {
    // Entry that hangs on prices alone, so that prices a tenth lower move the loss.
    const steep: FixtureTruth = {
      ...HOME,
      entry: { ...HOME.entry, price_exposure: -6, price_x_no_credit: 0 },
      exit: { ...HOME.exit, price_exposure: 0, price_x_no_credit: 0 },
    };
    const lower = { ...steep, price: { ...HOME.price, wave_means: HOME.price.wave_means.map((mean) => mean - 0.1) } };
    const { found } = crossing(lower, countryOf(steep, 1));
    const [{ covariatePart, conceptPart }] = found.losses as [(typeof found.losses)[0]];
    expect(covariatePart.value).toBeGreaterThan(0.04);
    expect(covariatePart.value).toBeGreaterThan(2 * covariatePart.standardError);
    expect(Math.abs(conceptPart.value)).toBeLessThan(2 * conceptPart.standardError);
    expect(found.states.auc).toBeGreaterThan(0.65);
    expect(found.states.effectiveRows).toBeLessThan(0.8 * found.states.rows);
  });

  test('other rules for the same states: the concept part, other intercepts, and labels that close the gap', () => {
    const { found } = crossing({ ...HOME, entry: { ...HOME.entry, intercept: 0.4 }, exit: { ...HOME.exit, intercept: -2.4 } });
    const [loss] = found.losses as [(typeof found.losses)[0]];
    expect(loss.conceptPart.value).toBeGreaterThan(0.05);
    expect(loss.native!.value).toBeLessThan(loss.away.value - 0.03);
    for (const question of ['entry', 'exit'])
      expect(found.coefficients.find((one) => one.question === question && one.term === 'intercept')!.adjustedP).toBeLessThan(0.001);
    const at = (use: string, households: number): number =>
      found.labels.find((one) => one.use === use && one.households === households)!.logLoss;
    expect(at('recalibrated', 200)).toBeLessThan(at('none', 0) - 0.03);
    expect(at('learned from these alone', 400)).toBeLessThan(at('none', 0));
    // The share of owners differs too, which leaves its trace in the forecasts.
    for (const { estimatedRate } of found.priors) expect(estimatedRate).toBeGreaterThan(0);
  });
});

describe('recalibration and prediction sets', () => {
  const shifted: FixtureTruth = { ...HOME, entry: { ...HOME.entry, intercept: 0.4 }, exit: { ...HOME.exit, intercept: -2.4 } };
  const { away, forecasts } = crossing(shifted);
  const spoken = outOfFold('logit', home, SEED)!;

  test('maps learned on half of the test households mend what crossing the border broke; maps from home do not', () => {
    const rows = recalibrations(forecasts[0]!, away, spoken).filter(({ question }) => question === 'entry');
    const of = (method: string, place: string) => rows.find((one) => one.method === method && one.calibratedOn === place)!;
    const raw = of('none', 'nothing');
    expect(raw.calibrationError).toBeGreaterThan(0.2);
    for (const method of ['platt', 'isotonic']) {
      expect(of(method, 'half the test').calibrationError).toBeLessThan(0.06);
      expect(of(method, 'half the test').logLoss).toBeLessThan(raw.logLoss - 0.05);
      expect(of(method, 'training').calibrationError).toBeGreaterThan(0.15);
    }
    expect(of('platt', 'half the test').observedRate).toBe(raw.observedRate);
  });

  test('class-conditional sets keep their promise in every class, marginal ones only on average', () => {
    const sets = predictionSets(forecasts[0]!, away, spoken, [0.2]).filter(({ calibratedOn }) => calibratedOn === 'half the test');
    const [marginal, conditional] = ['marginal', 'class-conditional'].map((kind) => sets.find((one) => one.kind === kind)!);
    expect(Math.abs(marginal!.coverage - 0.8)).toBeLessThan(0.05);
    expect(Math.min(...(marginal!.coverageByClass as number[]))).toBeLessThan(0.7);
    for (const coverage of conditional!.coverageByClass as number[]) expect(Math.abs(coverage - 0.8)).toBeLessThan(0.08);
    expect(conditional!.meanSize).toBeGreaterThan(marginal!.meanSize);
  });
});
