// Household-months and backups of the resilience world, processor time: `npm run bench resilience`.
import '../bin/engine.js';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { parse } from 'yaml';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const state = await import(join(root, 'dist/worlds/resilience/state/index.js'));
const mesh = await import(join(root, 'dist/worlds/resilience/mesh/index.js'));
const moves = await import(join(root, 'dist/worlds/resilience/moves/index.js'));
const planners = await import(join(root, 'dist/worlds/resilience/planners/index.js'));
const shocks = await import(join(root, 'dist/worlds/resilience/shocks/index.js'));
const population = await import(join(root, 'dist/worlds/resilience/people/index.js'));
const { SLOT, MACRO, WORK, CHANNEL, FLOW } = state;
const MONTHS = 60;
const SCENARIOS = 100_000;

const household = state.householdState({
  ageYears: 40,
  marital: 'married',
  dependants: 2,
  earners: [{ wageCents: 600_000 }, { wageCents: 300_000 }],
  cashCents: 1_500_000,
  equitiesCents: 2_000_000,
  bondsCents: 500_000,
  retirementCents: 8_000_000,
  homeCents: 30_000_000,
  card: { balanceCents: 300_000 },
  loans: {
    mortgage: { balanceCents: 20_000_000, apr: 0.039, termMonths: 300 },
    auto: { balanceCents: 1_300_000, apr: 0.085, termMonths: 48 },
  },
  essentialCents: 330_000,
  discretionaryCents: 200_000,
  contributionRate: 0.05,
});
const p = state.DEFAULT_PARAMETERS;
const factors = state.correlationFactors(p);
const events = {
  macro() {},
  household(s, m, draws, month) {
    if (s[SLOT.firstStatus] === WORK.employed && draws.uniform(month, CHANNEL.shocks) < 0.006 * (1 + m[MACRO.regime]))
      state.loseJob(s, m, 0, p);
    if (draws.uniform(month, CHANNEL.shocks + 1) < 0.004)
      state.book(s, SLOT.cash, FLOW.transfers, -Math.min(Math.max(0, s[SLOT.cash]), 200_000));
  },
};
const drawsOf = state.pathDraws(1, 'bench');
const decide = (planner, s, context, draws, month) => {
  context.draws = draws;
  context.month = month;
  moves.advancePending(s, context);
  for (const move of planner.plan(s, context)) moves.playByLuck(s, move, context);
};
/** Scenarios `from` to `to`, in one household's row and one economy's that are filled anew; with a planner, what it says is played. */
const run = (from, to, planner = null) => {
  const s = household.slice();
  const start = state.macroState(p);
  const m = start.slice();
  const context = { macro: m, parameters: p, month: 0, horizonMonths: MONTHS, draws: null, legal: () => moves.MENU };
  for (let i = from; i < to; i++) {
    s.set(household);
    m.set(start);
    const draws = drawsOf(i);
    for (let month = 0; month < MONTHS; month++) {
      state.openMonth(s, m, draws, month, p, factors, events);
      if (planner !== null) decide(planner, s, context, draws, month);
      state.closeMonth(s, month, p);
    }
  }
};

if (!isMainThread) {
  run(0, 1000);
  parentPort.postMessage('ready');
  parentPort.once('message', ({ from, to }) => {
    const start = performance.now();
    run(from, to);
    parentPort.postMessage(performance.now() - start);
  });
} else await main();

async function main() {
  const timed = (action) => {
    const start = process.cpuUsage().user;
    action();
    return (process.cpuUsage().user - start) / 1000;
  };
  /** Least of some rounds: what others do to the machine only ever adds. */
  const least = (rounds, action) => Math.min(...Array.from({ length: rounds }, () => timed(action)));
  const row = (what, value, unit, limit) =>
    console.log(
      `${what.padEnd(44)} ${value.toPrecision(3).padStart(7)} ${unit.padEnd(8)} at most ${limit}, ${(limit / value).toFixed(2)} times as fast as that`,
    );

  run(0, 3000);
  const block = SCENARIOS / 10;
  const ns = (least(5, () => run(0, block)) * 1e6) / (block * MONTHS);
  row('household-month, no planner', ns, 'ns', 500);
  const hundred = timed(() => run(0, SCENARIOS)) / 1000;
  row('100 000 scenarios x 60 months, one thread', hundred, 's', 4);

  run(0, 3000, planners.RULE_BOOK);
  row('the same months with the rule book', (least(5, () => run(0, block, planners.RULE_BOOK)) * 1e6) / (block * MONTHS), 'ns', 667);
  console.log(`whole paths: rule book, all shocks, recovery   ${wholePaths(least).toFixed(0).padStart(6)} ns a household-month over a population`);
  const million = await onWorkers(2, 10 * SCENARIOS);
  console.log(
    `1 000 000 scenarios x 60 months, 2 threads    ${million.wall.toFixed(1)} s on the clock, ${(million.busy / (10 * hundred)).toFixed(2)} times the time a scenario takes alone (1: linear)`,
  );
  backups(timed);
}

/** Nanoseconds a household-month of whole paths under the rule book; nobody recovers, so that every month is played. */
function wholePaths(least) {
  const people = population.population(5, 300).map((person) => state.householdState(person.household));
  const source = shocks.shockSource({ table: shocks.DEFAULT_SHOCKS });
  const twin = new Float64Array(MONTHS).fill(1e12);
  let months = 0;
  const play = () => {
    months = 0;
    for (let i = 0; i < 6000; i++) {
      const initial = people[i % people.length];
      const { defaultedMonth } = moves.simulatePath({
        initial,
        months: MONTHS,
        draws: drawsOf(i),
        planner: planners.RULE_BOOK,
        shocks: source,
        twin,
      });
      months += (defaultedMonth ?? MONTHS - 1) + 1;
    }
  };
  const ms = least(4, play);
  return (ms * 1e6) / months;
}

/** Seconds on the clock, and the threads' own seconds a thread would need one after another. */
async function onWorkers(count, scenarios) {
  const workers = Array.from({ length: count }, () => new Worker(new URL(import.meta.url)));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const cpu = process.cpuUsage().user;
  const start = performance.now();
  const share = scenarios / count;
  await Promise.all(
    workers.map((worker, i) => {
      worker.postMessage({ from: i * share, to: (i + 1) * share });
      return once(worker, 'message');
    }),
  );
  const wall = (performance.now() - start) / 1000;
  const busy = (process.cpuUsage().user - cpu) / 1e6;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return { wall, busy };
}

function backups(timed) {
  const small = mesh.smallProblem(mesh.TOY_1);
  mesh.valueIteration(small);
  const REPEATS = 200;
  let backups = 0;
  const smallMs = timed(() => {
    for (let i = 0; i < REPEATS; i++) backups += mesh.valueIteration(small).backups;
  });
  console.log(`backup, toy-1                 ${((smallMs * 1e6) / backups).toFixed(1)} ns   (at most 10)`);
  const grid = mesh.gridProblem(
    mesh.gridInstanceSchema.parse(parse(readFileSync(join(root, 'experiments/resilience/problems/toy-2.yaml'), 'utf8'))),
  );
  let solved;
  const gridMs = timed(() => {
    solved = mesh.valueIteration(grid);
  });
  console.log(`backup, toy-2                 ${((gridMs * 1e6) / solved.backups).toFixed(1)} ns   (${solved.backups} backups)`);
}
