/** How much is computed: `quick` ends within a minute on two cores, `full` takes what it takes. Every output names it. */
export const EFFORTS = ['quick', 'full'] as const;
export type EffortName = (typeof EFFORTS)[number];

export interface Effort {
  readonly name: EffortName;
  /** Paths that a route is learned on, and rounds over the rule library. */
  readonly learnPaths: number;
  readonly learnRounds: number;
  /** Fresh paths behind a route's own statistics. */
  readonly validatePaths: number;
  readonly candidates: number;
  readonly raceFirst: number;
  readonly raceMost: number;
  readonly checkPaths: number;
  /** Fresh paths of the comparison of planners. */
  readonly evaluatePaths: number;
  /** Of these, the ones that planners play which compute for each household or at each decision. */
  readonly heavyPaths: number;
}

export const EFFORT: Readonly<Record<EffortName, Effort>> = {
  quick: {
    name: 'quick',
    learnPaths: 24,
    learnRounds: 1,
    validatePaths: 40,
    candidates: 10,
    raceFirst: 16,
    raceMost: 64,
    checkPaths: 128,
    evaluatePaths: 64,
    heavyPaths: 2,
  },
  full: {
    name: 'full',
    learnPaths: 128,
    learnRounds: 3,
    validatePaths: 1000,
    candidates: 50,
    raceFirst: 200,
    raceMost: 12_800,
    checkPaths: 2000,
    evaluatePaths: 1000,
    heavyPaths: 40,
  },
};
