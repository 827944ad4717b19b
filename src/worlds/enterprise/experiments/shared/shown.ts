/** How a run's outputs name what a config names: without the folders of the machine that it ran on. */

const lastName = (path: string): string => path.replace(/^.*[/\\]/, '');

/** A language model as it was named; of a script or a recorded run, the file's or folder's name. */
export const shownModel = (spec: string): string =>
  spec.replace(/^(script|replay):(.+)$/, (_, kind: string, path: string) => `${kind}:${lastName(path)}`);

/** The file's name of an absolute path, of a model what `shownModel` says; anything else as it stands. */
export const shownPath = (text: string): string => (/^(\/|[A-Za-z]:[/\\])/.test(text) ? lastName(text) : shownModel(text));

/** A country as it is printed. */
export const countryName = (country: string): string => country.replace(/^./, (letter) => letter.toUpperCase());
