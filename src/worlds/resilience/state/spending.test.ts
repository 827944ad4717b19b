import { describe, expect, test } from 'vitest';
import {
  cardDue,
  closeMonth,
  DEFAULT_PARAMETERS,
  FLOW,
  type HouseholdSpec,
  type HouseholdState,
  householdState,
  lineDue,
  loanDue,
  loanSlot,
  macroState,
  markShock,
  netWorth,
  obligationSlot,
  raiseCash,
  recoveryTests,
  scheduledService,
  SLOT,
  sellEquities,
  updateRecovery,
  withdrawRetirement,
  WORK,
} from './index.ts';

const p = DEFAULT_PARAMETERS;
const BASE: HouseholdSpec = {
  ageYears: 40,
  marital: 'single',
  earners: [{ wageCents: 500_000 }],
  cashCents: 100_000,
  essentialCents: 200_000,
  discretionaryCents: 50_000,
};
const make = (more: Partial<HouseholdSpec> = {}): HouseholdState => householdState({ ...BASE, ...more });

describe('the waterfall', () => {
  const rich = (): HouseholdState =>
    make({
      bondsCents: 200_000,
      equitiesCents: 300_000,
      basisCents: 150_000,
      retirementCents: 1_000_000,
      card: { balanceCents: 0, limitCents: 50_000 },
      line: { limitCents: 80_000 },
    });
  const drawnOn = (cents: number): Record<string, boolean> => {
    const s = rich();
    const before = s.slice();
    raiseCash(s, cents, p);
    return Object.fromEntries(
      (['card', 'bonds', 'equities', 'line', 'retirement'] as const).map((name) => [name, s[SLOT[name]] !== before[SLOT[name]]]),
    );
  };
  test.each([
    [90_000, []],
    [120_000, ['card']],
    [250_000, ['card', 'bonds']],
    [500_000, ['card', 'bonds', 'equities']],
    [690_000, ['card', 'bonds', 'equities', 'line']],
    [900_000, ['card', 'bonds', 'equities', 'line', 'retirement']],
  ])('for %i cents it draws on what comes next, and on nothing later', (cents, expected) => {
    const drawn = drawnOn(cents);
    expect(Object.keys(drawn).filter((name) => drawn[name])).toEqual(expected);
  });
  test('raises what is asked to the last cent, or all there is', () => {
    expect(raiseCash(rich(), 690_000, p)).toBe(690_000);
    const s = rich();
    const all = raiseCash(s, 1e9, p);
    expect(all).toBe(s[SLOT.cash]);
    expect([s[SLOT.bonds], s[SLOT.equities], s[SLOT.retirement], s[SLOT.card], s[SLOT.line]]).toEqual([0, 0, 0, 50_000, 80_000]);
  });
  test('early withdrawals lose the tax and a tenth; later ones the tax alone', () => {
    const lost = (ageYears: number): number => {
      const s = make({ ageYears, retirementCents: 1_000_000 });
      return 1 - withdrawRetirement(s, 400_000, p) / 400_000;
    };
    expect(lost(40) - lost(62)).toBeCloseTo(0.1, 9);
    expect(lost(62)).toBeGreaterThan(0.1);
  });
  test('selling equities realises the gain pro rata', () => {
    const s = rich();
    sellEquities(s, 100_000, p);
    expect([s[SLOT.yearGains], s[SLOT.basis], s[SLOT.equities], s[FLOW.fees]]).toEqual([50_000, 100_000, 200_000, -50]);
  });
});

describe('debt service', () => {
  const indebted = (): HouseholdState =>
    make({
      card: { balanceCents: 300_000, apr: 0.24, limitCents: 900_000 },
      line: { balanceCents: 100_000, limitCents: 100_000, apr: 0.12 },
      loans: { auto: { balanceCents: 400_000, apr: 0.06, termMonths: 10, paymentCents: 45_000 } },
    });
  test('a card asks for 1 % and the interest, at least $35, at most its balance', () => {
    const s = indebted();
    expect(cardDue(s, p)).toBe(9_000);
    s[SLOT.card] = 20_000;
    expect(cardDue(s, p)).toBe(3_500);
    s[SLOT.card] = 1_000;
    expect(cardDue(s, p)).toBe(1_000);
    s[SLOT.card] = 900_000;
    s[SLOT.cardPromoLeft] = 4;
    expect(cardDue(s, p)).toBe(9_000);
  });
  test('the sum is what every debt asks; a deferred loan asks nothing, the last payment is the balance', () => {
    const s = indebted();
    expect(scheduledService(s, p)).toBe(9_000 + 2_000 + 45_000);
    expect(lineDue(s)).toBe(2_000);
    s[SLOT.autoDeferLeft] = 1;
    expect(loanDue(s, loanSlot('auto'))).toBe(0);
    s[SLOT.autoDeferLeft] = 0;
    s[SLOT.autoTermLeft] = 1;
    expect(loanDue(s, loanSlot('auto'))).toBe(400_000);
  });
  test('a month that pays in full leaves no arrears and lowers every debt by its payment less the interest', () => {
    const s = indebted();
    s[SLOT.cash] = 2_000_000;
    s[SLOT.openingNetWorth] = netWorth(s);
    closeMonth(s, 0, p);
    expect([s[SLOT.card], s[SLOT.line], s[SLOT.autoBalance]]).toEqual([291_000 + 5_820, 98_000 + 980, 355_000 + 1_775]);
    expect([s[SLOT.arrearsDebt], s[SLOT.shortMonth], s[SLOT.cash]]).toEqual([0, 0, 2_000_000 - 56_000 - 250_000]);
  });
  const short = (homeCents: number): HouseholdState =>
    make({ cashCents: 210_000, homeCents, loans: { auto: { balanceCents: 400_000, apr: 0.06, termMonths: 10, paymentCents: 45_000 } } });
  test('a month without enough pays essentials first; what is missed is behind', () => {
    const s = short(0);
    closeMonth(s, 0, p);
    expect([s[SLOT.arrearsBills], s[SLOT.arrearsDebt], s[SLOT.delinquentMonths], s[SLOT.cash]]).toEqual([0, 35_000, 1, 0]);
  });
  test.each([
    ['six months behind, where the home is worth more than the debts', 30_000_000, 6],
    ['three months insolvent and without a liquid resource', 0, 3],
  ])('default: %s', (_why, homeCents, months) => {
    const s = short(homeCents);
    const defaulted: number[] = [];
    for (let month = 0; month < months; month++) {
      closeMonth(s, month, p);
      defaulted.push(s[SLOT.defaulted]);
    }
    expect(defaulted).toEqual([...Array.from({ length: months - 1 }, () => 0), 1]);
  });
});

test('a loan from the retirement account is called at the tax date where nobody has a job, and counts as withdrawn', () => {
  const owing = (status: number): HouseholdState => {
    const s = make({
      cashCents: 5_000_000,
      retirementCents: 2_000_000,
      loans: { retirementLoan: { balanceCents: 500_000, apr: 0, termMonths: 60 } },
    });
    s[SLOT.firstStatus] = status;
    closeMonth(s, 11, p);
    return s;
  };
  const out = owing(WORK.unemployed);
  expect([out[SLOT.retirementLoanBalance], out[SLOT.retirement]]).toEqual([0, 2_000_000 - (500_000 - 8_334)]);
  expect(out[FLOW.taxes]).toBeLessThan(owing(WORK.employed)[FLOW.taxes]);
  expect(owing(WORK.employed)[SLOT.retirementLoanBalance]).toBe(500_000 - 8_334);
});

describe('obligations', () => {
  const owing = (cashCents: number): HouseholdState => make({ cashCents, obligations: [{ targetCents: 300_000, dueMonths: 2 }] });
  test('what is left at the deadline is paid, or becomes an unpaid bill', () => {
    const rich = owing(2_000_000);
    closeMonth(rich, 0, p);
    expect(rich[obligationSlot('first')]).toBe(300_000);
    closeMonth(rich, 1, p);
    expect([rich[obligationSlot('first')], rich[SLOT.arrearsBills], rich[FLOW.consumption]]).toEqual([0, 0, -800_000]);
    const poor = owing(500_000);
    closeMonth(poor, 0, p);
    closeMonth(poor, 1, p);
    expect(poor[obligationSlot('first')]).toBe(0);
    expect(poor[SLOT.arrearsBills]).toBeGreaterThan(0);
  });
  test.each([
    [{ targetCents: 5, dueMonths: 0 }, 'obligations.0.dueMonths'],
    [{ targetCents: 5, dueMonths: 3, leastCents: 9 }, 'obligations.0.leastCents'],
    [{ targetCents: -1, dueMonths: 3 }, 'obligations.0.targetCents'],
  ])('impossible ones are refused: %j', (obligation, path) =>
    expect(() => make({ obligations: [obligation] })).toThrow(expect.objectContaining({ code: 'IMPOSSIBLE_HOUSEHOLD', place: { path } })),
  );
});

describe('recovery', () => {
  const sound = (): HouseholdState => {
    const s = make({ cashCents: 700_000, loans: { auto: { balanceCents: 400_000, apr: 0.06, termMonths: 20 } } });
    markShock(s, 0);
    return s;
  };
  const m = macroState();
  const whole = { liquidity: true, obligations: true, service: true, netWorth: true };
  test('all four tests hold for a household that lost nothing', () => expect(recoveryTests(sound(), m, netWorth(sound()))).toEqual(whole));
  test.each([
    ['liquidity', SLOT.cash, 500_000],
    ['obligations', SLOT.arrearsBills, 1],
    ['obligations', SLOT.delinquentMonths, 1],
    ['service', SLOT.monthService, 190_000],
  ] as const)('%s fails by itself', (name, slot, value) => {
    const s = sound();
    s[slot] = value;
    // The level before the shock is the bar where it is lower.
    expect(recoveryTests(s, m, netWorth(s))).toEqual({ ...whole, [name]: false });
  });
  test('net worth may stay a tenth of the twin, or of a year of essentials, below it', () => {
    const s = sound();
    const twin = netWorth(s);
    expect(recoveryTests(s, m, twin + 239_000).netWorth).toBe(true);
    expect(recoveryTests(s, m, twin + 241_000).netWorth).toBe(false);
  });
  test('three good months in a row are a recovery; a bad one starts the count anew', () => {
    const s = sound();
    const months = [true, true, false, true, true, true].map((good, month) => {
      s[SLOT.month] = month;
      s[SLOT.arrearsBills] = good ? 0 : 1;
      updateRecovery(s, m, netWorth(s));
      return s[SLOT.recoveredMonth];
    });
    expect(months).toEqual([-1, -1, -1, -1, -1, 5]);
  });
  test('without a shock nothing is counted', () => {
    const s = make({ cashCents: 700_000 });
    for (let month = 0; month < 5; month++) updateRecovery(s, m, netWorth(s));
    expect(s[SLOT.recoveredMonth]).toBe(-1);
  });
});
