/** Dynamics that a user may choose (9.3): moments of returns, blocks of a series, and numbers that belong to their address. */
import { describe, expect, test } from 'vitest';
import { excessKurtosis, ln, mean, pearson, standardDeviation } from '../../../core/index.ts';
import { openLoop, simulatePath, twinPath } from '../moves/index.ts';
import { makePlanner } from '../planners/index.ts';
import { DEFAULT_SHOCKS, episodeOf, episodeSource, shockSource } from '../shocks/index.ts';
import {
  correlationFactors,
  DEFAULT_PARAMETERS,
  type Dynamics,
  HARDY,
  type HouseholdSpec,
  householdState,
  MACRO,
  type MacroState,
  macroState,
  type Parameters,
  parametersWith,
  pathDraws,
  type PlanContext,
  stepMacro,
  studentTails,
} from '../state/index.ts';

const SEED = 1303;
const CENTURIES = process.env['CETERIS_TEST_FULL'] ? 1000 : 200;
const MONTHS = 1200;
const YEAR = 12;

/** Something of every month of many centuries. */
function monthsOf<T>(dynamics: Dynamics, read: (m: MacroState, parameters: Parameters) => T): T[] {
  const parameters = parametersWith(dynamics);
  const factors = correlationFactors(parameters);
  const drawsOf = pathDraws(SEED, 'dynamics');
  const found: T[] = [];
  for (let path = 0; path < CENTURIES; path++) {
    const m = macroState(parameters);
    const draws = drawsOf(path);
    for (let month = 0; month < MONTHS; month++) {
      stepMacro(m, draws, month, parameters, factors);
      found.push(read(m, parameters));
    }
  }
  return found;
}
const equityLog = (m: MacroState): number => ln(1 + m[MACRO.equityReturn]);
/** Return and yield as multiples of what they deviate by in the month's regime. */
const standardised = (m: MacroState, { equity }: Parameters): [number, number] => {
  const { mean: centre, sd } = equity[m[MACRO.regime]];
  return [(equityLog(m) - centre) / sd, m[MACRO.bondReturn]];
};

describe(`Hardy's two regimes (seed ${SEED}, ${CENTURIES} centuries)`, () => {
  const months = monthsOf({ equityDriver: HARDY }, (m) => ({
    log: equityLog(m),
    regime: m[MACRO.equityRegime],
    economy: m[MACRO.regime],
  }));
  const logs = months.map(({ log }) => log);
  // Stationary share .0398 / (.0398 + .3798) of turbulent months, of which mean and deviation follow.
  test('log returns of 11.6 % a year with a deviation of 14.4 %', () => {
    expect(Math.abs(YEAR * mean(logs) - 0.1158)).toBeLessThan(0.006);
    expect(Math.abs(Math.sqrt(YEAR) * standardDeviation(logs) - 0.1438)).toBeLessThan(0.003);
  });
  test('9.5 % of months are turbulent, for 2.6 of them on average', () => {
    const turbulent = months.filter(({ regime }) => regime === 1).length;
    const spells = months.filter(({ regime }, i) => regime === 1 && months[i - 1]?.regime !== 1).length;
    expect(Math.abs(turbulent / months.length - 0.0949)).toBeLessThan(0.005);
    expect(Math.abs(turbulent / spells - 1 / 0.3798)).toBeLessThan(0.1);
  });
  test('the economy keeps its own cycle, which says nothing of returns', () => {
    const own = monthsOf({}, (m) => m[MACRO.regime]);
    expect(months.map(({ economy }) => economy)).toEqual(own);
    const inContraction = months.filter(({ economy }) => economy === 1).map(({ log }) => log);
    expect(Math.abs(YEAR * (mean(inContraction) - mean(logs)))).toBeLessThan(0.03);
  });
});

describe(`Student-t innovations (seed ${SEED}, ${CENTURIES} centuries)`, () => {
  const normal = monthsOf({}, standardised);
  const six = monthsOf({ tails: studentTails(6) }, standardised);
  const first = (months: [number, number][]): number[] => months.map(([equity]) => equity);
  test('leave mean and deviation alone: at 6 degrees, and at 3, where the bound on a month matters', () => {
    for (const degrees of [3, 6]) {
      const logs = first(monthsOf({ tails: studentTails(degrees) }, standardised));
      expect(Math.abs(mean(logs))).toBeLessThan(0.01);
      expect(Math.abs(standardDeviation(logs) - 1)).toBeLessThan(degrees === 3 ? 0.02 : 0.01);
    }
    const annual = monthsOf({ tails: studentTails(6) }, equityLog);
    expect(Math.abs(Math.exp(YEAR * mean(annual)) - 1.098)).toBeLessThan(0.01);
    expect(Math.abs(Math.sqrt(YEAR) * standardDeviation(annual) - 0.16)).toBeLessThan(0.01);
  });
  test('have fat tails: excess kurtosis 6 / (degrees - 4), where normals have none', () => {
    expect(Math.abs(excessKurtosis(first(normal)))).toBeLessThan(0.06);
    expect(excessKurtosis(first(six))).toBeGreaterThan(1.5);
    expect(Math.abs(excessKurtosis(first(monthsOf({ tails: studentTails(10) }, standardised))) - 1)).toBeLessThan(0.25);
  });
  test('are large together: the size of one month’s return tells of the size of its yield change', () => {
    const sizes = (months: [number, number][]): number => {
      const centre = mean(months.map(([, bond]) => bond));
      return pearson(
        months.map(([equity]) => Math.abs(equity)),
        months.map(([, bond]) => Math.abs(bond - centre)),
      );
    };
    expect(sizes(six)).toBeGreaterThan(sizes(normal) + 0.05);
  });
  test.each([2, 6.5, 61, Number.NaN])('%d degrees of freedom are refused', (degrees) =>
    expect(() => studentTails(degrees)).toThrow(/degrees of freedom/),
  );
});

describe(`block bootstrap (seed ${SEED}, ${CENTURIES} centuries)`, () => {
  // Every return tells its row; inflation is another function of it.
  const ROWS = 300;
  const series = Array.from({ length: ROWS }, (_, i) => ({ equity: (i - 150) / 2000, inflation: ((i * 7) % ROWS) / 50_000 }));
  const dynamics: Dynamics = {
    equityDriver: {
      kind: 'bootstrap',
      meanBlockMonths: 12,
      equity: series.map(({ equity }) => equity),
      inflation: series.map(({ inflation }) => inflation),
    },
  };
  const months = monthsOf(dynamics, (m) => ({ row: Math.round(2000 * equityLog(m)) + 150, log: equityLog(m), prices: m[MACRO.inflation] }));
  test('each month is a month of the series: its return and its inflation', () => {
    const wrong = months.filter(({ row, log, prices }) => Math.abs(series[row].equity - log) > 1e-12 || series[row].inflation !== prices);
    expect(wrong).toEqual([]);
  });
  test('every row comes, blocks last 12 months on average, and their lengths are geometric', () => {
    expect(new Set(months.map(({ row }) => row)).size).toBe(ROWS);
    const lengths: number[] = [];
    months.forEach(({ row }, i) => {
      const follows = i % MONTHS !== 0 && row === (months[i - 1].row + 1) % ROWS;
      if (follows) lengths[lengths.length - 1]++;
      else lengths.push(1);
    });
    expect(Math.abs(mean(lengths) - 12)).toBeLessThan(0.5);
    expect(Math.abs(standardDeviation(lengths) - Math.sqrt(12 * 11))).toBeLessThan(0.7);
  });
});

describe(`chosen dynamics and the rest (seed ${SEED})`, () => {
  const chosen: [string, Dynamics][] = [
    ['hardy', { equityDriver: HARDY }],
    ['student_t', { tails: studentTails(6) }],
    ['bootstrap', { equityDriver: { kind: 'bootstrap', meanBlockMonths: 12, equity: [0.01, -0.02, 0.03], inflation: [0.001, 0.002, 0] } }],
  ];
  const household: HouseholdSpec = {
    ageYears: 45,
    marital: 'single',
    earners: [{ wageCents: 700_000 }],
    cashCents: 2_000_000,
    equitiesCents: 9_000_000,
    bondsCents: 3_000_000,
    essentialCents: 250_000,
    discretionaryCents: 100_000,
  };
  test.each(chosen)('%s: planners that read and move more leave the economy as it is', (_name, dynamics) => {
    const parameters = parametersWith(dynamics);
    const initial = householdState(household, parameters);
    const shocks = shockSource({ table: DEFAULT_SHOCKS, parameters });
    const play = (name: 'wait' | 'random' | 'rule-book'): MacroState => {
      const macro = macroState(parameters);
      const seen: number[] = [];
      const planner = makePlanner(name, { initial, months: 48, shocks, parameters }, { seed: 'dynamics', effort: 'quick' });
      const watched = {
        id: name,
        plan: (s: Float64Array, context: PlanContext) => {
          seen.push(...context.macro);
          return planner.plan(s, context);
        },
      };
      simulatePath({
        initial,
        months: 24,
        draws: pathDraws(SEED, 'planners')(0),
        planner: watched,
        shocks,
        parameters,
        macro,
        twin: new Float64Array(24).fill(1e15),
      });
      return Float64Array.from(seen);
    };
    expect(play('random')).toEqual(play('wait'));
    expect(play('rule-book')).toEqual(play('wait'));
  });
  test.each(chosen)('%s: a household without shocks is its own twin', (_name, dynamics) => {
    const parameters = parametersWith(dynamics);
    const initial = householdState(household, parameters);
    const draws = pathDraws(SEED, 'twin')(0);
    const outcome = simulatePath({ initial, months: 36, draws, planner: openLoop('wait', new Map()), shocks: null, parameters });
    expect(outcome.finalNetWorthCents).toBe(outcome.twinNetWorthCents);
    expect(twinPath(initial, 36, draws, parameters)).not.toEqual(twinPath(initial, 36, draws));
  });
  test.each(chosen)('%s: an episode has the returns that its name says', (_name, dynamics) => {
    const returnsIn = (base: Parameters): number[] => {
      const { source, parameters } = episodeSource(episodeOf('2008'), DEFAULT_SHOCKS, 1, base);
      const m = macroState(parameters);
      const draws = pathDraws(SEED, 'episode')(0);
      return Array.from({ length: 48 }, (_, month) => {
        source.macro(m, draws, month);
        stepMacro(m, draws, month, parameters, correlationFactors(parameters));
        return m[MACRO.equityReturn];
      });
    };
    expect(returnsIn(parametersWith(dynamics))).toEqual(returnsIn(DEFAULT_PARAMETERS));
  });
  test('without a choice the parameters are the default ones themselves', () => expect(parametersWith({})).toBe(DEFAULT_PARAMETERS));
});
