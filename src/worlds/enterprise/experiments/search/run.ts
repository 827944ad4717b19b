/** One run of `enterprise/search`: which thresholds of the rule come closest to the observed panel, and does it hold where it was not fitted? */
import { mean, standardDeviation, streamFor } from '../../../../core/index.ts';
import { type Lab, type Outcome, readColumnBytes, type Row } from '../../../../lab/index.ts';
import type { Calibration } from '../../calibration/index.ts';
import { observedRows, patternsOf, syntheticRows } from '../../evaluation/index.ts';
import { simulatePanel } from '../../panel/index.ts';
import { rulePolicy, type Thresholds } from '../../policies/index.ts';
import { generateFixture, HALF, readCanonical, type SurveyPanel } from '../../survey/index.ts';
import { calibrated, WITHOUT_COVARIANCE } from '../shared/index.ts';
import type { SearchConfig } from './config.ts';

interface Target {
  readonly panel: SurveyPanel;
  readonly calibration: Calibration;
  readonly patterns: ReadonlyMap<string, number>;
}

/** Mean squared distances from the observed rates. */
interface Distance {
  /** Of the waves that were fitted, with the fifths: what the search minimises. */
  readonly fitted: number;
  /** Of the last wave, which the search never sees. */
  readonly heldOut: number;
}

function targetOf(panel: SurveyPanel, config: SearchConfig, seed: bigint): Target {
  const calibration = calibrated(panel, config, seed, WITHOUT_COVARIANCE);
  const patterns = new Map(patternsOf(observedRows(panel), HALF).map(({ name, value }) => [name, value]));
  return { panel, calibration, patterns };
}

async function observed(lab: Lab, config: SearchConfig): Promise<SurveyPanel> {
  if (config.data === undefined) return generateFixture({ country: config.country, seed: config.fixture_seed }).panel;
  const bytes = await lab.input('data', config.data);
  return readCanonical(await readColumnBytes(bytes, { name: config.data, asText: true }), { file: config.data, country: config.country });
}

const HOUSEHOLDS_PER_VILLAGE = 12;

function distance(target: Target, thresholds: Thresholds, config: SearchConfig, seed: bigint): Distance {
  const panel = simulatePanel({ calibration: target.calibration, households: config.households, seed }, rulePolicy('rule', thresholds));
  const made = patternsOf(syntheticRows(panel, HOUSEHOLDS_PER_VILLAGE), HALF);
  const last = `rate_wave_${panel.waves.at(-1)}`;
  const squares = (wanted: (name: string) => boolean): number => {
    const gaps = made.filter(({ name }) => wanted(name)).map(({ name, value }) => (value - (target.patterns.get(name) ?? value)) ** 2);
    return gaps.length === 0 ? 0 : mean(gaps);
  };
  return {
    fitted:
      squares((name) => name.startsWith('rate_wave_') && name !== last) +
      config.fifths_weight * squares((name) => name.startsWith('rate_fifth_')),
    heldOut: squares((name) => name === last),
  };
}

/** Each range is cut into as many parts as there are draws, and each part holds one draw (McKay, Beckman and Conover 1979). */
function latinHypercube(config: SearchConfig, seed: bigint): Thresholds[] {
  const n = config.draws;
  const column = (name: string, [low, high]: readonly [number, number]): number[] => {
    const stream = streamFor(seed, 'enterprise-search', name);
    const parts = Array.from({ length: n }, (_, k) => k);
    for (let i = n - 1; i > 0; i--) {
      const j = stream.integer(0, i + 1);
      [parts[i], parts[j]] = [parts[j], parts[i]];
    }
    return parts.map((part) => low + ((part + stream.real()) / n) * (high - low));
  };
  const [price, assets, exit] = [column('price', config.price), column('assets', config.assets), column('exit', config.exit_assets)];
  return price.map((_, k) => ({ price: price[k], assets: assets[k], exitAssets: exit[k] }));
}

export async function runSearch(lab: Lab, config: SearchConfig): Promise<Outcome> {
  const target = targetOf(await observed(lab, config), config, lab.seed);
  const other =
    config.held_out_country === null || config.data !== undefined
      ? null
      : targetOf(generateFixture({ country: config.held_out_country, seed: config.fixture_seed }).panel, config, lab.seed);
  const source = target.panel.dataSource;
  const points = latinHypercube(config, lab.seed).map((thresholds, draw) => {
    const runs = Array.from({ length: config.seeds }, (_, r) => distance(target, thresholds, config, lab.seed + BigInt(r)));
    const fitted = runs.map((one) => one.fitted);
    lab.progress({ label: 'point', done: draw + 1, total: config.draws });
    return {
      draw,
      thresholds,
      fitted: mean(fitted),
      error: fitted.length < 2 ? 0 : standardDeviation(fitted) / Math.sqrt(fitted.length),
      heldOut: mean(runs.map((one) => one.heldOut)),
    };
  });
  const best = points.reduce((a, b) => (b.fitted < a.fitted ? b : a));
  // Points that the seeds can't tell from the best one: their spread says what the data identify.
  const close = points.filter((point) => point.fitted - best.fitted <= 2 * Math.hypot(point.error, best.error));
  const abroad =
    other === null
      ? null
      : mean(Array.from({ length: config.seeds }, (_, r) => distance(other, best.thresholds, config, lab.seed + BigInt(r)).fitted));
  lab.write(
    'search_points',
    points.map(
      (point): Row => ({
        draw: point.draw,
        data_source: source,
        price_threshold: point.thresholds.price,
        asset_threshold: point.thresholds.assets,
        exit_threshold: point.thresholds.exitAssets,
        distance: point.fitted,
        distance_error: point.error,
        held_out_distance: point.heldOut,
        indistinguishable: close.includes(point),
      }),
    ),
  );
  const identified = (key: keyof Thresholds, [low, high]: readonly [number, number]) => {
    const values = close.map(({ thresholds }) => thresholds[key]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return { low: least, high: most, share_of_range: (most - least) / (high - low) };
  };
  return {
    status: 'completed',
    dataSourceClass: source,
    results: {
      data_source: source,
      stamps: target.calibration.stamps,
      country: target.panel.country,
      draws: config.draws,
      seeds: config.seeds,
      best: {
        price_threshold: best.thresholds.price,
        asset_threshold: best.thresholds.assets,
        exit_threshold: best.thresholds.exitAssets,
        distance: best.fitted,
        distance_error: best.error,
        held_out_wave_distance: best.heldOut,
        held_out_country_distance: abroad,
      },
      indistinguishable_points: close.length,
      identified: {
        price_threshold: identified('price', config.price),
        asset_threshold: identified('assets', config.assets),
        exit_threshold: identified('exitAssets', config.exit_assets),
      },
    },
  };
}
