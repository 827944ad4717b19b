import { CeterisError, EXIT, nearest } from '../../core/index.ts';
import { defineExperiment } from '../define-experiment.ts';
import { digestOf } from '../run/results.ts';
import type { AnyExperiment, Experiment, Lab, Outcome } from '../types.ts';
import { sweepForecast } from './forecast.ts';
import { analyse, type Analysis } from './analysis.ts';
import { type Arm, armsOf } from './arms.ts';
import { type Cell, runCells } from './cells.ts';
import { sweepCharts } from './charts.ts';
import { type SweepConfig, sweepSchema } from './config.ts';
import { numericLeaves } from './metrics.ts';
import { sweepReport, sweepSummary } from './report.ts';
import type { SweepResults } from './results.ts';
import { ARM, REPLICATE, tablesOf } from './tables.ts';

export const sweepKind = (kind: string): string => `sweep:${kind}`;

/** The sweep of an experiment: itself an experiment, so that it is run, resumed, replayed, verified, forked, drawn and exported as any other. */
export function sweepOf(experiment: AnyExperiment): Experiment<SweepConfig> {
  const { references } = experiment;
  return defineExperiment<SweepConfig>({
    kind: sweepKind(experiment.kind),
    world: experiment.world,
    title: `A sweep of ${experiment.kind}`,
    schema: sweepSchema(experiment),
    tables: tablesOf(experiment),
    views: [],
    deciders: experiment.deciders,
    ...(experiment.dataSourceClass === undefined ? {} : { dataSourceClass: experiment.dataSourceClass }),
    ...(experiment.score === undefined ? {} : { score: experiment.score }),
    ...(references === undefined
      ? {}
      : { references: (run) => references({ ...run, config: (run.config as SweepConfig).base, results: {} }) }),
    ...(experiment.forecast === undefined ? {} : { forecast: (config, read) => sweepForecast(experiment, config, read) }),
    run: (lab, config) => runSweep(lab, experiment, config),
    charts: (run) => Promise.resolve(sweepCharts(run.results as unknown as SweepResults)),
    report: (run) => Promise.resolve(sweepReport(run.results as unknown as SweepResults)),
    summary: (run) => Promise.resolve(sweepSummary(run.results as unknown as SweepResults)),
  });
}

async function runSweep(lab: Lab, experiment: AnyExperiment, config: SweepConfig): Promise<Outcome> {
  const arms = armsOf(config.over);
  const cells = await runCells(lab, experiment, config, arms);
  const values = cells.map(({ arm, replicate, outcome }) => ({ arm, replicate, values: numericLeaves(outcome.results) }));
  const { confidence_level: level, seeds, metrics: asked } = config;
  const analysis = analyse(values, arms, { asked, declared: experiment.metrics ?? [], level, seeds });
  if (asked.length > 0 && analysis.shown.length === 0)
    throw unknownMetric(
      asked[0] as string,
      values.flatMap((cell) => [...cell.values.keys()]),
    );
  writeTables(lab, arms, cells, analysis, values);
  const results = resultsOf(experiment, config, arms, cells, analysis) as unknown as Record<string, unknown>;
  const classes = [...new Set(cells.flatMap(({ outcome }) => outcome.dataSourceClass ?? []))].sort();
  return { status: 'completed', results, ...(classes.length === 0 ? {} : { dataSourceClass: classes.join(', ') }) };
}

export function unknownMetric(name: string, known: readonly string[]): CeterisError {
  const names = [...new Set(known)];
  const near = nearest(name, names);
  return new CeterisError(
    'UNKNOWN_METRIC',
    `The results hold no number ${JSON.stringify(name)}.`,
    near === null ? `Some of them: ${names.slice(0, 12).join(', ')}.` : `Did you mean ${near}?`,
    { path: name },
    EXIT.usage,
  );
}

function writeTables(
  lab: Lab,
  arms: readonly Arm[],
  cells: readonly Cell[],
  analysis: Analysis,
  values: readonly { readonly arm: number; readonly replicate: number; readonly values: ReadonlyMap<string, number> }[],
): void {
  const label = (arm: number): { [ARM]: number; arm_label: string } => ({ [ARM]: arm, arm_label: arms[arm]?.label ?? '' });
  for (const [arm, { settings }] of arms.entries())
    lab.write(
      'sweep_settings',
      settings.map(([key, value]) => ({ ...label(arm), key, value: JSON.stringify(value) })),
    );
  for (const [index, cell] of cells.entries()) {
    const place = { ...label(cell.arm), [REPLICATE]: cell.replicate, seed: cell.seed };
    const { status, results } = cell.outcome;
    lab.write('sweep_cells', [{ ...place, status, digest: digestOf(results), results: JSON.stringify(results) }]);
    lab.write(
      'sweep_values',
      [...(values[index]?.values ?? [])].map(([metric, value]) => ({ ...place, metric, value })),
    );
  }
  for (const [arm, { estimates, differences }] of analysis.arms.entries()) {
    lab.write(
      'sweep_estimates',
      [...estimates].map(([metric, estimate]) => ({ ...label(arm), metric, ...estimate })),
    );
    lab.write(
      'sweep_differences',
      [...differences].map(([metric, difference]) => ({ ...label(arm), metric, ...difference })),
    );
  }
}

function resultsOf(
  experiment: AnyExperiment,
  config: SweepConfig,
  arms: readonly Arm[],
  cells: readonly Cell[],
  analysis: Analysis,
): SweepResults {
  return {
    swept: experiment.kind,
    over: config.over,
    seeds: [...new Set(cells.map((cell) => cell.seed))],
    confidence_level: config.confidence_level,
    metrics: analysis.shown,
    arms: arms.map((arm, at) => {
      const { estimates, differences } = analysis.arms[at] as Analysis['arms'][number];
      return {
        arm: at,
        label: arm.label,
        settings: Object.fromEntries(arm.settings),
        metrics: Object.fromEntries(
          analysis.shown.flatMap(({ name }) => {
            const estimate = estimates.get(name);
            return estimate === undefined ? [] : [[name, estimate]];
          }),
        ),
        versus_first: Object.fromEntries(differences),
      };
    }),
    cells: cells.map((cell) => ({
      arm: cell.arm,
      replicate: cell.replicate,
      seed: cell.seed,
      status: cell.outcome.status,
      digest: digestOf(cell.outcome.results),
    })),
  };
}
