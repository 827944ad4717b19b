/** The constraint set of a run, by name or from a YAML file of the user's own. */
import { CeterisError, fromBytes, nearest } from '../../../core/index.ts';
import { parseYamlText } from '../../../core/yaml/index.ts';
import type { Lab } from '../../../lab/index.ts';
import { CASTRO, FULL, MINIMAL, readConstraintSet, STANDARD, type ConstraintSet } from '../policy/index.ts';

export type Constraints = ConstraintSet;

const SHIPPED: Readonly<Record<string, ConstraintSet>> = { MINIMAL, STANDARD, FULL, CASTRO };

export async function readConstraints(lab: Lab, spec: string): Promise<Constraints | null> {
  if (spec === 'none') return null;
  const shipped = SHIPPED[spec.toUpperCase()];
  if (shipped !== undefined) return shipped;
  if (!/\.(ya?ml|json)$/i.test(spec)) {
    const names = ['none', ...Object.keys(SHIPPED)];
    const near = nearest(spec, names);
    throw new CeterisError(
      'UNKNOWN_CONSTRAINT_SET',
      `there is no constraint set ${JSON.stringify(spec)}`,
      near === null ? `one of ${names.join(', ')}, or a YAML file` : `did you mean ${near}?`,
      { path: 'constraint_set' },
    );
  }
  return readConstraintSet(parseYamlText(fromBytes(await lab.input('constraint_set', spec)), spec).value);
}
