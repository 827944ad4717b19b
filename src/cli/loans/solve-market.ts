/** The first round of a lab market as a pricing game: an experiment of kind `loans/market`, or a file of its keys. */
import { dirname, resolve } from 'node:path';
import { CeterisError } from '../../core/index.ts';
import type { YamlFile } from '../../core/yaml/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { formatNumber, type ReportBlock } from '../../report/index.ts';
import { drawnBank, labMarketOf, marketExperimentSchema, roundsOf, specOfBank } from '../../worlds/loans/experiments/index.ts';
import {
  type Bank,
  type Benchmark,
  type Benchmarks,
  benchmarks,
  LabMarket,
  nashCertificate,
  rateGame,
} from '../../worlds/loans/lab/index.ts';

export interface SolvedMarket {
  readonly json: Readonly<Record<string, unknown>>;
  readonly blocks: readonly ReportBlock[];
}

type Json = Readonly<Record<string, unknown>>;

export function solveMarketFile(source: YamlFile, seed: number | string | undefined): SolvedMarket {
  const { experiment: _kind, info: _info, ...keys } = source.value as Json;
  const parsed = marketExperimentSchema.safeParse({ ...keys, ...bankList(keys['banks'] ?? 'heterogeneous', source.file) });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CeterisError('CONFIG_INVALID', issue.message, '`ceteris info loans/market` shows every key', source.placeOf(issue.path));
  }
  const config = parsed.data;
  const drawn = String(seed ?? config.master_seed);
  const banks = (Array.isArray(config.banks) ? config.banks : []).map((bank) => drawnBank(specOfBank(bank), drawn));
  const market = labMarketOf(config.market, roundsOf(config));
  const game = rateGame(banks, market, new LabMarket(banks, market, drawn).begin());
  const solved = benchmarks(game);
  return described(banks, solved, nashCertificate(game, solved), game.capacity);
}

/** A named set lies in `banks/` beside the file; other names are paths relative to it. */
function bankList(banks: unknown, file: string): { readonly banks: unknown } {
  if (typeof banks !== 'string') return { banks };
  const path = resolve(dirname(file), /^[\w-]+$/.test(banks) ? `banks/${banks}.yaml` : banks);
  return { banks: (readYamlFile(path).value as Json | null)?.['banks'] };
}

const rounded = (value: number): string => formatNumber(value, 3);

function described(
  banks: readonly Bank[],
  { nash, joint, costBps, capacityBinds }: Benchmarks,
  certificate: { readonly maxGain: number; readonly gridBps: number },
  capacity: Float64Array,
): SolvedMarket {
  const point = ({ rateBps, outcome, residualBps }: Benchmark): Json => ({
    rate_bps: [...rateBps],
    share: [...outcome.share],
    volume: [...outcome.volume],
    profit: [...outcome.profit],
    outside_share: outcome.outsideShare,
    residual_bps: residualBps,
  });
  return {
    json: {
      bank_order: banks.map(({ id }) => id),
      cost_bps: [...costBps],
      nash: point(nash),
      joint: point(joint),
      capacity: [...capacity],
      capacity_binds: capacityBinds,
      certificate: { max_gain: certificate.maxGain, grid_bps: certificate.gridBps },
    },
    blocks: [
      {
        kind: 'table',
        caption: 'Rates of the first round, bps (shares of the money wanted; lifetime profit, thousands)',
        columns: ['bank', 'cost', 'Nash rate', 'share', 'profit', 'joint rate', 'share', 'profit'].map((label, i) => ({
          label,
          align: i === 0 ? ('left' as const) : ('right' as const),
        })),
        rows: banks.map(({ id }, j) => [
          id,
          rounded(costBps[j]),
          ...[nash, joint].flatMap(({ rateBps, outcome }) => [rateBps[j], outcome.share[j], outcome.profit[j] / 1000].map(rounded)),
        ]),
      },
      {
        kind: 'paragraph',
        text:
          `Without a loan: ${rounded(nash.outcome.outsideShare)} at Nash, ${rounded(joint.outcome.outsideShare)} at joint profit.` +
          (capacityBinds ? ' Some bank has less capacity than its Nash volume: rates are those of a market without limits.' : ''),
      },
      {
        kind: 'verdict',
        tone: certificate.maxGain <= 1e-6 ? 'good' : 'bad',
        text: `Every rate of a grid of ${certificate.gridBps} bps was tried for every bank alone; the most that any gains is ${certificate.maxGain.toExponential(1)}.`,
      },
    ],
  };
}
