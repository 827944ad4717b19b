/** The configuration that a market was played with, as files. */
import { stringify } from 'yaml';
import type { Bank, LabMarketConfig } from '../../lab/index.ts';

interface Setup {
  readonly banks: readonly Bank[];
  /** As the market was played; the section of the config itself under the profiles that have another market. */
  readonly market: LabMarketConfig | Readonly<Record<string, unknown>>;
  readonly rounds: number;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const snakeKeys = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), snakeKeys(inner)]))
    : value;

/** The configuration that was used, as a file that `ceteris run` takes: the market as it was played. */
export function configYaml(base: Readonly<Record<string, unknown>>, { banks, market, rounds }: Setup, seed: bigint): string {
  const { rounds: _rounds, ...rules } = market as Readonly<Record<string, unknown>>;
  const run = {
    ...base,
    banks: banks.map(snakeKeys),
    rounds,
    market: snakeKeys(rules),
    master_seed: seed <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(seed) : String(seed),
  };
  return stringify({ experiment: 'loans/market', ...run });
}

/** Its banks alone, as `banks: FILE` takes them. */
export const banksYaml = ({ banks }: Pick<Setup, 'banks'>): string => stringify({ banks: banks.map(snakeKeys) });
