/** The files of a simulation: panel and decisions as Parquet columns. */
import { type ColumnData, columnBytes } from '../../../../lab/index.ts';
import type { Calibration } from '../../calibration/index.ts';
import { ACTION_NAMES, assetQuintiles, spell, type SyntheticPanel, welfareAt } from '../../panel/index.ts';
import type { Consultation, WaveDecisions } from '../../policies/index.ts';
import { classify, type Fraction } from '../../survey/index.ts';

export interface PanelFileOptions {
  readonly calibration: Calibration;
  readonly scenario: string;
  readonly policy: string;
  readonly runId: string;
  readonly threshold: Fraction;
  /** Beyond it, the first households that fit. */
  readonly mostRows: number;
}

const ID_DIGITS = 5;
const idOf = (i: number, digits: number): string => `SH_${String(i).padStart(digits, '0')}`;
const digitsFor = (households: number): number => Math.max(ID_DIGITS, String(households - 1).length);

/** One row for each household and wave that was observed, household by household, of as many whole households as fit. */
export function panelColumns(panel: SyntheticPanel, options: PanelFileOptions): ColumnData[] {
  const n = panel.households;
  const written = Math.min(n, Math.floor(options.mostRows / panel.waves.length));
  const slots: number[] = [];
  for (let i = 0; i < written; i++) for (let k = i; k < n * panel.waves.length; k += n) if (panel.observed[k] === 1) slots.push(k);
  const quintiles = assetQuintiles(panel);
  const digits = digitsFor(n);
  const spells = Array.from({ length: written }, (_, i) => spell(panel, i));
  const welfare = welfareAt(panel, options.calibration);
  const map = <T>(read: (k: number) => T): T[] => slots.map(read);
  const entered = (k: number): number => (k >= n && panel.enterprise[k] === 1 && panel.enterprise[k - n] === 0 ? 1 : 0);
  return [
    { name: 'household_id', type: 'VARCHAR', values: map((k) => idOf(k % n, digits)) },
    { name: 'wave', type: 'INTEGER', values: map((k) => panel.waves[Math.floor(k / n)]) },
    { name: 'country', type: 'VARCHAR', values: map(() => options.calibration.country_source) },
    { name: 'scenario', type: 'VARCHAR', values: map(() => options.scenario) },
    { name: 'run_id', type: 'VARCHAR', values: map(() => options.runId) },
    { name: 'data_source', type: 'VARCHAR', values: map(() => `synthetic from ${options.calibration.data_source}`) },
    { name: 'enterprise_status', type: 'INTEGER', values: map((k) => panel.enterprise[k]) },
    { name: 'enterprise_entry', type: 'INTEGER', values: map(entered) },
    { name: 'price_exposure', type: 'DOUBLE', values: map((k) => panel.priceExposure[k]) },
    { name: 'assets_index', type: 'DOUBLE', values: map((k) => panel.assetIndex[k]) },
    { name: 'credit_access', type: 'INTEGER', values: map((k) => panel.credit[k]) },
    { name: 'asset_quintile', type: 'INTEGER', values: map((k) => quintiles[k]) },
    {
      name: 'classification',
      type: 'VARCHAR',
      values: map((k) => classify(spells[k % n].owned, spells[k % n].observed, options.threshold)),
    },
    { name: 'enterprise_persistence', type: 'DOUBLE', values: map((k) => spells[k % n].owned / spells[k % n].observed) },
    { name: 'action_taken', type: 'VARCHAR', values: map((k) => ACTION_NAMES[panel.action[k]]) },
    { name: 'policy_applied', type: 'VARCHAR', values: map(() => options.policy) },
    { name: 'welfare_proxy', type: 'DOUBLE', values: map((k) => welfare?.(k) ?? null) },
  ];
}

/** What a model policy decided for each household, wave by wave; null for policies that ask nobody. */
export interface DecisionLog {
  readonly consultations: readonly Consultation[];
  readonly waves: readonly WaveDecisions[];
}

export function decisionColumns(
  panel: SyntheticPanel,
  log: DecisionLog | null,
  options: Pick<PanelFileOptions, 'scenario' | 'policy' | 'calibration'>,
  mostRows: number,
): ColumnData[] {
  const n = panel.households;
  const rows = Math.min(mostRows, n * (panel.waves.length - 1));
  const digits = digitsFor(n);
  const map = <T>(read: (k: number) => T): T[] => Array.from({ length: rows }, (_, k) => read(k));
  const wave = (k: number): WaveDecisions | undefined => log?.waves[Math.floor(k / n)];
  const asked = (k: number): Consultation | null => {
    const number = wave(k)?.consultation[k % n];
    return number === undefined ? null : (log?.consultations[number] ?? null);
  };
  const text = new Map<unknown, { responses: string; actions: string; votes: string }>();
  const texts = (k: number): { responses: string; actions: string; votes: string } | null => {
    const one = asked(k);
    if (one === null) return null;
    const known = text.get(one) ?? {
      responses: JSON.stringify(one.sampleResponses),
      actions: JSON.stringify(one.sampleActions),
      votes: JSON.stringify(one.voteCounts),
    };
    text.set(one, known);
    return known;
  };
  return [
    { name: 'household_id', type: 'VARCHAR', values: map((k) => idOf(k % n, digits)) },
    { name: 'wave', type: 'INTEGER', values: map((k) => panel.waves[Math.floor(k / n)]) },
    { name: 'scenario', type: 'VARCHAR', values: map(() => options.scenario) },
    { name: 'data_source', type: 'VARCHAR', values: map(() => `synthetic from ${options.calibration.data_source}`) },
    { name: 'policy', type: 'VARCHAR', values: map(() => options.policy) },
    { name: 'assets_index', type: 'DOUBLE', values: map((k) => panel.assetIndex[k]) },
    { name: 'credit_access', type: 'INTEGER', values: map((k) => panel.credit[k]) },
    { name: 'enterprise_status', type: 'INTEGER', values: map((k) => panel.enterprise[k]) },
    { name: 'price_exposure', type: 'DOUBLE', values: map((k) => panel.priceExposure[k]) },
    { name: 'action_taken', type: 'VARCHAR', values: map((k) => ACTION_NAMES[panel.action[k]]) },
    { name: 'final_action', type: 'VARCHAR', values: map((k) => asked(k)?.finalAction ?? null) },
    { name: 'prompt_key', type: 'VARCHAR', values: map((k) => asked(k)?.key ?? null) },
    { name: 'k_samples', type: 'INTEGER', values: map((k) => asked(k)?.kSamples ?? null) },
    { name: 'sample_responses', type: 'JSON', values: map((k) => texts(k)?.responses ?? null) },
    { name: 'sample_actions', type: 'JSON', values: map((k) => texts(k)?.actions ?? null) },
    { name: 'vote_counts', type: 'JSON', values: map((k) => texts(k)?.votes ?? null) },
    { name: 'tie_broken', type: 'BOOLEAN', values: map((k) => asked(k)?.tieBroken ?? null) },
    { name: 'cache_hit', type: 'BOOLEAN', values: map((k) => (asked(k) === null ? null : asked(k)!.number < wave(k)!.firstNew)) },
    { name: 'constraints_passed', type: 'BOOLEAN', values: map((k) => (asked(k) === null ? null : wave(k)!.refused[k % n] === 0)) },
  ];
}

export const parquet = (columns: readonly ColumnData[]): Promise<Uint8Array> => columnBytes(columns, 'parquet');
