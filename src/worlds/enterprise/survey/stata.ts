/** Stata files, formats 117 to 119 (Stata 13 and later): numbers, fixed strings and long strings as plain columns. */
import { CeterisError } from '../../../core/index.ts';
import type { Columns } from '../../../lab/index.ts';

type Value = string | number | null;

const TYPE = { strL: 32768, double: 65526, float: 65527, long: 65528, int: 65529, byte: 65530 } as const;
const LONGEST_FIXED_STRING = 2045;
/** Bytes of a variable name and of a count, by format. */
const LAYOUT: Readonly<
  Record<string, { readonly name: number; readonly variables: 2 | 4; readonly rows: 4 | 8; readonly text: 'latin1' | 'utf-8' }>
> = {
  117: { name: 33, variables: 2, rows: 4, text: 'latin1' },
  118: { name: 129, variables: 2, rows: 8, text: 'utf-8' },
  119: { name: 129, variables: 4, rows: 8, text: 'utf-8' },
};

class Reader {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly file: string;
  at = 0;
  little = true;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.file = file;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fail(what: string): CeterisError {
    return new CeterisError(
      'BAD_STATA_FILE',
      `${this.file} is no whole Stata file of format 117 to 119: ${what}.`,
      'Save it again in Stata 13 or later, or export CSV.',
      {
        file: this.file,
      },
    );
  }

  skip(count: number): void {
    this.need(count);
    this.at += count;
  }

  need(count: number): void {
    if (this.at + count > this.bytes.length) throw this.fail(`it ends at byte ${this.bytes.length}`);
  }

  ascii(count: number): string {
    this.need(count);
    const text = String.fromCharCode(...this.bytes.subarray(this.at, this.at + count));
    this.at += count;
    return text;
  }

  tag(expected: string): void {
    const found = this.ascii(expected.length);
    if (found !== expected) throw this.fail(`${expected} is missing at byte ${this.at - expected.length}`);
  }

  unsigned(size: 1 | 2 | 4 | 8): number {
    this.need(size);
    const at = this.at;
    this.at += size;
    if (size === 1) return this.view.getUint8(at);
    if (size === 2) return this.view.getUint16(at, this.little);
    if (size === 4) return this.view.getUint32(at, this.little);
    const value = Number(this.view.getBigUint64(at, this.little));
    if (!Number.isSafeInteger(value)) throw this.fail('a count is out of range');
    return value;
  }

  /** Text up to the first zero byte of a field. */
  field(count: number, encoding: 'latin1' | 'utf-8'): string {
    this.need(count);
    const bytes = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    const end = bytes.indexOf(0);
    return new TextDecoder(encoding).decode(end < 0 ? bytes : bytes.subarray(0, end));
  }
}

/** @throws CeterisError BAD_STATA_FILE */
export function readStata(bytes: Uint8Array, file = 'the file'): Columns {
  const r = new Reader(bytes, file);
  r.tag('<stata_dta><header><release>');
  const release = r.ascii(3);
  const layout = LAYOUT[release];
  if (layout === undefined) throw r.fail(`its format is ${JSON.stringify(release)}`);
  r.tag('</release><byteorder>');
  r.little = r.ascii(3) === 'LSF';
  r.tag('</byteorder><K>');
  const variables = r.unsigned(layout.variables);
  r.tag('</K><N>');
  const rows = r.unsigned(layout.rows);
  r.tag('</N><label>');
  r.skip(r.unsigned(release === '117' ? 1 : 2));
  r.tag('</label><timestamp>');
  r.skip(r.unsigned(1));
  r.tag('</timestamp></header><map>');
  const map = Array.from({ length: 14 }, () => r.unsigned(8));
  r.at = map[2];
  r.tag('<variable_types>');
  const types = Array.from({ length: variables }, () => r.unsigned(2));
  r.at = map[3];
  r.tag('<varnames>');
  const names = Array.from({ length: variables }, () => r.field(layout.name, layout.text));
  const sizes = types.map((type) => sizeOf(type, r));
  const width = sizes.reduce((a, b) => a + b, 0);
  const longStrings = types.includes(TYPE.strL) ? readLongStrings(r, map[10], release, layout.text) : null;
  r.at = map[9];
  r.tag('<data>');
  r.need(width * rows);
  const values: Value[][] = names.map(() => new Array<Value>(rows));
  for (let row = 0; row < rows; row++) types.forEach((type, k) => (values[k][row] = readValue(r, type, layout.text, release, longStrings)));
  r.tag('</data>');
  return { names, rowCount: rows, values: Object.fromEntries(names.map((name, k) => [name, values[k]])) };
}

function sizeOf(type: number, r: Reader): number {
  if (type >= 1 && type <= LONGEST_FIXED_STRING) return type;
  const size = { [TYPE.strL]: 8, [TYPE.double]: 8, [TYPE.float]: 4, [TYPE.long]: 4, [TYPE.int]: 2, [TYPE.byte]: 1 }[type];
  if (size === undefined) throw r.fail(`there is no variable type ${type}`);
  return size;
}

/** Largest values that are numbers; above them lie the 27 missing values `.`, `.a` to `.z`. */
const LARGEST = {
  byte: 100,
  int: 32740,
  long: 2_147_483_620,
  float: (2 ** 24 - 1) * 2 ** 103,
  // The next double, 2^1023, is the missing value itself: no rounded decimal tells them apart.
  double: (2 ** 53 - 1) * 2 ** 970,
} as const;

function readValue(
  r: Reader,
  type: number,
  text: 'latin1' | 'utf-8',
  release: string,
  longStrings: ReadonlyMap<string, string> | null,
): Value {
  if (type <= LONGEST_FIXED_STRING) return r.field(type, text);
  const at = r.at;
  const upTo = (value: number, largest: number): number | null => (value > largest ? null : value);
  switch (type) {
    case TYPE.strL:
      return longStrings?.get(reference(r, release)) ?? '';
    case TYPE.byte:
      r.at += 1;
      return upTo(r.view.getInt8(at), LARGEST.byte);
    case TYPE.int:
      r.at += 2;
      return upTo(r.view.getInt16(at, r.little), LARGEST.int);
    case TYPE.long:
      r.at += 4;
      return upTo(r.view.getInt32(at, r.little), LARGEST.long);
    case TYPE.float:
      r.at += 4;
      return upTo(r.view.getFloat32(at, r.little), LARGEST.float);
    default:
      r.at += 8;
      return upTo(r.view.getFloat64(at, r.little), LARGEST.double);
  }
}

/** `variable/observation` that a cell of type strL points at: 4 + 4, 2 + 6 or 3 + 5 bytes. */
function reference(r: Reader, release: string): string {
  const bytes = r.bytes.subarray(r.at, r.at + 8);
  r.at += 8;
  const cut = release === '117' ? 4 : release === '118' ? 2 : 3;
  return `${number(bytes.subarray(0, cut), r.little)}/${number(bytes.subarray(cut), r.little)}`;
}

function number(bytes: Uint8Array, little: boolean): number {
  const ordered = little ? [...bytes].reverse() : [...bytes];
  return ordered.reduce((total, byte) => total * 256 + byte, 0);
}

const BINARY = 129;

function readLongStrings(r: Reader, at: number, release: string, text: 'latin1' | 'utf-8'): Map<string, string> {
  const found = new Map<string, string>();
  r.at = at;
  r.tag('<strls>');
  while (r.ascii(3) === 'GSO') {
    const variable = r.unsigned(4);
    const observation = r.unsigned(release === '117' ? 4 : 8);
    const kind = r.unsigned(1);
    const length = r.unsigned(4);
    const value = r.field(length, text);
    found.set(`${variable}/${observation}`, kind === BINARY ? '' : value);
  }
  return found;
}
