export { number, p, share } from './cells.ts';
/** What the experiments of this world have in common. */
export { calibrated, WITHOUT_COVARIANCE } from './calibrated.ts';
export { CONSULTATIONS, consultationRow } from './consultations.ts';
export { bothForecasts, questionsTo } from './example-question.ts';
export { countryName, shownModel, shownPath } from './shown.ts';
export { NOT_READ, sourceBlock } from './source-block.ts';
