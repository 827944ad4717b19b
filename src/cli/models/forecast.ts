import { readText } from '../config/read-file.ts';
/** What a config will ask of language models, before any is asked. */
import { createModelHost, isModelSpec } from '../../decide/index.ts';
import { type Experiment, inputSource, type ModelForecast, type ReadFile, toModelSettings } from '../../lab/index.ts';
import type { CliOptions } from '../options.ts';
import { shownPath } from '../runs/finish.ts';
import { pricesFrom } from './prices.ts';

export interface AskForecast {
  /** Language models that the config names. */
  readonly models: readonly string[];
  /** Of models and of others; null when the experiment can't say. */
  readonly questions: number | null;
  readonly modelCalls: number | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** Null also where a model has no known price. */
  readonly costUsd: number | null;
}

/** `model: spec`, or a map from agent to spec. */
function specsOf(config: unknown): string[] {
  const { model } = config as { readonly model?: unknown };
  const values = typeof model === 'object' && model !== null ? Object.values(model) : [model];
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && isModelSpec(value)))];
}

export const namesModels = (config: unknown): boolean => specsOf(config).length > 0;

/** Reads files beside a config. */
export const readerIn =
  (folder: string): ReadFile =>
  async (path) =>
    Buffer.from(readText(shownPath(inputSource(folder, path))), 'utf8');

/**
 * Every question at the most that its call can take, each asked once. `folder`: the config's. No key is needed and nothing is called,
 * but a wrong spec, setting or price table is refused.
 */
export async function forecastOf(
  experiment: Pick<Experiment<never>, 'forecast'>,
  config: unknown,
  folder: string,
  options: Partial<CliOptions>,
): Promise<AskForecast> {
  const asked = (await experiment.forecast?.(config as never, readerIn(folder))) ?? null;
  const parts = asked?.parts?.filter(({ decider }) => isModelSpec(decider)) ?? null;
  const models = parts === null ? specsOf(config) : [...new Set(parts.map(({ decider }) => decider))];
  const questions = asked?.questions ?? null;
  if (models.length === 0) return { models, questions, modelCalls: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const host = createModelHost({ env: process.env, prices: pricesFrom(options.prices), cache: null, needKeys: false });
  if (parts === null) {
    for (const spec of models) host.decider(spec, {});
    return { models, questions, modelCalls: null, inputTokens: null, outputTokens: null, costUsd: null };
  }
  const sums = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0, unpriced: false };
  let unknown = false;
  for (const { decider: spec, settings, questions: count, example } of parts) {
    const decider = host.decider(spec, toModelSettings(settings ?? {}));
    sums.calls += count;
    const most = example === undefined ? undefined : decider.reservation?.(await example());
    if (most === undefined) {
      unknown = true;
      continue;
    }
    sums.inputTokens += count * most.inputTokens;
    sums.outputTokens += count * most.outputTokens;
    sums.usd += count * most.usd;
    sums.unpriced ||= most.unpriced === true;
  }
  const known = (value: number): number | null => (unknown ? null : value);
  return {
    models,
    questions,
    modelCalls: sums.calls,
    inputTokens: known(sums.inputTokens),
    outputTokens: known(sums.outputTokens),
    costUsd: sums.unpriced ? null : known(sums.usd),
  };
}

/** As the manifest keeps it; undefined where no language model is named or nobody knows how often it will be asked. */
export function expectedOf({ models, modelCalls, inputTokens, outputTokens, costUsd }: AskForecast): ModelForecast | undefined {
  if (models.length === 0 || modelCalls === null) return undefined;
  return { calls: modelCalls, input_tokens: inputTokens, output_tokens: outputTokens, cost_usd: costUsd };
}
