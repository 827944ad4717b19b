/** How shocks raise later ones (9.4): a hazard is multiplied by exp(sum over what came before of ln(factor) e^(-months since / decay)). */
import { exp, ln } from '../../../core/index.ts';
import { type HouseholdState, SHOCK_TYPES, type ShockType, SLOT } from '../state/index.ts';
import type { ShockTable } from './table.ts';

const { excited, jobHazard, medicalHazard, divorceHazard } = SLOT;
/** Slot of the sum, and the first of the slots that hold its parts by what came, in the order of `SHOCK_TYPES`. */
const TARGETS = {
  job_loss: { sum: jobHazard, parts: SLOT.jobAfterCrash },
  medical_emergency: { sum: medicalHazard, parts: SLOT.medicalAfterCrash },
  divorce: { sum: divorceHazard, parts: SLOT.divorceAfterCrash },
} as const;
type Target = keyof typeof TARGETS;

/** Slot of what earlier shocks add to the hazard of a type, a logarithm; -1: nothing does. */
export const excitationSlot = (type: ShockType): number => (type in TARGETS ? TARGETS[type as Target].sum : -1);

/** A shock has come: the hazards that it raises. */
export function excite(s: HouseholdState, source: ShockType, table: ShockTable): void {
  for (const { type, factor } of table[source].calibrated.excites) {
    const { sum, parts } = TARGETS[type];
    s[parts + SHOCK_TYPES.indexOf(source)] += ln(factor);
    s[sum] += ln(factor);
    s[excited] = 1;
  }
}

/** A month passes: every part fades at the pace of its pair, and the sums follow. */
export function fadingOf(table: ShockTable): (s: HouseholdState) => void {
  const pairs = SHOCK_TYPES.flatMap((source, i) =>
    table[source].calibrated.excites.map(({ type, decay_months: decay }) => ({
      part: TARGETS[type].parts + i,
      sum: TARGETS[type].sum,
      fade: exp(-1 / decay),
    })),
  );
  return (s) => {
    if (s[excited] === 0) return;
    s[jobHazard] = 0;
    s[medicalHazard] = 0;
    s[divorceHazard] = 0;
    for (const { part, sum, fade } of pairs) {
      s[part] *= fade;
      s[sum] += s[part];
    }
  };
}
