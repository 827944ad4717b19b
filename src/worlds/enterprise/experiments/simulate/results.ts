/** The figures of a run, as results.json has them. */
import type { PanelOutcome } from '../../panel/index.ts';
import type { ModelPolicy } from '../../policies/index.ts';
import { shownModel } from '../shared/index.ts';
import { ruleOf, type SimulateConfig } from './config.ts';
import type { Foundation } from './inputs.ts';
import type { Simulated } from './run.ts';
import type { DrawnUncertainty } from './uncertainty.ts';

export function resultsOf(
  config: SimulateConfig,
  { calibration, panel, stamps, hashes }: Foundation,
  simulated: readonly Simulated[],
  model: ModelPolicy | null,
  uncertainty: DrawnUncertainty | null,
): Record<string, unknown> {
  const [main] = simulated;
  const shown = ({ outcome }: Simulated): Record<string, unknown> => ({
    prevalence_by_wave: Object.fromEntries(outcome.waves.map(({ wave, prevalence }) => [String(wave), prevalence])),
    entry_rate: outcome.entryRate,
    exit_rate: outcome.exitRate,
    stayer_share: outcome.classShares.stayer,
    coper_share: outcome.classShares.coper,
    none_share: outcome.classShares.none,
    final_mean_asset_index: outcome.waves.at(-1)?.meanAssetIndex ?? null,
    mean_welfare: outcome.meanWelfare,
    poverty_gap: outcome.povertyGap,
    intervention_cost: outcome.cost,
  });
  const distinct = new Set(
    (model?.consultations() ?? []).map(
      ({ prompt }) => `${prompt.system}
${prompt.user}`,
    ),
  );
  const refused = (main.log?.waves ?? []).reduce((total, wave) => total + wave.refused.reduce((a, b) => a + b, 0), 0);
  return {
    ...(uncertainty === null ? {} : { drawn_hazards: uncertainty }),
    data_source: calibration.data_source,
    country: calibration.country_source,
    stamps,
    input_sha256: hashes,
    policy: shownModel(config.model),
    policy_kind: model === null ? 'built-in' : 'asked',
    households: config.households,
    waves: main.panel.waves,
    dynamics: config.dynamics,
    observed:
      panel === null
        ? null
        : {
            prevalence_by_wave: calibration.enterprise_baseline.prevalence_by_wave,
            entry_rate: calibration.enterprise_baseline.entry_rate,
            exit_rate: calibration.enterprise_baseline.exit_rate,
          },
    synthetic: shown(main),
    scenarios: Object.fromEntries(simulated.map((one) => [one.scenario.name, shown(one)])),
    largest_prevalence_gap: largestGap(calibration.enterprise_baseline.prevalence_by_wave, main.outcome),
    asking:
      model === null
        ? null
        : {
            asking: config.archetypes.asking,
            decided_by: ruleOf(config),
            distinct_prompts: distinct.size,
            calls: distinct.size * config.voting.samples,
            questions_asked: model.calls(),
            decisions: config.households * (main.panel.waves.length - 1) * simulated.length,
            failed_samples: model.consultations().reduce((total, one) => total + one.failed, 0),
            variance_lost_share: model.lossShare(),
            refused_by_constraints: refused,
          },
  };
}

/** Largest distance between observed and synthetic shares of owners in any wave that both have. */
function largestGap(observed: Readonly<Record<string, number>>, outcome: PanelOutcome): number | null {
  const gaps = outcome.waves.flatMap(({ wave, prevalence }) =>
    observed[String(wave)] === undefined ? [] : [Math.abs(prevalence - observed[String(wave)])],
  );
  return gaps.length === 0 ? null : Math.max(...gaps);
}
