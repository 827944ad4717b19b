import type { Parameters } from './parameters.ts';
import { sellBonds, sellEquities, withdrawalRate, withdrawRetirement } from './liquidate.ts';
import { SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

const { bonds, card, cardLimit, cash, equities, line, lineLimit, retirement } = SLOT;

/** What meets a shortfall once cash is gone, in the order of 9.2; arrears come after all of them. */
export const SHORTFALL_SOURCES = ['card', 'bonds', 'equities', 'credit_line', 'retirement'] as const;
export type ShortfallSource = (typeof SHORTFALL_SOURCES)[number];

/** Each brings cash up to `cents` as far as it goes, or changes nothing. */
const DRAW_ON: Readonly<Record<ShortfallSource, (s: HouseholdState, cents: number, p: Parameters) => void>> = {
  card: drawCard,
  bonds: drawBonds,
  equities: drawEquities,
  credit_line: drawLine,
  retirement: drawRetirement,
};

/** Raise cash to `cents`: card, bonds, equities, credit line, retirement, or in the order of `p.waterfall`. Returns what is then at hand, at most `cents`. */
export function raiseCash(s: HouseholdState, cents: number, p: Parameters): number {
  if (s[cash] >= cents) return cents;
  if (p.waterfall !== undefined) {
    for (const source of p.waterfall) DRAW_ON[source](s, cents, p);
    return Math.min(s[cash], cents);
  }
  drawCard(s, cents);
  drawBonds(s, cents, p);
  drawEquities(s, cents, p);
  drawLine(s, cents);
  drawRetirement(s, cents, p);
  return Math.min(s[cash], cents);
}

/** Cash from the unused part of the card, up to `cents` in cash. */
export function drawCard(s: HouseholdState, cents: number): void {
  const room = s[cardLimit] - s[card];
  if (room <= 0 || s[cash] >= cents) return;
  const drawn = Math.min(cents - s[cash], room);
  s[card] += drawn;
  s[cash] += drawn;
}

function drawBonds(s: HouseholdState, cents: number, p: Parameters): void {
  if (s[cash] < cents && s[bonds] > 0) sellBonds(s, grossFor(cents - s[cash], p.tradeCost.bonds), p);
}

function drawEquities(s: HouseholdState, cents: number, p: Parameters): void {
  if (s[cash] < cents && s[equities] > 0) sellEquities(s, grossFor(cents - s[cash], p.tradeCost.equities), p);
}

function drawLine(s: HouseholdState, cents: number): void {
  if (s[cash] >= cents || s[line] >= s[lineLimit]) return;
  const drawn = Math.min(cents - s[cash], s[lineLimit] - s[line]);
  s[line] += drawn;
  s[cash] += drawn;
}

function drawRetirement(s: HouseholdState, cents: number, p: Parameters): void {
  if (s[cash] < cents && s[retirement] > 0) withdrawRetirement(s, grossFor(cents - s[cash], withdrawalRate(s, p)), p);
}

/** What must be sold for `cents` after a proportional charge; the last cent is covered. */
const grossFor = (cents: number, charge: number): number => Math.ceil(cents / (1 - charge)) + 1;
