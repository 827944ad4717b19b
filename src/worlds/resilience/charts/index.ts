export { curveCharts } from './recovery-curves.ts';
export { trainCharts } from './training-charts.ts';
export { words } from './words.ts';
