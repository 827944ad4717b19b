/** Names that the first plan gave to language models and policies. */
export const OLDER_NAMES: Readonly<Record<string, string>> = {
  llm_o4mini: 'openai:o4-mini',
  none: 'constant',
  calibrated: 'thresholds',
  logit_hazard: 'hazard',
};
