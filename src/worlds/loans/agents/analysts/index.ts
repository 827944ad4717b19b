/** Analysts of finished markets: typed questions, evidence that is checked, and counterparts that need no language model. */
export * from './played-market.ts';
export * from './evidence.ts';
export { marketQueries } from './market-queries.ts';
export {
  type Analysed,
  type Analyst,
  analystQuestion,
  askAnalyst,
  object,
  STATISTICS,
  STATISTICS_LABEL,
  statisticsDecider,
  text,
} from './analyst.ts';
export { summaryAnalyst, type SummaryAnswer, summaryFacts, type SummaryFacts } from './summary.ts';
export {
  type Lesson,
  LESSON_TYPES,
  lessonsAnalyst,
  type LessonsAnswer,
  lessonsFacts,
  type LessonsFacts,
  type StrategyPattern,
  strategyPatterns,
} from './lessons.ts';
export { type DocumentHead, evidenceText, lessonsDocument, metricTable, summaryDocument } from './documents.ts';
export { analystSpec, type Study, studyMarket, type StudyOptions } from './study.ts';
