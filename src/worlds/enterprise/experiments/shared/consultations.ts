/** What a language model was asked and said, as rows of the ledger: one for each question. */
import type { Row, TableSpec } from '../../../../lab/index.ts';
import {
  flagColumn as yes,
  jsonColumn as json,
  realColumn as real,
  textColumn as text,
  wholeColumn as whole,
} from '../../../../report/index.ts';
import type { Consultation } from '../../policies/index.ts';

export const CONSULTATIONS: TableSpec = {
  name: 'consultations',
  description: 'Each question put to a language model, with its votes',
  key: ['prompt_key'],
  columns: [
    text('prompt_key', 'archetype cell, or the household state'),
    text('data_source', 'class of the data behind the row'),
    json('facts', 'what the model was told'),
    text('prompt_system', 'system text'),
    text('prompt_user', 'question'),
    whole('k_samples', 'answers', 'asked for'),
    json('sample_responses', 'replies as they came, one a sample'),
    json('sample_actions', 'action of each sample, null where it failed'),
    json('vote_counts', 'votes by action'),
    whole('failed_samples', 'answers', 'without a valid action: not in the denominator'),
    text('final_action', 'most frequent; ties stay'),
    yes('tie_broken', 'several had the most votes'),
    real('change_share', 'share', 'smoothed share of votes for the change'),
    whole('uses', 'household-waves', 'decided by it'),
  ],
};

/** @param key Under which the question is kept: unique within a run. */
export const consultationRow = (one: Consultation, key: string, dataSource: string): Row => ({
  prompt_key: key,
  data_source: dataSource,
  facts: JSON.stringify(one.facts),
  prompt_system: one.prompt.system,
  prompt_user: one.prompt.user,
  k_samples: one.kSamples,
  sample_responses: JSON.stringify(one.sampleResponses),
  sample_actions: JSON.stringify(one.sampleActions),
  vote_counts: JSON.stringify(one.voteCounts),
  failed_samples: one.failed,
  final_action: one.finalAction,
  tie_broken: one.tieBroken,
  change_share: one.changeShare,
  uses: one.uses,
});
