/** The two YAML layouts of the first system, `config.yaml` and `initialise_banks.yaml`, as a config of `loans/market`. */
import { CeterisError, nearest } from '../../../core/index.ts';

type Values = Readonly<Record<string, unknown>>;

export interface ReadLayout {
  readonly config: Values;
  /** Keys that change nothing here, and why; one sentence each. */
  readonly warnings: readonly string[];
}

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Dot path to dot path of this program's config. */
const KEYS: Readonly<Record<string, string>> = {
  seed: 'master_seed',
  'simulation_params.rounds': 'rounds',
  'simulation_params.amortization_years': 'market.amortization_years',
  'customer_params.count': 'market.consumers',
  'customer_params.loan_size_dist.mean': 'market.loan_size_mean',
  'customer_params.loan_size_dist.sigma': 'market.loan_size_sd',
  'ai_agent_params.temperature': 'model_settings.temperature',
  'ai_agent_params.timeout_seconds': 'model_settings.timeout_seconds',
  'ai_agent_params.max_retries': 'max_attempts',
};

const IDLE = new Set([
  'behavior_params.grow_undercut_bps',
  'ai_agent_params.use_fallback_on_error',
  'memory_params.enabled',
  'memory_params.min_confidence',
  'memory_params.min_observations',
  'memory_params.similarity_threshold',
  'bank_params.count',
]);

const REFERENCE_ONLY = new Set([
  'behavior_params.reservation_utility',
  'behavior_params.maintain_walk_stdev_bps',
  'consumer_choice_params.logit_temperature',
  'consumer_choice_params.utility_noise_std',
  'customer_params.attribute_dist.alpha',
  'customer_params.attribute_dist.beta',
]);

const BANK_KEYS = [
  'id',
  'name',
  'strategy',
  'size_category',
  'equity_start',
  'portfolio_balance_start',
  'portfolio_rate_start_bps',
  'image_score',
  'execution_speed',
  'cost_of_funds_bps',
  'operating_cost_per_loan',
];

/** Whether a YAML file has one of the layouts. */
export const isLayout = (value: unknown): boolean =>
  isMap(value) &&
  !('experiment' in value) &&
  ['simulation_params', 'customer_params', 'bank_params', 'ai_agent_params'].some((key) => key in value);

/** @throws CeterisError UNKNOWN_KEY for a key that neither layout has */
export function readLayout(value: Values): ReadLayout {
  const config: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [path, leaf] of leaves(value)) {
    const to = KEYS[path];
    if (to !== undefined) put(config, to.split('.'), leaf);
    else if (IDLE.has(path)) warnings.push(`${path} never did anything, and does nothing here.`);
    else if (REFERENCE_ONLY.has(path))
      warnings.push(
        `${path} belongs to the profiles reference-v2, reference-v3 and corrected (keys of reference); the lab market does not use it.`,
      );
    else if (path === 'ai_agent_params.model')
      warnings.push(`ai_agent_params.model asks nobody by itself: choose who decides with --model openai:${String(leaf)}.`);
    else {
      const known = [...Object.keys(KEYS), ...IDLE, ...REFERENCE_ONLY];
      const near = nearest(path, known);
      throw new CeterisError('UNKNOWN_KEY', `unknown key ${JSON.stringify(path)}`, near === null ? 'remove it' : `did you mean ${near}?`, {
        path,
      });
    }
  }
  const banks = banksIn(value);
  return { config: { ...config, ...(banks !== null && { banks }) }, warnings };
}

/** Banks of `bank_params`: a list, or a map by id; what a bank leaves open comes from `default_conditions`. */
export function banksIn(value: Values): Values[] | null {
  const params = value['bank_params'];
  if (!isMap(params)) return null;
  const { count: _, default_conditions: defaults, ...rest } = params;
  const found = Object.values(rest).find((inner) => Array.isArray(inner) || (isMap(inner) && Object.values(inner).every(isMap)));
  const list = Array.isArray(found)
    ? (found as Values[])
    : isMap(found)
      ? Object.entries(found).map(([id, bank]) => ({ id, ...(bank as Values) }))
      : Object.values(rest).every(isMap) && Object.keys(rest).length > 0
        ? Object.entries(rest).map(([id, bank]) => ({ id, ...(bank as Values) }))
        : null;
  if (list === null) return null;
  return list.map((bank) => {
    const all = { ...(isMap(defaults) ? defaults : {}), ...bank };
    const stranger = Object.keys(all).find((key) => !BANK_KEYS.includes(key));
    if (stranger === undefined) return all;
    const near = nearest(stranger, BANK_KEYS);
    throw new CeterisError(
      'UNKNOWN_KEY',
      `unknown key ${JSON.stringify(stranger)} of a bank`,
      near === null ? `known: ${BANK_KEYS.join(', ')}` : `did you mean ${near}?`,
      {
        path: `bank_params.${stranger}`,
      },
    );
  });
}

/** Everything but the banks themselves. */
function leaves(value: Values, above = ''): (readonly [path: string, value: unknown])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = `${above}${key}`;
    if (above === 'bank_params.' && key !== 'count') return [];
    return isMap(inner) ? leaves(inner, `${path}.`) : [[path, inner] as const];
  });
}

function put(config: Record<string, unknown>, [head = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) config[head] = value;
  else put((config[head] ??= {}) as Record<string, unknown>, rest, value);
}
