import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CeterisError } from '../../core/index.ts';
import { parseYamlText } from '../../core/yaml/index.ts';
import type { CliOptions } from '../options.ts';
import { resolveConfig, type ResolvedConfig } from './resolve.ts';

const schema = z.strictObject({
  scenario: z.union([z.string(), z.record(z.string(), z.unknown())]),
  agents: z.array(z.string()).default(['A', 'B']),
  optimisation: z
    .strictObject({ max_iterations: z.int().min(1).default(25), gate: z.enum(['own-cost', 'accept-all']).default('own-cost') })
    .prefault({}),
  model: z.union([z.string(), z.record(z.string(), z.string())]).default('best-response'),
  master_seed: z.union([z.int(), z.string()]).default(42),
});

function resolve(text: string, options: Partial<CliOptions> = {}): ResolvedConfig {
  const file = parseYamlText(text, 'x.yaml');
  return resolveConfig(schema, file.value as Record<string, unknown>, file, options);
}

function failure(text: string, options: Partial<CliOptions> = {}): CeterisError {
  try {
    resolve(text, options);
  } catch (error) {
    if (error instanceof CeterisError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const FILE = 'scenario: s.yaml\noptimisation:\n  max_iterations: 9\n';

describe('a config', () => {
  it('takes flags over the file over defaults, and says which', () => {
    const { config, values } = resolve(FILE, { maxIter: 3, set: ['optimisation.gate=accept-all'] });
    expect(config).toMatchObject({ optimisation: { max_iterations: 3, gate: 'accept-all' }, master_seed: 42 });
    const from = Object.fromEntries(values.map((row) => [row.key, row.from]));
    expect(from).toEqual({
      scenario: 'file',
      agents: 'default',
      'optimisation.max_iterations': '--max-iter',
      'optimisation.gate': '--set optimisation.gate',
      model: 'default',
      master_seed: 'default',
    });
  });

  it('lets --set win over the flag of the same key', () => {
    expect(resolve(FILE, { maxIter: 3, set: ['optimisation.max_iterations=4'] }).config).toMatchObject({
      optimisation: { max_iterations: 4 },
    });
  });

  it('reads --set values as YAML, and positions of lists', () => {
    expect(resolve(FILE, { set: ['agents=[X, Y]', 'agents.1=Z'] }).config).toMatchObject({ agents: ['X', 'Z'] });
  });

  it('takes a decider for all, or by agent', () => {
    expect(resolve(FILE, { model: ['random'] }).config).toMatchObject({ model: 'random' });
    expect(resolve(FILE, { model: ['random', 'A=none'] }).config).toMatchObject({ model: { default: 'random', A: 'none' } });
    expect(resolve(FILE, { model: ['script:a=b.ndjson'] }).config).toMatchObject({
      model: `script:${join(process.cwd(), 'a=b.ndjson')}`,
    });
  });

  it('keeps seeds beyond 2^53 exact, and refuses what is no seed', () => {
    expect(resolve(FILE, { seed: '18446744073709551615' }).config).toMatchObject({ master_seed: '18446744073709551615' });
    expect(failure(FILE, { seed: '18446744073709551616' }).code).toBe('BAD_OPTION_VALUE');
    expect(failure(FILE, { seed: '-1' }).code).toBe('BAD_OPTION_VALUE');
  });

  it('says the nearest known key, in the file and in --set', () => {
    const inFile = failure('scenario: s.yaml\noptimisation:\n  max_iteration: 9\n');
    expect(inFile).toMatchObject({
      code: 'UNKNOWN_KEY',
      remedy: 'did you mean max_iterations?',
      place: { line: 3, column: 3, path: 'optimisation.max_iteration' },
    });
    const inFlag = failure(FILE, { set: ['optimisation.max_iteration=9'] });
    expect(inFlag).toMatchObject({ code: 'UNKNOWN_KEY', remedy: 'did you mean optimisation.max_iterations?' });
    expect(failure(FILE, { set: ['optimisation.gate.deep=9'] }).code).toBe('UNKNOWN_KEY');
  });

  it('reaches below open maps', () => {
    expect(resolve(FILE, { set: ['scenario={a: 1}', 'scenario.simulation.num_days=3'] }).config).toMatchObject({
      scenario: { a: 1, simulation: { num_days: 3 } },
    });
  });

  it('names line and column of a wrong value, or the flag that brought it', () => {
    expect(failure('scenario: s.yaml\noptimisation:\n  max_iterations: none\n')).toMatchObject({
      code: 'BAD_CONFIG',
      place: { line: 3, column: 19 },
    });
    expect(failure(FILE, { set: ['optimisation.gate=acept'] }).remedy).toContain('--set optimisation.gate');
  });

  it.each(['x', '=1', 'a..b=1', '__proto__.x=1', 'a=[1'])('refuses --set %s', (item) => {
    expect(failure(FILE, { set: [item] }).code).toMatch(/BAD_OPTION_VALUE/);
  });
});
