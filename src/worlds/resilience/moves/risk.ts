import {
  allowedPayment,
  book,
  FLOW,
  type HouseholdState,
  MARITAL,
  OBLIGATIONS,
  obligationSlot,
  type Operator,
  payObligation,
  sellBonds,
  sellEquities,
  SLOT,
  type Parameters,
} from '../state/index.ts';
import { monthsOfEssential, operator } from './common.ts';
import { payDown } from './debt.ts';

const HOME_PREMIUM = 0.0035 / 12;
const DISABILITY_PREMIUM = 0.01;
const ROUNDING_CENTS = 1;

/** Sell bonds, then equities, until cash reaches `cents`. */
function gather(s: HouseholdState, cents: number, p: Parameters): void {
  if (s[SLOT.cash] < cents) sellBonds(s, Math.ceil((cents - s[SLOT.cash]) / (1 - p.tradeCost.bonds)) + ROUNDING_CENTS, p);
  if (s[SLOT.cash] < cents) sellEquities(s, Math.ceil((cents - s[SLOT.cash]) / (1 - p.tradeCost.equities)) + ROUNDING_CENTS, p);
}

interface Policy {
  readonly insured: number;
  readonly wait: number;
  readonly waitMonths: number;
  readonly refusal: (s: HouseholdState) => string | null;
  /** A month. */
  readonly premiumCents: (s: HouseholdState, p: Parameters) => number;
}

const POLICIES: Readonly<Record<string, Policy>> = {
  home: {
    insured: SLOT.homeInsured,
    wait: SLOT.homeWait,
    waitMonths: 1,
    refusal: (s) => (s[SLOT.home] > 0 ? null : 'no home of their own'),
    premiumCents: (s) => HOME_PREMIUM * s[SLOT.home],
  },
  disability: {
    insured: SLOT.disabilityInsured,
    wait: SLOT.disabilityWait,
    waitMonths: 3,
    refusal: (s) => (s[SLOT.firstDropLeft] > 0 ? 'ill at the moment' : s[SLOT.firstWage] > 0 ? null : 'no pay to insure'),
    premiumCents: (s) => DISABILITY_PREMIUM * s[SLOT.firstWage],
  },
  health: {
    insured: SLOT.healthInsured,
    wait: SLOT.healthWait,
    waitMonths: 1,
    refusal: (s) => (s[SLOT.firstDropLeft] > 0 ? 'ill at the moment' : null),
    premiumCents: (s, p) => p.moves.healthPremiumCents * (s[SLOT.marital] === MARITAL.married ? 2 : 1),
  },
};
const NO_POLICY: Policy = { ...POLICIES['home'], refusal: () => 'no such insurance' };
const policyOf = ({ type }: { readonly type: string }): Policy => POLICIES[type] ?? NO_POLICY;

const milestoneSlot = ({ milestone }: { readonly milestone: string }): number =>
  (OBLIGATIONS as readonly string[]).includes(milestone) ? obligationSlot(milestone as (typeof OBLIGATIONS)[number]) : -1;
/** A share of what is left, rounded; shares above 1 are the whole. */
const wantedPayment = (s: HouseholdState, slot: number, { share }: { readonly share: number }): number =>
  Math.round(Math.min(1, share) * s[slot]);

export const RISK: readonly Operator[] = [
  operator({
    id: 'build_buffer',
    family: 'risk_management',
    summary: 'sell bonds, then equities, until cash covers so many months',
    defaults: { months: 3 },
    refusal: (s, params) => {
      if (s[SLOT.bonds] + s[SLOT.equities] <= 0) return 'nothing to sell';
      return s[SLOT.cash] < monthsOfEssential(s, params.months) ? null : 'the buffer stands';
    },
    apply: (s, params, { parameters }) => gather(s, monthsOfEssential(s, params.months), parameters),
  }),
  operator({
    id: 'trim',
    family: 'risk_management',
    summary: 'cut spending: level 1 to 3; 0 restores it',
    defaults: { level: 1 },
    refusal: (s, params) => (s[SLOT.trim] === params.level ? 'spending is at that level' : null),
    apply: (s, params) => {
      s[SLOT.trim] = params.level;
    },
    inverse: () => ({ operator: 'trim', params: { level: 0 } }),
  }),
  operator({
    id: 'insure',
    family: 'risk_management',
    summary: 'buy health, home or disability insurance: works on later events, after a waiting time',
    defaults: { type: 'home' },
    refusal: (s, params) => {
      const policy = policyOf(params);
      return s[policy.insured] === 1 ? 'already insured' : policy.refusal(s);
    },
    apply: (s, params, { parameters }) => {
      const policy = policyOf(params);
      s[policy.insured] = 1;
      s[policy.wait] = policy.waitMonths;
      s[SLOT.premium] += Math.round(policy.premiumCents(s, parameters));
    },
  }),
  operator({
    id: 'deleverage',
    family: 'risk_management',
    summary: 'sell bonds, then equities, to pay down the dearest debt',
    defaults: { months: 2 },
    refusal: (s) => {
      if (s[SLOT.bonds] + s[SLOT.equities] <= 0) return 'nothing to sell';
      return s[SLOT.card] + s[SLOT.personalBalance] > 0 ? null : 'no card or personal debt';
    },
    apply: (s, params, { parameters }) => {
      const before = s[SLOT.cash];
      const wanted = Math.min(monthsOfEssential(s, params.months), s[SLOT.card] + s[SLOT.personalBalance]);
      gather(s, before + wanted, parameters);
      payDown(s, Math.max(0, Math.min(wanted, s[SLOT.cash] - before)), 'avalanche');
    },
  }),
  operator({
    id: 'lower_deductible',
    family: 'risk_management',
    summary: "lower the home policy's deductible to $500 for $15 a month",
    refusal: (s, _params, { parameters: { moves } }) =>
      s[SLOT.homeInsured] === 0 ? 'no home policy' : s[SLOT.homeDeductible] > moves.lowDeductibleCents ? null : 'it is low already',
    apply: (s, _params, { parameters: { moves } }) => {
      s[SLOT.homeDeductible] = moves.lowDeductibleCents;
      s[SLOT.premium] += moves.lowDeductiblePremiumCents;
    },
  }),
  operator({
    id: 'pay',
    family: 'risk_management',
    summary: 'pay a share of unpaid bills, or of an obligation before its deadline',
    defaults: { milestone: 'bills', share: 1 },
    refusal: (s, params) => {
      if (params.milestone === 'bills') return s[SLOT.arrearsBills] > 0 && s[SLOT.cash] > 0 ? null : 'no unpaid bills, or no cash';
      const slot = milestoneSlot(params);
      if (slot < 0) return 'no such obligation';
      if (s[slot] === 0) return 'nothing is left to pay';
      const cents = allowedPayment(s, slot, wantedPayment(s, slot, params));
      return cents === 0 ? 'less than the least payment' : s[SLOT.cash] >= cents ? null : 'too little cash';
    },
    apply: (s, params) => {
      if (params.milestone === 'bills') {
        const cents = Math.min(s[SLOT.cash], Math.round(params.share * s[SLOT.arrearsBills]));
        book(s, SLOT.cash, FLOW.consumption, -cents);
        s[SLOT.arrearsBills] -= cents;
        return;
      }
      const slot = milestoneSlot(params);
      payObligation(s, slot, allowedPayment(s, slot, wantedPayment(s, slot, params)));
    },
  }),
];
