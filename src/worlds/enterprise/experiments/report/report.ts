/** The report in five parts: introduction, calibration, direct prediction, simulation, discussion. */
import type { RunView } from '../../../../lab/index.ts';
import { type ChartSpec, formatPercent, type ReportBlock } from '../../../../report/index.ts';
import { chartsOf as predictCharts } from '../predict/charts.ts';
import { predictionBlocks, predictionSummary, verdictBlock } from '../predict/report.ts';
import { countryName, sourceBlock } from '../shared/index.ts';
import { runCharts as simulateCharts } from '../simulate/charts.ts';
import { simulationBlocks } from '../simulate/report.ts';
import { patternTable, regressionTable, validationCharts, validationVerdict } from './validation-blocks.ts';
import { readView, type ReportView } from './view.ts';

const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 2, text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });

export async function runCharts(run: RunView): Promise<ChartSpec[]> {
  const view = await readView(run);
  return [...predictCharts(view.predict), ...(await simulateCharts(view.simulateRun)), ...validationCharts(view.tests, view.label)];
}

const validationOf = ({ results }: ReportView): Readonly<Record<string, unknown>> | null =>
  results['validation'] as Readonly<Record<string, unknown>> | null;

export async function summaryBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  const validation = validationOf(view);
  const [, ...prediction] = predictionSummary(view.predict);
  return [sourceBlock(view.results), ...prediction, ...(validation === null ? [] : [validationVerdict(validation)])];
}

function introduction(view: ReportView): ReportBlock[] {
  return [
    heading('1. Introduction'),
    paragraph(
      'Do model households decide to open and close small enterprises as real ones do, across countries, and better than a base rate? Two tracks answer apart: forecasts of observed transitions, and simulated households whose patterns are held against observed ones.',
    ),
    sourceBlock(view.results),
    verdictBlock(view.predict),
    ...(validationOf(view) === null ? [] : [validationVerdict(validationOf(view)!)]),
  ];
}

function calibration({ simulate }: ReportView): ReportBlock[] {
  const { results } = simulate;
  return [
    heading('2. Calibration'),
    paragraph(
      `Distributions, credit, hazards and dynamics are fitted to ${countryName(String(results['country']))}; the whole artifact is calibration.json. A failed fit stops the run, or stamps every output.`,
    ),
    {
      kind: 'table',
      caption: 'What the calibration had to pass',
      columns: [{ label: 'field' }, { label: 'passed' }, { label: 'figures' }],
      rows: simulate.gates.map((row) => [String(row['name']), row['passed'] === true ? 'yes' : 'no', String(row['detail'])]),
    },
  ];
}

async function simulation(view: ReportView): Promise<ReportBlock[]> {
  const charts = [...(await simulateCharts(view.simulateRun)), ...validationCharts(view.tests, view.label)];
  const chart = (wanted: (name: string) => boolean): ReportBlock[] =>
    charts.filter(({ name }) => wanted(name)).map((one) => ({ kind: 'chart', chart: one }));
  const isValidation = (name: string): boolean => name.startsWith('synthetic_minus_observed');
  const validation = validationOf(view);
  const { dataSource } = view.predict;
  const side = (name: string): ReportBlock =>
    regressionTable(
      view.regressions.filter((row) => row['side'] === name),
      name,
      dataSource,
    );
  return [
    heading('4. Synthetic households'),
    ...simulationBlocks(view.simulate),
    ...chart((name) => !isValidation(name)),
    ...(validation === null
      ? [paragraph('There is no observed panel to hold the simulation against: only a calibration was given.')]
      : [
          { kind: 'heading' as const, level: 3 as const, text: 'Held against the observed' },
          validationVerdict(validation),
          patternTable(view.tests, dataSource),
          ...chart(isValidation),
          paragraph(
            'Timing is declared: the headline regression pairs the price change into the wave before with the status of a wave, since a household answers by the next wave. A regression on the price of the same wave would call a true bust effect absent. The placebo is a price that nobody can know yet.',
          ),
          side('observed'),
          side('synthetic'),
        ]),
  ];
}

function discussion(view: ReportView): ReportBlock[] {
  const { predict } = view;
  const best = predict.results['best'] as {
    readonly model: string;
    readonly skill: number;
    readonly attainable_skill: number | null;
  } | null;
  const failed = Number(predict.results['probes_failed']);
  return [
    heading('5. Discussion'),
    ...(best === null
      ? []
      : [
          paragraph(
            `The best candidate, ${best.model}, has a skill of ${formatPercent(best.skill, 1)} over entry and exit rates by status${best.attainable_skill === null ? '' : `; the process that made the fixture has ${formatPercent(best.attainable_skill, 1)}`}. Accuracy ranks nothing here: most households stay, and whoever says so is right most of the time.`,
          ),
        ]),
    paragraph(
      failed === 0
        ? 'No control of leakage or memory came out against a forecaster.'
        : `${failed} controls of leakage or memory came out against a forecaster: see part 3.`,
    ),
    paragraph(
      'Limits: no interaction between households, no prices that answer to them, two or three years between waves, self-reported ownership; a chance agreement of rates is not agreement of reasons; what holds on a fixture shows that the machinery works and nothing about people.',
    ),
  ];
}

export async function reportBlocks(run: RunView): Promise<ReportBlock[]> {
  const view = await readView(run);
  return [
    ...introduction(view),
    ...calibration(view),
    heading('3. Direct prediction'),
    ...predictionBlocks(view.predict),
    ...(await simulation(view)),
    ...discussion(view),
  ];
}
