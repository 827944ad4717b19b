/** What a run will ask: how many questions of whom, and one of them as it will be put. */
import type { Forecast, ForecastPart, Lab, ReadFile } from '../../../../lab/index.ts';
import { isModelSpec } from '../../../../decide/index.ts';
import {
  analystQuestion,
  analystSpec,
  lessonsAnalyst,
  lessonsFacts,
  type PlayedMarket,
  questionsPerDecision,
  RATE_ROLE,
  summaryAnalyst,
  summaryFacts,
} from '../../agents/index.ts';
import { specOf } from '../../deciders/index.ts';
import { marketOfRun } from './arena.ts';
import { drawnBank, readBankSpecs } from './bank-config.ts';
import { type MarketExperimentConfig, roundsOf } from './config.ts';
import { rehearse } from './rehearsal.ts';
import { askSettings } from './run.ts';

export const isAsked = (spec: string): boolean => isModelSpec(spec) || /^(script|replay):/.test(spec);

/** Files beside a config, as a lab hands them out. */
export const inputsOf = (read: ReadFile): Pick<Lab, 'input'> => ({ input: (_name, path) => read(path) });

/** A forecast of its parts; without any it says that nobody is asked. */
export function forecastOfParts(parts: readonly ForecastPart[]): Forecast {
  const byRole: Record<string, number> = {};
  for (const { role, questions } of parts) byRole[role] = (byRole[role] ?? 0) + questions;
  return { questions: parts.reduce((sum, one) => sum + one.questions, 0), byRole, ...(parts.length > 0 && { parts }) };
}

/** One part per decider that is asked, in the order of the banks. */
export function bankParts(specs: readonly string[], part: Omit<ForecastPart, 'decider' | 'questions'>, each: number): ForecastPart[] {
  const counts = new Map<string, number>();
  for (const spec of specs.filter(isAsked)) counts.set(spec, (counts.get(spec) ?? 0) + each);
  return [...counts].map(([decider, questions]) => ({ ...part, decider, questions }));
}

/** What the banks of one run are asked, and the analysts of its end. */
export async function marketParts(
  config: MarketExperimentConfig,
  read: ReadFile,
): Promise<{ banks: ForecastPart[]; analysts: ForecastPart[] }> {
  const lab = inputsOf(read);
  const seed = BigInt(config.master_seed);
  const specs = await readBankSpecs(lab, config.banks);
  const ids = specs.map(({ id }) => id);
  const drawn = specs.map((spec) => drawnBank(spec, seed));
  const rehearsal = async () => rehearse(marketOfRun(config, drawn, specs, seed).arena(), seed, await askSettings(lab, config));
  const played = async (): Promise<PlayedMarket> => ({ banks: drawn, rounds: (await rehearsal()).rounds, plannedRounds: roundsOf(config) });
  const settings = config.model_settings;
  const each = questionsPerDecision({ regime: config.prompt.regime, calculatorForm: config.prompt.calculator_form }, 1);
  const who = ids.map((id) => specOf(config.model, id, ids)).map((spec) => (config.test && isModelSpec(spec) ? config.test_model : spec));
  const decider = analystSpec(config.model, 'analyst');
  return {
    banks: bankParts(who, { role: RATE_ROLE, settings, example: async () => (await rehearsal()).question }, roundsOf(config) * each),
    analysts: isAsked(decider)
      ? [
          { decider, settings, role: 'loans.summary', questions: 1, example: async () => summaryOf(await played()) },
          { decider, settings, role: 'loans.lessons', questions: 1, example: async () => lessonsOf(await played()) },
        ]
      : [],
  };
}

const summaryOf = (market: PlayedMarket) => analystQuestion(summaryAnalyst(market, undefined), summaryFacts(market));
const lessonsOf = (market: PlayedMarket) => analystQuestion(lessonsAnalyst(market, undefined), lessonsFacts(market, []));

export async function forecastOf(config: MarketExperimentConfig, read: ReadFile): Promise<Forecast> {
  const { banks, analysts } = await marketParts(config, read);
  return forecastOfParts([...banks, ...analysts]);
}
