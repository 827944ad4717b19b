/** Payments files read for the commands: the world itself reads no files, it is handed their text. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CeterisError } from '../../core/index.ts';
import { parseYamlText, type YamlFile } from '../../core/yaml/index.ts';
import { readText, readYamlFile } from '../config/read-file.ts';
import type { PolicySpec, Rules, Scenario } from '../../worlds/payments/engine/index.ts';
import { parsePolicy, validatePolicy, type PolicyDocument } from '../../worlds/payments/policy/index.ts';
import { readScenario } from '../../worlds/payments/scenario/index.ts';
import { fileOf } from '../config/experiment-files.ts';

export const rulesOf = (rules: string | undefined): Rules => (rules === 'simcash' ? 'simcash' : 'standard');

export interface ReadScenario {
  readonly file: string;
  readonly scenario: Scenario;
  readonly warnings: readonly string[];
}

/** A scenario file; or an experiment (file or id), whose scenario is meant. */
export function readScenarioFile(name: string, rules?: string): ReadScenario {
  const path = fileOf(name);
  const text = readText(path);
  const experiment = scenarioOfExperiment(path, text);
  if (experiment !== null) return readScenarioText(experiment.text, experiment.file, rules);
  return readScenarioText(text, path, rules);
}

function readScenarioText(text: string, file: string, rules?: string): ReadScenario {
  const folder = dirname(resolve(file));
  const { scenario, warnings } = readScenario(text, {
    file,
    rules: rulesOf(rules),
    resolveFile: (path: string) => readFileSync(resolve(folder, path), 'utf8'),
  });
  return { file, scenario, warnings };
}

/** `experiment:` with a `scenario` key: a path relative to the file, or the scenario itself. */
function scenarioOfExperiment(path: string, text: string): { readonly text: string; readonly file: string } | null {
  if (!/^\s*experiment\s*:/m.test(text)) return null;
  const source = parseYamlText(text, path);
  const value = source.value as Readonly<Record<string, unknown>> | null;
  if (typeof value?.['experiment'] !== 'string') return null;
  const scenario = value['scenario'];
  if (typeof scenario === 'string') {
    const file = resolve(dirname(path), scenario);
    return { text: readText(file), file };
  }
  if (typeof scenario === 'object' && scenario !== null) return { text: JSON.stringify(scenario), file: path };
  throw new CeterisError(
    'NO_SCENARIO',
    `${path} is an experiment without a scenario`,
    'name a scenario file',
    source.placeOf(['scenario']),
  );
}

const TREES = ['payment_tree', 'bank_tree', 'strategic_collateral_tree', 'end_of_tick_collateral_tree', 'policy_id'];

export const isPolicyFile = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && TREES.some((key) => key in value) && !('agents' in value);

export function checkPolicyFile(source: YamlFile, rules?: string): PolicyDocument {
  const document = atFile(source, () => parsePolicy(source.value));
  const [issue] = validatePolicy(document, { rules: rulesOf(rules) });
  if (issue !== undefined) throw issueError(issue, source);
  return document;
}

interface Issue {
  readonly category?: string;
  readonly code?: string;
  readonly message: string;
  readonly path?: string;
  readonly remedy?: string;
}

export function issueError(issue: Issue, source: YamlFile): CeterisError {
  const path = issue.path ?? '';
  return new CeterisError(
    issue.category ?? issue.code ?? 'BAD_POLICY',
    issue.message,
    issue.remedy ?? 'see docs/payments/policy-language.md',
    {
      ...source.placeOf(pathParts(path)),
      path,
    },
  );
}

/** `$.payment_tree.on_true`, `payment_tree/on_true` or `a[0].b` as parts. */
export function pathParts(path: string): (string | number)[] {
  return path
    .replace(/^\$/, '')
    .split(/[./[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** A complaint about plain data gets the place in the file that holds it. */
function atFile<T>(source: YamlFile, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CeterisError) || error.place.file !== undefined) throw error;
    throw new CeterisError(
      error.code,
      error.message,
      error.remedy,
      { ...source.placeOf(pathParts(error.place.path ?? '')), ...(error.place.path === undefined ? {} : { path: error.place.path }) },
      error.exitCode,
    );
  }
}

/** `--policy BANK=file`, repeated. */
export function readPolicies(items: readonly string[] | undefined, scenario: Scenario, rules?: string): Record<string, PolicySpec> {
  const policies: Record<string, PolicySpec> = {};
  const ids = scenario.agents.map((agent) => agent.id);
  for (const item of items ?? []) {
    const cut = item.indexOf('=');
    const bank = item.slice(0, cut);
    if (cut <= 0)
      throw new CeterisError(
        'BAD_OPTION_VALUE',
        `--policy needs BANK=file, not ${JSON.stringify(item)}`,
        `for example --policy ${ids[0] ?? 'BANK_A'}=policy.json`,
      );
    if (!ids.includes(bank))
      throw new CeterisError('UNKNOWN_BANK', `the scenario has no bank ${JSON.stringify(bank)}`, `one of ${ids.join(', ')}`, {
        path: '--policy',
      });
    policies[bank] = { type: 'Document', document: checkPolicyFile(readYamlFile(item.slice(cut + 1)), rules) };
  }
  return policies;
}
