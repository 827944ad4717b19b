import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choleskyFactor, choleskySolve, streamFor } from '../../../core/index.ts';
import { prepare } from './fixed-effects.ts';
import { fitFixedEffects, type PanelRegression, wildClusterBootstrap } from './index.ts';
import { byClusters, byRows } from './wild-bootstrap.ts';

const RUNS = process.env.CETERIS_TEST_FULL ? 200 : 30;

/** Least squares with a dummy a household and a wave, by the normal equations. */
function withDummies(panel: PanelRegression): Float64Array {
  const ids = [...new Set(Array.from(panel.households))];
  const waves = [...new Set(Array.from(panel.waves))].slice(1);
  const n = panel.outcome.length;
  const columns = [
    ...panel.regressors,
    ...ids.map((id) => Array.from({ length: n }, (_, i) => (panel.households[i] === id ? 1 : 0))),
    ...waves.map((wave) => Array.from({ length: n }, (_, i) => (panel.waves[i] === wave ? 1 : 0))),
  ];
  const p = columns.length;
  const w = (i: number) => panel.weights?.[i] ?? 1;
  const cross = new Float64Array(p * p);
  const top = new Float64Array(p);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      top[j] += w(i) * columns[j][i] * panel.outcome[i];
      for (let l = 0; l < p; l++) cross[j * p + l] += w(i) * columns[j][i] * columns[l][i];
    }
  }
  return choleskySolve(choleskyFactor(cross, p), p, top);
}

/** An unbalanced panel: every household keeps its first two waves and some of the others. */
function panelOf(seed: number, households: number, waves: number): PanelRegression & { weights: Float64Array } {
  const stream = streamFor(seed, 'panel');
  const rows = Array.from({ length: households * waves }, (_, i) => [Math.floor(i / waves), i % waves]).filter(
    ([, wave]) => wave < 2 || stream.real() < 0.6,
  );
  const effect = Array.from({ length: households }, () => stream.normal());
  const x = rows.map(([id]) => stream.normal() + 0.5 * effect[id]);
  const z = rows.map(() => stream.normal());
  return {
    outcome: rows.map(([id, wave], i) => effect[id] + 0.3 * wave - 0.7 * x[i] + stream.normal()),
    regressors: [x, z],
    households: rows.map(([id]) => `h${id}`),
    waves: rows.map(([, wave]) => wave + 1),
    weights: Float64Array.from(rows, () => 0.5 + stream.real()),
  };
}

describe('panel fixed effects', () => {
  it('equal least squares with a dummy for every household and wave, weighted or not', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 6, max: 15 }), fc.integer({ min: 2, max: 5 }), (seed, households, waves) => {
        const { weights, ...plain } = panelOf(seed, households, waves);
        for (const panel of [plain, { ...plain, weights }]) {
          const fit = fitFixedEffects(panel);
          const dummies = withDummies(panel);
          for (let j = 0; j < 2; j++) expect(fit.coefficients[j]).toBeCloseTo(dummies[j], 9);
        }
      }),
      { seed: 21, numRuns: RUNS },
    );
  });

  it('conventions are CR0 times their factors', () => {
    const { weights: _, ...panel } = panelOf(1, 40, 4);
    const fit = fitFixedEffects(panel);
    const [N, G] = [fit.rows, fit.clusters];
    const ratio = (name: 'CR1_G' | 'CR1_nested' | 'CR1_all_dummies') =>
      (fit.clustered[name].standardErrors[0] / fit.clustered.CR0.standardErrors[0]) ** 2;
    expect(ratio('CR1_G')).toBeCloseTo(G / (G - 1), 12);
    expect(ratio('CR1_nested')).toBeCloseTo(((G / (G - 1)) * (N - 1)) / (N - 2 - 4), 12);
    expect(ratio('CR1_all_dummies')).toBeCloseTo(((G / (G - 1)) * (N - 1)) / (N - 2 - 40 - 3), 12);
  });

  it('refuses a regressor without variation, doubled rows and gaps', () => {
    const { weights: _, ...panel } = panelOf(2, 10, 3);
    const with_ = (change: Partial<PanelRegression>) => () => fitFixedEffects({ ...panel, ...change });
    const byWave = Array.from(panel.waves, Number);
    expect(with_({ regressors: [byWave] })).toThrow(expect.objectContaining({ code: 'NO_WITHIN_VARIATION' }));
    expect(with_({ waves: byWave.map(() => 1) })).toThrow(expect.objectContaining({ code: 'PANEL_DUPLICATE' }));
    expect(with_({ outcome: byWave.map(() => Number.NaN) })).toThrow(expect.objectContaining({ code: 'PANEL_BAD' }));
  });

  it('wild cluster bootstrap: small p for a real effect, the same from the same seed', () => {
    const { weights: _, ...panel } = panelOf(3, 60, 4);
    const clusters = Array.from(panel.households, (id) => Number(String(id).slice(1)) % 12);
    const run = (coefficient: number) =>
      wildClusterBootstrap({ ...panel, clusters }, { stream: streamFor(1, 'wild'), coefficient, resamples: 199 });
    expect(run(0).pValue).toBeLessThan(0.05);
    expect(run(1).pValue).toBeGreaterThan(0.05);
    expect(run(1)).toEqual(run(1));
  });

  it('wild resamples from sums by cluster are those that are run in full, weighted or not', () => {
    const { weights, ...plain } = panelOf(4, 40, 4);
    const clusters = Array.from(plain.households, (id) => Number(String(id).slice(1)) % 9);
    const stream = streamFor(2, 'draws');
    for (const panel of [
      { ...plain, clusters },
      { ...plain, clusters, weights },
    ]) {
      const full = prepare(panel);
      for (const coefficient of [0, 1]) {
        const [sums, rows] = [byClusters(full, panel, coefficient), byRows(full, panel, coefficient)];
        for (let r = 0; r < 5; r++) {
          const draw = Float64Array.from({ length: 9 }, () => stream.normal());
          expect(sums(draw).estimate).toBeCloseTo(rows(draw).estimate, 10);
          expect(sums(draw).variance).toBeCloseTo(rows(draw).variance, 10);
        }
      }
    }
  });

  it('few clusters get six-point weights of mean 0 and variance 1; under the null p is not too small (seeds 1 to 60)', () => {
    const low = Array.from({ length: 60 }, (_none, seed) => {
      const { weights: _, ...panel } = panelOf(100 + seed, 24, 3);
      const clusters = Array.from(panel.households, (id) => Number(String(id).slice(1)) % 8);
      const found = wildClusterBootstrap({ ...panel, clusters }, { stream: streamFor(seed, 'wild'), coefficient: 1, resamples: 99 });
      expect(found.weights).toBe('webb');
      return found.pValue < 0.05;
    }).filter(Boolean).length;
    // Of 60 true nulls at .05, more than 9 happen once in 1 500 times.
    expect(low).toBeLessThanOrEqual(9);
  });
});
