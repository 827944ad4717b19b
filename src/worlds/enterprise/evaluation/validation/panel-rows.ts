/** Observed and synthetic households in one shape, so that the same code measures both. */
import { assetQuintiles, type SyntheticPanel } from '../../panel/index.ts';
import type { SurveyPanel } from '../../survey/index.ts';

/** Rows ordered by household, then wave. Unknown numbers are NaN. */
export interface PanelRows {
  readonly side: 'observed' | 'synthetic';
  readonly household: readonly string[];
  readonly wave: Int32Array;
  readonly enterprise: Float64Array;
  readonly assetIndex: Float64Array;
  /** 1 to 5; 0 where assets are unknown. */
  readonly quintile: Uint8Array;
  readonly credit: Float64Array;
  readonly price: Float64Array;
  readonly weight: Float64Array;
  readonly village: readonly string[] | null;
  readonly stratum: readonly string[] | null;
}

export const observedRows = (panel: SurveyPanel): PanelRows => ({
  side: 'observed',
  household: panel.householdId,
  wave: panel.wave,
  enterprise: Float64Array.from(panel.enterprise),
  assetIndex: panel.assetIndex,
  quintile: panel.assetQuintile,
  credit: panel.credit,
  price: panel.priceExposure,
  weight: panel.weight,
  village: panel.psu,
  stratum: panel.stratum,
});

export function syntheticRows(panel: SyntheticPanel, householdsPerVillage: number): PanelRows {
  const n = panel.households;
  const slots: number[] = [];
  for (let i = 0; i < n; i++) for (let k = i; k < n * panel.waves.length; k += n) if (panel.observed[k] === 1) slots.push(k);
  const quintiles = assetQuintiles(panel);
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(slots, (k) => values[k]);
  return {
    side: 'synthetic',
    household: slots.map((k) => `SH_${k % n}`),
    wave: Int32Array.from(slots, (k) => panel.waves[Math.floor(k / n)]),
    enterprise: pick(panel.enterprise),
    assetIndex: pick(panel.assetIndex),
    quintile: Uint8Array.from(slots, (k) => quintiles[k]),
    credit: pick(panel.credit),
    price: pick(panel.priceExposure),
    weight: new Float64Array(slots.length).fill(1),
    village: slots.map((k) => `SV_${Math.floor((k % n) / householdsPerVillage)}`),
    stratum: null,
  };
}
