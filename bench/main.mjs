// Rates of the payments engine: whole episodes (reset, arrivals, every cost), compiled once, one thread, per second of
// processor time. `npm run bench [filter]` prints them beside the anchors of the reference engine.
import '../bin/engine.js';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadNaive } from './naive.mjs';
import { generated } from './scenarios.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { createSimulator, readScenario } = await import(join(root, 'dist/worlds/payments/index.js'));
const folder = process.env.CETERIS_BENCH ?? join(root, '../shared/bench/payments');
const filter = process.argv[2] ?? '';

/** Episodes per second of the reference engine (compiled, one thread) on the same kind of machine. */
const ANCHORS = {
  a_exp1: 15_400,
  b_exp2: 1_500,
  b_exp2_json: 1_110,
  b_exp2_starved: 540,
  c_10x100_1k_rich: 54,
  c_10x100_1k_tight: 5.9,
  c_10x100_1k_tight_nolsm: 8.1,
  c_10x100_1k_tree: 6.8,
  d_50x100_4000_rich: 9,
  d_50x100_16000_rich: 0.8,
  d_50x100_64000_rich: 0.022,
  d_50x100_100000_rich: 0.004,
  d_50x100_4000_tight: 0.14,
  m_10x100_25d: 0.24,
};
/** Scenarios small enough for the naive engine. */
const NAIVE = [
  'a_exp1',
  'b_exp2',
  'b_exp2_json',
  'b_exp2_starved',
  'c_10x100_1k_rich',
  'c_10x100_1k_tight',
  'c_10x100_1k_tree',
  'd_50x100_4000_rich',
];
const WARM_UP_MS = 300;
const MEASURED_MS = 1_000;
const ROUNDS = 3;

const cpuMs = () => process.cpuUsage().user / 1000;

/** Milliseconds of processor time per call: the best of a few rounds, after a warm-up. */
function perCall(action) {
  const until = (budget) => {
    const start = cpuMs();
    let calls = 0;
    do action(calls++);
    while (cpuMs() - start < budget);
    return (cpuMs() - start) / calls;
  };
  until(WARM_UP_MS);
  return Math.min(...Array.from({ length: ROUNDS }, () => until(MEASURED_MS / ROUNDS)));
}

function load(name, rules) {
  const file = join(folder, `${name}.json`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : JSON.stringify(generated(name));
  return readScenario(text, { file: `${name}.json`, format: 'json', rules }).scenario;
}

function scaled(name, factor) {
  const scenario = load(name, 'simcash');
  const agents = scenario.agents.map((agent) => ({
    ...agent,
    arrivals: agent.arrivals && { ...agent.arrivals, ratePerTick: agent.arrivals.ratePerTick * factor },
  }));
  return { ...scenario, agents };
}

const print = (...columns) =>
  console.log(columns.map((text, i) => (i === 0 ? String(text).padEnd(28) : String(text).padStart(14))).join(''));

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}; scenarios: ${existsSync(folder) ? 'shared' : 'generated here, of the same shape'}`,
);
print('scenario', 'reference/s', 'simcash/s', 'ratio', 'standard/s', 'ratio');
for (const [name, anchor] of Object.entries(ANCHORS)) {
  if (!name.includes(filter)) continue;
  const rates = ['simcash', 'standard'].map((rules) => {
    const simulator = createSimulator(load(name, rules), { rules });
    return 1000 / perCall((k) => simulator.run(BigInt(k + 1)));
  });
  print(name, anchor, ...rates.flatMap((rate) => [rate.toPrecision(4), `${(rate / anchor).toFixed(1)}x`]));
}

if ('naive'.includes(filter)) {
  const { naiveTotalCost } = await loadNaive(root);
  print('against the naive engine', 'naive/s', 'simcash/s', 'ratio');
  for (const name of NAIVE) {
    const scenario = load(name, 'simcash');
    const simulator = createSimulator(scenario, { rules: 'simcash' });
    simulator.run(1n);
    const cents = simulator.agentIds.reduce((sum, _, i) => sum + simulator.totalCostCents(i), 0);
    if (naiveTotalCost(scenario, 1n) !== cents) throw new Error(`${name}: the two engines disagree`);
    const naive = 1000 / perCall((k) => naiveTotalCost(scenario, BigInt(k + 1)));
    const fast = 1000 / perCall((k) => simulator.run(BigInt(k + 1)));
    print(name, naive.toPrecision(3), fast.toPrecision(4), `${(fast / naive).toFixed(0)}x`);
  }
}

if ('scaling'.includes(filter)) {
  print('64k payments, rates x', 'ms', 'times the last');
  let last = 0;
  for (const factor of [1, 2, 4, 8, 16]) {
    const simulator = createSimulator(scaled('d_50x100_64000_rich', factor), { rules: 'simcash' });
    const ms = perCall((k) => simulator.run(BigInt(k + 1)));
    print(factor, ms.toFixed(1), last === 0 ? '' : (ms / last).toFixed(2));
    last = ms;
  }
}

if ('exp2 paired'.includes(filter)) {
  const text = readFileSync(join(root, 'experiments/payments/scenarios/exp2.yaml'), 'utf8');
  const simulator = createSimulator(readScenario(text, { file: 'exp2.yaml', rules: 'standard' }).scenario);
  const ms = perCall(() => {
    for (const fraction of [0.5, 0.125]) {
      simulator.setFraction(0, fraction);
      for (let day = 1n; day <= 200n; day++) simulator.run(day);
    }
  });
  print('exp2 paired, 200 samples', `${ms.toFixed(2)} ms`, 'at most 20 ms');
}

if ('exp1 plane'.includes(filter)) {
  const text = readFileSync(join(root, 'experiments/payments/scenarios/exp1.yaml'), 'utf8');
  const simulator = createSimulator(readScenario(text, { file: 'exp1.yaml', rules: 'standard' }).scenario);
  const ms = perCall(() => {
    for (let a = 0; a <= 100; a++) {
      simulator.setFraction(0, a / 100);
      for (let b = 0; b <= 100; b++) {
        simulator.setFraction(1, b / 100);
        simulator.run(1n);
      }
    }
  });
  print('exp1 plane, 101 x 101', `${ms.toFixed(1)} ms`, 'at most 1000 ms');
}

if ('models'.includes(filter)) await import('./models.mjs');

if ('learners'.includes(filter)) await import('./learners.mjs');

if ('enterprise'.includes(filter)) await import('./enterprise.mjs');
if ('resilience'.includes(filter)) await import('./resilience.mjs');
