import { dirname } from 'node:path';
import { CeterisError, EXIT } from '../../core/index.ts';
import { loadExperiment } from '../config/experiment-files.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { Experiment, PromptView, ReadFile } from '../../lab/index.ts';
import type { Handler } from '../handler.ts';
import { colors } from '../io.ts';
import { readerIn } from '../models/forecast.ts';
import { experimentOf } from '../worlds.ts';

/** A question of the kind that the run would put, where the experiment has no prompts of agents: what its forecast reckons from. */
async function exampleOf(experiment: Pick<Experiment<never>, 'kind' | 'forecast'>, config: unknown, read: ReadFile): Promise<PromptView> {
  const parts = (await experiment.forecast?.(config as never, read))?.parts ?? [];
  for (const { decider, role, example } of parts) {
    const question = await example?.();
    if (question === undefined || question.prompt === null) continue;
    return { agent: decider, role, ...question.prompt, schema: question.schema };
  }
  throw new CeterisError(
    'NO_PROMPT',
    `${experiment.kind} asks nobody in prose with these settings`,
    'name a language model: --model openai:gpt-5.2 (nobody is called, no key is needed)',
  );
}

/** What a language model would be sent first: nobody is asked and nothing is written. */
export const handler: Handler = async ([name = ''], options, io) => {
  const loaded = loadExperiment(name);
  const experiment = await experimentOf(loaded);
  const { config } = resolveConfig(experiment.schema, loaded.config, loaded.source, options);
  const read = readerIn(dirname(loaded.source.file));
  const first = await experiment.prompt?.(config as never, { read, ...(options.agent === undefined ? {} : { agent: options.agent }) });
  const { agent, role, system, user, schema } = first ?? (await exampleOf(experiment, config, read));
  io.result({ experiment: loaded.id, agent, role, system, user, schema, example: first === undefined });
  const title = colors(io.colorOut).bold;
  if (first === undefined) io.print('An example: what is asked depends on how the run goes.\n');
  io.print(`${title(`System prompt of ${agent} (${role})`)}\n\n${system}\n`);
  io.print(`${title('User prompt')}\n\n${user}\n`);
  io.print(`${title('Schema of the reply')}: ${JSON.stringify(schema).length} characters; --json prints it`);
  return EXIT.done;
};
