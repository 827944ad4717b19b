/** For tests: an experiment run on the shipped file's folder with a few keys of its own, into a folder that goes away. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Decider, Question } from '../../../../decide/index.ts';
import { type Experiment, runExperiment, type RunResult } from '../../../../lab/index.ts';

export interface Bench {
  /** What verifies and replays its runs. */
  readonly experiment: Experiment<never>;
  /** For files that a test writes. */
  readonly scratch: string;
  run(config: Readonly<Record<string, unknown>>, models?: (spec: string) => Decider | undefined): Promise<RunResult>;
}

/** @param base Keys that every run has, small enough for a test. */
export function benchOf(kind: { readonly kind: string }, base: Readonly<Record<string, unknown>> = {}): Bench {
  const experiment = kind as unknown as Experiment<never>;
  const scratch = mkdtempSync(join(tmpdir(), 'ceteris-enterprise-'));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const configFile = fileURLToPath(new URL(`../../../../../experiments/${experiment.kind}.yaml`, import.meta.url));
  let count = 0;
  const run: Bench['run'] = (config, models = () => undefined) =>
    runExperiment({
      experiment,
      id: experiment.kind,
      config: { ...base, ...config },
      configFile,
      seed: 42n,
      outDir: join(scratch, String((count += 1))),
      workers: 1,
      models,
    } as Parameters<typeof runExperiment>[0]);
  return { experiment, scratch, run };
}

/** A model that votes for the change when prices fall, in so many of its samples; sample `silent` says nothing that counts. */
export const voter = (changes: number, silent: number): Decider => ({
  name: 'test:voter',
  kind: 'model',
  settings: {},
  async answer(question: Question<unknown>) {
    const { price_change: price, actions } = question.facts as { price_change: number; actions: string[] };
    const sample = Number(question.address.find(([scope]) => scope === 'sample')?.[1] ?? 1);
    const change = actions.find((action) => action !== 'NO_CHANGE');
    if (sample === silent) return { raw: 'I would rather not say.' };
    return { raw: JSON.stringify({ action: price < 0 && sample <= changes ? change : 'NO_CHANGE' }) };
  },
});
