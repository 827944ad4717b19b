import { CeterisError } from './errors.ts';

const HALF_SURROGATE_PAIR = /\p{Surrogate}/u;
/** Deeper documents are refused: a cycle is reported as one, and no input can exhaust the stack. */
const MAX_DEPTH = 1000;

/**
 * Canonical JSON (RFC 8785): no white space, members sorted by UTF-16 code units, numbers as ECMAScript prints them.
 * Two equal values give the same text, so its SHA-256 identifies the value.
 * A member whose value is `undefined` is left out; `toJSON` is honoured; whatever JSON cannot carry is an error.
 */
export function canonicalJson(value: unknown): string {
  return write(value, [], '');
}

function write(given: unknown, path: (string | number)[], key: string): string {
  const value = hasToJson(given) ? given.toJSON(key) : given;
  switch (typeof value) {
    case 'string':
      return text(value, path);
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, `${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      break;
    default:
      throw refused(path, `a ${typeof value} has no JSON form`);
  }
  if (value === null) return 'null';
  if (path.length >= MAX_DEPTH) throw refused(path.slice(0, 3), 'the value is cyclic or nested too deeply');
  return Array.isArray(value) ? list(value, path) : members(value as Record<string, unknown>, path);
}

function list(values: readonly unknown[], path: (string | number)[]): string {
  let out = '[';
  for (let i = 0; i < values.length; i++) {
    path.push(i);
    out += (i === 0 ? '' : ',') + write(values[i], path, String(i));
    path.pop();
  }
  return `${out}]`;
}

function members(record: Record<string, unknown>, path: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(record);
  // A Map, a Date-like or a typed array would otherwise lose its content without a word.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw refused(path, `a ${record.constructor?.name ?? 'class instance'} has no JSON form`);
  }
  let out = '{';
  for (const key of Object.keys(record).sort()) {
    if (record[key] === undefined) continue;
    path.push(key);
    out += `${out.length === 1 ? '' : ','}${text(key, path)}:${write(record[key], path, key)}`;
    path.pop();
  }
  return `${out}}`;
}

function text(value: string, path: readonly (string | number)[]): string {
  if (HALF_SURROGATE_PAIR.test(value)) throw refused(path, 'the text holds half a surrogate pair');
  return JSON.stringify(value);
}

function hasToJson(value: unknown): value is { toJSON(key: string): unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

function refused(path: readonly (string | number)[], why: string): CeterisError {
  const place = path.reduce<string>((at, step) => (typeof step === 'number' ? `${at}[${step}]` : `${at}.${step}`), '$');
  return new CeterisError(
    'JSON_NOT_CANONICAL',
    `${why} (at ${place}).`,
    'Use finite numbers, texts, booleans, null, lists and plain objects.',
    {
      path: place,
    },
  );
}
