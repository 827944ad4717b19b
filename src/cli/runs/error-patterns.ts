/** Why replies were refused: patterns by category, model and iteration, with what they took. */
import type { OpenRun, Row } from '../../lab/index.ts';
import { type TableBlock, terminalTable } from '../../report/index.ts';
import { costText } from '../models/news.ts';
import { labelOf } from '../models/usage.ts';

export interface ErrorPattern {
  readonly category: string;
  readonly decider: string;
  readonly kind: string;
  readonly iteration: number | null;
  readonly count: number;
  /** How many of them a later attempt put right. */
  readonly fixed: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Null where a model has no known price. */
  readonly cost_usd: number | null;
}

export interface ErrorPatterns {
  /** Replies that came and were not valid; attempts that brought no reply, such as rate limits. */
  readonly patterns: readonly ErrorPattern[];
  readonly total: number;
}

interface Failed {
  readonly code: string;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number; readonly costUsd: number; readonly unpriced?: boolean };
}

const parsed = (cell: unknown): readonly Failed[] => {
  const value: unknown = typeof cell === 'string' ? JSON.parse(cell) : cell;
  return Array.isArray(value) ? (value as Failed[]) : [];
};

const whole = (cell: unknown): number | null => (cell === null || cell === undefined ? null : Number(cell));

/** From the journal: failed attempts and replies that were refused; and refused proposals where the world keeps a table of them. */
export async function errorPatterns(view: OpenRun): Promise<ErrorPatterns> {
  const found = new Map<string, ErrorPattern>();
  const add = (row: Omit<ErrorPattern, 'count'>): void => {
    const key = JSON.stringify([row.category, row.decider, row.iteration]);
    const known = found.get(key);
    found.set(key, {
      ...row,
      count: (known?.count ?? 0) + 1,
      fixed: (known?.fixed ?? 0) + row.fixed,
      input_tokens: (known?.input_tokens ?? 0) + row.input_tokens,
      output_tokens: (known?.output_tokens ?? 0) + row.output_tokens,
      cost_usd: known?.cost_usd === null || row.cost_usd === null ? null : (known?.cost_usd ?? 0) + row.cost_usd,
    });
  };
  const entries = await view.rows('journal_entries');
  for (const entry of entries) {
    for (const { code, usage } of parsed(entry['failed'])) {
      add({
        category: code,
        ...who(entry),
        iteration: whole(entry['iteration']),
        fixed: entry['outcome'] === 'answer' ? 1 : 0,
        input_tokens: usage?.inputTokens ?? 0,
        output_tokens: usage?.outputTokens ?? 0,
        cost_usd: usage?.unpriced === true ? null : (usage?.costUsd ?? 0),
      });
    }
  }
  const answered = new Set(entries.filter((entry) => refusalIn(entry) === null).map(stemOf));
  for (const entry of entries) {
    const refusal = refusalIn(entry);
    if (refusal === null || parsed(entry['failed']).length > 0) continue;
    add({
      category: refusal,
      ...who(entry),
      iteration: whole(entry['iteration']),
      fixed: answered.has(stemOf(entry)) ? 1 : 0,
      ...spentOn(entry),
    });
  }
  for (const row of await refusedProposals(view)) {
    const entry = entries.find((item) => sameAttempt(item, row));
    // A failed attempt or a refused reply of the journal is that same proposal.
    if (entry !== undefined && (parsed(entry['failed']).length > 0 || refusalIn(entry) !== null)) continue;
    add({
      category: String(row['error_category']),
      ...(entry === undefined ? { decider: '', kind: '' } : who(entry)),
      iteration: whole(row['iteration_number']),
      fixed: row['was_fixed'] === true ? 1 : 0,
      ...spentOn(entry),
    });
  }
  const patterns = [...found.values()].sort(
    (a, b) => b.count - a.count || (a.category < b.category ? -1 : a.category > b.category ? 1 : (a.iteration ?? 0) - (b.iteration ?? 0)),
  );
  return { patterns, total: patterns.reduce((sum, row) => sum + row.count, 0) };
}

const who = (entry: Row): { decider: string; kind: string } => ({
  decider: String(entry['decider']),
  kind: labelOf(String(entry['decider_kind'])),
});

/** Of a reply that parsing refused and that was asked for again: the category of its first problem; null of an answer. */
function refusalIn(entry: Row): string | null {
  const cell = entry['value'];
  const value = (typeof cell === 'string' ? JSON.parse(cell) : cell) as { ok?: unknown; problems?: { category?: string }[] } | null;
  return value?.ok === false ? (value.problems?.[0]?.category ?? 'REFUSAL') : null;
}

/** The address without its attempt: what attempts at one question share. */
const stemOf = (entry: Row): string => String(entry['address']).replace(/\/attempt=\d+/, '');

const spentOn = (entry: Row | undefined): Pick<ErrorPattern, 'input_tokens' | 'output_tokens' | 'cost_usd'> => ({
  input_tokens: Number(entry?.['input_tokens'] ?? 0),
  output_tokens: Number(entry?.['output_tokens'] ?? 0),
  cost_usd: isUnpriced(entry) ? null : Number(entry?.['cost_usd'] ?? 0),
});

/** A language model that said how many tokens it took, and has no price. */
const isUnpriced = (entry: Row | undefined): boolean =>
  entry?.['decider_kind'] === 'model' && entry['input_tokens'] !== null && entry['cost_usd'] === null;

const refusedProposals = async (view: OpenRun): Promise<Row[]> =>
  (view.manifest.ledger?.tables ?? []).some((table) => table.name === 'validation_errors') ? view.rows('validation_errors') : [];

/** Addresses count attempts from 1, the table of refusals from 0. */
const sameAttempt = (entry: Row, row: Row): boolean =>
  entry['agent'] === row['agent_id'] &&
  whole(entry['iteration']) === whole(row['iteration_number']) &&
  (whole(entry['attempt']) ?? 1) === (whole(row['attempt_number']) ?? 0) + 1 &&
  (whole(entry['sample']) ?? 1) === (whole(row['sample_number']) ?? 1);

export function errorText({ patterns, total }: ErrorPatterns, look: { readonly color: boolean; readonly width: number }): string {
  if (total === 0) return 'Every attempt gave a valid answer.';
  const table: TableBlock = {
    kind: 'table',
    caption: `${total} attempts without a valid answer`,
    columns: ['category', 'decider', 'iteration', 'count', 'fixed', 'tokens in', 'tokens out', 'cost'].map((label, i) => ({
      label,
      ...(i > 1 ? { align: 'right' as const } : {}),
    })),
    rows: patterns.map((row) => [
      row.category,
      row.decider === '' ? '' : `${row.decider} (${row.kind})`,
      row.iteration === null ? '' : String(row.iteration),
      String(row.count),
      String(row.fixed),
      String(row.input_tokens),
      String(row.output_tokens),
      costText(row.cost_usd ?? 0, row.cost_usd === null),
    ]),
  };
  return terminalTable(table, look);
}
