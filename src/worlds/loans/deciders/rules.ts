/** Rules that set a rate from what a bank sees. Rates in basis points. */
import { normalQuantile } from '../../../core/index.ts';
import { benchmarks, type LabPolicy, type LabView } from '../lab/index.ts';
import { edgeworth, regretMatching, titForTat, undercut } from './rivalry.ts';

const GROW_BPS = 150;
const CAUTIOUS_BPS = 200;
const MAINTAIN_WALK_BPS = 5;
const COST_PLUS_BPS = 60;
/** Which draw of a bank and round. */
const DRAW = { walk: 1, random: 2 } as const;

const ownFundsBps = ({ banks, bank }: LabView): number => banks[bank].costOfFundsBps;

/** Cost of funds + 150 after a profit, + 200 otherwise. */
const grow: LabPolicy = (view) => ownFundsBps(view) + ((view.history.at(-1)?.profit[view.bank] ?? 0) > 0 ? GROW_BPS : CAUTIOUS_BPS);

/** Cost of funds + 200 + N(0, 5), cut to a whole number. */
const maintain: LabPolicy = (view) =>
  Math.trunc(ownFundsBps(view) + CAUTIOUS_BPS + MAINTAIN_WALK_BPS * normalQuantile(view.uniform(DRAW.walk) || 2 ** -54));

/** Cost of a loan over its life, losses and granting included, + 60. */
const costPlus: LabPolicy = (view) => view.expected().costBps[view.bank] + COST_PLUS_BPS;

/** The most profitable rate if rivals repeat last round's. */
const myopic: LabPolicy = (view) => view.expected().bestResponse(view.lastRates, view.bank).rateBps;

const nash: LabPolicy = (view) => benchmarks(view.game()).nash.rateBps[view.bank];

const joint: LabPolicy = (view) => benchmarks(view.game()).joint.rateBps[view.bank];

/** Uniform between the bounds. */
const random: LabPolicy = ({ config: { minRateBps, maxRateBps }, uniform }) =>
  minRateBps + (maxRateBps - minRateBps) * uniform(DRAW.random);

export interface Rule {
  readonly description: string;
  readonly policy: LabPolicy;
}

export const RULES: Readonly<Record<string, Rule>> = {
  grow: { description: 'cost of funds + 150 bps after a profit, + 200 otherwise', policy: grow },
  maintain: { description: 'cost of funds + 200 bps and a little noise', policy: maintain },
  'cost-plus': { description: 'lifetime cost of a loan, losses included, + 60 bps', policy: costPlus },
  'best-response': { description: 'the most profitable rate against the rates of last round', policy: myopic },
  'bertrand-nash': { description: 'the Nash equilibrium rate of the round', policy: nash },
  'joint-profit': { description: 'the rate that maximises the profit of all banks together', policy: joint },
  undercut: { description: 'ten bps below the cheapest rival of last round, never below cost', policy: undercut },
  'tit-for-tat': { description: 'the joint-profit rate, less the furthest that a rival went below its own last round', policy: titForTat },
  edgeworth: { description: 'undercuts until it no longer pays, then goes back to the joint-profit rate', policy: edgeworth },
  'regret-matching': {
    description: 'rates in proportion to the regret of not having set them (Hart and Mas-Colell)',
    policy: regretMatching,
  },
  random: { description: 'uniform between the lowest and the highest rate', policy: random },
};

/** Deciders that need an equilibrium of rates, which only the lab market has. */
export const NEEDS_EQUILIBRIUM: readonly string[] = [
  'bertrand-nash',
  'joint-profit',
  'tit-for-tat',
  'edgeworth',
  'regret-matching',
  'q-learning',
];

/** What a bank does that has no valid answer: the rule of its strategy. */
export const strategyRule = (view: LabView): { name: string; rateBps: number } => {
  const name = view.banks[view.bank].strategy === 'Grow' ? 'grow' : 'maintain';
  return { name, rateBps: clampRate(view, RULES[name].policy(view)) };
};

/** Into the bounds; what is no number goes to the lowest rate, which `clamped` reports. */
export const clampRate = ({ config: { minRateBps, maxRateBps } }: Pick<LabView, 'config'>, rate: number): number =>
  Number.isNaN(rate) ? minRateBps : Math.min(maxRateBps, Math.max(minRateBps, rate));
