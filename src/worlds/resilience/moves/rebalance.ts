import { buyBonds, buyEquities, type HouseholdState, type Operator, sellBonds, sellEquities, SLOT } from '../state/index.ts';
import { operator } from './common.ts';

const TOLERANCE = 0.02;
/** With less, whole cents alone are off by more than the tolerance. */
const LEAST_CENTS = 100;
const LOSS_WORTH_TAKING = 0.02;

const liquid = (s: HouseholdState): number => s[SLOT.cash] + s[SLOT.equities] + s[SLOT.bonds];

function isOff(s: HouseholdState, weights: { readonly cash: number; readonly equities: number; readonly bonds: number }): boolean {
  const total = liquid(s);
  const off = (slot: number, weight: number): boolean => Math.abs(s[slot] / total - weight) > TOLERANCE;
  return off(SLOT.cash, weights.cash) || off(SLOT.equities, weights.equities) || off(SLOT.bonds, weights.bonds);
}

export const REBALANCE: readonly Operator[] = [
  operator({
    id: 'to_target',
    family: 'rebalance',
    summary: 'sell and buy until cash, equities and bonds stand at target weights',
    defaults: { cash: 0.1, equities: 0.55, bonds: 0.35 },
    refusal: (s, params) =>
      liquid(s) < LEAST_CENTS ? 'nothing to rebalance' : isOff(s, params) ? null : 'every weight is within 2 points of its target',
    apply: (s, params, { parameters }) => {
      const total = liquid(s);
      const equities = Math.round(params.equities * total) - s[SLOT.equities];
      const bonds = Math.round(params.bonds * total) - s[SLOT.bonds];
      if (equities < 0) sellEquities(s, -equities, parameters);
      if (bonds < 0) sellBonds(s, -bonds, parameters);
      if (equities > 0) buyEquities(s, Math.min(equities, s[SLOT.cash]), parameters);
      if (bonds > 0) buyBonds(s, Math.min(bonds, s[SLOT.cash]), parameters);
    },
  }),
  operator({
    id: 'derisk',
    family: 'rebalance',
    summary: 'turn a share of the equities into bonds',
    defaults: { share: 0.5 },
    refusal: (s) => (s[SLOT.equities] > 0 ? null : 'no equities'),
    apply: (s, params, { parameters }) => {
      const came = sellEquities(s, Math.round(params.share * s[SLOT.equities]), parameters);
      if (came > 0) buyBonds(s, Math.min(came, s[SLOT.cash]), parameters);
    },
  }),
  operator({
    id: 'harvest_loss',
    family: 'rebalance',
    summary: 'sell equities that stand below their cost and buy them back: the loss counts against taxes',
    cooldown: { months: 2, slot: SLOT.coolHarvest },
    refusal: (s) => (s[SLOT.equities] > 0 && s[SLOT.basis] > s[SLOT.equities] * (1 + LOSS_WORTH_TAKING) ? null : 'no loss worth taking'),
    apply: (s, _params, { parameters }) => {
      const came = sellEquities(s, s[SLOT.equities], parameters);
      buyEquities(s, Math.min(came, s[SLOT.cash]), parameters);
    },
  }),
];
