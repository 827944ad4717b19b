export { bracketCharts } from './brackets.ts';
export { gapBlock, gapChart, gapRows, gapTable } from './optimality-gap.ts';
export { curveCharts } from './recovery-curves.ts';
export { reliabilityChart } from './reliability.ts';
export { trainCharts } from './training-charts.ts';
export { words } from './words.ts';
