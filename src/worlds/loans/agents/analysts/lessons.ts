/** Micro-lessons: what one market taught, and the patterns by strategy that memory pools over markets. */
import { pearson } from '../../../../core/index.ts';
import { type Analyst, object } from './analyst.ts';
import { catalogueFacts, checkClaims, type Citation, cite, claimsSchema } from './evidence.ts';
import { marketQueries } from './market-queries.ts';
import { type BankOutcome, conditionsOf, type MarketConditions, outcomesOf, type PlayedMarket } from './played-market.ts';

export const LESSON_TYPES = ['strategy', 'pricing', 'competition', 'risk', 'general'] as const;

export interface Lesson {
  readonly lesson_type: string;
  readonly lesson: string;
  /** 0 to 1. One market alone never gives much. */
  readonly confidence: number;
  readonly evidence: readonly Citation[];
}

export interface LessonsAnswer {
  readonly lessons: readonly Lesson[];
}

/** What banks of one strategy did in one market: a claim that further markets can bear out or contradict. */
export interface StrategyPattern {
  readonly pattern_description: string;
  /** Share of its banks of which it was true, 0 to 1. */
  readonly success_rate: number;
  readonly conditions: string;
  readonly banks: readonly string[];
}

export interface LessonsFacts {
  readonly conditions: MarketConditions;
  readonly outcomes: readonly BankOutcome[];
  /** Of earlier markets: empty when nobody reads memory. */
  readonly known_patterns: readonly { readonly pattern: string; readonly success_rate: number; readonly independent_runs: number }[];
  readonly queries: readonly { readonly query: string; readonly parameters: readonly string[]; readonly description: string }[];
}

export const lessonsFacts = (market: PlayedMarket, known: LessonsFacts['known_patterns'] = []): LessonsFacts => ({
  conditions: conditionsOf(market),
  outcomes: outcomesOf(market),
  known_patterns: known,
  queries: catalogueFacts(marketQueries(market)),
});

/** Confidence that a single market can give a lesson. */
const ONE_MARKET = 0.3;

export function lessonsAnalyst(market: PlayedMarket, log?: string): Analyst<LessonsFacts, LessonsAnswer> {
  const catalogue = marketQueries(market, log);
  return {
    role: 'loans.lessons',
    task: 'lessons of one market',
    instruction: () =>
      'Draw three to five lessons from this market. Each has a type, one sentence, a confidence from 0 to 1 (one market is weak evidence), and ledger queries with the numbers they give as evidence.',
    schema: () =>
      object({
        lessons: claimsSchema(catalogue, { type: 'lesson_type', types: LESSON_TYPES, claim: 'lesson', about: 'one sentence', most: 5 }),
      }),
    check: ({ lessons }) => checkClaims(catalogue, lessons),
    statistics: ({ outcomes, conditions }) => {
      const last = market.rounds.length;
      const byProfit = [...outcomes].sort((a, b) => b.cumulative_profit - a.cumulative_profit || (a.bank_id < b.bank_id ? -1 : 1));
      const priced = outcomes.filter(({ avg_interest_rate: rate }) => rate !== null);
      const [best, worst] = [byProfit[0]!, byProfit.at(-1)!];
      const link = correlation(
        priced.map(({ avg_interest_rate: rate }) => rate!),
        priced.map(({ cumulative_profit: profit }) => profit),
      );
      const lesson = (lesson_type: string, sentence: string, evidence: Citation[]): Lesson => ({
        lesson_type,
        lesson: sentence,
        confidence: ONE_MARKET,
        evidence,
      });
      return {
        lessons: [
          lesson(
            'strategy',
            `Banks that ${conditions.dominant_strategy === 'none' ? 'survived: none' : `follow ${conditions.dominant_strategy} held more of the equity at the end`}; ${best.bank_id} (${best.initial_strategy}) earned most.`,
            [cite(catalogue, 'total_profit', best.bank_id), cite(catalogue, 'equity', best.bank_id, last)],
          ),
          lesson(
            'pricing',
            link === null
              ? 'Rates differed too little between banks to say what they did to profit.'
              : `Between banks, the mean rate and total profit had a correlation of ${link.toFixed(2)} over ${priced.length} banks.`,
            [cite(catalogue, 'total_profit', best.bank_id), cite(catalogue, 'total_profit', worst.bank_id)],
          ),
          lesson(
            'competition',
            `New loans ended at a concentration of ${conditions.final_concentration.toFixed(0)} HHI points, rates at a standard deviation of ${conditions.rate_sd_bps.toFixed(1)} bps.`,
            [cite(catalogue, 'market_volume', last)],
          ),
          lesson('risk', `${conditions.bankruptcies} of ${outcomes.length} banks failed.`, [cite(catalogue, 'failed_banks')]),
        ],
      };
    },
  };
}

const OFTEN = 0.7;
const SELDOM = 0.3;
/** A strategy is judged by at least so many banks. */
const FEWEST_BANKS = 2;

/** Per strategy: whether its banks tend to survive, and whether they earn more than the median bank. No model takes part. */
export function strategyPatterns(outcomes: readonly BankOutcome[]): StrategyPattern[] {
  const profits = outcomes.map(({ cumulative_profit: profit }) => profit).sort((a, b) => a - b);
  const median = profits[Math.floor(profits.length / 2)] ?? 0;
  return ['Grow', 'Maintain'].flatMap((strategy) => {
    const of = outcomes.filter((bank) => bank.initial_strategy === strategy);
    if (of.length < FEWEST_BANKS) return [];
    const banks = of.map(({ bank_id: id }) => id);
    const share = (test: (bank: BankOutcome) => boolean): number => of.filter(test).length / of.length;
    const survival = share(({ survived }) => survived);
    const equity = of.reduce((sum, bank) => sum + bank.initial_equity, 0) / of.length;
    const conditions = JSON.stringify({ mean_initial_equity: Math.round(equity), banks: of.length });
    const survive =
      survival > OFTEN
        ? [{ pattern_description: `${strategy} banks survive`, success_rate: survival, conditions, banks }]
        : survival < SELDOM
          ? [{ pattern_description: `${strategy} banks fail`, success_rate: 1 - survival, conditions, banks }]
          : [];
    const earning = share(({ cumulative_profit: profit }) => profit > median);
    return [
      ...survive,
      { pattern_description: `${strategy} banks earn more than the median bank`, success_rate: earning, conditions, banks },
    ];
  });
}

/** Pearson's; null for fewer than three banks or when nothing varies. */
function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const value = xs.length < 3 ? Number.NaN : pearson(xs, ys);
  return Number.isFinite(value) ? value : null;
}
