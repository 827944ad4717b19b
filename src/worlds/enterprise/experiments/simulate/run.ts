/** One run of `enterprise/simulate`: calibrate, simulate each scenario on the same random numbers, write everything down. */
import { CeterisError } from '../../../../core/index.ts';
import type { Decider } from '../../../../decide/index.ts';
import type { Lab, Outcome, Row } from '../../../../lab/index.ts';
import {
  compareScenarios,
  outcomeOf,
  type PanelOutcome,
  type PanelSpec,
  type Scenario,
  simulatePanel,
  startPanel,
  type SyntheticPanel,
} from '../../panel/index.ts';
import { builtInPolicy, modelPolicy, type ModelPolicy, POLICIES, rulePolicy, type WaveDecisions } from '../../policies/index.ts';
import { parseFraction } from '../../survey/index.ts';
import { consultationRow, shownModel } from '../shared/index.ts';
import { ruleOf, type SimulateConfig } from './config.ts';
import { decisionColumns, type DecisionLog, panelColumns, parquet } from './files.ts';
import { type Foundation, openFoundation, openScenario } from './inputs.ts';
import { observedTransitions, observedWaves, syntheticTransitions, syntheticWaves } from './observed.ts';
import { resultsOf } from './results.ts';
import { calibrationUnder, checkUncertainty, drawnUncertainty } from './uncertainty.ts';

export interface Simulated {
  readonly scenario: Scenario;
  readonly panel: SyntheticPanel;
  readonly log: DecisionLog | null;
  readonly outcome: PanelOutcome;
}

export interface Simulation {
  readonly foundation: Foundation;
  readonly simulated: readonly Simulated[];
  readonly results: Readonly<Record<string, unknown>>;
  /** The main scenario again under another seed; a language model is asked only about kinds of households that are new to it. */
  again(seed: bigint): Promise<SyntheticPanel>;
}

export async function runSimulate(lab: Lab, config: SimulateConfig): Promise<Outcome> {
  const { results, foundation } = await simulateAll(lab, config);
  return { status: 'completed', results, dataSourceClass: foundation.calibration.data_source };
}

/** The whole of it, with what was computed for those who go on from here. */
export async function simulateAll(lab: Lab, config: SimulateConfig): Promise<Simulation> {
  checkUncertainty(config);
  const foundation = await openFoundation(lab, config);
  const { calibration } = foundation;
  const scenarios = [await openScenario(lab, 'scenario', config.scenario)];
  for (const [k, one] of config.counterfactuals.entries()) scenarios.push(await openScenario(lab, `counterfactual-${k + 1}`, one));
  const names = scenarios.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    throw new CeterisError('SCENARIO_TWICE', `Two scenarios are called ${twice}.`, 'Give each its own name.', { path: 'counterfactuals' });
  const decider = config.model in POLICIES ? null : await lab.decider(config.model, undefined, config.model_settings);
  // One for all scenarios: what was asked for one is known in the next.
  const model = decider === null ? null : newModelPolicy(lab, config, foundation, decider);
  const simulated: Simulated[] = [];
  for (const [k, scenario] of scenarios.entries()) {
    simulated.push(await simulateScenario(lab, config, foundation, scenario, model));
    lab.progress({
      label: 'scenario',
      done: k + 1,
      total: scenarios.length,
      message: `${scenario.name}: ${simulated[k].outcome.entries} entries, ${simulated[k].outcome.exits} exits`,
    });
  }
  const [main] = simulated;
  writeTables(lab, foundation, simulated, model);
  await writeFiles(lab, config, foundation, main);
  const effects = Object.fromEntries(
    simulated.slice(1).map((one) => [one.scenario.name, compareScenarios(main.panel, one.panel, calibration)]),
  );
  for (const [scenario, effect] of Object.entries(effects)) {
    const rows = (['entries', 'exits', 'final_prevalence', 'final_asset_index'] as const).map(
      (outcome): Row => ({ scenario, outcome, data_source: calibration.data_source, ...effect[outcome] }),
    );
    lab.write('counterfactual_effects', rows);
  }
  return {
    foundation,
    simulated,
    results: {
      ...resultsOf(config, foundation, simulated, model, drawnUncertainty(config, calibration, lab.seed)),
      counterfactuals: effects,
    },
    again: async (seed) => (await simulateScenario(lab, config, foundation, scenarios[0], model, seed)).panel,
  };
}

function newModelPolicy(lab: Lab, config: SimulateConfig, foundation: Foundation, decider: Decider): ModelPolicy {
  return modelPolicy({
    ask: (question) => lab.ask(question, decider),
    calibration: foundation.calibration,
    samples: config.voting.samples,
    attempts: config.voting.attempts,
    asking: config.archetypes.asking,
    decide: ruleOf(config),
    smoothing: config.voting.smoothing,
    bins: { assets: config.archetypes.asset_bins, prices: config.archetypes.price_bins },
    factors: config.prompt,
    constraints: config.constraints,
    horizonYears: config.horizon_years,
    scope: [],
  });
}

async function simulateScenario(
  lab: Lab,
  config: SimulateConfig,
  foundation: Foundation,
  scenario: Scenario,
  model: ModelPolicy | null,
  seed = lab.seed,
): Promise<Simulated> {
  const { panel: observed } = foundation;
  const calibration = calibrationUnder(config, foundation.calibration, seed);
  const spec: PanelSpec = {
    calibration,
    households: config.households,
    ...(config.waves === undefined ? {} : { waves: config.waves }),
    dynamics: config.dynamics,
    legacy: config.legacy,
    scenario,
    householdsPerVillage: config.households_per_village,
    attrition: config.attrition,
    seed,
  };
  const threshold = parseFraction(config.stayer_threshold);
  if (model === null) {
    const { price, assets, exit_assets: exitAssets } = config.rule;
    const policy =
      config.model === 'rule'
        ? rulePolicy('rule', { price, assets, exitAssets })
        : builtInPolicy(config.model, calibration, observed, seed);
    if (policy === null)
      throw new CeterisError('UNKNOWN_POLICY', `There is no policy ${config.model}.`, `One of ${Object.keys(POLICIES).join(', ')}.`, {
        path: 'model',
      });
    const panel = simulatePanel(spec, policy);
    return { scenario, panel, log: null, outcome: outcomeOf(panel, calibration, threshold) };
  }
  const simulation = startPanel(spec);
  const actions = new Uint8Array(config.households);
  const waves: WaveDecisions[] = [];
  for (let state = simulation.state(); state !== null; state = simulation.state()) {
    waves.push(await model.move(state, actions));
    simulation.step(actions);
    lab.progress({
      label: 'wave',
      done: waves.length,
      total: null,
      message: `${scenario.name}, wave ${state.wave}: ${model.consultations().length} prompts so far`,
    });
  }
  const panel = simulation.panel();
  const log: DecisionLog = { consultations: model.consultations(), waves };
  return { scenario, panel, log, outcome: outcomeOf(panel, calibration, threshold) };
}

function writeTables(lab: Lab, { calibration, panel }: Foundation, simulated: readonly Simulated[], model: ModelPolicy | null): void {
  const source = calibration.data_source;
  if (panel !== null) {
    lab.write('wave_rates', observedWaves(panel));
    lab.write('transition_rates', [observedTransitions(panel, calibration)]);
  }
  for (const { scenario, outcome } of simulated) {
    lab.write('wave_rates', syntheticWaves(outcome, scenario.name, source));
    lab.write('transition_rates', [syntheticTransitions(outcome, scenario.name, source)]);
  }
  lab.write(
    'consultations',
    (model?.consultations() ?? []).map((one) => consultationRow(one, one.key, source)),
  );
  lab.write(
    'fit_gates',
    calibration.gates.map((gate) => ({ ...gate, data_source: source })),
  );
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function writeFiles(lab: Lab, config: SimulateConfig, { calibration, hashes, stamps }: Foundation, main: Simulated): Promise<void> {
  const uncertainty = drawnUncertainty(config, calibration, lab.seed);
  const options = {
    calibration,
    scenario: main.scenario.name,
    policy: shownModel(config.model),
    runId: lab.runId,
    threshold: parseFraction(config.stayer_threshold),
    mostRows: config.panel_rows,
  };
  lab.artifact('calibration.json', json({ ...calibration, created_at: null, git_commit: null }));
  lab.artifact(
    'calibration_manifest.json',
    json({
      country: calibration.country_source,
      data_source: calibration.data_source,
      // When and from which commit a run was made is in the run's own manifest, beside what is hashed.
      run_id: lab.runId,
      input_sha256: hashes,
      parameters_used: config.calibrating,
      gates: calibration.gates,
      stamps,
    }),
  );
  lab.artifact('panel.parquet', await parquet(panelColumns(main.panel, options)));
  lab.artifact('decisions.parquet', await parquet(decisionColumns(main.panel, main.log, options, config.decision_rows)));
  lab.artifact(
    'simulation_manifest.json',
    json({
      run_id: lab.runId,
      seed: String(lab.seed),
      country: calibration.country_source,
      data_source: calibration.data_source,
      scenario: main.scenario,
      stamps,
      parameters: {
        num_households: config.households,
        num_waves: main.panel.waves.length,
        policy_type: shownModel(config.model),
        dynamics: config.dynamics,
        stayer_threshold: config.stayer_threshold,
        constraints: config.constraints,
        ...(uncertainty === null ? {} : { calibration_uncertainty: 'drawn' }),
      },
      ...(uncertainty === null ? {} : { drawn_hazards: uncertainty }),
      input_sha256: hashes,
    }),
  );
}
