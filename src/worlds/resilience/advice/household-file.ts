/** A household as people write it down: dollars, and rates in per cent where they say so. */
import { z } from 'zod';
import { CeterisError } from '../../../core/index.ts';
import type { Goal, GoalMeasure } from '../people/index.ts';
import type { DecisionList } from '../planners/index.ts';
import { type HouseholdSpec, SHOCK_TYPES, type ShockEvent } from '../state/index.ts';
import { unknownShock } from '../shocks/index.ts';

const GOAL_MEASURES = ['cash', 'retirement', 'home', 'debt', 'savings', 'net_worth'] as const satisfies readonly GoalMeasure[];
const dollars = z.number().min(0);
/** What is said where a number is missing. */
const missing = (words: string) => ({ error: ({ input }: { readonly input?: unknown }) => (input === undefined ? words : undefined) });
const loan = z.strictObject({
  balance_dollars: dollars,
  apr_percent: z.number(missing('a debt needs a rate: give apr_percent, 8.5 for 8.5 %')).min(0).max(200),
  term_months: z.int(missing('a debt needs a term: give term_months, the months left')).min(1).max(600),
  payment_dollars: dollars.optional(),
});

export const householdFileSchema = z.strictObject({
  name: z.string().default('this household'),
  age: z.number().min(16, 'an age from 16 to 120 years is needed').max(120, 'an age from 16 to 120 years is needed'),
  marital: z.enum(['single', 'married', 'divorced', 'widowed']),
  dependants: z.int().min(0).max(20).default(0),
  occupation: z.string().default('Office Clerk'),
  earners: z
    .array(
      z.strictObject({
        monthly_gross_dollars: dollars,
        status: z.enum(['employed', 'unemployed', 'unable']).default('employed'),
        tenure_months: z.int().min(0).default(36),
        self_employed: z.boolean().default(false),
      }),
    )
    .max(2),
  cash_dollars: dollars,
  equities_dollars: dollars.default(0),
  bonds_dollars: dollars.default(0),
  retirement_dollars: dollars.default(0),
  home_dollars: dollars.default(0),
  card: z
    .strictObject({ balance_dollars: dollars, apr_percent: z.number().min(0).max(200).default(21.5), limit_dollars: dollars.optional() })
    .optional(),
  loans: z.strictObject({ mortgage: loan, auto: loan, student: loan, personal: loan }).partial().default({}),
  credit_line_dollars: dollars.default(0),
  essential_dollars: z.number().gt(0),
  discretionary_dollars: dollars,
  contribution_percent: z.number().min(0).max(90).default(0),
  credit: z.enum(['prime', 'near', 'sub']).default('prime'),
  insurance: z
    .strictObject({ health: z.boolean().default(true), home: z.boolean().default(true), disability: z.boolean().default(false) })
    .prefault({}),
  goals: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        measure: z.enum(GOAL_MEASURES).describe('what is looked at when a path ends'),
        dollars: dollars.default(0).describe('how much of it; a home and debts paid off need no amount'),
      }),
    )
    .default([]),
  shock: z
    .strictObject({ type: z.string(), magnitude: z.number().optional(), month: z.int().min(0).max(24).default(1) })
    .default({ type: 'job_loss', month: 1 }),
  plans: z
    .record(
      z.string(),
      z.array(z.strictObject({ if: z.record(z.string(), z.unknown()).default({}), do: z.record(z.string(), z.unknown()) })),
    )
    .default({}),
});
export type HouseholdFile = z.output<typeof householdFileSchema>;

const cents = (amount: number): number => Math.round(amount * 100);

/** @throws IMPOSSIBLE_HOUSEHOLD */
export function householdOf(file: HouseholdFile): HouseholdSpec {
  if ((file.loans.mortgage?.balance_dollars ?? 0) > 0 && file.home_dollars === 0)
    throw new CeterisError('IMPOSSIBLE_HOUSEHOLD', 'A mortgage without a home.', 'Give home_dollars, or drop the mortgage.', {
      path: 'loans.mortgage',
    });
  const loans = Object.fromEntries(
    Object.entries(file.loans).flatMap(([name, one]) =>
      one === undefined
        ? []
        : [
            [
              name,
              {
                balanceCents: cents(one.balance_dollars),
                apr: one.apr_percent / 100,
                termMonths: one.term_months,
                ...(one.payment_dollars !== undefined && { paymentCents: cents(one.payment_dollars) }),
              },
            ],
          ],
    ),
  );
  return {
    ageYears: file.age,
    marital: file.marital,
    dependants: file.dependants,
    earners: file.earners.map((earner) => ({
      wageCents: cents(earner.monthly_gross_dollars),
      status: earner.status,
      tenureMonths: earner.tenure_months,
      selfEmployed: earner.self_employed,
    })),
    cashCents: cents(file.cash_dollars),
    equitiesCents: cents(file.equities_dollars),
    bondsCents: cents(file.bonds_dollars),
    retirementCents: cents(file.retirement_dollars),
    homeCents: cents(file.home_dollars),
    ...(file.card !== undefined && {
      card: {
        balanceCents: cents(file.card.balance_dollars),
        apr: file.card.apr_percent / 100,
        ...(file.card.limit_dollars !== undefined && { limitCents: cents(file.card.limit_dollars) }),
      },
    }),
    loans,
    ...(file.credit_line_dollars > 0 && { line: { limitCents: cents(file.credit_line_dollars) } }),
    essentialCents: cents(file.essential_dollars),
    discretionaryCents: cents(file.discretionary_dollars),
    credit: file.credit,
    insurance: { ...file.insurance, home: file.insurance.home && file.home_dollars > 0 },
    contributionRate: file.contribution_percent / 100,
  };
}

/** @throws UNKNOWN_SHOCK, BAD_SHOCK */
export function shockOf({ shock }: HouseholdFile): ShockEvent {
  if (!(SHOCK_TYPES as readonly string[]).includes(shock.type)) throw unknownShock(shock.type, { path: 'shock.type' });
  const type = shock.type as ShockEvent['type'];
  const rises = type === 'medical_emergency' || type === 'natural_disaster';
  const magnitude = shock.magnitude ?? (rises ? 0.2 : -0.3);
  if (Math.abs(magnitude) >= 1 || magnitude === 0 || magnitude > 0 !== rises)
    throw new CeterisError(
      'BAD_SHOCK',
      `A ${type} of ${magnitude} is impossible.`,
      `Give a share ${rises ? 'between 0 and 1' : 'between -1 and 0'}.`,
      {
        path: 'shock.magnitude',
      },
    );
  return { type, month: shock.month, magnitude, durationMonths: 12 };
}

export const plansOf = ({ plans }: HouseholdFile): Record<string, DecisionList> =>
  Object.fromEntries(Object.entries(plans).map(([name, rules]) => [name, { kind: 'list', rules } as unknown as DecisionList]));

/** Wanted amounts in cents: the multiple is of an income of one cent. */
export const goalsOf = ({ goals }: HouseholdFile): Goal[] =>
  goals.map(({ name, measure, dollars: wanted }) => ({ name, measure, incomeMultiple: cents(wanted) }));
