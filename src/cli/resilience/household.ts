/** A household file with its places: complaints of the world carry path and file. */
import { CeterisError, type ErrorPlace } from '../../core/index.ts';
import { checkedValue, type YamlFile } from '../../core/yaml/index.ts';
import { readYamlFile } from '../config/read-file.ts';
import { type HouseholdFile, householdFileSchema, householdOf } from '../../worlds/resilience/advice/index.ts';
import { type HouseholdSpec, householdState } from '../../worlds/resilience/state/index.ts';

export interface ReadHousehold {
  readonly file: HouseholdFile;
  readonly household: HouseholdSpec;
  readonly source: YamlFile;
}

export function readHousehold(name: string): ReadHousehold {
  const source = readYamlFile(name);
  return inFile(source, () => {
    const file = checkedValue(source, householdFileSchema);
    const household = householdOf(file);
    householdState(household);
    return { file, household, source };
  });
}

/** What the world complains of gets the file's name. */
export function inFile<T>(source: YamlFile, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof CeterisError) || error.place.file !== undefined) throw error;
    throw new CeterisError(error.code, error.message, error.remedy, placeIn(source, error.place), error.exitCode);
  }
}

/** Line and column of what a path names, where the file has it. */
function placeIn(source: YamlFile, place: ErrorPlace): ErrorPlace {
  if (place.path === undefined) return { file: source.file, ...place };
  const parts = place.path.split(/[.[\]]+/).filter((part) => part !== '');
  return { ...source.placeOf(parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part))), path: place.path };
}
