export type * from './types.ts';
export type {
  Check,
  ExecuteOptions,
  ForkOptions,
  ReplayOptions,
  ReplayResult,
  RunListing,
  RunOptions,
  RunResult,
  StoredRunOptions,
  VerifyResult,
} from './run/api.ts';
export type { BudgetLimits } from './run/budget.ts';
export { inputSource } from './run/inputs.ts';
export type { DeciderRecord, ForecastRecord, Manifest, ModelForecast, RunStatus, RunTotals, TableRecord } from './run/manifest.ts';
export type { OpenRun } from './run/open-run.ts';
export type { ExecutorChoice } from './executors/choose.ts';
export type { Executor } from './executors/types.ts';
export { type ModelSettingsConfig, modelSettingsSchema, toModelSettings } from './run/model-settings.ts';
export type { ModelSettings } from '../decide/index.ts';
export { defineExperiment } from './define-experiment.ts';
// Executing
export { runExperiment } from './run/run-experiment.ts';
export { resumeRun } from './run/resume-run.ts';
export { replayRun } from './run/replay-run.ts';
export { verifyRun } from './run/verify-run.ts';
export { runWorker, type WorkerEvent, type WorkerOptions } from './executors/run-worker.ts';
export { forkRun } from './run/fork-run.ts';
// Sweeping
export * from './sweep/index.ts';
// Comparing
export * from './scoreboard/index.ts';
// Deciding again
export { rescoreRun } from './rescore/index.ts';
// Reading
export { listRuns } from './run/list-runs.ts';
export { openRun } from './run/open-run.ts';
export { parseConfig } from './run/parse-config.ts';
export { readManifest } from './run/manifest.ts';
export { codeCommit } from './run/version.ts';
export { exportTable, mergeLedger } from './run/run-tables.ts';
export {
  type ColumnData,
  columnBytes,
  type Columns,
  type ExportFormat,
  exportFormat,
  LAB_TABLES,
  readColumnBytes,
  readColumns,
} from './tables/index.ts';
export { readStore, type StoredRows } from './tables/store.ts';
// Writing
export { saveArtifacts } from './run/save-artifacts.ts';
export { type FileContent, writeAtomically } from './files/atomic-write.ts';
export { makeFolder } from './files/make-folder.ts';
