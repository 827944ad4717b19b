import { expect, test } from 'vitest';
import { openRun, replayRun } from '../../../../lab/index.ts';
import { benchOf } from '../testing/bench.ts';
import { searchExperiment } from './experiment.ts';

const { experiment: SEARCH, run } = benchOf(searchExperiment);

test('the search keeps every point, holds out a wave and a country, and says what is not identified', async () => {
  const result = await run({ draws: 6, seeds: 2, households: 100, calibrating: { resamples: 19 } });
  expect(result.manifest.data_source_class).toBe('fixture');
  const view = await openRun(result.runDir);
  const rows = await view.rows('search_points');
  expect(rows).toHaveLength(6);
  const prices = rows.map((row) => Math.floor(((Number(row['price_threshold']) + 0.4) / 0.5) * 6));
  expect(prices.sort()).toEqual([0, 1, 2, 3, 4, 5]);
  const { best } = result.results as { best: { distance: number; held_out_country_distance: number } };
  expect(best.distance).toBe(Math.min(...rows.map((row) => Number(row['distance']))));
  expect(best.held_out_country_distance).toBeGreaterThan(0);
  expect(JSON.stringify(await searchExperiment.summary(view))).toContain('Data source class: fixture');
  view.close();
  expect((await replayRun(result.runDir, { experiments: [SEARCH], workers: 1 })).digest).toBe(result.digest);
}, 120_000);
