import { type ColumnSpec, column } from '../../report/index.ts';
import type { TableSpec } from '../types.ts';

const volatile = (spec: ColumnSpec): ColumnSpec => ({ ...spec, volatile: true });
const runId = volatile(column('run_id', 'VARCHAR', '', 'The run.'));

/** Declarations of the tables that the migrations create. */
export const LAB_TABLES: readonly TableSpec[] = [
  {
    name: 'journal_entries',
    description: 'Every answer of the run, by the address of its question.',
    key: ['address'],
    columns: [
      runId,
      column('address', 'VARCHAR', '', 'Path of scopes and indices under which the question was asked.'),
      column('role', 'VARCHAR', '', 'What was decided.'),
      column('agent', 'VARCHAR', '', 'Agent scope of the address.'),
      column('iteration', 'INTEGER', '', 'Iteration scope of the address.'),
      column('attempt', 'INTEGER', '', 'Attempt scope of the address.'),
      column('sample', 'INTEGER', '', 'Sample scope of the address.'),
      column('decider', 'VARCHAR', '', 'Who answered.'),
      column('decider_kind', 'VARCHAR', '', 'built-in, recorded or model.'),
      column('fingerprint', 'VARCHAR', '', 'SHA-256 of decider, content, schema, settings and draw.'),
      column('system_sha256', 'VARCHAR', '', 'System prompt, in journal_texts.'),
      column('user_sha256', 'VARCHAR', '', 'User prompt, in journal_texts.'),
      column('outcome', 'VARCHAR', '', 'answer, or fallback when no valid answer could be had.'),
      column('raw', 'JSON', '', 'The reply, verbatim.'),
      column('value', 'JSON', '', 'The validated answer.'),
      volatile(column('failed_attempts', 'INTEGER', 'count', 'Attempts without a valid answer.')),
      volatile(column('failed', 'JSON', '', 'Those attempts: raw, code, message, usage, latencyMs.')),
      volatile(column('input_tokens', 'BIGINT', 'tokens', 'Tokens read by the model.')),
      volatile(column('output_tokens', 'BIGINT', 'tokens', 'Tokens written by the model.')),
      volatile(column('cost_usd', 'DOUBLE', 'USD', 'Price of the answer; NULL where none is known.')),
      volatile(column('latency_ms', 'DOUBLE', 'ms', 'Time to the answer.')),
      volatile(column('copied_from', 'VARCHAR', '', 'Run that paid for the answer, if this one is a fork.')),
      volatile(column('cached_input_tokens', 'BIGINT', 'tokens', 'Part of input_tokens that the provider had in its cache.')),
      volatile(column('reasoning_tokens', 'BIGINT', 'tokens', 'Part of output_tokens that the model thought.')),
      volatile(column('warnings', 'JSON', '', 'What the provider said it dropped or changed.')),
      volatile(column('cached', 'BOOLEAN', '', 'Taken from the cache that runs share: nothing was asked or paid.')),
    ],
  },
  {
    name: 'journal_texts',
    description: 'Prompt texts, each once.',
    key: ['sha256'],
    columns: [runId, column('sha256', 'VARCHAR', '', 'SHA-256 of the text.'), column('text', 'VARCHAR', '', 'The text.')],
  },
  {
    name: 'artifacts',
    description: 'Files that the experiment produced.',
    key: ['name'],
    columns: [
      runId,
      column('name', 'VARCHAR', '', 'Path below artifacts/.'),
      column('bytes', 'BIGINT', 'bytes', 'Size.'),
      column('sha256', 'VARCHAR', '', 'SHA-256 of the content.'),
    ],
  },
];
