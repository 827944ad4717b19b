/**
 * Pictures, tables and documents. Everything here takes plain data and returns text or bytes; nothing writes files.
 * Vega, the rasteriser and the workbook writer are loaded only when something is drawn with them.
 */
export type { Cell, ChartSpec, ColumnSpec, DocumentedTable, ReportBlock, TableBlock, TableRow } from './types.ts';
export type { ReportDocument } from './document.ts';
export type { RenderOptions } from './render/index.ts';

// Charts as plain data.
export * from './charts/index.ts';

// Documents.
export { column, flagColumn, jsonColumn, realColumn, textColumn, wholeColumn } from './columns.ts';
export { right } from './right.ts';
export { bibtex, type Citation } from './bibtex.ts';
export { dataDictionary, dataDictionaryJson, dictionaryEntries, type DictionaryEntry } from './dictionary.ts';
export { htmlReport, renderPng, renderSvg } from './lazy.ts';
export { escapeLatex, latexTable } from './latex.ts';
export { markdownReport, markdownTable, type MarkdownOptions } from './markdown.ts';
export { pythonSnippet, rSnippet, type SnippetFormat, type SnippetOptions } from './snippets.ts';
export { terminalBlocks, terminalTable, wantsColor, type TerminalOptions } from './terminal.ts';
export { writeXlsx, type XlsxSheet } from './xlsx/index.ts';

// Text.
export { formatCents, formatCount, formatDuration, formatNumber, formatP, formatPercent } from './format.ts';
export { escapeHtml, escapeMarkdown, fenceMarkdown, plainJson, plainLine, plainText, slug } from './untrusted.ts';
