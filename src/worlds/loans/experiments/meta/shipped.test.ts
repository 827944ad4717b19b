/** The market that `loans/meta` ships with: each predefined treatment changes what it makes claims about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { labMarketOf, drawnBank, specOfBank } from '../index.ts';
import { bankSchema } from '../market/bank-config.ts';
import { metaSchema } from './config.ts';
import { applyTreatment, type MarketSetup, PREDEFINED } from './index.ts';
import { simulateArm } from './simulate-arm.ts';

const FULL = process.env['CETERIS_TEST_FULL'] === '1';
const REPLICATES = FULL ? 40 : 16;
const SEED = 42n;

const FOLDER = join(import.meta.dirname, '../../../../../experiments/loans');
const read = (file: string): Record<string, unknown> => parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>;
const { experiment: _experiment, info: _info, ...shipped } = read('meta.yaml');
const config = metaSchema.parse(shipped);
const banks = (read('banks/heterogeneous.yaml')['banks'] as unknown[]).map((bank) => drawnBank(specOfBank(bankSchema.parse(bank)), SEED));
const base: MarketSetup = { banks, market: labMarketOf(config.market, config.rounds) };

const arm = (setup: MarketSetup) =>
  Array.from({ length: REPLICATES }, (_, r) =>
    simulateArm({
      ...setup,
      seed: String(SEED + BigInt(r)),
      rules: setup.banks.map(({ strategy }) => (strategy === 'Grow' ? 'grow' : 'maintain')),
    }),
  );

describe(`on ${REPLICATES} pairs of markets, seed ${SEED}`, () => {
  const before = arm(base);

  test('banks fail in some markets of the baseline, not in all: failures can become more or fewer', () => {
    const failed = before.filter(({ bankruptcies }) => bankruptcies > 0).length;
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(REPLICATES);
  });

  test.each(Object.keys(PREDEFINED))('%s moves every metric that it is about, in some market', (name) => {
    const { treatment, outcomes } = PREDEFINED[name]!;
    const after = arm(applyTreatment(base, treatment));
    for (const { metric } of outcomes)
      expect(
        after.some((values, r) => values[metric] !== before[r]![metric]),
        metric,
      ).toBe(true);
  });

  test('more equity: fewer banks fail, and new loans are spread more evenly', () => {
    const after = arm(applyTreatment(base, PREDEFINED['higher-equity']!.treatment));
    const total = (of: typeof after, metric: 'bankruptcies' | 'mean_hhi'): number => of.reduce((sum, values) => sum + values[metric], 0);
    expect(total(after, 'bankruptcies')).toBeLessThan(total(before, 'bankruptcies'));
    expect(total(after, 'mean_hhi')).toBeLessThan(total(before, 'mean_hhi'));
  });
});
