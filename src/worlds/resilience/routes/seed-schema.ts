/** The route files of the earlier system: read, checked, and turned into policies that these dynamics can play. */
import { z } from 'zod';
import { CeterisError } from '../../../core/index.ts';
import { moveOf, operatorOf } from '../moves/index.ts';
import type { DecisionList, Rule } from '../planners/index.ts';
import { FAMILIES, type Family } from '../state/index.ts';

const seedRouteSchema = z.looseObject({
  route_id: z.string().min(1),
  shock_type: z.string(),
  shock_magnitude: z.number(),
  success_score: z.number(),
  recovery_time: z.number().nullable(),
  edge_path: z.array(z.string()),
  commutator_sequence: z.array(
    z.looseObject({
      operation_type: z.enum(FAMILIES),
      operator: z.string().optional(),
      capital_required: z.number(),
      risk_change: z.number(),
      success_probability: z.number().min(0).max(1),
    }),
  ),
});
/** A route as the earlier system wrote it; files of this system have these fields and more. */
export type SeedRoute = z.output<typeof seedRouteSchema>;

/** What stands for a family that names no operator. */
const OPERATOR_OF: Readonly<Record<Family, string>> = {
  rebalance: 'to_target',
  debt_restructure: 'consolidate',
  income_optimization: 'side_gig',
  capital_efficiency: 'invest_excess',
  risk_management: 'build_buffer',
  none: 'wait',
};

/** Routes of a `successful_routes.json`, old or new. @throws BAD_ROUTE with the path of the field */
export function readSeedRoutes(text: string, file: string): SeedRoute[] {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new CeterisError('ROUTES_TRUNCATED', `${file} is no JSON: ${cause}.`, 'Nothing was changed. Restore the file, or train again.', {
      file,
    });
  }
  const parsed = z.array(seedRouteSchema).safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CeterisError('BAD_ROUTE', `${issue.path.join('.')}: ${issue.message}.`, 'Restore the file, or train again.', {
    file,
    path: issue.path.join('.'),
  });
}

/** A sequence without guards as rules: after the shock, each of its operators once it is legal, in its order. @throws UNKNOWN_MOVE */
export function policyOfSeed({ commutator_sequence: sequence }: SeedRoute): DecisionList {
  const ids = new Set(sequence.map(({ operation_type: family, operator }) => operatorOf(operator ?? OPERATOR_OF[family]).id));
  const rules = [...ids].map((id): Rule => ({ if: { shocked: true }, do: { op: moveOf(id).operator } }));
  return { kind: 'list', rules };
}
