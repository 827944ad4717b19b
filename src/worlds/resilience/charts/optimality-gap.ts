/** What a policy costs beside the exact optimum and the bound that was proved without it: rows for the ledger, and their picture. */
import type { Row, TableSpec } from '../../../lab/index.ts';
import { type ChartSpec, column, formatPercent, intervalMultiples, type TableBlock } from '../../../report/index.ts';
import type { Bracket } from '../mesh/index.ts';

export const gapTable: TableSpec = {
  name: 'optimality_gap',
  description: 'A finite recovery problem whose optimum is exact: bounds below it, policies above it.',
  key: ['problem', 'line'],
  columns: [
    column('problem', 'VARCHAR', '', 'the problem'),
    column('states', 'INTEGER', '', 'of the problem'),
    column('line', 'VARCHAR', '', 'clairvoyant bound, dual bound, optimum, or a policy'),
    column('kind', 'VARCHAR', '', 'bound, exact or policy'),
    column('cost', 'DOUBLE', 'months', 'of the start; exact but for bounds'),
    column('standard_error', 'DOUBLE', 'months', 'of a bound; 0: exact'),
    column('gap', 'DOUBLE', 'share', 'above the optimum, of the optimum'),
    column('proven_gap', 'DOUBLE', 'share', 'above the dual bound, of the policy’s cost: proved without the optimum'),
  ],
};

export function gapRows(problem: string, states: number, b: Bracket): Row[] {
  const line = (name: string, kind: string, cost: number, error: number, proven: number | null): Row => ({
    problem,
    states,
    line: name,
    kind,
    cost,
    standard_error: error,
    gap: (cost - b.exact) / b.exact,
    proven_gap: proven,
  });
  return [
    line('clairvoyant bound', 'bound', b.clairvoyant.mean, b.clairvoyant.standardError, null),
    line('dual bound', 'bound', b.dual.mean, b.dual.standardError, null),
    line('optimum', 'exact', b.exact, 0, (b.exact - b.dual.mean) / b.exact),
    ...b.policies.map((policy) => line(policy.policy, 'policy', policy.cost, 0, policy.provenGap)),
  ];
}

const Z = 1.96;

/** From the lowest line up, a panel each problem; the dashed line is the optimum. */
export function gapChart(rows: readonly Row[]): ChartSpec[] {
  if (rows.length === 0) return [];
  const problems = [...new Set(rows.map((row) => String(row['problem'])))];
  return [
    intervalMultiples({
      name: 'optimality_gap',
      title: 'Policies above the optimum, bounds below it',
      subtitle: 'Expected cost from the start, months; the dashed line is the exact optimum',
      caption:
        'Policies and optimum are exact on the tables; bounds are means over paths with their 95 % intervals. The dual bound looks ahead with values that were found without the optimum, so the distance from it to a policy is proved.',
      panels: problems.map((problem) => {
        const own = rows.filter((row) => row['problem'] === problem);
        const optimum = own.filter((row) => row['kind'] === 'exact');
        const rest = own.filter((row) => row['kind'] !== 'exact').sort((a, b) => Number(a['cost']) - Number(b['cost']));
        return {
          title: `${problem} (${own[0]['states']} states)`,
          axis: { title: 'Cost', unit: 'months' },
          rows: [...optimum, ...rest].map((row) => {
            const [cost, error] = [Number(row['cost']), Number(row['standard_error'])];
            return {
              label: String(row['line']),
              estimate: cost,
              low: error === 0 ? null : cost - Z * error,
              high: error === 0 ? null : cost + Z * error,
            };
          }),
        };
      }),
    }),
  ];
}

export const gapBlock = (rows: readonly Row[]): TableBlock => ({
  kind: 'table',
  caption: 'How far policies are from the best possible, on a problem that can be solved exactly',
  columns: [
    { label: 'problem' },
    { label: 'line' },
    { label: 'cost, months', align: 'right' },
    { label: 'above the optimum', align: 'right' },
    { label: 'proved at most', align: 'right' },
  ],
  rows: [...rows]
    .sort((a, b) =>
      a['problem'] === b['problem'] ? Number(a['cost']) - Number(b['cost']) : String(a['problem']) < String(b['problem']) ? -1 : 1,
    )
    .map((row) => [
      String(row['problem']),
      String(row['line']),
      `${Number(row['cost']).toFixed(3)}${Number(row['standard_error']) === 0 ? '' : ` ± ${Number(row['standard_error']).toFixed(3)}`}`,
      row['kind'] === 'bound' ? '–' : formatPercent(Number(row['gap'])),
      row['proven_gap'] === null ? '–' : formatPercent(Number(row['proven_gap'])),
    ]),
});
