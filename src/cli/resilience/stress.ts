import { CeterisError, EXIT } from '../../core/index.ts';
import { terminalBlocks } from '../../report/index.ts';
import { plansOf, stress } from '../../worlds/resilience/advice/index.ts';
import { DEFAULT_SHOCKS, EPISODES, episodeOf } from '../../worlds/resilience/shocks/index.ts';
import type { Handler } from '../handler.ts';
import { effortOf, seedOf } from './effort.ts';
import { inFile, readHousehold } from './household.ts';
import { plannersOf } from './planners.ts';
import { badTable, planRow, recoveryTable } from './plan-tables.ts';
import { interchange, writeOut } from './write-out.ts';

const PATHS = { quick: 500, full: 20_000 } as const;
const MONTHS = 60;

export const handler: Handler = async ([name = ''], options, io) => {
  if (options.scenario === undefined)
    throw new CeterisError('BAD_OPTION_VALUE', '--scenario is missing', `name an episode: ${Object.keys(EPISODES).join(', ')}`, {
      path: '--scenario',
    });
  const { scenario } = options;
  const { title } = episodeOf(scenario);
  const { file, household, source } = readHousehold(name);
  const effort = effortOf(options);
  const seed = seedOf(options);
  const planners = plannersOf(options.planner);
  const plans = inFile(source, () =>
    stress(household, scenario, {
      table: DEFAULT_SHOCKS,
      months: MONTHS,
      paths: PATHS[effort],
      seed,
      plans: plansOf(file),
      ...planners,
    }),
  );
  const json = interchange({ effort, household: file.name, episode: scenario, title, horizonMonths: MONTHS, plans });
  io.result(json);
  io.print(
    terminalBlocks(
      [
        { kind: 'paragraph', text: `${file.name}, ${title}. Effort ${effort}: ${PATHS[effort]} draws of its own fate, ${MONTHS} months.` },
        recoveryTable(
          plans,
          'The same episode under several ways of acting; intervals 95 %, cost in months. Recovered: three months in order once equities have stopped falling, with net worth back at what it was before, in constant prices, but for a tenth. In order: cash, bills and debt service good when a future ends',
          'order',
        ),
        badTable(
          plans,
          'How bad it gets: default, months of hardship, mean cost of the worst tenth of futures, net worth below what it was before, in constant prices (median future, worst tenth)',
        ),
        { kind: 'paragraph', text: 'This is not financial advice.' },
      ],
      { color: io.colorOut, width: io.width },
    ),
  );
  await writeOut(options.out, { name: `stress-${scenario}`, json, table: plans.map(planRow) }, io);
  return EXIT.done;
};
