/** The commands: what parser, help and docs know of each; their code is loaded only when they run. */
import type { Handler } from './handler.ts';

export interface ArgumentSpec {
  /** `<run>`, `[run...]`: commander's notation. */
  readonly syntax: string;
  readonly description: string;
}

export interface CommandSpec {
  /** Full name, e.g. `payments simulate`. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly example: string;
  readonly load: () => Promise<{ readonly handler: Handler }>;
}

const EXPERIMENT = { syntax: '<experiment>', description: 'an id that `ceteris list` shows, or a YAML file' };
const RUN = { syntax: '<run>', description: 'a run directory, or the id or name of a run under runs/' };
const RUNS = { syntax: '<runs...>', description: 'run directories, or ids or names of runs under runs/' };
const SCENARIO = { syntax: '<scenario>', description: 'a scenario file (YAML or JSON), or an experiment id' };

export const COMMANDS: readonly CommandSpec[] = [
  { name: 'list', summary: 'worlds and experiments', arguments: [], example: 'ceteris list', load: () => import('./commands/list.ts') },
  {
    name: 'info',
    summary: 'purpose, source, equilibrium and config keys of an experiment',
    arguments: [EXPERIMENT],
    example: 'ceteris info payments/exp1',
    load: () => import('./commands/info.ts'),
  },
  {
    name: 'validate',
    summary: 'check experiment, scenario and policy files without running them',
    arguments: [{ syntax: '<files...>', description: 'YAML or JSON files' }],
    example: 'ceteris validate my-experiment.yaml',
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'models',
    summary: 'who can decide: built-in deciders, recordings, language models with key and price',
    arguments: [],
    example: 'ceteris models',
    load: () => import('./commands/models.ts'),
  },
  {
    name: 'prompt',
    summary: 'a prompt as a language model would get it (the first, or an example), rendered without asking anybody',
    arguments: [EXPERIMENT],
    example: 'ceteris prompt payments/exp1 --agent BANK_A',
    load: () => import('./commands/prompt.ts'),
  },
  {
    name: 'doctor',
    summary: 'check this installation; with --model, one cheap real call to a language model',
    arguments: [],
    example: 'ceteris doctor --model openai:gpt-5-mini',
    load: () => import('./commands/doctor.ts'),
  },
  {
    name: 'init',
    summary: 'write a commented experiment with data to start from',
    arguments: [
      { syntax: '<world>', description: 'a world that `ceteris list` shows' },
      { syntax: '[folder]', description: 'where to write (default: ceteris-<world>)' },
    ],
    example: 'ceteris init payments my-study',
    load: () => import('./commands/init.ts'),
  },
  {
    name: 'run',
    summary: 'run an experiment',
    arguments: [EXPERIMENT],
    example: 'ceteris run payments/exp1 --set optimisation.max_iterations=10',
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'resume',
    summary: 'go on with an interrupted run',
    arguments: [RUN],
    example: 'ceteris resume runs/payments-exp1/…',
    load: () => import('./commands/resume.ts'),
  },
  {
    name: 'replay',
    summary: 'run again from the journal alone and compare the digest',
    arguments: [RUN],
    example: 'ceteris replay runs/payments-exp1/…',
    load: () => import('./commands/replay.ts'),
  },
  {
    name: 'verify',
    summary: 'check that nothing in a run was altered and that its results follow from its journal',
    arguments: [RUN],
    example: 'ceteris verify runs/payments-exp1/…',
    load: () => import('./commands/verify.ts'),
  },
  {
    name: 'fork',
    summary: 'run again in a new directory with a change; only changed questions are asked again',
    arguments: [RUN],
    example: 'ceteris fork runs/payments-exp1/… --set optimisation.gate=accept-all',
    load: () => import('./commands/fork.ts'),
  },
  { name: 'runs', summary: 'the runs under runs/', arguments: [], example: 'ceteris runs', load: () => import('./commands/runs.ts') },
  {
    name: 'summary',
    summary: 'what came out of a run',
    arguments: [RUN],
    example: 'ceteris summary runs/payments-exp1/…',
    load: () => import('./commands/summary.ts'),
  },
  {
    name: 'charts',
    summary: "a run's charts as SVG and PNG; of several runs also the ones that compare them",
    arguments: [RUNS],
    example: 'ceteris charts runs/payments-exp1/a runs/payments-exp1/b',
    load: () => import('./commands/charts.ts'),
  },
  {
    name: 'report',
    summary: 'one self-contained page per run: method, verdict, tables, charts, replay line, citation',
    arguments: [RUNS],
    example: 'ceteris report runs/payments-exp1/…',
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'export',
    summary: "a run's tables as files, with a data dictionary and snippets for R and Python",
    arguments: [RUN],
    example: 'ceteris export runs/payments-exp1/… --format parquet',
    load: () => import('./commands/export.ts'),
  },
  {
    name: 'compare',
    summary: 'runs side by side: what differs in config and in results',
    arguments: [RUNS],
    example: 'ceteris compare runs/payments-exp1/a runs/payments-exp1/b',
    load: () => import('./commands/compare.ts'),
  },
  {
    name: 'sweep',
    summary: 'one experiment over values of config keys, with replicates under shared seeds and intervals',
    arguments: [
      {
        syntax: '<experiment>',
        description: 'an id that `ceteris list` shows, or a YAML file; with --half-width alone, a sweep that was run',
      },
    ],
    example: 'ceteris sweep payments/exp1 --over optimisation.gate=own-cost,accept-all --seeds 20',
    load: () => import('./commands/sweep.ts'),
  },
  {
    name: 'rescore',
    summary: 'decide the recorded proposals of a run again under other gates, asking nobody',
    arguments: [RUN],
    example: 'ceteris rescore runs/payments-exp1/… --gate paired-t --gate accept-all',
    load: () => import('./commands/rescore.ts'),
  },
  {
    name: 'worker',
    summary: 'compute tasks for runs with --redis, on this machine or another, until Ctrl-C',
    arguments: [],
    example: 'ceteris worker --redis redis://127.0.0.1:6379',
    load: () => import('./commands/worker.ts'),
  },
  {
    name: 'cache stats',
    summary: 'how many answers of language models are kept, and how large they are',
    arguments: [],
    example: 'ceteris cache stats',
    load: () => import('./commands/cache-stats.ts'),
  },
  {
    name: 'cache prune',
    summary: 'drop old answers from the cache; runs keep their own',
    arguments: [],
    example: 'ceteris cache prune --older-than 30 --max-mb 500',
    load: () => import('./commands/cache-prune.ts'),
  },
  {
    name: 'payments simulate',
    summary: 'run a scenario and look at what happened',
    arguments: [SCENARIO],
    example: 'ceteris payments simulate scenario.yaml --compare-lsm',
    load: () => import('./payments/simulate.ts'),
  },
  {
    name: 'payments solve',
    summary: 'the exact equilibrium of a scenario, its planner and its price of anarchy',
    arguments: [SCENARIO],
    example: 'ceteris payments solve scenario.yaml --json',
    load: () => import('./payments/solve.ts'),
  },
  {
    name: 'payments check-policy',
    summary: 'check a policy file; --explain says it in plain words',
    arguments: [{ syntax: '<policy>', description: 'a policy file (JSON)' }],
    example: 'ceteris payments check-policy policy.json --explain',
    load: () => import('./payments/check-policy.ts'),
  },
  {
    name: 'payments trace',
    summary: "one payment's life, event by event",
    arguments: [{ syntax: '<payment>', description: "the payment's number, in order of arrival" }],
    example: 'ceteris payments trace 3 --scenario scenario.yaml',
    load: () => import('./payments/trace.ts'),
  },
  {
    name: 'payments import',
    summary: 'turn your own flows (time, from, to, amount) into a scenario',
    arguments: [{ syntax: '<flows>', description: 'a CSV file: time, from, to, amount, optional deadline and priority' }],
    example: 'ceteris payments import flows.csv --out scenario.yaml',
    load: () => import('./payments/import.ts'),
  },
  {
    name: 'loans replay',
    summary: 'play a recorded loan market again, from its rates',
    arguments: [{ syntax: '<recording>', description: 'a recording (JSON, schema loan-replay/1)' }],
    example: 'ceteris loans replay recording.json --profile corrected',
    load: () => import('./loans/replay.ts'),
  },
  {
    name: 'loans solve',
    summary: 'Bertrand-Nash and joint-profit prices of a loan market, with what deviating would gain',
    arguments: [{ syntax: '<market>', description: 'a market or pricing game (YAML or JSON)' }],
    example: 'ceteris loans solve market.yaml --json',
    load: () => import('./loans/solve.ts'),
  },
  {
    name: 'loans lessons',
    summary: 'what earlier runs of the loan market taught: lessons, patterns, pooled effects of treatments',
    arguments: [],
    example: 'ceteris loans lessons --similar-to runs/loans-market/…',
    load: () => import('./loans/lessons.ts'),
  },
  {
    name: 'enterprise fixture',
    summary: 'generate the open fixture: a household panel with known effects, and the truth beside it',
    arguments: [],
    example: 'ceteris enterprise fixture --country tanzania --out fixture',
    load: () => import('./enterprise/fixture.ts'),
  },
  {
    name: 'enterprise import',
    summary: 'turn survey files of your own into household_targets',
    arguments: [{ syntax: '<folder>', description: 'folder with the survey files (.csv, .dta, .parquet)' }],
    example: 'ceteris enterprise import nps --layout tanzania-nps --out data/tanzania',
    load: () => import('./enterprise/import.ts'),
  },
  {
    name: 'enterprise calibrate',
    summary: 'fit distributions, credit, hazards and dynamics to a household panel',
    arguments: [],
    example: 'ceteris enterprise calibrate --country tanzania --data fixture --out calibration',
    load: () => import('./enterprise/calibrate.ts'),
  },
  {
    name: 'enterprise simulate',
    summary: 'simulate households from a calibration, with the policy inside the loop',
    arguments: [],
    example: 'ceteris enterprise simulate --calibration calibration/calibration.json --n-households 1000 --policy hazard',
    load: () => import('./enterprise/simulate.ts'),
  },
  {
    name: 'enterprise run-sim-synthetic',
    summary: 'the older name of `enterprise simulate`',
    arguments: [],
    example: 'ceteris enterprise run-sim-synthetic --calibration calibration/calibration.json --policy llm_o4mini --llm-k-samples 5',
    load: () => import('./enterprise/simulate.ts'),
  },
  {
    name: 'enterprise predict',
    summary: 'forecast entry and exit of observed households, learned elsewhere, beside a base rate',
    arguments: [],
    example: 'ceteris enterprise predict --train-country tanzania --test-country ethiopia --baselines logit,rf,gbm',
    load: () => import('./enterprise/predict.ts'),
  },
  {
    name: 'enterprise eval-direct',
    summary: 'the older name of `enterprise predict`',
    arguments: [],
    example: 'ceteris enterprise eval-direct --train-country tanzania --test-country ethiopia --baselines logit,rf,gbm',
    load: () => import('./enterprise/predict.ts'),
  },
  {
    name: 'enterprise report',
    summary: 'prediction, simulation and validation in one report of five parts, as HTML and Markdown',
    arguments: [{ syntax: '[run]', description: 'a run to render again; default: a new one' }],
    example: 'ceteris enterprise report --out report',
    load: () => import('./enterprise/report.ts'),
  },
  {
    name: 'enterprise sweep',
    summary: 'the threshold rule over a grid of price and asset thresholds, a sweep of enterprise/simulate',
    arguments: [],
    example: 'ceteris enterprise sweep --seeds 2 --n-households 100 --out thresholds',
    load: () => import('./enterprise/sweeps.ts'),
  },
  {
    name: 'resilience train',
    summary: 'learn recovery routes and test them on people who were held out: the experiment resilience/train',
    arguments: [],
    example: 'ceteris resilience train --scenarios 200 --out training',
    load: () => import('./resilience/train.ts'),
  },
  {
    name: 'resilience evaluate',
    summary: 'the routes on people, occupations, shocks and episodes that were held out: the experiment resilience/evaluate',
    arguments: [],
    example: 'ceteris resilience evaluate --routes training/artifacts/routes.jsonl',
    load: () => import('./resilience/evaluate.ts'),
  },
  {
    name: 'resilience solve',
    summary: 'a finite recovery problem: the exact optimum, bounds below it, and what each policy costs above it',
    arguments: [{ syntax: '<problem>', description: 'a problem file (YAML), such as experiments/resilience/problems/toy-1.yaml' }],
    example: 'ceteris resilience solve experiments/resilience/problems/toy-1.yaml',
    load: () => import('./resilience/solve.ts'),
  },
  {
    name: 'resilience commutators',
    summary: 'which orders of moves matter, and what they cost: brackets, round trips, value and timing',
    arguments: [{ syntax: '[sheet]', description: 'a balance sheet in dollars (YAML); default: the example of the docs' }],
    example: 'ceteris resilience commutators',
    load: () => import('./resilience/commutators.ts'),
  },
  {
    name: 'resilience advise',
    summary: 'plans for a household after a shock, ranked on its own futures, with runway, buffer and what drives the result',
    arguments: [{ syntax: '<household>', description: 'a household file (YAML); `ceteris init resilience` writes one' }],
    example: 'ceteris resilience advise household.yaml',
    load: () => import('./resilience/advise.ts'),
  },
  {
    name: 'resilience stress',
    summary: 'a household through a historical episode: 2008, 2020, 2022 or 1973',
    arguments: [{ syntax: '<household>', description: 'a household file (YAML)' }],
    example: 'ceteris resilience stress household.yaml --scenario 2008',
    load: () => import('./resilience/stress.ts'),
  },
  {
    name: 'resilience playbook',
    summary: 'best moves by shock and kind of household, what insurance, buffers and speed are worth, and what it all hangs on',
    arguments: [{ syntax: '[run]', description: 'a run of resilience/train; default: computed here' }],
    example: 'ceteris resilience playbook --scenarios 100 --out playbook',
    load: () => import('./resilience/playbook.ts'),
  },
];
