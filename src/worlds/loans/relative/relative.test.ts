import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Arena, LoanEvent } from '../lab/index.ts';
import { type BankSpec, DEFAULT_BANK, LoanMarket, type MarketConfig, REFERENCE_CONFIG, type RelativeProfile } from '../market/index.ts';
import { relativeArena, RELATIVE_SAMPLE } from './index.ts';

const SEED = 20261121;
const PROFILES = ['reference-v2', 'reference-v3', 'corrected'] as const;

const bank = (id: string, given: Partial<BankSpec> = {}): BankSpec => ({
  ...DEFAULT_BANK,
  id,
  name: id,
  imageScore: 0.7,
  executionSpeed: 0.8,
  equityStart: 1_500_000,
  portfolioBalanceStart: 10_000_000,
  ...given,
});
const config: MarketConfig = { ...REFERENCE_CONFIG, rounds: 7, consumerCount: 20 };
const three = [bank('A'), bank('B', { imageScore: null, executionSpeed: null }), bank('C', { equityStart: 4_000_000 })];

describe.each(PROFILES)('%s', (profile: RelativeProfile) => {
  test(`plays as the market does, opens with the capacity that is applied, and its events add up (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.array(fc.integer({ min: 300, max: 600 }), { minLength: 21, maxLength: 21 }), (seed, table) => {
        const rates = (round: number): number[] => table.slice(3 * (round - 1), 3 * round);
        const events: LoanEvent[] = [];
        const arena = relativeArena({ profile, banks: three, config, seed, listener: (event) => events.push(event) });
        const market = new LoanMarket({ profile, banks: three, config, seed });
        expect(arena.banks).toEqual(market.banks);
        while (!arena.ended) {
          const opening = arena.begin();
          const round = arena.finish(rates(opening.round));
          const { record } = market.step(rates(opening.round));
          expect([round.newLoanVolume, round.profit, round.equity]).toEqual([record.newLoanVolume, record.profit, record.equity]);
          expect(opening.consumers.count).toBe(record.consumers);
          expect(round.stability).toEqual(record.stability);
          for (let j = 0; j < 3; j++) {
            expect(Math.abs(opening.capacity[j] - record.capacity[j])).toBeLessThan(1e-6);
            const moved = (...kinds: string[]): number =>
              events
                .filter((e) => e.round === round.round && kinds.includes(e.event) && e.bank === j)
                .reduce((sum, { amount }) => sum + amount, 0);
            expect(Math.abs(moved('granted') - round.newLoanVolume[j])).toBeLessThan(1e-6);
            expect(Math.abs(moved('amortised', 'repaid') - round.repaid[j])).toBeLessThan(1e-6);
            if (!market.rules.openingAfterRepayment)
              expect(Math.abs(round.startBalance[j] + round.newLoanVolume[j] - round.repaid[j] - round.endBalance[j])).toBeLessThan(1e-5);
          }
        }
        expect(arena.ended).toBe(market.round >= config.rounds || !market.active().includes(1));
      }),
      { seed: SEED, numRuns: 10 },
    );
  });

  test('a rate that draws more consumers earns what its loans are worth, within capacity', () => {
    const arena = relativeArena({ profile, banks: three, config, seed: 1 });
    arena.begin();
    arena.finish([450, 450, 450]);
    const { capacity } = arena.begin();
    const expected = arena.expected();
    const outcome = expected.at([450, 440, 460]);
    const years = profile === 'corrected' ? 3 : 4;
    outcome.profit.forEach((profit, j) => {
      const cost = 300 + (1e4 * 1000) / (years * 100_000);
      expect(expected.costBps[j]).toBeCloseTo(cost, 9);
      expect(profit).toBeCloseTo((Math.min(outcome.volume[j], capacity[j]) * years * ([450, 440, 460][j] - cost)) / 1e4, 3);
    });
    const best = expected.bestResponse([450, 440, 460], 2);
    for (const rate of [110, 450, 770, 1000]) expect(expected.at([450, 440, rate]).profit[2]).toBeLessThanOrEqual(best.profit + 1e-9);
  });
});

describe('facts of demand by relative rates', () => {
  const ten = Array.from({ length: 10 }, (_, j) =>
    bank(`B${j}`, { imageScore: 1, executionSpeed: 1, costOfFundsBps: 280, operatingCostPerLoan: 800 }),
  );
  const arenaOfTen = (): Arena =>
    relativeArena({
      profile: 'corrected',
      banks: ten,
      config: { ...config, utilityNoiseStd: 0, reservationUtility: 0, leverageCap: 1000 },
      seed: 1,
    });

  test(`ten equal banks share alike; a lone undercutter gets 13.6 %, a lone overpricer keeps 7.3 % (sample of ${RELATIVE_SAMPLE})`, () => {
    const arena = arenaOfTen();
    arena.begin();
    const share = (own: number): number => arena.expected().at(ten.map((_, j) => (j === 0 ? own : 450))).share[0];
    expect(share(450)).toBeCloseTo(0.1, 9);
    expect(share(440)).toBeCloseTo(0.136, 2);
    expect(share(460)).toBeCloseTo(0.073, 2);
    // One basis point is as good as a hundred: the score is relative.
    expect(share(449)).toBeCloseTo(share(350), 12);
  });

  test('against common rates the ceiling is the best response: such demand bears any price', () => {
    const arena = arenaOfTen();
    arena.begin();
    expect(
      arena.expected().bestResponse(
        ten.map(() => 450),
        3,
      ).rateBps,
    ).toBe(1000);
  });

  test('there is no equilibrium to ask for, and the words of the rules say what holds', () => {
    const arena = arenaOfTen();
    expect(arena.hasEquilibrium).toBe(false);
    expect(() => arena.game()).toThrow(expect.objectContaining({ code: 'PROFILE_DECIDER' }));
    expect(arena.words!.capitalRules.join(' ')).toContain('frees room at once');
    const recorded = relativeArena({ profile: 'reference-v2', banks: ten, config, seed: 1 }).words!;
    expect(recorded.capitalRules.join(' ')).toContain('booked twice');
    expect(recorded.choiceLaw.join(' ')).toContain('in order of their best utility');
  });
});
