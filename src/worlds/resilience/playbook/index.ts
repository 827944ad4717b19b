/** What is worth doing after which shock, for whom, and what it is worth to have insurance or a month of cash beforehand. */
export { briefPlaybook, orderChart, playbookBlocks } from './blocks.ts';
export { HOUSEHOLD_TYPE_WORDS, HOUSEHOLD_TYPES, type HouseholdType, householdType } from './household-type.ts';
export { MEASURE, measurePlaybook } from './measure.ts';
export { STRATEGIES } from './strategies.ts';
export { summarise } from './summarise.ts';
export { playbookOf, playbookRows, playbookTable } from './table.ts';
export { type Estimate, type HouseholdEffects, type PlaybookJob, type PlaybookRow, SECTIONS, type Section } from './types.ts';
