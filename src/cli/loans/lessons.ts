import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { openRun, readStore } from '../../lab/index.ts';
import { formatNumber, type ReportBlock, right, terminalBlocks } from '../../report/index.ts';
import {
  type Conditions,
  conditionsIn,
  effectsOf,
  lessonsOf,
  MEMORY_TABLES,
  MEMORY_VIEWS,
  type MemoryRows,
  patternsOf,
  similarMarkets,
} from '../../worlds/loans/memory/index.ts';
import type { Handler } from '../handler.ts';
import { OPTIONS } from '../options.ts';
import { locateRun } from '../runs/locate-run.ts';

/** Markets that are alike in less than this are not shown. */
const SIMILAR = 0.8;

/** Lessons, patterns and pooled effects in a memory; with --similar-to, the lessons of similar markets. */
export const handler: Handler = async (_, options, io) => {
  const file = resolve(options.memory ?? OPTIONS.memory.defaultPath ?? '');
  if (!existsSync(file))
    throw new CeterisError(
      'NO_MEMORY',
      `There is no memory ${file} yet.`,
      'Run loans/market or loans/meta first, or name a file with --memory.',
      { file },
    );
  const memory = await readStore({ file, tables: MEMORY_TABLES, views: MEMORY_VIEWS });
  const similar = options.similarTo === undefined ? null : similarMarkets(memory, await conditionsOf(options.similarTo, memory), SIMILAR);
  const simulations = similar === null ? undefined : new Set(similar.map(({ simulation_id: id }) => id));
  const lessons = lessonsOf(memory, simulations);
  const [patterns, effects] = [patternsOf(memory), effectsOf(memory)];
  io.result({ memory: file, ...(similar !== null && { similar }), lessons, patterns, effects });
  io.print(terminalBlocks(blocksOf(), { color: io.colorOut, width: io.width }));
  return EXIT.done;

  function blocksOf(): ReportBlock[] {
    return [
      ...(similar === null
        ? []
        : [
            {
              kind: 'table' as const,
              caption: `Markets that are at least ${SIMILAR * 100} % alike`,
              columns: [{ label: 'market' }, right('similarity')],
              rows: similar.map((one) => [one.simulation_id, formatNumber(one.similarity, 3)]),
            },
          ]),
      {
        kind: 'table',
        caption: `Lessons in ${file}`,
        columns: [{ label: 'level' }, { label: 'type' }, { label: 'lesson' }, right('markets'), right('confidence')],
        rows: lessons.map((one) => [one.level, one.lesson_type, one.lesson, String(one.markets), formatNumber(one.confidence, 2)]),
      },
      {
        kind: 'table',
        caption: 'Patterns, pooled over independent markets',
        columns: [{ label: 'pattern' }, right('true of'), right('markets'), right('confidence')],
        rows: patterns.map((one) => [
          one.pattern,
          `${formatNumber(one.success_rate * 100, 0)} %`,
          String(one.independent_runs),
          formatNumber(one.confidence, 2),
        ]),
      },
      {
        kind: 'table',
        caption: 'Effects of treatments, pooled by inverse variance',
        columns: [
          { label: 'hypothesis' },
          { label: 'metric' },
          right('effect'),
          right('standard error'),
          right('runs'),
          right('confidence'),
        ],
        rows: effects.map((one) => [
          one.hypothesis,
          one.metric,
          formatNumber(one.effect, 3),
          formatNumber(one.standard_error, 3),
          String(one.observations),
          formatNumber(one.confidence, 2),
        ]),
      },
    ];
  }
};

/** Of a run on disk, or of a market that the memory knows by its id or its run's. */
async function conditionsOf(name: string, memory: MemoryRows): Promise<Conditions> {
  const known = (memory['simulations'] ?? []).find((row) => row['id'] === name || row['run_id'] === name);
  const remembered = known === undefined ? null : conditionsIn(known['market_metrics']);
  if (remembered !== null) return remembered;
  const run = await openRun(await locateRun(name));
  try {
    const [row] = await run.rows('simulations');
    const conditions = conditionsIn(row?.['market_metrics']);
    if (conditions !== null) return conditions;
  } finally {
    run.close();
  }
  throw new CeterisError(
    'NO_MARKET',
    `The run ${name} holds no loan market to compare with.`,
    'Name a run of loans/market or loans/meta.',
    { path: name },
  );
}
