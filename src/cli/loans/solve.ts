import { EXIT } from '../../core/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { formatNumber, type ReportBlock, terminalBlocks } from '../../report/index.ts';
import { fileOf } from '../config/experiment-files.ts';
import { readSeed } from '../config/overrides.ts';
import type { Handler } from '../handler.ts';
import { type GameSolution, type NamedGame, readGames, solutionOf } from './games.ts';
import { solveMarketFile } from './solve-market.ts';

/** A market has banks; a pricing game has qualities and costs. */
const isMarket = (value: unknown): boolean => typeof value === 'object' && value !== null && ('banks' in value || 'experiment' in value);

/** Nash and joint-profit prices of a market's first round, or of pricing games, with what deviating would gain. */
export const handler: Handler = async ([name = ''], options, io) => {
  const source = readYamlFile(fileOf(name));
  if (isMarket(source.value)) {
    const { json, blocks } = solveMarketFile(source, options.seed === undefined ? undefined : readSeed(options.seed));
    io.result(json);
    io.print(terminalBlocks(blocks, { color: io.colorOut, width: io.width }));
    return EXIT.done;
  }
  const games = readGames(source.value);
  const solved = games.map((game) => ({ game, solution: solutionOf(game) }));
  io.result({
    games: solved.map(({ game, solution }) => ({
      name: game.name,
      ...solution.result,
      certificate: {
        max_gain: solution.certificate.maxGain,
        firm: solution.certificate.firm,
        price: solution.certificate.price,
        step: solution.certificate.step,
        from: solution.certificate.low,
        to: solution.certificate.high,
      },
      residual: solution.nash.residual,
    })),
  });
  for (const { game, solution } of solved) io.print(terminalBlocks(blocksOf(game, solution), { color: io.colorOut, width: io.width }));
  return EXIT.done;
};

const number = (value: number): string => formatNumber(value, 5);

function blocksOf(game: NamedGame, { nash, joint, certificate }: GameSolution): ReportBlock[] {
  return [
    {
      kind: 'table',
      caption: `${game.name}: prices of one firm each and of one owner`,
      columns: ['firm', 'cost', 'Nash price', 'share', 'profit', 'Lerner', 'joint price', 'share', 'profit'].map((label, i) => ({
        label,
        align: i === 0 ? ('left' as const) : ('right' as const),
      })),
      rows: game.c.map((cost, j) => [
        String(j + 1),
        number(cost),
        ...[nash.prices[j], nash.shares[j], nash.profits[j], nash.lerner[j]].map(number),
        ...(joint === null ? ['none', '-', '-'] : [joint.prices[j], joint.shares[j], joint.profits[j]].map(number)),
      ]),
    },
    {
      kind: 'paragraph',
      text:
        `Without a purchase: ${number(nash.outsideShare)} at Nash${joint === null ? '' : `, ${number(joint.outsideShare)} at joint profit`}. ` +
        `HHI ${formatNumber(nash.hhi, 1)} at Nash. First-order conditions hold to ${nash.residual.toExponential(1)}.`,
    },
    {
      kind: 'verdict',
      tone: certificate.maxGain <= 1e-9 ? 'good' : 'bad',
      text:
        certificate.maxGain <= 1e-9
          ? `No firm gains alone: every price from ${number(certificate.low)} to ${number(certificate.high)} was tried in steps of ${number(certificate.step)}.`
          : `Firm ${(certificate.firm ?? 0) + 1} would gain ${certificate.maxGain.toExponential(2)} at ${number(certificate.price ?? 0)}.`,
    },
  ];
}
