/** Many paths of one household under several planners, all on the same numbers. */
import { simulatePath } from '../moves/index.ts';
import { DEFAULT_PARAMETERS, type Draws, pathDraws, type PathOptions, type PathOutcome, type Planner } from '../state/index.ts';
import { referencePath, type Situation } from '../planners/index.ts';

/** Paths `from` to `from + count - 1` of a family, with their twins. */
export class PathSet {
  readonly situation: Situation;
  readonly draws: readonly Draws[];
  readonly twins: readonly Float64Array[];

  constructor(
    situation: Situation,
    family: readonly [seed: string | number | bigint, ...path: (string | number)[]],
    from: number,
    count: number,
  ) {
    const [seed, ...path] = family;
    const drawsOf = pathDraws(seed, ...path);
    this.situation = situation;
    this.draws = Array.from({ length: count }, (_, k) => drawsOf(from + k));
    this.twins = this.draws.map((draws) => referencePath(situation, draws));
  }

  outcome(planner: Planner, index: number, trace = false): PathOutcome {
    return simulatePath({ ...this.#options(planner, index), trace });
  }

  /** The same with what the household lives on to the horizon: `after` decides the months that are left when the path ends. */
  outcomeLivedOn(planner: Planner, index: number, after: Planner): PathOutcome {
    return simulatePath({ ...this.#options(planner, index), liveOn: after });
  }

  #options(planner: Planner, index: number): PathOptions {
    const { initial, months, shocks, parameters = DEFAULT_PARAMETERS } = this.situation;
    return { initial, months, draws: this.draws[index], planner, shocks, parameters, twin: this.twins[index] };
  }

  outcomes(planner: Planner): PathOutcome[] {
    return this.draws.map((_, index) => this.outcome(planner, index));
  }

  costs(planner: Planner, count = this.draws.length): Float64Array {
    return Float64Array.from({ length: count }, (_, index) => this.outcome(planner, index).cost);
  }
}
