import { CeterisError, EXIT, nearest } from '../../core/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { type ReportBlock, terminalBlocks } from '../../report/index.ts';
import { type NodeVisits, type Rules, type Scenario, simulate } from '../../worlds/payments/engine/index.ts';
import {
  CASTRO,
  explainPolicy,
  FULL,
  MINIMAL,
  type PolicyDocument,
  parsePolicy,
  readConstraintSet,
  STANDARD,
  validatePolicy,
} from '../../worlds/payments/policy/index.ts';
import { formatError } from '../errors.ts';
import type { Handler } from '../handler.ts';
import { checkPolicyFile, issueError, readScenarioFile, rulesOf } from './files.ts';

type ConstraintSet = typeof CASTRO;

const SETS: Readonly<Record<string, ConstraintSet>> = { minimal: MINIMAL, standard: STANDARD, full: FULL, castro: CASTRO };

function constraintSet(name: string): ConstraintSet {
  const known = SETS[name.toLowerCase()];
  if (known !== undefined) return known;
  if (/\.(ya?ml|json)$/.test(name)) return readConstraintSet(readYamlFile(name).value);
  const near = nearest(name.toLowerCase(), Object.keys(SETS));
  throw new CeterisError(
    'UNKNOWN_CONSTRAINT_SET',
    `there is no constraint set ${JSON.stringify(name)}`,
    near === null ? `one of ${Object.keys(SETS).join(', ')}, or a YAML file` : `did you mean ${near}?`,
  );
}

export const handler: Handler = async ([file = ''], options, io) => {
  const source = readYamlFile(file);
  const rules = rulesOf(options.rules);
  const constraints = options.constraints === undefined ? undefined : constraintSet(options.constraints);
  const issues = validatePolicy(parsePolicy(source.value), { rules, ...(constraints === undefined ? {} : { constraints }) }).map((issue) =>
    issueError(issue, source),
  );
  const [first] = issues;
  if (first !== undefined) {
    io.result({ ...first.toJSON(), valid: false, issues: issues.map((issue) => issue.toJSON().error) });
    if (!io.json) process.stderr.write(`${issues.map((issue) => formatError(issue, io.colorErr)).join('\n')}\n`);
    return first.exitCode;
  }
  const document = checkPolicyFile(source, options.rules);
  const explanation = options.explain === true ? explainPolicy(document) : null;
  const coverage =
    options.scenario === undefined ? null : coverageOver(document, readScenarioFile(options.scenario, options.rules).scenario, rules);
  io.result({
    valid: true,
    policy_id: document.policy_id,
    issues: [],
    ...(explanation === null ? {} : { explanation }),
    ...(coverage === null ? {} : { coverage }),
  });
  io.print(
    `${file}: valid policy ${document.policy_id}${constraints === undefined ? '' : `, within the constraint set ${options.constraints}`}`,
  );
  if (explanation !== null) io.print(`\n${explanation}`);
  if (coverage !== null)
    io.print(terminalBlocks([coverageTable(coverage, options.scenario ?? '')], { color: io.colorOut, width: io.width }));
  return EXIT.done;
};

/** Node visits over one simulation in which every bank follows the policy. */
function coverageOver(document: PolicyDocument, scenario: Scenario, rules: Rules): NodeVisits[] {
  const policies = Object.fromEntries(scenario.agents.map((agent) => [agent.id, { type: 'Document' as const, document }]));
  const banks = Object.values(simulate(scenario, { rules, policies, coverage: true }).coverage ?? {});
  return (banks[0] ?? []).map((node, k) => ({ ...node, visits: banks.reduce((sum, nodes) => sum + (nodes[k]?.visits ?? 0), 0) }));
}

function coverageTable(nodes: readonly NodeVisits[], scenario: string): ReportBlock {
  const never = nodes.filter((node) => node.visits === 0).length;
  return {
    kind: 'table',
    caption: `Visits of each branch over ${scenario}, every bank following the policy; ${never} of ${nodes.length} nodes never visited`,
    columns: [{ label: 'tree' }, { label: 'node' }, { label: 'visits', align: 'right' }],
    rows: nodes.map((node) => [node.tree, node.node_id, String(node.visits)]),
  };
}
