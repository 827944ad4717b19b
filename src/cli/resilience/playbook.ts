/** The playbook of a training run, or one computed here. */
import { CeterisError, EXIT } from '../../core/index.ts';
import { type ReportBlock, terminalBlocks } from '../../report/index.ts';
import { generateTrainingScenarios, playbookOfScenarios } from '../../worlds/resilience/index.ts';
import { orderChart, playbookBlocks, playbookOf, type PlaybookRow, playbookRows } from '../../worlds/resilience/playbook/index.ts';
import type { Handler } from '../handler.ts';
import { withRun } from '../runs/experiment-of-run.ts';
import { effortOf, seedOf } from './effort.ts';
import { interchange, writeOut } from './write-out.ts';

const SCENARIOS = 60;

interface Found {
  readonly rows: readonly PlaybookRow[];
  readonly from: string;
  readonly effort: string;
}

const ofRun = (name: string): Promise<Found> =>
  withRun(name, async ({ view }) => {
    if (view.manifest.ledger?.tables.every(({ name: table }) => table !== 'playbook') ?? true)
      throw new CeterisError('NO_PLAYBOOK', `${name} holds no playbook.`, 'Name a run of resilience/train, or none to compute one.');
    return { rows: playbookOf(await view.rows('playbook')), from: `run ${view.runId}`, effort: String(view.results['effort']) };
  });

export const handler: Handler = async ([name], options, io) => {
  const { rows, from, effort } = name === undefined ? computed(options) : await ofRun(name);
  const json = { effort, from, rows: rows.map(interchange) };
  io.result(json);
  const blocks: ReportBlock[] = [
    { kind: 'paragraph', text: `Playbook of ${from}, effort ${effort}.` },
    ...playbookBlocks(rows),
    { kind: 'paragraph', text: 'This is not financial advice.' },
  ];
  io.print(terminalBlocks(blocks, { color: io.colorOut, width: io.width }));
  await writeOut(options.out, { name: 'playbook', json, table: playbookRows(rows) as never, charts: orderChart(rows) }, io);
  return EXIT.done;
};

function computed(options: Parameters<Handler>[1]): Found {
  const effort = effortOf(options);
  const count = options.scenarios ?? SCENARIOS;
  const { rows, households } = playbookOfScenarios(generateTrainingScenarios(count, { seed: seedOf(options) }), { effort });
  return { rows, effort, from: `${households} households, seed ${seedOf(options)}` };
}
