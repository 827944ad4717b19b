/** What each choice is worth to a household: pairs of paths that differ in that choice alone. */
import type { TaskRef } from '../../../lab/index.ts';
import { moveOf } from '../moves/index.ts';
import { type DecisionList, listPlanner, RULE_BOOK, type Situation } from '../planners/index.ts';
import { meanOf, PathSet, type Scenario, situationOf } from '../routes/index.ts';
import { type Parameters, parametersWith, type PathOutcome, type Planner } from '../state/index.ts';
import { banned, BUFFERS, delayed, INSURANCES, inMonth, startingFrom, withCash } from './arms.ts';
import { VARIANTS } from './assumptions.ts';
import { householdType } from './household-type.ts';
import { STRATEGIES } from './strategies.ts';
import type { Effect, Gain, HouseholdEffects, PlaybookJob, Section } from './types.ts';

export const MEASURE: TaskRef<PlaybookJob, HouseholdEffects[]> = { module: import.meta.url, export: 'measurePlaybook' };

/** Moves whose order is tried, two at a time: one of each way to money, and the two that work on debts. */
const ORDERED = [
  moveOf('trim', { level: 2 }),
  moveOf('build_buffer', { months: 3 }),
  moveOf('side_gig'),
  moveOf('pay_extra', { months: 1, keep: 1 }),
  moveOf('consolidate'),
  moveOf('retirement_loan', { months: 3 }),
];
const DELAYS = [1, 3, 6] as const;

const gainOf = (before: readonly PathOutcome[], after: readonly PathOutcome[]): Gain => {
  const saved = (value: (outcome: PathOutcome) => number): number => meanOf(before.map((outcome, i) => value(outcome) - value(after[i])));
  return {
    cost: saved(({ cost }) => cost),
    hardshipMonths: saved(({ hardshipMonths }) => hardshipMonths),
    recovered: saved(({ recoveredMonth }) => (recoveredMonth === null ? 1 : 0)),
    notDefaulted: saved(({ defaultedMonth }) => (defaultedMonth === null ? 0 : 1)),
  };
};
const share = (gain: Gain, by: number): Gain => ({
  cost: gain.cost / by,
  hardshipMonths: gain.hardshipMonths / by,
  recovered: gain.recovered / by,
  notDefaulted: gain.notDefaulted / by,
});

/** Task: every comparison for some households. @public */
export function measurePlaybook({ cases, table, months, paths, seed, dynamics }: PlaybookJob): HouseholdEffects[] {
  const parameters = parametersWith(dynamics);
  return cases.map(({ scenario, policy }) => {
    const measured = effectsOf(scenario, policy, situationOf(scenario, table, months, parameters), paths, seed);
    return { ...measured, effects: [...measured.effects, ...sensitivity(scenario, policy, parameters, { table, months, paths, seed })] };
  });
}

/** What the route saves beside the rule book, where one assumption is another. */
function sensitivity(
  scenario: Scenario,
  policy: DecisionList,
  parameters: Parameters,
  { table, months, paths, seed }: Pick<PlaybookJob, 'table' | 'months' | 'paths' | 'seed'>,
): Effect[] {
  const route = listPlanner('route', policy);
  return VARIANTS.map(({ item, situation, planner = (same) => same }) => {
    const set = new PathSet(situation(scenario, table, months, parameters), [seed, 'playbook', scenario.scenario_id], 0, paths);
    return { section: 'sensitivity', item, ...gainOf(set.outcomes(planner(RULE_BOOK)), set.outcomes(planner(route))) };
  });
}

function effectsOf(scenario: Scenario, policy: DecisionList, situation: Situation, count: number, seed: string): HouseholdEffects {
  const set = (from: Situation): PathSet => new PathSet(from, [seed, 'playbook', scenario.scenario_id], 0, count);
  const own = set(situation);
  const route = listPlanner('route', policy);
  const routeOutcomes = own.outcomes(route);
  const bookOutcomes = own.outcomes(RULE_BOOK);
  const effects: Effect[] = [];
  const add = (section: Section, item: string, gain: Gain): number => effects.push({ section, item, ...gain });
  const against = (base: readonly PathOutcome[], planner: Planner): Gain => gainOf(base, own.outcomes(planner));

  add('strategy', 'learned route', gainOf(bookOutcomes, routeOutcomes));
  for (const strategy of STRATEGIES) add('strategy', strategy.id, against(bookOutcomes, strategy));
  for (const operator of new Set(policy.rules.map((rule) => rule.do.op)))
    add('move', operator, gainOf(own.outcomes(listPlanner('banned', banned(policy, operator))), routeOutcomes));
  for (const insurance of INSURANCES) {
    if (!insurance.possible(situation.initial)) continue;
    const outcomes = (initial: Float64Array): PathOutcome[] => set(startingFrom(situation, initial)).outcomes(RULE_BOOK);
    add('insurance', insurance.item, gainOf(outcomes(insurance.without(situation.initial)), outcomes(insurance.with(situation.initial))));
  }
  let [before, outcomes] = [0, [] as PathOutcome[]];
  for (const buffer of BUFFERS) {
    const next = set(startingFrom(situation, withCash(situation.initial, buffer))).outcomes(RULE_BOOK);
    if (buffer > 0) add('buffer', `from ${before} to ${buffer} months, a month`, share(gainOf(outcomes, next), buffer - before));
    [before, outcomes] = [buffer, next];
  }
  for (const late of DELAYS) add('delay', `${late} ${late === 1 ? 'month' : 'months'} late`, against(routeOutcomes, delayed(route, late)));
  const month = scenario.shocks[0]?.month ?? 0;
  ORDERED.forEach((a, i) => {
    for (const b of ORDERED.slice(i + 1))
      add(
        'order',
        `${a.operator} then ${b.operator}`,
        against(own.outcomes(inMonth(month, [b, a], RULE_BOOK)), inMonth(month, [a, b], RULE_BOOK)),
      );
  });
  return {
    scenarioId: scenario.scenario_id,
    shockType: scenario.shocks[0]?.type ?? 'none',
    householdType: householdType(situation.initial),
    effects,
  };
}
