/** The order brackets of a balance sheet as matrices: what the row first leaves less what the column first leaves. */
import { type ChartSpec, heatMap } from '../../../report/index.ts';
import { type CommutatorTable, PLAIN_MOVES } from '../moves/index.ts';

const QUANTITIES = [
  { name: 'net_worth', title: 'net worth', unit: 'dollars' },
  { name: 'service', title: 'debt service', unit: 'dollars a month' },
  { name: 'cash', title: 'cash', unit: 'dollars' },
] as const;

/** One picture each for net worth, debt service and cash. */
export function bracketCharts({ order }: CommutatorTable): ChartSpec[] {
  const letters = [...new Set(order.flatMap(({ pair }) => pair))];
  const label = (letter: string): string => `${letter} ${PLAIN_MOVES[letter].name}`;
  return QUANTITIES.map(({ name, title, unit }) => {
    const bracketOf = (first: string, then: string): number | null => {
      const found = order.find(({ pair: [a, b] }) => (a === first && b === then) || (a === then && b === first));
      if (found === undefined) return null;
      return found.pair[0] === first ? found.delta[name] : -found.delta[name];
    };
    return heatMap({
      name: `commutators_${name}`,
      title: `Order of two moves: what it changes in ${title}`,
      subtitle: 'The row’s move first and then the column’s, less the column’s first and then the row’s',
      caption: 'A move whose condition does not hold is skipped. White: the two commute here. Colours on a symmetric logarithmic scale.',
      x: { title: 'Second move' },
      y: { title: '' },
      value: { title: 'Difference', unit, scale: 'symlog' },
      center: 0,
      sidePixels: 420,
      cells: letters.flatMap((first) => letters.map((then) => ({ x: then, y: label(first), value: bracketOf(first, then) }))),
    });
  });
}
