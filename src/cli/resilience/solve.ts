import { CeterisError, EXIT } from '../../core/index.ts';
import { checkedValue, type YamlFile } from '../../core/yaml/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { gapChart, gapRows } from '../../worlds/resilience/charts/index.ts';
import {
  type Bracket,
  bracket,
  gridInstanceSchema,
  gridProblem,
  smallFeatures,
  smallInstanceSchema,
  smallProblem,
  smallStart,
} from '../../worlds/resilience/mesh/index.ts';
import { readSeed } from '../config/overrides.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { writeOut, type Written } from './write-out.ts';

/** Counts that keep a small problem under seconds and the grid of 20 000 states under a minute. */
const SMALL = { dualPaths: 400, lsmcPaths: 4000, meshNodes: 1000, episodes: 20_000 };
const GRID = { dualPaths: 4, lsmcPaths: 8000, meshNodes: 8000, episodes: 20_000 };

function solveFile(source: YamlFile, seed: number): { id: string; states: number; solution: Bracket } {
  const kind = (source.value as { problem?: unknown } | null)?.problem;
  if (kind === 'grid') {
    const problem = gridProblem(checkedValue(source, gridInstanceSchema));
    const { id, states, start, ruleBook, features, groupOf } = problem;
    return { id, states, solution: bracket(problem, { start, ruleBook, features, groupOf, seed, ...GRID }) };
  }
  if (kind === 'small') {
    const { problem: _kind, ...rest } = source.value as Record<string, unknown>;
    const problem = smallProblem(checkedValue({ ...source, value: rest }, smallInstanceSchema));
    const options = { start: smallStart(problem), ruleBook: problem.ruleBook, features: smallFeatures(problem) };
    return { id: problem.id, states: problem.states, solution: bracket(problem, { ...options, seed, ...SMALL }) };
  }
  throw new CeterisError(
    'UNKNOWN_PROBLEM',
    `${source.file} does not say which form its problem has`,
    'begin it with `problem: small` or `problem: grid`; experiments/resilience/problems holds one of each',
    source.placeOf(['problem']),
  );
}

export const handler: Handler = async ([name = ''], options, io) => {
  const { id, states, solution: b } = solveFile(readYamlFile(name), Number(readSeed(options.seed ?? '1')));
  const fixed = (x: number): string => x.toFixed(4);
  const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
  const json = {
    id,
    states,
    exact: b.exact,
    first_action: b.action,
    p_recover: b.recovered,
    p_default: b.defaulted,
    dual_bound: { mean: b.dual.mean, standard_error: b.dual.standardError, paths: b.dual.paths },
    clairvoyant_bound: { mean: b.clairvoyant.mean, standard_error: b.clairvoyant.standardError, paths: b.clairvoyant.paths },
    mesh_estimate: b.meshEstimate,
    simulated: { mean: b.simulated.cost.mean, standard_error: b.simulated.cost.standardError, episodes: b.simulated.cost.paths },
    policies: b.policies.map((row) => ({
      policy: row.policy,
      cost: row.cost,
      p_recover: row.recovered,
      p_default: row.defaulted,
      gap: row.gap,
      proven_gap: row.provenGap,
    })),
    backups: b.backups,
  };
  io.result(json);
  const paint = colors(io.colorOut);
  io.print(paint.bold(`${id}: ${states} states, ${b.backups} backups`));
  io.print(
    `  clairvoyant bound  ${fixed(b.clairvoyant.mean)} ± ${fixed(b.clairvoyant.standardError)} (standard error, ${b.clairvoyant.paths} paths)`,
  );
  io.print(`  dual bound         ${fixed(b.dual.mean)} ± ${fixed(b.dual.standardError)}`);
  io.print(`  exact optimum      ${fixed(b.exact)}, first ${b.action}; recovers ${share(b.recovered)}, defaults ${share(b.defaulted)}`);
  io.print(
    `  simulated          ${fixed(b.simulated.cost.mean)} ± ${fixed(b.simulated.cost.standardError)} (${b.simulated.cost.paths} episodes)`,
  );
  for (const row of b.policies) {
    io.print(
      `  ${row.policy.padEnd(18)} ${fixed(row.cost)}, ${share(row.gap)} above the optimum; recovers ${share(row.recovered)}, defaults ${share(row.defaulted)}`,
    );
  }
  const rows = gapRows(id, states, b);
  await writeOut(options.out, { name: id, json, table: rows as Written['table'], charts: gapChart(rows) }, io);
  return EXIT.done;
};
