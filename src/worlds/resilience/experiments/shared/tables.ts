/** Ledger tables of training and evaluation. */
import type { TableSpec } from '../../../../lab/index.ts';
import { column } from '../../../../report/index.ts';
import { playbookTable } from '../../playbook/index.ts';

const SCENARIO = column('scenario_id', 'VARCHAR', '', 'the scenario');
const PLANNER = column('planner', 'VARCHAR', '', 'who chose the moves');
const HOLDOUT = column('holdout', 'VARCHAR', '', 'what was held out of learning: people, occupation, a type of shock, an episode');
const MONTHS = 'months';

export const scenariosTable: TableSpec = {
  name: 'scenarios',
  description: 'One row per scenario: a household and what strikes it first.',
  key: ['scenario_id'],
  columns: [
    SCENARIO,
    column('split', 'VARCHAR', '', 'train, valid or test, by the hash of the person'),
    column('person_id', 'VARCHAR', '', 'the person'),
    column('age_years', 'INTEGER', 'years', 'age'),
    column('life_stage', 'VARCHAR', '', 'stage of life'),
    column('occupation', 'VARCHAR', '', 'occupation'),
    column('family_status', 'VARCHAR', '', 'family'),
    column('risk_tolerance', 'VARCHAR', '', 'as drawn'),
    column('income_cents', 'BIGINT', 'cents a year', 'gross income of the household'),
    column('net_worth_cents', 'BIGINT', 'cents', 'at the start'),
    column('cash_months', 'DOUBLE', MONTHS, 'cash in months of essential spending'),
    column('shock_type', 'VARCHAR', '', 'the first shock; none: nothing could strike'),
    column('shock_magnitude', 'DOUBLE', 'share', 'signed, as the table of shocks gives it'),
    column('shock_month', 'INTEGER', MONTHS, 'of the first shock'),
    column('further_shocks', 'INTEGER', '', 'scheduled after the first'),
    column('goals', 'JSON', '', 'what the person wants, and whether it was met at the end of the own path'),
    column('goals_met', 'INTEGER', '', 'how many'),
    column('chosen', 'VARCHAR', '', 'route that was played on the own path'),
    column('recovered_month', 'INTEGER', MONTHS, 'on the own path; null: not recovered'),
    column('defaulted_month', 'INTEGER', MONTHS, 'on the own path; null: no default'),
    column('success_score', 'DOUBLE', '0 to 1', 'on the own path'),
    column('cost_months', 'DOUBLE', MONTHS, 'discounted cost of the own path'),
  ],
};

export const routesTable: TableSpec = {
  name: 'routes',
  description: 'One row per learned route, with what it did on fresh paths of its own household.',
  key: ['route_id'],
  columns: [
    column('route_id', 'VARCHAR', '', 'the route'),
    SCENARIO,
    column('shock_type', 'VARCHAR', '', 'first shock of the household that it was learned on'),
    column('shock_magnitude', 'DOUBLE', 'share', 'of that shock'),
    column('rules', 'INTEGER', '', 'rules of the list'),
    column('recovered', 'DOUBLE', 'share', 'of the paths'),
    column('recovered_low', 'DOUBLE', 'share', 'Wilson, 95 %'),
    column('recovered_high', 'DOUBLE', 'share', 'Wilson, 95 %'),
    column('defaulted', 'DOUBLE', 'share', 'of the paths'),
    column('mean_cost_months', 'DOUBLE', MONTHS, 'discounted cost'),
    column('vs_rule_book', 'DOUBLE', MONTHS, 'cost less the rule book’s, paired'),
    column('vs_rule_book_low', 'DOUBLE', MONTHS, '95 %'),
    column('vs_rule_book_high', 'DOUBLE', MONTHS, '95 %'),
    column('success_score', 'DOUBLE', '0 to 1', 'mean'),
    column('recovery_days', 'DOUBLE', 'days', 'mean over the paths that recovered; null: none did'),
    column('policy', 'JSON', '', 'the decision list'),
    column('edge_path', 'JSON', '', 'moves of one path'),
  ],
};

export const playsTable: TableSpec = {
  name: 'planner_results',
  description: 'One row per held-out scenario and planner: means over the same fresh paths.',
  key: ['holdout', 'scenario_id', 'planner'],
  columns: [
    HOLDOUT,
    SCENARIO,
    PLANNER,
    column('shock_type', 'VARCHAR', '', 'first shock'),
    column('paths', 'INTEGER', '', 'that were played'),
    column('mean_cost_months', 'DOUBLE', MONTHS, 'discounted cost'),
    column('recovered', 'DOUBLE', 'share', 'of the paths'),
    column('defaulted', 'DOUBLE', 'share', 'of the paths'),
    column('success_score', 'DOUBLE', '0 to 1', 'mean'),
    column('hardship_months', 'DOUBLE', MONTHS, 'mean'),
    column(
      'certainty_equivalent_dollars',
      'DOUBLE',
      'dollars a month',
      'certainty-equivalent consumption at the person’s risk aversion, prices of month 0; null: not asked for',
    ),
    column('predicted_recovery', 'DOUBLE', 'share', 'learned: of the paths of the race, for what it chose'),
    column('chosen', 'VARCHAR', '', 'learned: the route that the race chose, or what it fell back to'),
    column('out_of_support', 'BOOLEAN', '', 'learned: the household is unlike those that were learned on'),
  ],
};

export const curvesTable: TableSpec = {
  name: 'recovery_curves',
  description: 'Probability of having recovered by month after the shock (Aalen-Johansen, default competes), by planner and first shock.',
  key: ['holdout', 'shock_type', 'planner', 'month'],
  columns: [
    HOLDOUT,
    column('shock_type', 'VARCHAR', '', 'first shock; all: every one'),
    PLANNER,
    column('month', 'INTEGER', MONTHS, 'since the shock'),
    column('recovered', 'DOUBLE', 'share', 'within so many months'),
    column('low', 'DOUBLE', 'share', '95 %, pointwise'),
    column('high', 'DOUBLE', 'share', '95 %, pointwise'),
    column('at_risk', 'INTEGER', '', 'paths still watched just before the month'),
    column('paths', 'INTEGER', '', 'behind the curve'),
  ],
};

export const movesTable: TableSpec = {
  name: 'route_moves',
  description: 'Which moves follow which on the own paths of routes: the links of the route map.',
  key: ['shock_type', 'step', 'from_move', 'to_move'],
  columns: [
    column('shock_type', 'VARCHAR', '', 'first shock'),
    column('step', 'INTEGER', '', 'place of the first of the two in the route'),
    column('from_move', 'VARCHAR', '', 'the move before; start: the shock'),
    column('to_move', 'VARCHAR', '', 'the next move; recovered, default, open: how the path ended'),
    column('paths', 'INTEGER', '', 'own paths that took this link'),
  ],
};

export const fitTable: TableSpec = {
  name: 'population_fit',
  description: 'A large draw of the population beside the public figures it was fitted to.',
  key: ['quantity'],
  columns: [
    column('quantity', 'VARCHAR', '', 'what is compared'),
    column('unit', 'VARCHAR', '', 'dollars or share'),
    column('target', 'DOUBLE', 'as the unit says', 'public figure'),
    column('value', 'DOUBLE', 'as the unit says', 'of the generated population'),
    column('low', 'DOUBLE', 'as the unit says', 'least that passes'),
    column('high', 'DOUBLE', 'as the unit says', 'most that passes'),
    column('passed', 'BOOLEAN', '', 'within'),
    column('source', 'VARCHAR', '', 'of the public figure'),
  ],
};

export const modelMovesTable: TableSpec = {
  name: 'model_moves',
  description: 'One row per decision that a language model was asked for.',
  key: ['scenario_id', 'month'],
  columns: [
    SCENARIO,
    column('month', 'INTEGER', MONTHS, 'of the decision'),
    column('move', 'VARCHAR', '', 'what was played'),
    column('source', 'VARCHAR', '', 'answer: the model chose it; fallback: no answer was usable and the rule book decided'),
    column('samples', 'INTEGER', '', 'answers asked for: the most frequent move is played'),
    column('replies_refused', 'INTEGER', '', 'replies that named no legal move, or were no JSON'),
  ],
};

export const modelPlansTable: TableSpec = {
  name: 'model_plans',
  description: 'One row per rule of the plan that was played for a household: by a language model, or the rule book where none was usable.',
  key: ['scenario_id', 'rule'],
  columns: [
    SCENARIO,
    column('rule', 'INTEGER', '', 'place in the plan'),
    column('text', 'VARCHAR', '', 'the rule in words'),
    column('source', 'VARCHAR', '', 'answer: the model wrote it; fallback: no answer was usable and the rule book plays'),
    column('plans', 'INTEGER', '', 'different usable plans; more than one raced on paths of the household’s own'),
    column('samples', 'INTEGER', '', 'plans asked for'),
    column('replies_refused', 'INTEGER', '', 'replies that were no plan'),
  ],
};

export const SHARED_TABLES: readonly TableSpec[] = [
  scenariosTable,
  routesTable,
  playsTable,
  curvesTable,
  movesTable,
  fitTable,
  playbookTable,
  modelMovesTable,
  modelPlansTable,
];
