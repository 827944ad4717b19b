import { correlationFactor } from './cholesky.ts';
import { CHANNEL, type Draws } from './draws.ts';
import { drive } from './drivers.ts';
import { growth } from './growth.ts';
import { DEFAULT_PARAMETERS, type Parameters } from './parameters.ts';
import { MACRO, MACRO_SIZE } from './slots.ts';
import { fatten } from './tails.ts';
import type { MacroState } from './types.ts';

const { regime, inflationRegime, yield10, cpi, wageIndex, houseIndex, inflation, laggedInflation } = MACRO;
const { equityReturn, bondReturn, houseReturn, crashStep, crashLeft, yieldStep, yieldLeft } = MACRO;
const { priceStep, priceLeft, houseStep, houseLeft } = MACRO;
const { month: monthSlot, wageGrowth, priceGrowth, eventInflation } = MACRO;

/** Channels. */
const DRAW = { regime: CHANNEL.macro, inflation: CHANNEL.macro + 1, normals: CHANNEL.macro + 2 } as const;
const { regime: regimeDraw, inflation: inflationDraw, normals: normalDraws } = DRAW;
const innovations = new Float64Array(4);
/** Of a driver: log return of equities, inflation beneath events. */
const driven = new Float64Array(2);

/** The economy at month 0: an expansion with normal inflation unless told otherwise. */
export function macroState(parameters: Parameters = DEFAULT_PARAMETERS, start: { regime?: 0 | 1; yield10?: number } = {}): MacroState {
  const m = new Float64Array(MACRO_SIZE);
  m[regime] = start.regime ?? 0;
  m[yield10] = start.yield10 ?? parameters.yieldMean;
  m[cpi] = 1;
  m[wageIndex] = 1;
  m[houseIndex] = 1;
  m[wageGrowth] = 1;
  m[priceGrowth] = 1;
  m[inflation] = parameters.priceMean;
  m[laggedInflation] = parameters.priceMean;
  m[MACRO.jobLossFactor] = 1;
  m[MACRO.findingFactor] = 1;
  m[MACRO.benefitFactor] = 1;
  return m;
}

/** Factors by set of correlations, computed once per parameters. */
const factorsOf = new WeakMap<Parameters, readonly Float64Array[]>();
export function correlationFactors(parameters: Parameters): readonly Float64Array[] {
  let factors = factorsOf.get(parameters);
  if (factors === undefined) {
    factors = parameters.correlations.map(correlationFactor);
    factorsOf.set(parameters, factors);
  }
  return factors;
}

/**
 * One month of the economy (9.3): regimes first, then correlated innovations of equities, the ten-year yield, houses and prices, then
 * what events spread over this month. r_B = y/12 - D dy + convexity/2 dy^2, with dy mean-reverting. `p.tails` widens the innovations,
 * `p.equityDriver` stands in for the regimes' returns and, from a series, for inflation beneath events.
 */
export function stepMacro(m: MacroState, draws: Draws, month: number, p: Parameters, factors: readonly Float64Array[]): void {
  m[monthSlot] = month;
  if (draws.uniform(month, regimeDraw) < p.exit[m[regime]]) m[regime] = 1 - m[regime];
  const turn = m[inflationRegime] === 1 ? p.highInflationExit : p.highInflationEntry;
  if (draws.uniform(month, inflationDraw) < turn) m[inflationRegime] = 1 - m[inflationRegime];

  const now = m[regime];
  const f = factors[m[inflationRegime] === 1 ? 2 : now];
  draws.fillNormals(month, normalDraws, 4, innovations);
  if (p.tails !== undefined) fatten(innovations, draws, month, p.tails);
  const z0 = innovations[0];
  const z1 = innovations[1];
  const z2 = innovations[2];
  const z3 = innovations[3];
  const bond = f[4] * z0 + f[5] * z1;
  const house = f[8] * z0 + f[9] * z1 + f[10] * z2;
  const price = f[12] * z0 + f[13] * z1 + f[14] * z2 + f[15] * z3;

  const equity = p.equity[now];
  let equityLog = equity.mean + equity.sd * z0;
  const mean = m[inflationRegime] === 1 ? p.priceMeanHigh : p.priceMean;
  // The event's step raises prices of its months only: it stays out of what persists.
  let underlying = mean + p.pricePersistence * (m[inflation] - m[eventInflation] - mean) + p.priceSd * price;
  if (p.equityDriver !== undefined) {
    driven[0] = z0;
    driven[1] = underlying;
    drive(m, draws, month, p.equityDriver, driven);
    equityLog = driven[0];
    underlying = driven[1];
  }
  m[equityReturn] = growth(equityLog + spread(m, crashStep, crashLeft)) - 1;

  // A yield that rises is a bond that falls.
  let change = p.yieldReversion * (p.yieldMean - m[yield10]) - p.yieldSd * bond + spread(m, yieldStep, yieldLeft);
  if (m[yield10] + change < 0) change = -m[yield10];
  m[bondReturn] = m[yield10] / 12 - p.duration * change + 0.5 * p.convexity * change * change;
  m[yield10] += change;

  m[eventInflation] = spread(m, priceStep, priceLeft);
  m[inflation] = underlying + m[eventInflation];
  m[priceGrowth] = growth(m[inflation]);
  m[cpi] *= m[priceGrowth];
  m[laggedInflation] += (m[inflation] - m[laggedInflation]) / p.wageLagMonths;
  m[wageGrowth] = growth(p.priceMean + p.wagePassThrough * (m[laggedInflation] - p.priceMean));
  m[wageIndex] *= m[wageGrowth];

  const houses = p.house[now];
  m[houseReturn] = houses.mean + houses.sd * house + spread(m, houseStep, houseLeft);
  m[houseIndex] *= growth(m[houseReturn]);
}

/** What an event adds this month. */
function spread(m: MacroState, step: number, left: number): number {
  if (m[left] <= 0) return 0;
  m[left]--;
  return m[step];
}
