import { CeterisError } from '../../../../core/index.ts';

export interface CsvRow {
  /** 1-based line of the file where the row starts. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: CsvRow;
  readonly rows: readonly CsvRow[];
}

export function flowError(cause: string, remedy: string, line: number, file?: string): CeterisError {
  return new CeterisError('FLOWS_CSV', `Line ${line}: ${cause}`, remedy, { ...(file === undefined ? {} : { file }), line });
}

/** RFC 4180 with any of three delimiters, found in the header unless given; blank lines are skipped. */
export function parseCsv(text: string, options: { readonly delimiter?: string; readonly file?: string } = {}): CsvTable {
  const content = text.replace(/^\uFEFF/, '');
  const delimiter = options.delimiter ?? findDelimiter(content);
  const rows = splitRows(content, delimiter, options.file);
  const [header, ...body] = rows;
  if (header === undefined)
    throw flowError('the file is empty.', 'The first line names the columns: time, from, to, amount.', 1, options.file);
  for (const row of body) {
    if (row.cells.length === header.cells.length) continue;
    const hint =
      row.cells.length > header.cells.length
        ? 'Put a value that has the delimiter in it into double quotes.'
        : 'Give every row all columns; optional ones may be empty.';
    throw flowError(`${row.cells.length} values for ${header.cells.length} columns.`, hint, row.line, options.file);
  }
  return { header, rows: body };
}

function findDelimiter(content: string): string {
  const first = (/^\s*(.*)/.exec(content)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const count = (mark: string): number => first.split(mark).length - 1;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function splitRows(content: string, delimiter: string, file: string | undefined): CsvRow[] {
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < content.length) {
    const startLine = line;
    const cells: string[] = [];
    let quotedRow = false;
    for (;;) {
      let cell = '';
      const quote = /[ ]*"/y;
      quote.lastIndex = at;
      if (quote.test(content)) {
        quotedRow = true;
        at = quote.lastIndex;
        for (;;) {
          const end = content.indexOf('"', at);
          if (end < 0)
            throw flowError('a double quote is opened and never closed.', 'Close it, or double it inside a quoted value.', startLine, file);
          const part = content.slice(at, end);
          line += part.split('\n').length - 1;
          cell += part;
          at = end + 1;
          if (content[at] !== '"') break;
          cell += '"';
          at += 1;
        }
        while (content[at] === ' ') at += 1;
        if (at < content.length && content[at] !== delimiter && content[at] !== '\n' && content[at] !== '\r') {
          throw flowError('there is text after a closing double quote.', 'Quote the whole value.', line, file);
        }
      } else {
        const start = at;
        while (at < content.length && content[at] !== delimiter && content[at] !== '\n' && content[at] !== '\r') at += 1;
        cell = content.slice(start, at).trim();
      }
      cells.push(cell);
      if (content[at] !== delimiter) break;
      at += 1;
    }
    if (content[at] === '\r') at += 1;
    if (content[at] === '\n') at += 1;
    line += 1;
    if (quotedRow || cells.some((cell) => cell !== '')) rows.push({ line: startLine, cells });
  }
  return rows;
}
