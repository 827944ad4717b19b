/** Of the resilience world. */
import { STARTING } from './command-groups.ts';
import type { OptionSpec } from './option-spec.ts';

export const RESILIENCE_OPTIONS = {
  scenarios: {
    long: '--scenarios',
    argument: '<n>',
    type: 'integer',
    min: 1,
    description: 'households, each with a shock (experiments of the resilience world)',
    commands: [...STARTING, 'resilience playbook'],
    configKey: 'scenarios',
  },
  effort: {
    long: '--effort',
    argument: '<quick|full>',
    type: 'text',
    description: 'how much to compute: quick is within a minute on two cores, full has no limit',
    choices: ['quick', 'full'],
    commands: [...STARTING, 'resilience advise', 'resilience stress', 'resilience playbook'],
    configKey: 'effort',
  },
  routes: {
    long: '--routes',
    argument: '<file>',
    type: 'text',
    description: 'routes.jsonl of a training run, to retrieve learned routes from',
    commands: ['resilience advise', 'resilience evaluate'],
  },
  planner: {
    long: '--planner',
    argument: '<name>',
    type: 'list',
    description: 'beside the rule book and waiting, repeatable: optimal (on a grid), rollout, lsmc, open-loop, greedy, legacy or random',
    commands: ['resilience advise', 'resilience stress'],
  },
} as const satisfies Readonly<Record<string, OptionSpec>>;
