/** The replicated markets of one arm: computed on all cores where rules decide, played in turn where somebody is asked. */
import { measure, type MetricName, type PlayedMarket } from '../../agents/index.ts';
import type { Lab, Row } from '../../../../lab/index.ts';
import type { AskSettings, Seat } from '../../deciders/index.ts';
import { labArena } from '../../lab/index.ts';
import { type Play, play } from '../market/play.ts';
import { loanRow } from '../market/records.ts';
import { seatsOf } from '../market/run.ts';
import type { MetaConfig } from './config.ts';
import { type ArmJob, SIMULATE_ARM } from './simulate-arm.ts';
import type { MarketSetup } from './treatment.ts';

export interface ArmResult {
  readonly seats: readonly Seat[];
  /** Of every replicate, in order. */
  readonly metrics: readonly Readonly<Record<MetricName, number>>[];
  /** The first replicate: its files are written. */
  readonly play: Play;
  readonly first: PlayedMarket;
  readonly loans: readonly Row[];
}

const SEED_SPACE = 1n << 64n;
/** Draws of different replicates must not meet. */
const DRAWS_PER_REPLICATE = 1_000_000;

/** Replicates share nothing but the configuration; arms share each replicate's numbers. */
export const replicateSeed = (seed: bigint, replicate: number): bigint => (seed + BigInt(replicate)) % SEED_SPACE;

export async function playArm(
  lab: Lab,
  config: MetaConfig,
  megarun: number,
  setup: MarketSetup,
  settings: AskSettings,
): Promise<ArmResult> {
  const { banks, market } = setup;
  // A treated strategy brings its rule along.
  const seats = await seatsOf(lab, config, banks);
  const loans: Row[] = [];
  const listener = config.loan_events ? (event: Parameters<typeof loanRow>[1]): number => loans.push(loanRow(banks, event)) : undefined;
  const one = (replicate: number): Promise<Play> =>
    play(
      { ...lab, seed: replicateSeed(lab.seed, replicate), progress: () => undefined },
      {
        arena: labArena(banks, market, replicateSeed(lab.seed, replicate), replicate === 0 ? listener : undefined),
        seats,
        attempts: config.max_attempts,
        settings: {
          ...settings,
          scope: [
            ['megarun', megarun],
            ['replicate', replicate + 1],
          ],
          draw: replicate * DRAWS_PER_REPLICATE,
        },
      },
    );
  const seen = ({ rounds }: Play): PlayedMarket => ({ banks, rounds: rounds.map(({ round }) => round), plannedRounds: market.rounds });
  const replicates = Array.from({ length: config.replicates - 1 }, (_, r) => r + 1);
  const first = await one(0);
  const byRule = seats.every(({ kind }) => kind === 'rule');
  const jobs = replicates.map(
    (r): ArmJob => ({ banks, market, seed: String(replicateSeed(lab.seed, r)), rules: seats.map(({ name }) => name) }),
  );
  const others = byRule ? await lab.map(SIMULATE_ARM, jobs) : await Promise.all(replicates.map(async (r) => measure(seen(await one(r)))));
  return { seats, metrics: [measure(seen(first)), ...others], play: first, first: seen(first), loans };
}
