import { EXIT } from '../../core/index.ts';
import { formatCents } from '../../report/index.ts';
import { solve } from '../../worlds/payments/equilibrium/index.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { readScenarioFile, rulesOf } from './files.ts';

const list = (amounts: Readonly<Record<string, number>>): string =>
  Object.entries(amounts)
    .map(([bank, cents]) => `${bank} ${formatCents(cents)}`)
    .join(', ');

export const handler: Handler = async ([name = ''], options, io) => {
  const { scenario, warnings } = readScenarioFile(name, options.rules);
  for (const warning of warnings) io.note(`${colors(io.colorErr).yellow('warning:')} ${warning}`);
  const solution = solve(scenario, { rules: rulesOf(options.rules) });
  io.result(solution);
  const paint = colors(io.colorOut);
  const count = solution.equilibria.length;
  io.print(
    paint.bold(
      count === 0 ? 'No equilibrium was found' : solution.unique ? 'The equilibrium (the only one)' : `Equilibria: ${count} listed`,
    ),
  );
  for (const point of solution.equilibria) {
    io.print(`  post ${list(point.liquidity_cents)}\n  cost ${list(point.cost_cents)}\n`);
  }
  io.print(`Found by: ${solution.method}`);
  io.print(
    `Planner (least cost together): post ${list(solution.planner.liquidity_cents)}; all costs ${formatCents(solution.planner.total_cost_cents)}`,
  );
  io.print(
    `Price of anarchy: ${solution.price_of_anarchy === null ? 'not defined (the planner pays nothing)' : Number(solution.price_of_anarchy).toFixed(4)}`,
  );
  return EXIT.done;
};
