import { EXIT } from '../../core/index.ts';
import { WORLDS } from '../../worlds/registry.ts';
import { findExperiments, loadExperiment } from '../config/experiment-files.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { twoColumns } from '../text.ts';

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0].replace(/\s+/g, ' ') ?? text.replace(/\s+/g, ' ');

export const handler: Handler = async (_args, _options, io) => {
  const experiments = [...findExperiments()].map(([id]) => {
    const { info, kind, source } = loadExperiment(id);
    return { id, world: id.split('/')[0] ?? '', kind, purpose: info.purpose, file: source.file };
  });
  io.result({
    worlds: WORLDS.map((world) => ({ name: world.name, question: world.question })),
    experiments,
  });
  const paint = colors(io.colorOut);
  for (const world of WORLDS) {
    io.print(`${paint.bold(world.name)}  ${world.question}`);
    const own = experiments.filter((item) => item.world === world.name);
    if (own.length > 0)
      io.print(
        twoColumns(
          own.map((item) => [item.id, firstSentence(item.purpose)]),
          io.width,
        ),
      );
  }
  io.print('\nNext: ceteris info <experiment>, ceteris run <experiment>');
  return EXIT.done;
};
