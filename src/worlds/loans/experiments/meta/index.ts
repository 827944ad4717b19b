/** Meta-simulation: hypotheses about the market, tested by treated and untreated copies of it. */
export { type Hypothesis, type HypothesisOutcome, PREDEFINED } from './hypothesis.ts';
export {
  applyTreatment,
  type BankRule,
  type Change,
  type MarketSetup,
  type Treated,
  type Treatment,
} from './treatment.ts';
export { type Claim, type ClaimVerdict, type Correction, judge, together, type Verdict } from './verdict.ts';
