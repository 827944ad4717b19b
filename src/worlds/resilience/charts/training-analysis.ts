/** The four panels of the earlier system in one picture. */
import type { Row } from '../../../lab/index.ts';
import type { ChartSpec } from '../../../report/index.ts';
import { words } from './words.ts';

const WIDTH = 250;
const HEIGHT = 170;

/** Mean score by shock; time to recovery; length of routes and score; size of the shock and time to recovery. */
export function trainingAnalysis(scenarios: readonly Row[], routes: readonly Row[]): ChartSpec {
  const struck = scenarios.filter((row) => row['shock_type'] !== 'none');
  const days = struck.flatMap((row) =>
    row['recovered_month'] === null ? [] : [{ days: 30 * (Number(row['recovered_month']) - Number(row['shock_month'])) }],
  );
  const byShock = [...new Set(struck.map((row) => String(row['shock_type'])))].map((type) => {
    const own = struck.filter((row) => row['shock_type'] === type);
    return { shock: words(type), score: own.reduce((sum, row) => sum + Number(row['success_score']), 0) / own.length };
  });
  const lengths = routes.map((row) => ({
    moves: (JSON.parse(String(row['edge_path'])) as string[]).length,
    score: Number(row['success_score']),
  }));
  const sizes = routes.flatMap((row) =>
    row['recovery_days'] === null ? [] : [{ size: Math.abs(Number(row['shock_magnitude'])), days: Number(row['recovery_days']) }],
  );
  const panel = (title: string, values: readonly object[], mark: object, encoding: object): object => ({
    title: { text: title, fontSize: 13, anchor: 'start' },
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    mark,
    encoding,
  });
  const q = (field: string, title: string, more: object = {}): object => ({ field, type: 'quantitative', title, ...more });
  return {
    name: 'training_analysis',
    title: 'Training analysis',
    caption: 'Own paths of all scenarios (above), routes learned (below). Score: 0 to 1, for display. Days: over paths that recovered.',
    spec: {
      title: { text: 'Training analysis' },
      columns: 2,
      spacing: 34,
      concat: [
        panel(
          'Mean success score by first shock',
          byShock,
          { type: 'bar', color: '#0072B2' },
          {
            y: { field: 'shock', type: 'nominal', title: null, sort: null },
            x: q('score', 'Score', { scale: { domain: [0, 1] } }),
          },
        ),
        panel(
          'Time to recovery',
          days,
          { type: 'bar', color: '#009E73' },
          {
            x: q('days', 'Days', { bin: { maxbins: 20 } }),
            y: { aggregate: 'count', title: 'Scenarios' },
          },
        ),
        panel(
          'Length of the route and score',
          lengths,
          { type: 'point', color: '#D55E00', opacity: 0.7 },
          {
            x: q('moves', 'Moves tried on one path'),
            y: q('score', 'Score', { scale: { domain: [0, 1] } }),
          },
        ),
        panel(
          'Size of the shock and time to recovery',
          sizes,
          { type: 'point', color: '#CC79A7', opacity: 0.7 },
          {
            x: q('size', 'Size of the shock (share)'),
            y: q('days', 'Mean days'),
          },
        ),
      ],
    },
  };
}
