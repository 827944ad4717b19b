/** Charts of a market run: rates beside their exact benchmarks, shares, equity, regret, and what rivals do after a cut. */
import type { Row, RunView } from '../../../lab/index.ts';
import { type ChartSpec, heatMap, lineChart, type Series, smallMultiples } from '../../../report/index.ts';

const ROUND = { title: 'Round', measure: 'count' as const };
const BPS = { unit: 'bps' };
/** More banks than this would be drawn too small: the largest by lending are shown. */
const MOST_BANKS = 12;

const NO_EQUILIBRIUM = 'Demand by relative rates has no equilibrium to set beside it.';

const number = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** The banks that are drawn, in configured order, and whether some are left out. */
function drawnBanks(rows: readonly Row[]): { banks: readonly string[]; note: string } {
  const lent = new Map<string, number>();
  for (const row of rows) {
    const bank = String(row['bank_id']);
    lent.set(bank, (lent.get(bank) ?? 0) + Number(row['new_loan_volume']));
  }
  const all = [...lent.keys()];
  if (all.length <= MOST_BANKS) return { banks: all, note: '' };
  const largest = new Set([...all].sort((a, b) => lent.get(b)! - lent.get(a)!).slice(0, MOST_BANKS));
  return { banks: all.filter((bank) => largest.has(bank)), note: ` The ${MOST_BANKS} largest lenders of ${all.length}.` };
}

const pointsOf = (rows: readonly Row[], bank: string, y: (row: Row) => number | null): Series['points'] =>
  rows.filter((row) => row['bank_id'] === bank).map((row) => ({ x: Number(row['round']), y: y(row) }));

export async function marketCharts(run: RunView): Promise<ChartSpec[]> {
  const rows = await run.rows('market_log');
  const rounds = await run.rows('market_rounds');
  const impulse = await run.rows('impulse_response');
  const { profile } = run.results as { readonly profile?: string };
  const drawn = drawnBanks(rows);
  const { banks } = drawn;
  // A market under another rule book says so on every chart.
  const other = profile !== undefined && profile !== 'lab';
  const note = `${drawn.note}${other ? ` Profile ${profile}.` : ''}`;
  const open = (row: Row, name: string): number | null => (row['source'] === null ? null : number(row[name]));
  const meanLine = (label: string, name: string): Series => ({
    label,
    points: rounds.map((row) => ({ x: Number(row['round']), y: number(row[name]) })),
  });
  const exact = rounds.some((row) => number(row['nash_mean_bps']) !== null);
  const benchmarks = (lines: readonly Series[]): readonly Series[] => (exact ? lines : []);
  return [
    lineChart({
      name: 'mean_rate',
      title: exact ? 'Mean rate beside its exact benchmarks' : 'Mean rate',
      caption: `Unweighted means over the banks that take part. ${exact ? 'Nash: each bank best against the others; joint profit: one owner of all.' : NO_EQUILIBRIUM}${other ? ` Profile ${profile}.` : ''}`,
      x: ROUND,
      y: { title: 'Rate', ...BPS, zero: false },
      series: [
        meanLine('posted', 'mean_rate_bps'),
        ...benchmarks([meanLine('Bertrand–Nash', 'nash_mean_bps'), meanLine('joint profit', 'joint_profit_mean_bps')]),
      ],
    }),
    smallMultiples({
      name: 'rates',
      title: 'Rates by bank and round',
      caption: `Posted rate of new loans${exact ? ', with the Bertrand–Nash and joint-profit rates of the round.' : `. ${NO_EQUILIBRIUM}`}${note}`,
      x: ROUND,
      y: { title: 'Rate', ...BPS, zero: false },
      columns: 4,
      panels: banks.map((bank) => ({
        title: bank,
        series: [
          { label: 'posted', points: pointsOf(rows, bank, (row) => open(row, 'offered_rate')) },
          ...benchmarks([
            { label: 'Bertrand–Nash', points: pointsOf(rows, bank, (row) => open(row, 'nash_bps')) },
            { label: 'joint profit', points: pointsOf(rows, bank, (row) => open(row, 'joint_profit_bps')) },
          ]),
        ],
      })),
    }),
    heatMap({
      name: 'shares',
      title: 'Shares of new lending',
      caption: `Share of the round’s new volume.${note}`,
      x: ROUND,
      y: { title: 'Bank' },
      value: { title: 'Share', measure: 'percent' },
      cells: banks.flatMap((bank) =>
        pointsOf(rows, bank, (row) => open(row, 'market_share')).map(({ x, y }) => ({ x, y: bank, value: y })),
      ),
    }),
    lineChart({
      name: 'equity',
      title: 'Equity',
      subtitle: 'Relative to the equity at the end of round 1',
      caption: `${other ? 'Nothing is paid out.' : 'Dividends are paid out; a closed bank has none.'}${note}`,
      x: ROUND,
      y: { title: 'Equity, round 1 = 1', zero: false },
      series: banks.map((label) => ({ label, points: relativeEquity(pointsOf(rows, label, (row) => number(row['equity']))) })),
    }),
    heatMap({
      name: 'regret',
      title: 'Profit left on the table',
      caption: `1 − expected profit of the round’s loans / what the best response to the posted rates of rivals would have earned.${note}`,
      x: ROUND,
      y: { title: 'Bank' },
      value: { title: 'Regret', measure: 'percent' },
      cells: banks.flatMap((bank) => pointsOf(rows, bank, (row) => open(row, 'regret')).map(({ x, y }) => ({ x, y: bank, value: y }))),
    }),
    ...(impulse.length === 0 ? [] : [impulseChart(impulse, { note: other ? ` Profile ${profile}.` : '' })]),
  ];
}

function relativeEquity(points: Series['points']): Series['points'] {
  const first = points[0]?.y;
  return points.map(({ x, y }) => ({ x, y: first === null || first === undefined || first === 0 || y === null ? null : y / first }));
}

export function impulseChart(rows: readonly Row[], about: { title?: string; caption?: string; x?: string; note?: string } = {}): ChartSpec {
  const line = (label: string, name: string): Series => ({
    label,
    points: rows.map((row) => ({ x: Number(row['round']), y: number(row[name]) })),
  });
  const bank = String(rows[0]['bank_id']);
  return lineChart({
    name: 'impulse_response',
    title: about.title ?? `What follows when ${bank} is made to cut its rate`,
    caption:
      about.caption ??
      `Difference between two runs on the same random numbers, with and without the cut. Rivals: mean of the others.${about.note ?? ''}`,
    x: about.x === undefined ? ROUND : { ...ROUND, title: about.x },
    y: { title: 'Change of rate', ...BPS, zero: true },
    series: [line(bank, 'deviator_bps'), line('rivals', 'rivals_bps')],
  });
}
