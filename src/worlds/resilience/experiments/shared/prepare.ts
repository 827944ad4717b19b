import { canonicalJson, fromBytes, sha256Hex } from '../../../../core/index.ts';
import type { Lab } from '../../../../lab/index.ts';
import type { AgeDistribution, Profile } from '../../people/index.ts';
import { drawScenarios, type Scenario } from '../../routes/index.ts';
import { checkMix, DEFAULT_SHOCKS, readShockTable, type ShockMix, type ShockTable } from '../../shocks/index.ts';
import { DEFAULT_PARAMETERS, type Dynamics, type Parameters, parametersWith } from '../../state/index.ts';
import { type DynamicsConfig, dynamicsOf } from './dynamics.ts';
import { EFFORT, type Effort, type EffortName } from './effort.ts';

export interface SharedConfig {
  readonly scenarios: number;
  readonly profile: Profile;
  readonly effort: EffortName;
  readonly age_distribution: AgeDistribution | null;
  readonly shock_mix: Readonly<Record<string, number>> | null;
  readonly shocks: string | null;
  readonly dynamics: DynamicsConfig;
}

export interface Prepared {
  readonly table: ShockTable;
  readonly dynamics: Dynamics;
  readonly scenarios: readonly Scenario[];
  readonly effort: Effort;
  readonly seed: string;
  /** Names the dynamics and the table of shocks. */
  readonly calibration: string;
}

export async function prepare(lab: Lab, config: SharedConfig): Promise<Prepared> {
  const table =
    config.shocks === null ? DEFAULT_SHOCKS : readShockTable(fromBytes(await lab.input('shocks', config.shocks)), config.shocks);
  const dynamics = await dynamicsOf(lab, config.dynamics);
  if (config.shock_mix !== null) checkMix(config.shock_mix);
  const seed = String(lab.seed);
  const scenarios = drawScenarios(seed, config.scenarios, {
    profile: config.profile,
    ages: config.age_distribution,
    mix: config.shock_mix as ShockMix | null,
    table,
  });
  return { table, dynamics, scenarios, effort: EFFORT[config.effort], seed, calibration: calibrationOf(table, parametersWith(dynamics)) };
}

export const calibrationOf = (table: ShockTable, parameters: Parameters = DEFAULT_PARAMETERS): string =>
  `sha256:${sha256Hex(canonicalJson({ parameters, table }))}`;
