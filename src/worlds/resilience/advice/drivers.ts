import { RULE_BOOK, type Situation } from '../planners/index.ts';
import { type Difference, pairedDifference, PathSet } from '../routes/index.ts';
import type { HouseholdSpec } from '../state/index.ts';

/** One thing changed, same numbers, rule book: what differs. */
export interface Driver {
  readonly change: string;
  /** Share that recovers with the change. */
  readonly recovered: number;
  /** Months; below 0 the change helps. */
  readonly cost: Difference;
  readonly hardshipMonths: Difference;
}

export function driversOf(
  situationOf: (household: HouseholdSpec) => Situation,
  household: HouseholdSpec,
  { seed, paths }: { readonly seed: string; readonly paths: number },
): Driver[] {
  const play = (spec: HouseholdSpec) => new PathSet(situationOf(spec), [seed, 'drivers'], 0, paths).outcomes(RULE_BOOK);
  const base = play(household);
  return changesOf(household).map(([change, changed]) => {
    const outcomes = play(changed);
    return {
      change,
      recovered: outcomes.filter(({ recoveredMonth }) => recoveredMonth !== null).length / outcomes.length,
      cost: pairedDifference(
        outcomes.map(({ cost }) => cost),
        base.map(({ cost }) => cost),
      ),
      hardshipMonths: pairedDifference(
        outcomes.map(({ hardshipMonths }) => hardshipMonths),
        base.map(({ hardshipMonths }) => hardshipMonths),
      ),
    };
  });
}

function changesOf(household: HouseholdSpec): [string, HouseholdSpec][] {
  const month = household.essentialCents;
  const { insurance = {} } = household;
  const changes: [string, HouseholdSpec][] = [
    ['one more month of cash', { ...household, cashCents: household.cashCents + month }],
    ['three more months of cash', { ...household, cashCents: household.cashCents + 3 * month }],
    ['a fifth less discretionary spending', { ...household, discretionaryCents: Math.round(0.8 * household.discretionaryCents) }],
    ['no discretionary spending', { ...household, discretionaryCents: 0 }],
  ];
  if ((household.card?.balanceCents ?? 0) > 0)
    changes.push(['no card debt', { ...household, card: { ...household.card, balanceCents: 0 } }]);
  const { mortgage: _mortgage, ...loans } = household.loans ?? {};
  if (Object.keys(loans).length > 0)
    changes.push([
      'no debt but the mortgage',
      { ...household, loans: household.loans?.mortgage === undefined ? {} : { mortgage: household.loans.mortgage } },
    ]);
  const flip = (name: 'health' | 'home' | 'disability', has: boolean): void => {
    changes.push([`${has ? 'no' : 'with'} ${name} insurance`, { ...household, insurance: { ...insurance, [name]: !has } }]);
  };
  flip('health', insurance.health !== false);
  if ((household.homeCents ?? 0) > 0) flip('home', insurance.home === true);
  flip('disability', insurance.disability === true);
  return changes;
}
