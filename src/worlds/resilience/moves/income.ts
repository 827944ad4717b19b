import { EARNER_SIZE, type HouseholdState, MARITAL, type Operator, SLOT, WORK } from '../state/index.ts';
import { monthsOfEssential, operator, unemployedEarner } from './common.ts';

const CLAIM_WINDOW_MONTHS = 1;
const SCAR_AFTER_TRAINING = 0.5;
const TRAINING_SUCCESS = 0.7;
/** A let room brings this share of essential spending. */
const ROOM_SHARE = 0.2;

/** Share of pay lost since the last job loss that counts as badly paid. */
const UNDERPAID = 0.1;
const worstScar = (s: HouseholdState): number => Math.max(s[SLOT.firstScar], s[SLOT.firstScar + EARNER_SIZE]);
const wages = (s: HouseholdState): number => s[SLOT.firstWage] + s[SLOT.firstWage + EARNER_SIZE];
const isUnable = (s: HouseholdState): boolean => s[SLOT.firstStatus] === WORK.unable;

export const INCOME: readonly Operator[] = [
  operator({
    id: 'claim_benefit',
    family: 'income_optimization',
    summary: 'claim unemployment benefit: paid after a month, for six',
    refusal: (s) => {
      const at = unemployedEarner(s);
      if (at < 0) return 'nobody is out of work';
      if (s[SLOT.firstClaimed + at] > 0) return 'already claimed';
      if (s[SLOT.firstJobLossReady + at] === 0) return 'the job was left by choice';
      return s[SLOT.firstSpell + at] <= CLAIM_WINDOW_MONTHS ? null : 'too late: more than a month out of work';
    },
    apply: (s) => {
      s[SLOT.firstClaimed + unemployedEarner(s)] = 1;
    },
  }),
  operator({
    id: 'search_effort',
    family: 'income_optimization',
    summary: 'search for work in earnest: finding 15 % likelier, $50 a month',
    defaults: { months: 3 },
    refusal: (s) => (unemployedEarner(s) < 0 ? 'nobody is out of work' : s[SLOT.searchEffort] > 0 ? 'already searching' : null),
    apply: (s, params) => {
      s[SLOT.searchEffort] = params.months;
    },
  }),
  operator({
    id: 'retrain',
    family: 'income_optimization',
    summary: 'train for months, out of work or badly paid since: then find work more easily and at better pay',
    defaults: { months: 3, cost: 1 },
    cooldown: { months: 24, slot: SLOT.coolRetrain },
    refusal: (s) => {
      if (unemployedEarner(s) < 0 && worstScar(s) < UNDERPAID) return 'nobody is out of work or badly paid since';
      return s[SLOT.retrainLeft] > 0 || s[SLOT.retrained] === 1 ? 'already trained' : null;
    },
    costCents: (s, params) => monthsOfEssential(s, params.cost),
    success: () => TRAINING_SUCCESS,
    apply: (s, params) => {
      s[SLOT.retrainLeft] = params.months;
    },
  }),
  operator({
    id: 'side_gig',
    family: 'income_optimization',
    summary: 'side work for a tenth to a fifth of usual pay; it ends at random and slows the search for a job',
    defaults: { share: 0.15 },
    cooldown: { months: 2, slot: SLOT.coolGig },
    refusal: (s) => (isUnable(s) ? 'unable to work' : wages(s) <= 0 ? 'no usual pay' : s[SLOT.sideGig] > 0 ? 'already has one' : null),
    apply: (s, params) => {
      s[SLOT.sideGig] = params.share * wages(s);
    },
  }),
  operator({
    id: 'partner_hours',
    family: 'income_optimization',
    summary: 'the partner works some hours',
    defaults: { share: 0.2 },
    refusal: (s) => {
      if (s[SLOT.marital] !== MARITAL.married) return 'no partner';
      if (s[SLOT.firstStatus + EARNER_SIZE] !== WORK.none) return 'the partner has work of their own';
      return s[SLOT.partnerHours] > 0 ? 'already does' : null;
    },
    success: () => 0.6,
    apply: (s, params) => {
      s[SLOT.partnerHours] = params.share * wages(s);
    },
  }),
  operator({
    id: 'rent_room',
    family: 'income_optimization',
    summary: 'let a room of the home',
    refusal: (s) => (s[SLOT.home] <= 0 ? 'no home of their own' : s[SLOT.roomRent] > 0 ? 'already let' : null),
    success: () => 0.7,
    apply: (s) => {
      s[SLOT.roomRent] = ROOM_SHARE * s[SLOT.essential];
    },
    inverse: () => ({ operator: 'end_letting', params: {} }),
  }),
  operator({
    id: 'end_letting',
    family: 'income_optimization',
    summary: 'have the room back',
    refusal: (s) => (s[SLOT.roomRent] > 0 ? null : 'no room is let'),
    apply: (s) => {
      s[SLOT.roomRent] = 0;
    },
    inverse: () => ({ operator: 'rent_room', params: {} }),
  }),
];

/** Count training down; the month it ends, finding rises and the scar halves. */
export function advanceTraining(s: HouseholdState): void {
  if (s[SLOT.retrainLeft] <= 0) return;
  s[SLOT.retrainLeft]--;
  if (s[SLOT.retrainLeft] > 0) return;
  const out = unemployedEarner(s);
  s[SLOT.retrained] = out >= 0 ? 1 : 0;
  const at = out >= 0 ? out : s[SLOT.firstScar] >= s[SLOT.firstScar + EARNER_SIZE] ? 0 : EARNER_SIZE;
  s[SLOT.firstScar + at] *= SCAR_AFTER_TRAINING;
}
