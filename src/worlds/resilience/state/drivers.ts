import { CHANNEL, type Draws } from './draws.ts';
import type { Normal } from './parameters.ts';
import { MACRO } from './slots.ts';
import type { MacroState } from './types.ts';

/** Equities with a chain of their own: the economy's regime goes on moving jobs, houses and correlations, and no longer returns. */
export interface HardyDriver {
  readonly kind: 'hardy';
  /** Log mean and deviation a month, calm and turbulent. */
  readonly equity: readonly [calm: Normal, turbulent: Normal];
  /** Monthly probabilities of leaving. */
  readonly exit: readonly [calm: number, turbulent: number];
}

/** Months of a series, in blocks: the return and the inflation of a month are always those of one row. */
export interface BootstrapDriver {
  readonly kind: 'bootstrap';
  /** Mean length of a block; its length is geometric. At least 1. */
  readonly meanBlockMonths: number;
  /** Log returns by row. */
  readonly equity: readonly number[];
  /** Log price changes of the same months. */
  readonly inflation: readonly number[];
}

export type EquityDriver = HardyDriver | BootstrapDriver;

/** Two-regime lognormal of Hardy (2001), "A regime-switching model of long-term stock returns", S&P 500 total returns by month. */
export const HARDY: HardyDriver = {
  kind: 'hardy',
  equity: [
    { mean: 0.0126, sd: 0.035 },
    { mean: -0.0185, sd: 0.0748 },
  ],
  exit: [0.0398, 0.3798],
};

const { equityRegime, seriesRow } = MACRO;
const TURN = CHANNEL.macro + 8;
const ROW = CHANNEL.macro + 9;

/**
 * What a driver says of the month: `out[0]` becomes the log return of equities, `out[1]`, on a series, the inflation beneath events.
 * `out[0]` comes in as the month's innovation of equities.
 */
export function drive(m: MacroState, draws: Draws, month: number, driver: EquityDriver, out: Float64Array): void {
  const turn = draws.uniform(month, TURN);
  if (driver.kind === 'hardy') {
    if (turn < driver.exit[m[equityRegime]]) m[equityRegime] = 1 - m[equityRegime];
    const { mean, sd } = driver.equity[m[equityRegime]];
    out[0] = mean + sd * out[0];
    return;
  }
  const rows = driver.equity.length;
  // Politis and Romano's stationary bootstrap: the series is a ring, a block begins at any row with the same chance.
  const begins = m[seriesRow] === 0 || turn * driver.meanBlockMonths < 1;
  const row = begins ? Math.floor(draws.uniform(month, ROW) * rows) : m[seriesRow] % rows;
  m[seriesRow] = row + 1;
  out[0] = driver.equity[row];
  out[1] = driver.inflation[row];
}
