import { EXIT } from '../../core/index.ts';
import { readRoutes, routeBase } from '../../worlds/resilience/routes/index.ts';
import { terminalBlocks } from '../../report/index.ts';
import { advise, goalsOf, plansOf, shockOf } from '../../worlds/resilience/advice/index.ts';
import { DEFAULT_SHOCKS } from '../../worlds/resilience/shocks/index.ts';
import { readText } from '../config/read-file.ts';
import type { Handler } from '../handler.ts';
import { adviceBlocks, adviceChart } from './advice-blocks.ts';
import { effortOf, seedOf } from './effort.ts';
import { inFile, readHousehold } from './household.ts';
import { plannersOf } from './planners.ts';
import { planRow } from './plan-tables.ts';
import { interchange, writeOut } from './write-out.ts';

const PATHS = { quick: { paths: 300, rolloutPaths: 20 }, full: { paths: 10_000, rolloutPaths: 500 } } as const;
const MONTHS = 60;

export const handler: Handler = async ([name = ''], options, io) => {
  const { file, household, source } = readHousehold(name);
  const effort = effortOf(options);
  const seed = seedOf(options);
  const planners = plannersOf(options.planner);
  const base = options.routes === undefined ? null : routeBase(readRoutes(readText(options.routes), options.routes));
  const shock = inFile(source, () => shockOf(file));
  const advice = inFile(source, () =>
    advise(household, shock, {
      table: DEFAULT_SHOCKS,
      months: MONTHS,
      ...PATHS[effort],
      seed,
      plans: plansOf(file),
      goals: goalsOf(file),
      base,
      ...planners,
    }),
  );
  const json = interchange({ effort, household: file.name, shock, horizonMonths: MONTHS, ...advice });
  io.result(json);
  const about = { name: file.name, effort, months: MONTHS };
  io.print(terminalBlocks(adviceBlocks(advice, about), { color: io.colorOut, width: io.width }));
  await writeOut(options.out, { name: 'advice', json, table: advice.plans.map(planRow), charts: adviceChart(advice, about) }, io);
  return EXIT.done;
};
