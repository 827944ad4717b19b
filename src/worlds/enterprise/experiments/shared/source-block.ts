/** The class of the data, first on every output. */
import type { ReportBlock } from '../../../../report/index.ts';
import { DATA_SOURCE_WORDS, type DataSource } from '../../survey/index.ts';

export function sourceBlock(results: Readonly<Record<string, unknown>>): ReportBlock {
  const source = results['data_source'] as DataSource;
  const stamps = (results['stamps'] as readonly string[]).filter((stamp) => !stamp.startsWith('Data:'));
  return {
    kind: 'verdict',
    tone: stamps.length > 0 || source === 'stand-in' ? 'bad' : source === 'fixture' ? 'warning' : 'good',
    text: [`Data source class: ${source} (${DATA_SOURCE_WORDS[source]}).`, ...stamps].join(' '),
  };
}

/** In a manifest until the data have been read. */
export const NOT_READ = 'unknown';
