/** Named episodes: the macro path is given, what happens to one household is drawn. */
import { CeterisError, ln } from '../../../core/index.ts';
import { DEFAULT_PARAMETERS, MACRO, type MacroState, markShock, type Parameters, type ShockSource, SLOT } from '../state/index.ts';
import { shockSource } from './source.ts';
import type { ShockTable } from './table.ts';

/** A total change spread evenly over months: `total` as a share (-0.5: half is lost), or as a difference of rates for yields. */
interface Leg {
  readonly total: number;
  readonly months: number;
  /** Months after the start, default 0. */
  readonly after?: number;
}

export interface Episode {
  readonly title: string;
  readonly equities: readonly Leg[];
  readonly houses: readonly Leg[];
  readonly yields: readonly Leg[];
  readonly prices: readonly Leg[];
  readonly contractionMonths: number;
  readonly jobLoss: { readonly factor: number; readonly months: number };
  readonly finding: { readonly factor: number; readonly months: number };
  readonly benefit: { readonly factor: number; readonly months: number };
}

const NONE = { factor: 1, months: 0 } as const;

export const EPISODES = {
  '2008': {
    title: 'as from 2007 to 2010: equities -50 % in 17 months, houses -25 % in 36, job losses x 2.5 for 18 months',
    equities: [
      { total: -0.5, months: 17 },
      { total: 0.6, months: 19, after: 17 },
    ],
    houses: [{ total: -0.25, months: 36 }],
    yields: [{ total: -0.015, months: 17 }],
    prices: [],
    contractionMonths: 18,
    jobLoss: { factor: 2.5, months: 18 },
    finding: { factor: 0.75, months: 30 },
    benefit: NONE,
  },
  '2020': {
    title: 'as in 2020: equities -34 % in a month and back in five, job losses x 6 for two months, benefits doubled for four',
    equities: [
      { total: -0.34, months: 1 },
      { total: 0.52, months: 5, after: 1 },
    ],
    houses: [{ total: 0.15, months: 18, after: 4 }],
    yields: [{ total: -0.01, months: 2 }],
    prices: [],
    contractionMonths: 2,
    jobLoss: { factor: 6, months: 2 },
    finding: { factor: 0.7, months: 4 },
    benefit: { factor: 2, months: 4 },
  },
  '2022': {
    title: 'as in 2022: equities -18 % and bonds -13 % in 12 months, prices +8 %',
    equities: [{ total: -0.18, months: 12 }],
    houses: [{ total: -0.05, months: 12, after: 6 }],
    yields: [{ total: 0.025, months: 12 }],
    prices: [{ total: 0.08, months: 12 }],
    contractionMonths: 0,
    jobLoss: NONE,
    finding: NONE,
    benefit: NONE,
  },
  '1973': {
    title: 'as from 1973 to 1975: equities -45 % in 21 months, prices +22 % in 24, job losses x 1.8 for 16 months',
    equities: [
      { total: -0.45, months: 21 },
      { total: 0.35, months: 12, after: 21 },
    ],
    houses: [],
    yields: [{ total: 0.015, months: 18 }],
    prices: [{ total: 0.22, months: 24 }],
    contractionMonths: 16,
    jobLoss: { factor: 1.8, months: 16 },
    finding: { factor: 0.85, months: 20 },
    benefit: NONE,
  },
} as const satisfies Readonly<Record<string, Episode>>;
export type EpisodeName = keyof typeof EPISODES;

/** @throws UNKNOWN_EPISODE */
export function episodeOf(name: string): Episode {
  if (Object.hasOwn(EPISODES, name)) return EPISODES[name as EpisodeName];
  throw new CeterisError(
    'UNKNOWN_EPISODE',
    `There is no episode ${JSON.stringify(name)}.`,
    `Use one of ${Object.keys(EPISODES).join(', ')}.`,
    {
      path: '--scenario',
    },
  );
}

/** Sum of the legs in force, per month: log changes, or changes of rates. */
function stepOf(legs: readonly Leg[], since: number, isLog: boolean): number {
  let step = 0;
  for (const { total, months, after = 0 } of legs) {
    if (since >= after && since < after + months) step += (isLog ? ln(1 + total) : total) / months;
  }
  return step;
}

/** Months until equities stop falling and the contraction ends: nobody has recovered from what is still under way. */
export function monthsOfFall({ equities, contractionMonths }: Episode): number {
  return Math.max(contractionMonths, ...equities.filter(({ total }) => total < 0).map(({ months, after = 0 }) => after + months));
}

const isOn = (legs: readonly Leg[], since: number): boolean =>
  legs.some(({ months, after = 0 }) => since >= after && since < after + months);

/** Dynamics whose macro path has no chance in it. */
export function episodeParameters(base: Parameters = DEFAULT_PARAMETERS): Parameters {
  const { equityDriver: _left, ...others } = base;
  return {
    ...others,
    exit: [0, 0],
    equity: [
      { ...base.equity[0], sd: 0 },
      { ...base.equity[1], sd: 0 },
    ],
    house: [
      { ...base.house[0], sd: 0 },
      { ...base.house[1], sd: 0 },
    ],
    yieldSd: 0,
    priceSd: 0,
    highInflationEntry: 0,
  };
}

export interface EpisodeRun {
  readonly source: ShockSource;
  readonly parameters: Parameters;
}

/** The episode from a month on. Everybody is hit in that month; hazards of the household's own go on, with the episode's factors. */
export function episodeSource(episode: Episode, table: ShockTable, startMonth: number, base: Parameters = DEFAULT_PARAMETERS): EpisodeRun {
  const parameters = episodeParameters(base);
  const own = shockSource({ table, parameters, shared: false });
  const fall = monthsOfFall(episode);
  const put = (m: MacroState, step: number, left: number, legs: readonly Leg[], since: number, drift: number): void => {
    // The drift of the model gives way to the path while the path says something.
    m[step] = isOn(legs, since) ? stepOf(legs, since, true) - drift : 0;
    m[left] = 1;
  };
  return {
    parameters,
    source: {
      macro: (m, _draws, month) => {
        const since = month - startMonth;
        const active = since >= 0;
        m[MACRO.regime] = active && since < episode.contractionMonths ? 1 : 0;
        const regime = m[MACRO.regime] as 0 | 1;
        put(m, MACRO.crashStep, MACRO.crashLeft, episode.equities, since, parameters.equity[regime].mean);
        put(m, MACRO.houseStep, MACRO.houseLeft, episode.houses, since, parameters.house[regime].mean);
        put(m, MACRO.priceStep, MACRO.priceLeft, episode.prices, since, parameters.priceMean);
        m[MACRO.yieldStep] = stepOf(episode.yields, since, false);
        m[MACRO.yieldLeft] = 1;
        m[MACRO.jobLossFactor] = factorAt(episode.jobLoss, since);
        m[MACRO.findingFactor] = factorAt(episode.finding, since);
        m[MACRO.benefitFactor] = factorAt(episode.benefit, since);
      },
      household: (s, m, draws, month) => {
        if (month === startMonth) markShock(s, month);
        own.household(s, m, draws, month);
        // Good months count towards recovery from the trough on: before it, most households have not been hit yet.
        if (month < startMonth + fall) s[SLOT.recoveryStreak] = 0;
      },
    },
  };
}

const factorAt = ({ factor, months }: { factor: number; months: number }, since: number): number =>
  since >= 0 && since < months ? factor : 1;
