export interface OptionSpec {
  readonly short?: string;
  readonly long: string;
  /** Other spellings, hidden in the short help, listed in the docs. */
  readonly aliases?: readonly string[];
  /** `<dir>`; absent for switches. */
  readonly argument?: string;
  readonly type: 'text' | 'list' | 'integer' | 'number' | 'switch';
  /** Of an integer or a number, both included. */
  readonly min?: number;
  readonly max?: number;
  readonly description: string;
  readonly choices?: readonly string[];
  /** Commands that take it, by full name. */
  readonly commands: readonly string[];
  /** The config key that the option overrides, as a dot path. */
  readonly configKey?: string;
  /** What a switch puts there; default true. */
  readonly configValue?: string;
  /** The value is a path, relative to the working folder; `word`: unless it is a plain word. */
  readonly path?: 'always' | 'word';
  /** Taken, relative to the working folder, when neither flag nor file says otherwise and the experiment has the key. */
  readonly defaultPath?: string;
}
