import type { ZodType } from 'zod';
import type { Decider, FailedAttempt, Question, Usage } from '../decide/index.ts';
import type { ModelSettingsConfig } from './run/model-settings.ts';
import type { Cell, ChartSpec, ColumnSpec, ReportBlock } from '../report/index.ts';

/** A ledger table: declared once per experiment, created by migrations, rebuilt from config and journal. */
export interface TableSpec {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly ColumnSpec[];
  /** Key columns: rows are compared and exported in this order. */
  readonly key: readonly string[];
  readonly indices?: readonly (readonly string[])[];
}

/** A SQL view over the run's tables, for documents that name things differently. */
export interface ViewSpec {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

export type Row = Readonly<Record<string, Cell>>;

/** Tables that outlive runs, in a DuckDB file of their own. */
export interface StoreSpec {
  readonly file: string;
  /** Each a table of the experiment, with a column `run_id`. */
  readonly tables: readonly TableSpec[];
  readonly views: readonly ViewSpec[];
}

/** A pure function that runs on any worker: registered by module URL, never a closure. */
export interface TaskRef<Input, Output> {
  /** `import.meta.url` of the module. */
  readonly module: string;
  /** Name of the exported function `(input: Input) => Output`. */
  readonly export: string;
  /** Phantom types. */
  readonly types?: (input: Input) => Output;
}

export interface ProgressEvent {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** One line for a person, e.g. `iteration 3: BANK_A 50 % -> 0 % accepted`. */
  readonly message?: string;
  /** `verbose` topics print only when asked for: `policy`, `monte-carlo`, `rejections`. */
  readonly topic?: string;
}

/** What an answer took: for tables of calls. Tokens, price and times are volatile: no result may depend on them. */
export interface Receipt {
  readonly decider: string;
  readonly deciderKind: Decider['kind'];
  /** False: no valid answer was had, and the question's fallback stands. */
  readonly answered: boolean;
  /** Null when the answer charged nothing, or nobody said what it charged. */
  readonly usage: Usage | null;
  readonly latencyMs: number | null;
  /** Attempts without a valid answer, in order. */
  readonly failed: readonly FailedAttempt[];
  /** Taken from the cache that runs share, or copied from a fork's parent: paid for elsewhere. */
  readonly cached: boolean;
  readonly warnings: readonly string[];
}

/** Bytes of a file that a config names, by the path it gives. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/** What one decider will be asked in one role. */
export interface ForecastPart {
  /** As the config names it. */
  readonly decider: string;
  readonly settings?: ModelSettingsConfig;
  readonly role: string;
  readonly questions: number;
  /** One of them as it will be put: what tokens and prices are reckoned from. */
  readonly example?: () => Promise<Question<unknown>>;
}

/** How many questions a config asks when it goes to its last step and no reply has to be asked for again. */
export interface Forecast {
  readonly questions: number;
  readonly byRole: Readonly<Record<string, number>>;
  /** The same by decider. */
  readonly parts?: readonly ForecastPart[];
}

/** What a language model would be sent first, rendered without a run. */
export interface PromptView {
  readonly agent: string;
  readonly role: string;
  readonly system: string;
  readonly user: string;
  /** JSON Schema that goes with it. */
  readonly schema: unknown;
}

/** What sets a part of a run apart from the others. */
export interface PartOptions {
  /** Put before the address of each question and into the name of each artifact, e.g. `[['arm', 0], ['replicate', 3]]`. */
  readonly scope: readonly (readonly [scope: string, index: string | number])[];
  /** Default: the run's. */
  readonly seed?: bigint;
  /** Parts of one draw offset share the draws of sampled deciders (and so the answers that runs share); default 0. */
  readonly draw?: number;
  /** Put into each row that the part writes. */
  readonly columns?: Row;
}

/** The five doors of an experiment. Everything else it does is a pure function of config, inputs and seed. */
export interface Lab {
  /** Seed of the run. */
  readonly seed: bigint;
  /** Names this run in ledger rows; never part of results. The same on resume and replay. */
  readonly runId: string;
  readonly signal: AbortSignal;
  /** Take a content-hashed snapshot of a file into `inputs/`; on replay and resume the snapshot is read. Relative to the config file's folder; `package:` in front names a file that ships. */
  input(name: string, path: string): Promise<Uint8Array>;
  /**
   * The rows of a store by table, in key order and without volatile columns, as they were when this run first looked: a snapshot
   * among the inputs. No file yet: no rows. What the run itself adds comes after its end (`Experiment.store`).
   */
  recall(name: string, store: StoreSpec): Promise<Readonly<Record<string, readonly Row[]>>>;
  /**
   * The decider that a spec names: one handed to the run by name, one of the experiment's own (`builtIn`), `script:<file>[?key=value]`
   * `replay:<run directory>` (files are snapshotted as inputs), or a language model (`provider:model`) with its settings. On replay
   * a language model needs no provider: what the run recorded of it stands in.
   */
  decider(spec: string, builtIn?: (name: string) => Decider | undefined, settings?: ModelSettingsConfig): Promise<Decider>;
  ask<Answer>(question: Question<Answer>, decider: Decider): Promise<Answer>;
  /** What is known of an answer that this execution used; null when nothing was answered there. The same on resume and replay. */
  receipt(address: Question<unknown>['address']): Receipt | null;
  map<Input, Output>(task: TaskRef<Input, Output>, inputs: readonly Input[]): Promise<Output[]>;
  /**
   * Do a part of the run under names, a seed and columns of its own: `body` gets doors that add them, and answers in JSON. Once it is
   * done its outcome is kept beside the journal, and a resumed run takes it from there; a replay does it again.
   */
  part(options: PartOptions, body: (lab: Lab) => Promise<unknown>): Promise<unknown>;
  write(table: string, rows: readonly Row[]): void;
  artifact(name: string, content: string | Uint8Array): void;
  progress(event: ProgressEvent): void;
}

/** A number of an experiment's results that is worth comparing between runs. */
export interface MetricSpec {
  /** Dot path into the results; `*` stands for any one part, such as a name of an agent. */
  readonly path: string;
  readonly label?: string;
  /** Default: `cents` for paths that end in `_cents`, else `number`. `percent` takes shares. */
  readonly measure?: 'number' | 'count' | 'percent' | 'cents';
}

/** What an experiment hands back; `results` is JSON and enters the digest. */
export interface Outcome {
  readonly status: 'completed' | 'converged';
  /** Snake-case JSON: the contract of `run --json` without run id, paths, times and tokens. */
  readonly results: Readonly<Record<string, unknown>>;
  /** Class of the data that were really read, for the manifest; default: what the experiment declares. */
  readonly dataSourceClass?: string;
}

/** Everything the `info` page says. */
export interface ExperimentInfo {
  readonly purpose: string;
  readonly source: string;
  readonly equilibrium: string;
  readonly howKnown: string;
}

/** What the lab reads of a finished run to draw and report on it. */
export interface RunView {
  readonly runId: string;
  readonly runDir: string;
  readonly config: unknown;
  readonly results: Readonly<Record<string, unknown>>;
  readonly manifest: Readonly<Record<string, unknown>>;
  rows(table: string): Promise<Row[]>;
}

/** A table, or a part of one, as a file among a finished run's artifacts. */
export interface ArtifactExport {
  /** Relative to the artifacts; the ending chooses the format: `.parquet`, `.csv`, `.json` or `.xlsx`. */
  readonly file: string;
  readonly table: string;
  /** Default: all. */
  readonly columns?: readonly string[];
  /** Only rows with these values. */
  readonly where?: Readonly<Record<string, string | number | boolean>>;
}

export interface Experiment<Config = unknown> {
  /** `payments/optimise`: the kind of experiment, named by `experiment:` in a YAML file. */
  readonly kind: string;
  readonly world: string;
  readonly title: string;
  /** One table for flags, help, config keys and docs: every key has a description and, where it can, a default. */
  readonly schema: ZodType<Config>;
  readonly tables: readonly TableSpec[];
  readonly views: readonly ViewSpec[];
  /** Files of tables that a finished run has among its artifacts. */
  readonly exports?: (results: Readonly<Record<string, unknown>>) => readonly ArtifactExport[];
  /** Names of the deciders that `--model` may choose, with a line each. */
  readonly deciders: Readonly<Record<string, string>>;
  /** Class of the data it stands on, for the manifest, until a run says what it read; default `synthetic`. */
  readonly dataSourceClass?: string;
  /** Files that the config names, as (name, path) pairs, snapshotted before the run. */
  readonly inputs?: (config: Config) => readonly (readonly [name: string, path: string])[];
  /** What it will ask, for a forecast of calls, tokens and price. */
  readonly forecast?: (config: Config, read: ReadFile) => Forecast | Promise<Forecast>;
  /** The first prompt of an agent (default: the first one), for `ceteris prompt`. Asks nobody and writes nothing. */
  readonly prompt?: (config: Config, options: { readonly agent?: string; readonly read: ReadFile }) => Promise<PromptView>;
  /** Where rows of a finished run are kept for later runs: appended after success, keyed by run id. null: nowhere. */
  readonly store?: (config: Config) => StoreSpec | null;
  run(lab: Lab, config: Config): Promise<Outcome>;
  charts(run: RunView): Promise<ChartSpec[]>;
  report(run: RunView): Promise<ReportBlock[]>;
  /** A few lines for the terminal at the end of `run` and in `summary`. */
  summary(run: RunView): Promise<ReportBlock[]>;
  /** What sweeps and scoreboards show of the results, the most important first; default: the first numbers that vary. */
  readonly metrics?: readonly MetricSpec[];
  /** How a run stands beside its yardstick, for `ceteris compare`. */
  readonly score?: (results: Readonly<Record<string, unknown>>) => Score;
  /** Results that others have published for the very game of a run, quoted with their source. */
  readonly references?: (run: Pick<RunView, 'config' | 'results' | 'manifest'>) => readonly ReferenceScore[];
  /** Deciding recorded proposals again, for `ceteris rescore`. */
  readonly rescore?: RescoreSpec;
  /** Charts over several runs, for `ceteris charts run1 run2 …`; the runs may be of any kind of the world. */
  crossRunCharts?(runs: readonly RunView[]): Promise<ChartSpec[]>;
}

/** What a decision cost beside the exact or best-known reference; cents, null where there is none. */
export interface Score {
  readonly costCents: number | null;
  readonly equilibriumCostCents: number | null;
  readonly nashConvCents: number | null;
}

/** A quoted result: not computed here, and labelled with where it stands. */
export interface ReferenceScore extends Score {
  readonly label: string;
  readonly source: string;
  readonly decider: string;
  readonly calls: number | null;
  readonly note: string;
}

/** One run decided again under another rule of acceptance; nobody was asked. */
export interface Rescored {
  readonly gate: string;
  readonly results: Readonly<Record<string, unknown>>;
  /** Rows that the run would have written. */
  rows(table: string): readonly Row[];
  /** Recorded proposals that answered a question other than the one that this path asks. */
  readonly changedQuestions: number;
}

/** How a kind of experiment has its recorded proposals decided again. */
export interface RescoreSpec {
  /** Rules of acceptance by name, with a line each. */
  readonly gates: Readonly<Record<string, string>>;
  /** The config of the same run under another gate, ended where the recording ends. */
  config(run: Pick<RunView, 'config' | 'results'>, gate: string): unknown;
  /** Machine-readable comparison with the recorded path, and the same as blocks. */
  compare(recorded: RunView, rescored: readonly Rescored[]): Promise<{ readonly json: unknown; readonly blocks: readonly ReportBlock[] }>;
}

/** An experiment of whatever config: only its own schema opens it. */
export interface AnyExperiment extends Omit<Experiment<never>, 'schema'> {
  readonly schema: ZodType;
}

/** An experiment file under `experiments/`: a kind, a config and an info page. */
export interface ExperimentFile {
  /** `payments/exp1`. */
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly info: ExperimentInfo;
  readonly config: unknown;
}

/** A world as the lab knows it. */
export interface World {
  readonly name: string;
  readonly experiments: readonly Experiment<never>[];
}
