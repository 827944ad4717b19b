/** Of the payments world. */
import { HOUSEHOLDS, SCENARIO_READERS } from './command-groups.ts';
import type { OptionSpec } from './option-spec.ts';

export const PAYMENTS_OPTIONS = {
  rules: {
    long: '--rules',
    argument: '<standard|simcash>',
    type: 'text',
    description: 'the rule book: standard (default), or simcash to reproduce the reference engine, quirks included',
    choices: ['standard', 'simcash'],
    commands: SCENARIO_READERS,
  },
  policy: {
    long: '--policy',
    argument: '<BANK=file|name>',
    type: 'list',
    description: "payments: replace a bank's policy by a policy file, repeatable; enterprise: who decides for households, as --model",
    commands: ['payments simulate', 'payments solve', 'payments trace', ...HOUSEHOLDS],
  },
  scenario: {
    long: '--scenario',
    argument: '<file>',
    type: 'text',
    description:
      'the scenario: that the payment is in, or over which branches are counted; of households: a file, or baseline, bust, boom, …',
    commands: ['payments trace', 'payments check-policy', ...HOUSEHOLDS, 'resilience stress'],
  },
  rngSeed: {
    long: '--rng-seed',
    argument: '<n>',
    type: 'text',
    description: 'same as --seed here: the seed of the arrivals',
    commands: ['payments simulate', 'payments trace'],
  },
  events: {
    long: '--events',
    argument: '<file>',
    type: 'text',
    description: 'write every event to a file, one JSON object a line',
    commands: ['payments simulate'],
  },
  compareLsm: {
    long: '--compare-lsm',
    type: 'switch',
    description: 'run twice on the same payments, with and without liquidity saving, and compare',
    commands: ['payments simulate'],
  },
  explain: { long: '--explain', type: 'switch', description: 'print the policy in plain words', commands: ['payments check-policy'] },
  constraints: {
    long: '--constraints',
    argument: '<set>',
    type: 'text',
    description: 'check against a constraint set: minimal, standard, full, castro or a YAML file',
    commands: ['payments check-policy'],
  },
  ticksPerDay: {
    long: '--ticks-per-day',
    argument: '<n>',
    type: 'integer',
    description: 'ticks in a day (default: one for each quarter of an hour)',
    commands: ['payments import'],
  },
  dayStart: {
    long: '--day-start',
    argument: '<HH:MM>',
    type: 'text',
    description: 'opening of the system (default 00:00)',
    commands: ['payments import'],
  },
  dayEnd: {
    long: '--day-end',
    argument: '<HH:MM>',
    type: 'text',
    description: 'close of the system (default 24:00)',
    commands: ['payments import'],
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
