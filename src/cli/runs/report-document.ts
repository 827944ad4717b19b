/** A run as a document: what the experiment says, and what a reader needs to check and cite it. */
import type { ReportDocument } from '../../report/index.ts';
import { spentText } from '../models/news.ts';
import { labelOf } from '../models/usage.ts';
import { durationText } from '../text.ts';
import type { OpenedRun } from './experiment-of-run.ts';
import { shownPath } from './finish.ts';

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** How the numbers came about, from the manifest alone. */
function methodOf({ view: { manifest }, experiment }: OpenedRun): string {
  const deciders = manifest.deciders.map((decider) => `${decider.name} (${labelOf(decider.kind)})`);
  const who = deciders.length === 0 ? 'No question was asked of a decider.' : `Questions were answered by ${deciders.join(', ')}.`;
  const asked =
    manifest.totals === null
      ? ''
      : ` ${plural(manifest.totals.questions, 'question')} were asked; every answer is in the run's journal, so that the run can be replayed without a provider.`;
  return (
    `${experiment.title}: experiment ${manifest.experiment} of the ${manifest.world} world (kind ${manifest.kind}), run with Ceteris ${manifest.ceteris_version} on Node ${manifest.node_version}. ` +
    `${who}${asked} All random numbers derive from seed ${manifest.seed} by hashing the path of what they are drawn for, so paired arms share them and the results don't depend on the number of workers. ` +
    `Class of the data: ${manifest.data_source_class}. The digest is the SHA-256 of the canonical JSON of the results.`
  );
}

export async function reportDocument(run: OpenedRun): Promise<ReportDocument> {
  const { view, experiment, runDir } = run;
  const { manifest } = view;
  const title = manifest.name ?? `${manifest.experiment}: ${experiment.title}`;
  return {
    title,
    subtitle: [`Run ${view.runId}`, manifest.started_at.slice(0, 10), ...(manifest.note === null ? [] : [manifest.note])].join(' · '),
    blocks: await experiment.report(view),
    method: methodOf(run),
    replay: `ceteris replay ${shownPath(runDir)}`,
    citation: { title, runId: view.runId, version: manifest.ceteris_version, date: manifest.started_at, digest: manifest.digest ?? '' },
    facts: [
      ['experiment', manifest.experiment],
      ['status', manifest.status],
      ['seed', manifest.seed],
      ['deciders', manifest.deciders.map((decider) => `${decider.name} (${labelOf(decider.kind)})`).join(', ') || 'none'],
      ['data', manifest.data_source_class],
      ['cost', spentText(manifest.totals?.spent_usd ?? 0, manifest.totals?.unpriced_calls ?? 0)],
      ['duration', durationText(manifest.duration_seconds)],
      ['version', `Ceteris ${manifest.ceteris_version}${manifest.code_commit === null ? '' : `, commit ${manifest.code_commit}`}`],
      ['digest', manifest.digest ?? ''],
    ],
  };
}
