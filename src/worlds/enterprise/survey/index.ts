/** The door of the survey room: household panels read, built, checked and generated. */
export { assemblePanel, type AssembleOptions } from './assemble.ts';
export { canonicalColumns, readCanonical, type ReadCanonicalOptions } from './canonical.ts';
export { classify, type Fraction, HALF, parseFraction } from './classify.ts';
export { CANONICAL } from './columns.ts';
export { type CropPrice, type PlantedArea, priceExposures } from './exposure.ts';
export type { SurveyFiles } from './files.ts';
export { type FixtureOptions, generateFixture } from './fixture.ts';
export { FIXTURE_TRUTH, fixtureTruth, type FixtureTruth, type HazardTruth } from './fixture-truth.ts';
export { importSurvey, type ImportSurveyOptions } from './import-survey.ts';
export { importTable } from './import-table.ts';
export { adjacentPairs } from './integrity.ts';
export { type Layout, layoutSchema } from './layout.ts';
export { LAYOUTS } from './layouts/index.ts';
export { SPLIT_OFF_RULES, type SplitOffRule } from './panel-link.ts';
export { firstPrincipalComponent } from './principal-component.ts';
export { samplingUnits, strataOf } from './sampling-units.ts';
export { readStata } from './stata.ts';
export {
  CLASSES,
  DATA_SOURCE_WORDS,
  DATA_SOURCES,
  type DataSource,
  type DroppedRows,
  type HouseholdClass,
  type ImportReport,
  type RawRow,
  type SurveyPanel,
} from './types.ts';
