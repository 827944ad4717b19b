import { CeterisError, EXIT } from '../../core/index.ts';
import { formatCents, formatPercent, terminalBlocks } from '../../report/index.ts';
import { stress } from '../../worlds/resilience/advice/index.ts';
import { DEFAULT_SHOCKS, EPISODES, episodeOf } from '../../worlds/resilience/shocks/index.ts';
import type { Handler } from '../handler.ts';
import { readHousehold } from './household.ts';

const PATHS = { quick: 500, full: 20_000 } as const;
const MONTHS = 60;
const right = (label: string) => ({ label, align: 'right' as const });

export const handler: Handler = async ([name = ''], options, io) => {
  if (options.scenario === undefined)
    throw new CeterisError('BAD_OPTION_VALUE', '--scenario is missing', `name an episode: ${Object.keys(EPISODES).join(', ')}`, {
      path: '--scenario',
    });
  const { title } = episodeOf(options.scenario);
  const { file, household } = readHousehold(name);
  const effort = options.effort === 'full' ? 'full' : 'quick';
  const rows = stress(household, options.scenario, {
    table: DEFAULT_SHOCKS,
    months: MONTHS,
    paths: PATHS[effort],
    seed: options.seed ?? '42',
  });
  io.result({ effort, household: file.name, episode: options.scenario, title, horizon_months: MONTHS, plans: rows });
  io.print(
    terminalBlocks(
      [
        { kind: 'paragraph', text: `${file.name}, ${title}. Effort ${effort}: ${PATHS[effort]} paths of its own fate, ${MONTHS} months.` },
        {
          kind: 'table',
          caption: 'The same episode under three ways of acting (Wilson, 95 %)',
          columns: [
            { label: 'plan' },
            right('recovered'),
            right('default'),
            right('mean months'),
            right('hardship'),
            right('largest drawdown'),
          ],
          rows: rows.map((row) => [
            row.plan,
            `${formatPercent(row.recovered.p)} [${formatPercent(row.recovered.lo)}, ${formatPercent(row.recovered.hi)}]`,
            `${formatPercent(row.defaulted.p)} [${formatPercent(row.defaulted.lo)}, ${formatPercent(row.defaulted.hi)}]`,
            row.restrictedMeanMonths.toFixed(1),
            row.hardshipMonths.toFixed(1),
            formatCents(row.worstDrawdownCents),
          ]),
        },
        {
          kind: 'paragraph',
          text: 'Months count towards recovery once equities have stopped falling; net worth is measured against the household’s own before the episode, in constant prices. This is not financial advice.',
        },
      ],
      { color: io.colorOut, width: io.width },
    ),
  );
  return EXIT.done;
};
