/** Lookups in the list of worlds. */
import { CeterisError, nearest } from '../core/index.ts';
import { type Experiment, sweepOf, type World } from '../lab/index.ts';
import { WORLDS } from '../worlds/registry.ts';
import type { LoadedExperiment } from './config/experiment-files.ts';

export async function loadWorld(name: string): Promise<World> {
  const entry = WORLDS.find((item) => item.name === name);
  if (entry === undefined) {
    const near = nearest(
      name,
      WORLDS.map((item) => item.name),
    );
    throw new CeterisError(
      'UNKNOWN_WORLD',
      `there is no world ${JSON.stringify(name)}`,
      near === null ? 'see `ceteris list`' : `did you mean ${near}?`,
    );
  }
  return entry.load();
}

/** Every experiment of every world, and its sweep: stored runs look theirs up here. */
export const builtExperiments = async (): Promise<Experiment<never>[]> =>
  (await builtWorlds()).flatMap((world) =>
    world.experiments.flatMap((experiment) => [experiment, sweepOf(experiment) as unknown as Experiment<never>]),
  );

export const builtWorlds = (): Promise<World[]> => Promise.all(WORLDS.map((entry) => entry.load()));

/** The experiment that a file's `experiment:` names. */
export async function experimentOf({ kind, source }: Pick<LoadedExperiment, 'kind' | 'source'>): Promise<Experiment<never>> {
  const [world = ''] = kind.split('/');
  const experiments = WORLDS.some((entry) => entry.name === world)
    ? (await loadWorld(world)).experiments
    : (await builtWorlds()).flatMap((item) => item.experiments);
  const found = experiments.find((item) => item.kind === kind);
  if (found !== undefined) return found;
  const kinds = experiments.map((item) => item.kind);
  const near = nearest(kind, kinds);
  throw new CeterisError(
    'UNKNOWN_EXPERIMENT_KIND',
    `there is no kind of experiment ${JSON.stringify(kind)}`,
    near === null ? `known: ${kinds.join(', ')}` : `did you mean ${near}?`,
    source.placeOf(['experiment']),
  );
}
