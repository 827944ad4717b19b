import { describe, expect, test } from 'vitest';
import {
  COUNTDOWN,
  CREDIT,
  DEFAULT_PARAMETERS,
  FLOW,
  type HouseholdSpec,
  type HouseholdState,
  householdState,
  macroState,
  MARITAL,
  netWorth,
  obligationSlot,
  type MoveParams,
  SLOT,
} from '../state/index.ts';
import { advancePending, approval, MENU, moveOf, OPERATORS, operatorOf, play, refusalOf, successProbability } from './index.ts';

const macro = macroState();
const context = { macro, parameters: DEFAULT_PARAMETERS };
const SPEC: HouseholdSpec = {
  ageYears: 45,
  marital: 'married',
  earners: [{ wageCents: 800_000 }],
  cashCents: 3_000_000,
  equitiesCents: 5_000_000,
  basisCents: 4_000_000,
  bondsCents: 2_000_000,
  retirementCents: 9_000_000,
  homeCents: 30_000_000,
  card: { balanceCents: 600_000, limitCents: 1_600_000 },
  line: { balanceCents: 300_000, limitCents: 2_000_000 },
  loans: {
    mortgage: { balanceCents: 20_000_000, apr: 0.08, termMonths: 300, paymentCents: 160_000 },
    student: { balanceCents: 1_000_000, apr: 0.06, termMonths: 100 },
  },
  essentialCents: 300_000,
  discretionaryCents: 150_000,
  contributionRate: 0.05,
  obligations: [{ targetCents: 400_000, dueMonths: 12, leastCents: 50_000 }],
};
type Change = Readonly<Partial<Record<keyof typeof SLOT, number>>>;
const make = (change: Change = {}): HouseholdState => {
  const s = householdState(SPEC);
  for (const [name, value] of Object.entries(change)) s[SLOT[name as keyof typeof SLOT]] = value;
  s[SLOT.openingNetWorth] = netWorth(s);
  return s;
};
const OUT_OF_WORK: Change = { firstStatus: 2, firstSpell: 1, firstJobLossReady: 1, firstBenefitLeft: 6 };

/** What makes each move legal, and single changes that each make it refused. */
const CASES: readonly (readonly [id: string, params: MoveParams, legal: Change, refused: readonly Change[]])[] = [
  [
    'to_target',
    {},
    {},
    [
      { cash: 0, equities: 0, bonds: 0 },
      { cash: 1_000_000, equities: 5_500_000, bonds: 3_500_000 },
    ],
  ],
  ['derisk', {}, {}, [{ equities: 0 }]],
  ['harvest_loss', {}, { basis: 6_000_000 }, [{ basis: 5_050_000 }, { equities: 0 }, { coolHarvest: 1 }]],
  ['pay_extra', { months: 1, keep: 3 }, {}, [{ cash: 1_199_999 }]],
  ['consolidate', {}, {}, [{ card: 299_999 }, { monthService: 344_001, monthIncome: 800_000 }, { coolConsolidate: 1 }, { cash: 29_999 }]],
  ['balance_transfer', {}, {}, [{ card: 0 }, { creditBand: CREDIT.near }, { card: 1_290_000 }, { coolTransfer: 2 }]],
  [
    'refinance',
    {},
    {},
    [{ mortgageBalance: 0 }, { firstStatus: 2 }, { home: 22_000_000 }, { mortgageApr: 0.07 }, { monthIncome: 300_000 }],
  ],
  ['draw_line', { months: 1 }, {}, [{ lineLimit: 599_999 }]],
  ['repay_line', { months: 1 }, {}, [{ line: 299_999 }, { cash: 299_999 }]],
  ['forbearance', { kind: 'mortgage' }, { arrearsBills: 1 }, [{ arrearsBills: 0 }, { mortgageBalance: 0 }, { coolForbearance: 3 }]],
  ['settle', {}, { delinquentMonths: 3 }, [{ delinquentMonths: 2 }, { card: 0 }, { cash: 299_999 }]],
  ['claim_benefit', {}, OUT_OF_WORK, [{ firstSpell: 2 }, { firstJobLossReady: 0 }, { firstClaimed: 1 }, { firstStatus: 1 }]],
  ['search_effort', {}, OUT_OF_WORK, [{ firstStatus: 1 }, { searchEffort: 2 }]],
  ['retrain', {}, OUT_OF_WORK, [{ firstStatus: 1 }, { retrainLeft: 1 }, { cash: 299_999 }, { coolRetrain: 1 }]],
  ['side_gig', {}, {}, [{ firstStatus: 3 }, { sideGig: 100 }, { firstWage: 0 }, { coolGig: 1 }]],
  ['partner_hours', {}, {}, [{ marital: MARITAL.single }, { secondStatus: 1 }, { partnerHours: 1 }]],
  ['rent_room', {}, {}, [{ home: 0 }, { roomRent: 1 }]],
  ['end_letting', {}, { roomRent: 1 }, [{ roomRent: 0 }]],
  ['invest_excess', { months: 6 }, {}, [{ cash: 1_900_000 }]],
  ['sweep_to_savings', { months: 6 }, {}, [{ cash: 1_900_000 }]],
  ['take_match', {}, {}, [{ contributionRate: 0.06 }, { firstStatus: 2 }]],
  ['pause_contributions', {}, {}, [{ contributionRate: 0 }, { contributionsPaused: 1 }]],
  ['resume_contributions', {}, { contributionsPaused: 1 }, [{ contributionsPaused: 0 }]],
  ['sell_asset', { class: 'bonds' }, {}, [{ bonds: 0 }]],
  [
    'retirement_loan',
    {},
    {},
    [{ firstStatus: 2 }, { retirement: 1_799_999 }, { retirementLoanBalance: 4_100_000 }, { coolRetirementLoan: 1 }],
  ],
  ['hardship_withdrawal', {}, { cash: 599_999 }, [{ cash: 600_000 }, { retirement: 599_999 }]],
  ['downsize_home', {}, {}, [{ home: 0 }, { mortgageBalance: 31_300_000 }]],
  ['build_buffer', { months: 12 }, {}, [{ cash: 3_600_000 }, { bonds: 0, equities: 0 }]],
  ['trim', { level: 1 }, {}, [{ trim: 1 }]],
  ['insure', { type: 'home' }, { homeInsured: 0 }, [{ homeInsured: 1 }, { home: 0 }]],
  ['insure', { type: 'disability' }, {}, [{ disabilityInsured: 1 }, { firstDropLeft: 3 }]],
  ['insure', { type: 'health' }, { healthInsured: 0 }, [{ healthInsured: 1 }, { firstDropLeft: 3 }]],
  ['deleverage', {}, {}, [{ card: 0 }, { bonds: 0, equities: 0 }]],
  ['lower_deductible', {}, {}, [{ homeInsured: 0 }, { homeDeductible: 50_000 }]],
  ['pay', {}, { arrearsBills: 10 }, [{ arrearsBills: 0 }, { cash: 0 }]],
  ['pay', { milestone: 'first', share: 0.25 }, {}, [{ firstObligationLeft: 0 }, { cash: 99_999 }, { firstObligationLeast: 100_001 }]],
];

describe('preconditions', () => {
  test('every operator but wait has its case', () =>
    expect(OPERATORS.map(({ id }) => id).filter((id) => id !== 'wait' && !CASES.some((one) => one[0] === id))).toEqual([]));
  test.each(CASES)('%s %j', (id, params, legal, refused) => {
    const move = moveOf(id, params);
    expect(refusalOf(make(legal), move, context)).toBeNull();
    for (const change of refused) {
      const s = make({ ...legal, ...change });
      const before = s.slice();
      const reason = refusalOf(s, move, context);
      expect(reason, JSON.stringify(change)).toEqual(expect.any(String));
      // Preconditions are pure; outside them skipping changes nothing and strict play throws.
      expect(play(s, move, context, 0).refusal).toBe(reason);
      expect([...s]).toEqual([...before]);
      expect(() => play(s, move, context, 0, 'strict')).toThrow(expect.objectContaining({ code: 'MOVE_REFUSED' }));
    }
  });
  test('every cooldown has a slot, and holds after the move', () => {
    const cooling = OPERATORS.filter(({ cooldownMonths }) => cooldownMonths > 0);
    expect(new Set(cooling.map(({ cooldownSlot }) => cooldownSlot)).size).toBe(cooling.length);
    expect(cooling.map(({ cooldownSlot }) => cooldownSlot >= COUNTDOWN.first && cooldownSlot <= COUNTDOWN.last)).not.toContain(false);
    for (const { id, cooldownMonths, cooldownSlot } of cooling) {
      const [, params, legal] = CASES.find((one) => one[0] === id) ?? CASES[0];
      const s = make(legal);
      play(s, moveOf(id, params), context, 0);
      expect(s[cooldownSlot]).toBe(cooldownMonths);
      expect(refusalOf(s, moveOf(id, params), context)).toMatch(/not again for|already/);
    }
  });
  test('a refinanced mortgage needs a rate half a point lower', () => {
    const s = make({ mortgageApr: 0.0719 });
    expect(refusalOf(s, moveOf('refinance'), context)).toContain('half a point');
  });
});

describe('success', () => {
  test('lenders say yes less often to service, missed months, worse bands, high loans, and rarely without a job', () => {
    const base = approval(make());
    expect(base).toBeCloseTo(0.85, 1);
    for (const change of [{ monthService: 500_000 }, { delinquentMonths: 2 }, { creditBand: CREDIT.near }, { firstStatus: 2 }] as Change[])
      expect(approval(make(change))).toBeLessThan(base);
    expect(approval(make({ creditBand: CREDIT.sub }))).toBeCloseTo(0.15, 1);
    expect(approval(make({ firstStatus: 2 }))).toBeCloseTo(base / 10, 9);
    expect(approval(make(), 0.95)).toBeLessThan(base);
  });
  test('is settled by the number of the path: below the probability it works, at it the fee alone is paid', () => {
    const p = operatorOf('consolidate').success(make(), { financed: 0 }, context);
    expect(play(make(), moveOf('consolidate'), context, p - 1e-9).succeeded).toBe(true);
    const s = make();
    const outcome = play(s, moveOf('consolidate'), context, p);
    expect([outcome.executed, outcome.succeeded, outcome.feesCents, s[SLOT.card]]).toEqual([true, false, 30_000, 600_000]);
  });
});

test.each([
  ['to_target', 0.9],
  ['balance_transfer', 0.85],
  ['side_gig', 0.7],
  ['sell_asset', 0.95],
] as const)('the earlier law: %s succeeds with %f whatever the household', (id, probability) => {
  const legacy = { macro, parameters: { ...DEFAULT_PARAMETERS, successLaw: 'legacy' as const } };
  expect(successProbability(make({ delinquentMonths: 2 }), moveOf(id), legacy)).toBe(probability);
  expect(play(make(), moveOf(id), legacy, probability).succeeded).toBe(false);
  expect(play(make(), moveOf(id), legacy, probability - 1e-9).succeeded).toBe(true);
});

describe('latency', () => {
  test.each([
    ['consolidate', 1, 'consolidatedBalance'],
    ['refinance', 2, 'mortgageApr'],
    ['downsize_home', 3, 'home'],
  ] as const)('%s takes effect after %i months', (id, months, slot) => {
    const s = make();
    const before = s[SLOT[slot]];
    play(s, moveOf(id), context, 0);
    for (let month = 1; month <= months; month++) {
      expect(s[SLOT[slot]]).toBe(before);
      advancePending(s, context);
    }
    expect(s[SLOT[slot]]).not.toBe(before);
  });
  test('a financed fee goes onto the loan, one from cash does not', () => {
    const end = (financed: number): HouseholdState => {
      const s = make();
      play(s, moveOf('consolidate', { financed }), context, 0);
      advancePending(s, context);
      return s;
    };
    expect([end(0)[SLOT.cash], end(0)[SLOT.consolidatedBalance]]).toEqual([2_970_000, 600_000]);
    expect([end(1)[SLOT.cash], end(1)[SLOT.consolidatedBalance]]).toEqual([3_000_000, 630_000]);
    expect(end(1)[FLOW.fees]).toBe(end(0)[FLOW.fees]);
  });
  test('what is under way is not begun again, and what may no longer be is dropped', () => {
    const s = make();
    play(s, moveOf('downsize_home'), context, 0);
    expect(refusalOf(s, moveOf('downsize_home'), context)).toBe('already under way');
    s[SLOT.mortgageBalance] = 40_000_000;
    s[SLOT.openingNetWorth] = netWorth(s);
    for (let month = 0; month < 3; month++) advancePending(s, context);
    expect(s[SLOT.home]).toBe(30_000_000);
  });
  test('training ends with easier finding and half the scar; in work, with half the scar', () => {
    const out = make({ ...OUT_OF_WORK, firstScar: 0.2 });
    play(out, moveOf('retrain'), context, 0);
    for (let month = 0; month < 3; month++) advancePending(out, context);
    expect([out[SLOT.retrained], out[SLOT.firstScar]]).toEqual([1, 0.1]);
    const employed = make({ firstScar: 0.2 });
    play(employed, moveOf('retrain'), context, 0);
    for (let month = 0; month < 3; month++) advancePending(employed, context);
    expect([employed[SLOT.retrained], employed[SLOT.firstScar]]).toEqual([0, 0.1]);
  });
});

test('pay(milestone, x) takes what is left, not less than the least payment and not more than there is', () => {
  const s = make();
  const left = (): number => s[obligationSlot('first')];
  play(s, moveOf('pay', { milestone: 'first', share: 0.25 }), context, 0);
  expect(left()).toBe(300_000);
  expect(play(s, moveOf('pay', { milestone: 'first', share: 0.1 }), context, 0).refusal).toBe('less than the least payment');
  play(s, moveOf('pay', { milestone: 'first', share: 7 }), context, 0);
  expect([left(), s[SLOT.cash], s[FLOW.consumption]]).toEqual([0, 2_600_000, -400_000]);
  expect(play(s, moveOf('pay', { milestone: 'second' }), context, 0).refusal).toBe('nothing is left to pay');
  expect(play(s, moveOf('pay', { milestone: 'third' }), context, 0).refusal).toBe('no such obligation');
});

test('moves with wrong names or parameters are refused with the nearest', () => {
  expect(() => moveOf('consolidat')).toThrow(expect.objectContaining({ code: 'UNKNOWN_MOVE', remedy: 'Did you mean consolidate?' }));
  expect(() => moveOf('trim', { level: '2' })).toThrow(expect.objectContaining({ code: 'BAD_MOVE' }));
  expect(() => moveOf('trim', { degree: 2 })).toThrow(expect.objectContaining({ code: 'BAD_MOVE' }));
  expect(new Set(MENU.map(({ operator }) => operator)).size).toBeGreaterThan(30);
});
