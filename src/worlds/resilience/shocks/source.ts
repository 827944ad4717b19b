/** Where the shocks of a path come from (9.4): scheduled events, and hazards that vary with age, cycle and what came before. */
import { exp } from '../../../core/index.ts';
import {
  CHANNEL,
  DEFAULT_PARAMETERS,
  type Draws,
  type HouseholdState,
  MACRO,
  type MacroState,
  markShock,
  type Parameters,
  SHOCK_TYPES,
  type ShockEvent,
  type ShockSource,
  type ShockType,
  SLOT,
} from '../state/index.ts';
import type { Profile } from '../people/index.ts';
import { charge } from './charge.ts';
import { excitationSlot, fadingOf } from './excitation.ts';
import { isEligible } from './eligible.ts';
import { strike } from './household-events.ts';
import { strikeLegacy } from './legacy-events.ts';
import { startMacroEvent } from './macro-events.ts';
import { eventOf } from './severity.ts';
import { ageFactor, type ShockTable } from './table.ts';

export interface SourceOptions {
  readonly table: ShockTable;
  readonly profile?: Profile;
  /** Events that come whatever the dice say, where the household is eligible. */
  readonly scheduled?: readonly ShockEvent[];
  /** Whether further shocks may come by chance (`calibrated` only; default true). */
  readonly hazards?: boolean;
  /** Whether crashes, rate spikes and inflation may come by chance too (default true); a given macro path leaves them out. */
  readonly shared?: boolean;
  readonly parameters?: Parameters;
}

const TYPES = SHOCK_TYPES.length;
/** Channels: whether, how severe, what else; by type. */
const DRAW = {
  whether: CHANNEL.shocks,
  severity: CHANNEL.shocks + TYPES,
  rest: CHANNEL.shocks + 2 * TYPES,
  small: CHANNEL.shocks + 3 * TYPES,
} as const;
const SHARED: readonly ShockType[] = ['market_crash', 'interest_rate_spike', 'inflation_shock'];

export function shockSource(options: SourceOptions): ShockSource {
  const { table, profile = 'calibrated', scheduled = [], parameters = DEFAULT_PARAMETERS } = options;
  const hazards = (options.hazards ?? true) && profile === 'calibrated';
  const anyScheduled = scheduled.length > 0;
  const byMonth = new Map<number, ShockEvent[]>();
  for (const event of scheduled) byMonth.set(event.month, [...(byMonth.get(event.month) ?? []), event]);
  const fade = fadingOf(table);
  const shared = SHARED.map((type) => ({ type, probability: 1 - exp(-table[type].calibrated.monthly_hazard), ...drawsFor(type) }));
  const own = OWN.map((type) => hazardOf(table, type));
  const { small_claim_hazard: claimHazard, small_claim_dollars: claimDollars } = table.natural_disaster.calibrated.numbers;
  const none: readonly ShockEvent[] = [];
  // Asked twice a month, for the economy and for the household: the answer is kept in between.
  let askedDraws: Draws | null = null;
  let askedMonth = -1;
  let answer = none;

  /** Events of the month that all households share: by schedule or chance, the same whenever asked. */
  const sharedEvents = (draws: Draws, month: number): readonly ShockEvent[] => {
    if (askedDraws === draws && askedMonth === month) return answer;
    let events: ShockEvent[] | null = null;
    const planned = anyScheduled ? byMonth.get(month) : undefined;
    if (planned !== undefined) events = planned.filter(({ type }) => SHARED.includes(type));
    if (hazards && options.shared !== false) {
      for (const { type, probability, whether, severityDraw } of shared) {
        if (draws.uniform(month, whether) >= probability) continue;
        events = [...(events ?? []), eventOf(table, type, month, draws.uniform(month, severityDraw))];
      }
    }
    askedDraws = draws;
    askedMonth = month;
    answer = events ?? none;
    return answer;
  };

  return {
    macro: (m, draws, month) => {
      if (profile === 'legacy') return;
      for (const event of sharedEvents(draws, month)) startMacroEvent(m, event, table);
    },
    household: (s, m, draws, month) => {
      const planned = anyScheduled ? byMonth.get(month) : undefined;
      if (profile === 'legacy') {
        for (const event of planned ?? none) {
          markShock(s, month);
          strikeLegacy(s, event, parameters);
        }
        return;
      }
      fade(s);
      for (const event of sharedEvents(draws, month)) happen(s, m, draws, event);
      if (planned !== undefined) for (const event of planned) if (!SHARED.includes(event.type)) happen(s, m, draws, event);
      if (hazards) chance(s, m, draws, month);
    },
  };

  function happen(s: HouseholdState, m: MacroState, draws: Draws, event: ShockEvent): void {
    if (!isEligible(s, event.type)) return;
    markShock(s, event.month);
    const uniform = draws.uniform(event.month, DRAW.rest + SHOCK_TYPES.indexOf(event.type));
    strike(s, event, { table, macro: m, parameters, uniform });
  }

  /** Intensity = base x age x cycle and sector x excitation; it comes with probability 1 - e^(-intensity). */
  function chance(s: HouseholdState, m: MacroState, draws: Draws, month: number): void {
    const ageYears = Math.floor(s[SLOT.ageMonths] / 12);
    const inContraction = m[MACRO.regime] === 1;
    for (const { type, byAge, contractionFactor, excited, whether, severityDraw } of own) {
      const u = draws.uniform(month, whether);
      let intensity = byAge[ageYears];
      if (inContraction) intensity *= 1 + (contractionFactor - 1) * sensitivity(s, type);
      if (type === 'job_loss') intensity *= m[MACRO.jobLossFactor];
      if (excited >= 0 && s[excited] !== 0) intensity *= exp(s[excited]);
      // The probability is below the intensity: most months end here.
      if (u < intensity && u < 1 - exp(-intensity)) happen(s, m, draws, eventOf(table, type, month, draws.uniform(month, severityDraw)));
    }
    if (s[SLOT.home] > 0 && draws.uniform(month, DRAW.small) < claimHazard) {
      const most = s[SLOT.homeInsured] === 1 ? s[SLOT.homeDeductible] : Number.POSITIVE_INFINITY;
      charge(s, Math.min(Math.round(100 * claimDollars), most), parameters);
    }
  }
}

/** What the chance of a type hangs on, looked up once. */
interface Hazard {
  readonly type: ShockType;
  /** Intensity a month by age in years. */
  readonly byAge: Float64Array;
  readonly contractionFactor: number;
  /** Slot of what earlier shocks added, as a logarithm; -1: nothing adds. */
  readonly excited: number;
  readonly whether: number;
  readonly severityDraw: number;
}

/** Channels of a type: whether it comes, and how severe. */
function drawsFor(type: ShockType): { readonly whether: number; readonly severityDraw: number } {
  const index = SHOCK_TYPES.indexOf(type);
  return { whether: DRAW.whether + index, severityDraw: DRAW.severity + index };
}

const OLDEST_YEARS = 200;

function hazardOf(table: ShockTable, type: ShockType): Hazard {
  const { monthly_hazard: base, age_factors: factors, contraction_factor: contractionFactor } = table[type].calibrated;
  return {
    type,
    byAge: Float64Array.from({ length: OLDEST_YEARS }, (_, age) => base * ageFactor(factors, age)),
    contractionFactor,
    excited: excitationSlot(type),
    ...drawsFor(type),
  };
}

const OWN = ['job_loss', 'medical_emergency', 'divorce', 'natural_disaster'] as const;
const sensitivity = (s: HouseholdState, type: ShockType): number => (type === 'job_loss' ? s[SLOT.firstSectorBeta] : 1);
