/** The one option table: it drives the parser, `--help`, `docs/cli.md` and the overrides of config keys. */
import { ENTERPRISE_OPTIONS } from './options/enterprise-options.ts';
import { LOANS_OPTIONS } from './options/loans-options.ts';
import { MODEL_OPTIONS } from './options/model-options.ts';
import type { OptionSpec } from './options/option-spec.ts';
import { PAYMENTS_OPTIONS } from './options/payments-options.ts';
import { RESILIENCE_OPTIONS } from './options/resilience-options.ts';
import { RUN_OPTIONS } from './options/run-options.ts';
import { SWEEP_OPTIONS } from './options/sweep-options.ts';

const TABLE = {
  ...RUN_OPTIONS,
  ...MODEL_OPTIONS,
  ...SWEEP_OPTIONS,
  ...PAYMENTS_OPTIONS,
  ...LOANS_OPTIONS,
  ...ENTERPRISE_OPTIONS,
  ...RESILIENCE_OPTIONS,
};

export type { OptionSpec };
export type OptionName = keyof typeof TABLE;

interface ValueOf {
  readonly text: string;
  readonly list: string[];
  readonly integer: number;
  readonly number: number;
  readonly switch: boolean;
}

/** Every option by name, with the type of its value. */
export type CliOptions = { [Name in OptionName]: ValueOf[(typeof TABLE)[Name]['type']] };

export const OPTIONS: Readonly<Record<OptionName, OptionSpec>> = TABLE;
export const OPTION_NAMES = Object.keys(OPTIONS) as OptionName[];

export function optionsOf(command: string): OptionName[] {
  return OPTION_NAMES.filter((name) => OPTIONS[name].commands.includes('*') || OPTIONS[name].commands.includes(command));
}
