/** Charts of training, as plain data. */
import type { RunView } from '../../../lab/index.ts';
import type { ChartSpec } from '../../../report/index.ts';
import { orderChart, playbookOf } from '../playbook/index.ts';
import { curveCharts } from './recovery-curves.ts';
import { routeMap } from './route-map.ts';
import { trainingAnalysis } from './training-analysis.ts';

export async function trainCharts(run: RunView): Promise<ChartSpec[]> {
  return [
    trainingAnalysis(await run.rows('scenarios'), await run.rows('routes')),
    ...curveCharts(await run.rows('recovery_curves'), 'people'),
    ...routeMap(await run.rows('route_moves')),
    ...orderChart(playbookOf(await run.rows('playbook'))),
  ];
}
