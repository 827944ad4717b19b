/** Experiment files: found by id under `experiments/`, or named by path; a kind, an info page and a config. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { CeterisError, nearest } from '../../core/index.ts';
import type { YamlFile } from '../../core/yaml/index.ts';
import { readYamlFile } from './read-file.ts';
import type { ExperimentInfo } from '../../lab/index.ts';
import { PACKAGE_ROOT } from '../version.ts';
import { isLayout, readLayout } from '../../worlds/loans/layouts/index.ts';

/** An experiment file with its text at hand, so that complaints carry line and column. */
export interface LoadedExperiment {
  readonly id: string;
  readonly kind: string;
  readonly info: ExperimentInfo;
  readonly config: Readonly<Record<string, unknown>>;
  readonly source: YamlFile;
  /** What of the file changes nothing. */
  readonly warnings?: readonly string[];
}

const EXTENSION = /\.ya?ml$/;
const INFO_KEYS = { purpose: 'purpose', source: 'source', equilibrium: 'equilibrium', how_known: 'howKnown' } as const;

/** Folders that are searched, nearest first: a project's own `experiments/`, then the ones that ship. */
function roots(cwd: string): string[] {
  return [...new Set([join(cwd, 'experiments'), join(PACKAGE_ROOT, 'experiments')])].filter((folder) => existsSync(folder));
}

/** Ids (`payments/exp1`) and files of every experiment: YAML files directly in a world's folder. */
export function findExperiments(cwd = process.cwd()): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const root of roots(cwd)) {
    for (const world of readdirSync(root).sort()) {
      const folder = join(root, world);
      if (!statSync(folder).isDirectory()) continue;
      for (const name of readdirSync(folder).sort()) {
        const id = `${world}/${name.replace(EXTENSION, '')}`;
        if (EXTENSION.test(name) && !found.has(id)) found.set(id, join(folder, name));
      }
    }
  }
  return found;
}

/** A path when it looks like one or exists, else an id; a bare `exp1` is the one experiment that ends so. */
export function locateExperiment(name: string, cwd = process.cwd()): { readonly id: string; readonly file: string } {
  const path = resolve(cwd, name);
  if (EXTENSION.test(name) || name.endsWith('.json')) return { id: idOf(path, cwd), file: path };
  const known = findExperiments(cwd);
  const exact = known.get(name);
  if (exact !== undefined) return { id: name, file: exact };
  const bare = [...known].filter(([id]) => id.split('/')[1] === name);
  const [only] = bare;
  if (bare.length === 1 && only !== undefined) return { id: only[0], file: only[1] };
  if (bare.length > 1) {
    throw new CeterisError(
      'AMBIGUOUS_EXPERIMENT',
      `${name} names more than one experiment`,
      `write one of ${bare.map(([id]) => id).join(', ')}`,
    );
  }
  const ids = [...known.keys()];
  const near = nearest(name, ids) ?? nearest(`payments/${name}`, ids);
  throw new CeterisError(
    'UNKNOWN_EXPERIMENT',
    `there is no experiment ${JSON.stringify(name)}`,
    near === null ? 'see `ceteris list`, or name a YAML file' : `did you mean ${near}? (see \`ceteris list\`, or name a YAML file)`,
  );
}

/** The file of an experiment id (or its bare last part), else the name itself: for commands that take other files too. */
export function fileOf(name: string, cwd = process.cwd()): string {
  if (existsSync(resolve(cwd, name))) return name;
  const known = findExperiments(cwd);
  const bare = [...known].filter(([id]) => id === name || id.split('/')[1] === name).map(([, file]) => file);
  return bare.length === 1 && bare[0] !== undefined ? shown(bare[0], cwd) : name;
}

function idOf(path: string, cwd: string): string {
  const shipped = [...findExperiments(cwd)].find(([, file]) => file === path);
  return shipped?.[0] ?? basename(path).replace(/\.(ya?ml|json)$/, '');
}

export function loadExperiment(name: string, cwd = process.cwd()): LoadedExperiment {
  const { id, file } = locateExperiment(name, cwd);
  return experimentFrom(readYamlFile(shown(file, cwd)), id);
}

/** Paths inside the working folder are shown relative to it. */
function shown(file: string, cwd: string): string {
  const inside = relative(cwd, file);
  return inside.startsWith(`..${sep}`) || inside === '..' ? file : inside;
}

export const isExperiment = (value: unknown): boolean => typeof value === 'object' && value !== null && 'experiment' in value;

export function experimentFrom(source: YamlFile, id: string): LoadedExperiment {
  const { value } = source;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CeterisError(
      'NOT_AN_EXPERIMENT',
      'an experiment file is a YAML map',
      'see experiments/ for examples, or `ceteris init`',
      source.placeOf([]),
    );
  }
  if (isLayout(value)) {
    const { config, warnings } = readLayout(value as Record<string, unknown>);
    return { id, kind: 'loans/market', info: readInfo(undefined, source), config, source, warnings };
  }
  const { experiment: kind, info, ...config } = value as Record<string, unknown>;
  if (typeof kind !== 'string') {
    throw new CeterisError(
      'NOT_AN_EXPERIMENT',
      kind === undefined ? 'the key `experiment` is missing: it names the kind of experiment' : '`experiment` must be a text',
      'for example `experiment: payments/optimise`',
      source.placeOf(['experiment']),
    );
  }
  return { id, kind, info: readInfo(info, source), config, source };
}

function readInfo(info: unknown, source: YamlFile): ExperimentInfo {
  const page: Record<string, string> = { purpose: '', source: '', equilibrium: '', howKnown: '' };
  if (info === undefined || info === null) return page as unknown as ExperimentInfo;
  if (typeof info !== 'object')
    throw new CeterisError('BAD_CONFIG', '`info` must be a map', 'with purpose, source, equilibrium, how_known', source.placeOf(['info']));
  for (const [key, text] of Object.entries(info)) {
    const name = INFO_KEYS[key as keyof typeof INFO_KEYS];
    if (name === undefined) {
      const near = nearest(key, Object.keys(INFO_KEYS));
      throw new CeterisError(
        'UNKNOWN_KEY',
        `unknown key ${JSON.stringify(key)}`,
        near === null ? `one of ${Object.keys(INFO_KEYS).join(', ')}` : `did you mean ${near}?`,
        source.placeOfKey(['info'], key),
      );
    }
    page[name] = String(text).trim();
  }
  return page as unknown as ExperimentInfo;
}
