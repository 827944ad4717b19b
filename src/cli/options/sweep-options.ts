/** How often and over what an experiment is repeated. */
import type { OptionSpec } from './option-spec.ts';

export const SWEEP_OPTIONS = {
  over: {
    long: '--over',
    argument: '<key=a,b,c>',
    type: 'list',
    description: 'a config key and the values that the arms of a sweep give it; repeat to cross keys',
    commands: ['sweep', 'enterprise sweep'],
  },
  seeds: {
    long: '--seeds',
    argument: '<n>',
    type: 'integer',
    description: 'replicates of each arm (default 20); every arm runs under the same seeds, the first is --seed',
    commands: ['sweep', 'enterprise sweep'],
  },
  pilot: {
    long: '--pilot',
    argument: '<n>',
    type: 'integer',
    description: 'run n replicates and say how many the interval wanted by --half-width needs',
    commands: ['sweep', 'enterprise sweep'],
  },
  halfWidth: {
    long: '--half-width',
    argument: '<x>',
    type: 'text',
    description:
      'wanted half-width of the intervals, in the unit of --metric; with a finished sweep instead of an experiment nothing is run',
    commands: ['sweep', 'enterprise sweep'],
  },
  metric: {
    long: '--metric',
    argument: '<path>',
    type: 'list',
    description: 'a number of the results to show, as a dot path (* for any part); repeatable (default: what the experiment declares)',
    commands: ['sweep', 'enterprise sweep'],
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
