import type { Parameters } from './parameters.ts';
import { sellBonds, sellEquities, withdrawalRate, withdrawRetirement } from './liquidate.ts';
import { SLOT } from './slots.ts';
import type { HouseholdState } from './types.ts';

const { bonds, card, cardLimit, cash, equities, line, lineLimit, retirement } = SLOT;

/** Raise cash to `cents`, in the order of 9.2: card, bonds, equities, credit line, retirement. Returns what is then at hand, at most `cents`. */
export function raiseCash(s: HouseholdState, cents: number, p: Parameters): number {
  if (s[cash] >= cents) return cents;
  drawCard(s, cents);
  if (s[cash] < cents && s[bonds] > 0) sellBonds(s, grossFor(cents - s[cash], p.tradeCost.bonds), p);
  if (s[cash] < cents && s[equities] > 0) sellEquities(s, grossFor(cents - s[cash], p.tradeCost.equities), p);
  if (s[cash] < cents && s[line] < s[lineLimit]) {
    const drawn = Math.min(cents - s[cash], s[lineLimit] - s[line]);
    s[line] += drawn;
    s[cash] += drawn;
  }
  if (s[cash] < cents && s[retirement] > 0) {
    withdrawRetirement(s, grossFor(cents - s[cash], withdrawalRate(s, p)), p);
  }
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

/** What must be sold for `cents` after a proportional charge; the last cent is covered. */
const grossFor = (cents: number, charge: number): number => Math.ceil(cents / (1 - charge)) + 1;
