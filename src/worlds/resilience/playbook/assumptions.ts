/** Assumptions that are chosen, not estimated, each put otherwise: what the comparison of route and rule book hangs on. */
import type { Situation } from '../planners/index.ts';
import { type Scenario, situationOf } from '../routes/index.ts';
import type { ShockEntry, ShockTable } from '../shocks/index.ts';
import { CHANNEL, type Parameters, type Planner, SHOCK_TYPES, SLOT } from '../state/index.ts';

export interface Variant {
  readonly item: string;
  readonly situation: (scenario: Scenario, table: ShockTable, months: number, parameters: Parameters) => Situation;
  readonly planner?: (planner: Planner) => Planner;
}

type Calibrated = ShockEntry['calibrated'];

const withTable = (change: (entry: Calibrated) => Partial<Calibrated>): Variant['situation'] => {
  const changed = (table: ShockTable): ShockTable =>
    Object.fromEntries(
      SHOCK_TYPES.map((type) => {
        const entry = table[type];
        return [type, { ...entry, calibrated: { ...entry.calibrated, ...change(entry.calibrated) } }];
      }),
    ) as ShockTable;
  return (scenario, table, months, parameters) => situationOf(scenario, changed(table), months, parameters);
};

const withParameters =
  (change: (parameters: Parameters) => Partial<Parameters>): Variant['situation'] =>
  (scenario, table, months, parameters) =>
    situationOf(scenario, table, months, { ...parameters, ...change(parameters) });

const hazards = (factor: number): Variant['situation'] =>
  withTable(({ monthly_hazard: hazard }) => ({ monthly_hazard: Math.min(1, factor * hazard) }));
const excitation = (power: number): Variant['situation'] =>
  withTable(({ excites }) => ({ excites: excites.map((one) => ({ ...one, factor: one.factor ** power })) }));
const finding = (factor: number): Variant['situation'] =>
  withParameters(({ finding: [expansion, contraction] }) => ({ finding: [factor * expansion, factor * contraction] }));
const scar = (factor: number): Variant['situation'] =>
  withParameters(({ scar: [expansion, contraction] }) => ({ scar: [factor * expansion, factor * contraction] }));

const COMPLIANCE = 0.8;
/** People do what they planned in four months of five; the draw belongs to the path, so every plan is skipped in the same months. */
const halfhearted = (planner: Planner): Planner => ({
  id: planner.id,
  plan: (s, context) => (context.draws.uniform(context.month, CHANNEL.planner) < COMPLIANCE ? planner.plan(s, context) : []),
});

export const VARIANTS: readonly Variant[] = [
  { item: 'as assumed', situation: situationOf },
  { item: 'shocks half as likely', situation: hazards(0.5) },
  { item: 'shocks twice as likely', situation: hazards(2) },
  { item: 'no shock raises others', situation: excitation(0) },
  { item: 'excitation squared', situation: excitation(2) },
  { item: 'jobs a quarter harder to find', situation: finding(0.75) },
  { item: 'jobs a quarter easier to find', situation: finding(1.25) },
  { item: 'no pay cut after unemployment', situation: scar(0) },
  { item: 'pay cut after unemployment half again', situation: scar(1.5) },
  {
    item: 'default costs a third',
    situation: withParameters(({ objective }) => ({ objective: { ...objective, defaultPenalty: objective.defaultPenalty / 3 } })),
  },
  { item: 'plans kept in four months of five', situation: situationOf, planner: halfhearted },
  {
    item: 'no health insurance',
    situation: (scenario, table, months, parameters) => {
      const situation = situationOf(scenario, table, months, parameters);
      const initial = situation.initial.slice();
      initial[SLOT.healthInsured] = 0;
      return { ...situation, initial };
    },
  },
];
