/** The ODD+D description of the model, read from the code that runs: what it says can't drift from what is done. */
import type { z } from 'zod';
import type { ReportBlock, ReportDocument } from '../../../../report/index.ts';
import { ACTION_NAMES, type Scenario } from '../../panel/index.ts';
import { allowedActions, POLICIES, renderPrompt } from '../../policies/index.ts';
import { CANONICAL, DATA_SOURCE_WORDS, type DataSource } from '../../survey/index.ts';
import { shownModel, shownPath } from '../shared/index.ts';
import { type SimulateConfig, simulateSchema } from '../simulate/config.ts';
import type { Simulation } from '../simulate/run.ts';

const heading = (text: string, level: 2 | 3 = 2): ReportBlock => ({ kind: 'heading', level, text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const table = (caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): ReportBlock => ({
  kind: 'table',
  caption,
  columns: columns.map((label) => ({ label })),
  rows,
});

/** Each key of a config with what it means and what it was in this run. */
function keysOf(schema: { readonly shape: Readonly<Record<string, z.ZodType>> }, values: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(schema.shape).map(([name, type]) => [name, type.description ?? '', short(values[name])]);
}

const MOST_LETTERS = 90;
const short = (value: unknown): string => {
  const text = value === undefined ? 'not given' : typeof value === 'string' ? shownPath(value) : JSON.stringify(value);
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
};

const scenarioText = ({ name, description, price, interventions }: Scenario): string[] => [
  name,
  description,
  `shift ${price.shift}, spread ${price.spread}`,
  interventions.length === 0 ? 'none' : interventions.map((one) => JSON.stringify(one)).join('; '),
];

export function oddDocument(config: SimulateConfig, simulation: Simulation, source: DataSource): ReportDocument {
  const { foundation, simulated, results } = simulation;
  const { calibration } = foundation;
  const [main] = simulated;
  const asking = results['asking'] as Readonly<Record<string, unknown>> | null;
  const facts = {
    country: calibration.country_source,
    owns_enterprise: false,
    has_credit: calibration.credit_model === null ? null : false,
    asset_index: 0,
    asset_percentile: 0.5,
    price_change: calibration.shock_distribution === null ? null : -0.1,
    horizon_years: config.horizon_years,
    actions: allowedActions(false, config.prompt),
  };
  const prompt = renderPrompt(facts, config.prompt);
  const hazards = [calibration.transition_model.entry, calibration.transition_model.exit];
  return {
    title: `ODD+D of the enterprise microsimulation, ${calibration.country_source}`,
    subtitle: `Data source class: ${source} (${DATA_SOURCE_WORDS[source]}). Generated from the code and config of the run.`,
    blocks: [
      heading('1. Overview'),
      heading('Purpose', 3),
      paragraph(
        'When do households open or close a small business to cope with price shocks, and do model households do it as observed ones do?',
      ),
      heading('Entities, state variables and scales', 3),
      paragraph(
        `${config.households} households in villages of ${config.households_per_village}; waves ${main.panel.waves.join(', ')}, ${config.horizon_years} years apart. Actions: ${ACTION_NAMES.join(', ')}.`,
      ),
      table(
        'Columns of a household and wave',
        ['column', 'unit', 'meaning'],
        CANONICAL.map(({ spec }) => [spec.name, spec.unit, spec.description]),
      ),
      heading('Process overview and scheduling', 3),
      paragraph(
        'Each wave: prices are drawn, interventions act on the state, the policy sees the state before the household moves, its action sets the status of the next wave, then assets and credit follow. Households are updated in the order of their numbers, which no result depends on: every random number belongs to a household, a wave and a purpose.',
      ),
      heading('2. Design concepts'),
      paragraph(
        'There is no interaction between households, no learning and no price feedback: prices are exogenous. This is a microsimulation. Stochasticity: prices, innovations of assets, credit, and the draw between staying and changing.' +
          (config.calibration_uncertainty === 'drawn'
            ? ' The coefficients of the hazards are drawn once a seed from their sampling distribution.'
            : ''),
      ),
      table(
        'Who can decide for a household',
        ['policy', 'meaning'],
        Object.entries(POLICIES).map(([name, meaning]) => [name, meaning]),
      ),
      heading('Decision model of this run', 3),
      paragraph(
        asking === null
          ? `Policy ${shownModel(config.model)}: ${POLICIES[config.model] ?? ''}. No language model takes part.`
          : `Language model ${shownModel(config.model)}, ${config.voting.samples} samples a question, ${asking['decided_by'] === 'sample' ? 'drawn from the shares of votes' : 'majority of the votes, ties stay'}, memory: none. Distinct prompts ${String(asking['distinct_prompts'])}, calls ${String(asking['calls'])}, samples without a valid action ${String(asking['failed_samples'])} (in no denominator), proposals refused by constraints ${String(asking['refused_by_constraints'])}.`,
      ),
      paragraph('What a language model is asked about a household with median assets, no credit and no enterprise whose crop prices fell:'),
      { kind: 'code', language: 'text', text: `${prompt.system}\n\n${prompt.user}` },
      heading('3. Details'),
      heading('Initialisation and input', 3),
      paragraph(
        `Calibrated on ${calibration.n_observations} rows of ${calibration.n_households} households. First-wave assets: ${calibration.asset_index_distribution.family}; first-wave status: prevalence of the first wave; credit: logit on assets.`,
      ),
      table(
        'What the calibration had to pass',
        ['field', 'passed', 'figures'],
        calibration.gates.map((gate) => [gate.name, gate.passed ? 'yes' : 'no', gate.detail]),
      ),
      heading('Submodels', 3),
      table(
        `Hazards, log-odds (${calibration.transition_model.timing})`,
        ['term', 'entry', 'exit'],
        ['intercept', ...calibration.transition_model.feature_names].map((term) => [
          term,
          ...hazards.map((hazard) => {
            const value = term === 'intercept' ? hazard.intercept : hazard.coefficients[term];
            return `${value.toFixed(3)} (${hazard.standard_errors[term].toFixed(3)})`;
          }),
        ]),
      ),
      paragraph(
        config.dynamics === 'sound'
          ? `Assets: a[t+1] = m_i + rho (a[t] - m_i) + lambda E[t] + delta P[t] + noise, with rho ${calibration.asset_dynamics.rho.toFixed(3)}, lambda ${calibration.asset_dynamics.lambda.toFixed(3)}, delta ${calibration.asset_dynamics.delta.toFixed(3)}, household deviation ${calibration.asset_dynamics.household_sd.toFixed(3)}, within ${calibration.asset_dynamics.within_sd.toFixed(3)} (${calibration.asset_dynamics.method}). Credit: carried over with chance ${calibration.credit_stickiness.toFixed(3)}, else drawn again from the logit.`
          : `Legacy dynamics with ${JSON.stringify(config.legacy)}.`,
      ),
      table(
        'Scenarios',
        ['name', 'meaning', 'prices', 'interventions'],
        simulated.map(({ scenario }) => scenarioText(scenario)),
      ),
      heading('Every setting of the run', 3),
      table(
        'Config of the simulation',
        ['key', 'meaning', 'value'],
        keysOf(simulateSchema as never, config as unknown as Record<string, unknown>),
      ),
    ],
  };
}
