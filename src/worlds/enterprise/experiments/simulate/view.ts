/** What charts and reports read of a run. */
import type { Row, RunView } from '../../../../lab/index.ts';
import { countryName } from '../shared/index.ts';
import type { CounterfactualEffect } from '../../panel/index.ts';

export interface SimulateView {
  readonly waves: readonly Row[];
  readonly transitions: readonly Row[];
  readonly gates: readonly Row[];
  readonly results: Readonly<Record<string, unknown>>;
  readonly effects: Readonly<Record<string, CounterfactualEffect>>;
  readonly label: string;
}

export async function readView(run: RunView): Promise<SimulateView> {
  const { results } = run;
  return {
    waves: await run.rows('wave_rates'),
    transitions: await run.rows('transition_rates'),
    gates: await run.rows('fit_gates'),
    results,
    effects: results['counterfactuals'] as Readonly<Record<string, CounterfactualEffect>>,
    label: `data: ${String(results['data_source'])}, ${countryName(String(results['country']))}; policy ${String(results['policy'])}${results['observed'] === null ? '; synthetic households only' : ''}`,
  };
}

/** Distinct rows of one side and scenario, in order. */
export const seriesOf = (rows: readonly Row[]): readonly (readonly [label: string, rows: readonly Row[]])[] => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const label = row['side'] === 'observed' ? 'observed' : `synthetic, ${String(row['scenario'])}`;
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return [...groups].sort(([a], [b]) => Number(b === 'observed') - Number(a === 'observed'));
};
