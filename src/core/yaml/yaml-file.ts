/** YAML (and JSON, its subset) read with places: every complaint can name line and column. */
import { isCollection, isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { CeterisError, type ErrorPlace } from '../errors.ts';

export interface YamlFile {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** The place of a value, or of its nearest parent that the file has. */
  placeOf(path: readonly PropertyKey[]): ErrorPlace;
  /** The place of a key in a map. */
  placeOfKey(path: readonly PropertyKey[], key: string): ErrorPlace;
}

/** `scenario.agents[0].id`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`)).join('');
}

/** @throws YAML_SYNTAX with line and column */
export function parseYamlText(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const first = document.errors[0];
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    throw new CeterisError(
      'YAML_SYNTAX',
      `malformed YAML: ${complaintOf(first.message)}`,
      'mend the line; indent with spaces, quote texts that hold : or #',
      {
        file,
        line,
        column: col,
      },
    );
  }
  const value = plainValue(document, file);
  const at = (offset: number | undefined, path: string): ErrorPlace => {
    if (offset === undefined) return { file, path };
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path };
  };
  return {
    file,
    text,
    value,
    placeOf: (path) => at(offsetOf(document, path), pathText(path)),
    placeOfKey: (path, key) => at(keyOffset(document, path, key) ?? offsetOf(document, path), pathText([...path, key])),
  };
}

/** The parser's first sentence; its own stack running out means one thing. */
const complaintOf = (message: string): string => (/call stack/.test(message) ? 'it is nested too deeply' : (message.split('\n')[0] ?? ''));

/** Aliases may expand without end: the library's limit turns into an ordinary complaint. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new CeterisError('YAML_SYNTAX', `malformed YAML: ${complaintOf((error as Error).message)}`, 'check anchors and aliases', {
      file,
    });
  }
}

function nodeAt(document: Document, path: readonly PropertyKey[]): unknown {
  return path.length === 0 ? document.contents : document.getIn(path as (string | number)[], true);
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return undefined;
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number | undefined {
  const map = nodeAt(document, path);
  if (!isCollection(map) || !isMap(map)) return undefined;
  const pair = map.items.find((item) => isNode(item.key) && String(item.key) === key);
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
}
