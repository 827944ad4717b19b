/** Measures of a lab market: concentration, markups, collusion, regret, conduct. */
export { concentration, type Concentration } from './concentration.ts';
export { meanOpenRate, rateDynamics, type RateDynamics } from './dynamics.ts';
export { impulseResponse, type Impulse, type ImpulseResponse, type ImpulseRound } from './impulse-response.ts';
export { passThrough, type PassThrough } from './pass-through.ts';
export { priceLeadership, type PriceLeadership } from './price-leadership.ts';
export { relativeYardsticks } from './relative-yardsticks.ts';
export { roundYardsticks, type RoundYardsticks } from './yardsticks.ts';
