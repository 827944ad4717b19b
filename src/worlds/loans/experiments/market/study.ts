/** What is learnt of a market, and what is known from earlier ones. */
import type { Lab } from '../../../../lab/index.ts';
import { analystSpec, type PlayedMarket, STATISTICS, statisticsDecider, studyMarket } from '../../agents/index.ts';
import type { Seat } from '../../deciders/index.ts';
import type { Bank, LabMarketConfig, LabRound } from '../../lab/index.ts';
import { advice, configHash, type MemoryRows, memoryStore, patternsOf, rememberMarket } from '../../memory/index.ts';
import type { MarketExperimentConfig } from './config.ts';

/** A pattern is told once so many independent markets bear on it. */
const TOLD_AFTER = 3;
const LEAST_CONFIDENCE = 0.3;
const MOST_TOLD = 5;

type MemoryConfig = Pick<MarketExperimentConfig, 'memory' | 'memory_file'>;

/** The snapshot that this run works on; empty without memory. */
export async function recallMemory(lab: Lab, config: MemoryConfig): Promise<MemoryRows> {
  const store = memoryStore(config);
  return store === null ? {} : await lab.recall('memory', store);
}

export const lessonsForBanks = ({ memory }: MemoryConfig, rows: MemoryRows): { readonly lessons?: readonly string[] } =>
  memory === 'banks' ? { lessons: advice(rows, { minObservations: TOLD_AFTER, minConfidence: LEAST_CONFIDENCE, most: MOST_TOLD }) } : {};

export const knownPatterns = (rows: MemoryRows): ReturnType<typeof patternsOf> =>
  patternsOf(rows)
    .filter(({ independent_runs: runs }) => runs >= TOLD_AFTER)
    .slice(0, MOST_TOLD);

export const decidersText = (seats: readonly Seat[]): string =>
  [...new Set(seats.map(({ kind, name }) => (kind === 'asked' ? name : `${name} (built-in)`)))].join(', ');

export interface StudiedMarket {
  readonly banks: readonly Bank[];
  readonly market: LabMarketConfig;
  readonly seats: readonly Seat[];
  readonly rounds: readonly LabRound[];
  readonly memory: MemoryRows;
}

export async function studyAndRemember(lab: Lab, config: MarketExperimentConfig, studied: StudiedMarket): Promise<void> {
  const { banks, market, seats, rounds, memory } = studied;
  const spec = analystSpec(config.model, 'analyst');
  const decider = spec === STATISTICS ? statisticsDecider : await lab.decider(spec, undefined, config.model_settings);
  const played: PlayedMarket = { banks, rounds, plannedRounds: market.rounds };
  const about = { decider, deciders: decidersText(seats), profile: config.profile, knownPatterns: knownPatterns(memory) };
  const study = await studyMarket(lab, played, about);
  const rules = config.profile === 'lab' ? market : { ...market, profile: config.profile, reference: config.reference };
  const hash = configHash(
    { banks, market: rules },
    seats.map(({ name }) => name),
  );
  rememberMarket(lab, { market: played, configHash: hash, seed: lab.seed, lessons: study.lessons });
}
