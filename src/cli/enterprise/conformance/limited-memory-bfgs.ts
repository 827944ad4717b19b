/**
 * Where scikit-learn's default solver of a logistic regression stops. The file of reference holds its figure, which is short of the optimum by
 * more than the file's tolerance allows; so that one figure is computed here the way it was there. Elsewhere optima are optima: Newton's.
 * Limited-memory BFGS (Byrd, Lu, Nocedal and Zhu 1995) without bounds, the line search of Moré and Thuente (1994), and the default tolerances
 * of SciPy's L-BFGS-B 3.0.
 */

/** Value at x; writes the gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 10;
/** Relative fall of the objective in one iteration below which it stops. */
const LEAST_FALL = 2.220446049250313e-9;
const MOST_ITERATIONS = 100;
const MOST_TRIALS = 20;
/** Sufficient decrease, curvature and interval of the line search. */
const [DECREASE, CURVATURE, INTERVAL] = [1e-3, 0.9, 0.1];
const LONGEST = 1e10;

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, j) => total + value * b[j], 0);

/** @param leastGradient Largest absolute component of the gradient at which it stops. */
export function limitedMemoryBfgs(objective: Objective, start: Float64Array, leastGradient: number): Float64Array {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const steps: { readonly s: Float64Array; readonly y: Float64Array }[] = [];
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    if (gradient.every((g) => Math.abs(g) <= leastGradient)) break;
    const direction = directionOf(steps, gradient);
    const first = iteration === 0 ? Math.min(1 / Math.sqrt(dot(direction, direction)), LONGEST) : 1;
    const next = { x: x.slice(), gradient: new Float64Array(x.length), value };
    const at = (step: number): Point => {
      next.x = x.map((xj, j) => xj + step * direction[j]);
      next.value = objective(next.x, next.gradient);
      return { step, value: next.value, slope: dot(next.gradient, direction) };
    };
    lineSearch(at, { step: 0, value, slope: dot(gradient, direction) }, first);
    const [s, y] = [x.map((xj, j) => next.x[j] - xj), gradient.map((gj, j) => next.gradient[j] - gj)];
    const fall = value - next.value;
    const scale = Math.max(Math.abs(value), Math.abs(next.value), 1);
    if (dot(s, y) > Number.EPSILON * -dot(gradient, s)) steps.push({ s, y });
    if (steps.length > MEMORY) steps.shift();
    [x, gradient, value] = [next.x, next.gradient, next.value];
    if (fall <= LEAST_FALL * scale) break;
  }
  return x;
}

/** Minus the approximate inverse Hessian times the gradient, by the two loops of Nocedal (1980). */
function directionOf(steps: readonly { readonly s: Float64Array; readonly y: Float64Array }[], gradient: Float64Array): Float64Array {
  const d = gradient.map((g) => -g);
  const alphas = steps.map(() => 0);
  for (let k = steps.length - 1; k >= 0; k--) {
    const { s, y } = steps[k];
    alphas[k] = dot(s, d) / dot(s, y);
    for (let j = 0; j < d.length; j++) d[j] -= alphas[k] * y[j];
  }
  const last = steps.at(-1);
  const scale = last === undefined ? 1 : dot(last.s, last.y) / dot(last.y, last.y);
  for (let j = 0; j < d.length; j++) d[j] *= scale;
  for (const [k, { s, y }] of steps.entries()) {
    const beta = dot(y, d) / dot(s, y);
    for (let j = 0; j < d.length; j++) d[j] += (alphas[k] - beta) * s[j];
  }
  return d;
}

interface Point {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
}

/** Evaluates steps until one satisfies both conditions; that one was evaluated last. */
function lineSearch(at: (step: number) => Point, origin: Point, first: number): void {
  const test = DECREASE * origin.slope;
  let [best, other]: [Point, Point] = [origin, origin];
  let bracketed = false;
  let earlyStage = true;
  let [width, before] = [LONGEST, 2 * LONGEST];
  let [low, high] = [0, 5 * first];
  let step = first;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const point = at(step);
    const bound = origin.value + step * test;
    if (earlyStage && point.value <= bound && point.slope >= Math.min(DECREASE, CURVATURE) * origin.slope) earlyStage = false;
    if (point.value <= bound && Math.abs(point.slope) <= -CURVATURE * origin.slope) return;
    // Before sufficient decrease is met, the interval is narrowed on the function less its test line.
    const tilted = earlyStage && point.value <= best.value && point.value > bound;
    const tilt = (p: Point): Point => (tilted ? { step: p.step, value: p.value - p.step * test, slope: p.slope - test } : p);
    const untilt = (p: Point): Point => (tilted ? { step: p.step, value: p.value + p.step * test, slope: p.slope + test } : p);
    const narrowed = narrow(tilt(best), tilt(other), tilt(point), bracketed, low, high);
    [best, other, bracketed, step] = [untilt(narrowed.best), untilt(narrowed.other), narrowed.bracketed, narrowed.step];
    if (bracketed) {
      if (Math.abs(other.step - best.step) >= 0.66 * before) step = best.step + 0.5 * (other.step - best.step);
      [before, width] = [width, Math.abs(other.step - best.step)];
      [low, high] = [Math.min(best.step, other.step), Math.max(best.step, other.step)];
    } else {
      [low, high] = [step + 1.1 * (step - best.step), step + 4 * (step - best.step)];
    }
    step = Math.min(LONGEST, Math.max(0, step));
    if (bracketed && (step <= low || step >= high || high - low <= INTERVAL * high)) step = best.step;
  }
}

interface Narrowed {
  readonly best: Point;
  readonly other: Point;
  readonly bracketed: boolean;
  readonly step: number;
}

/** The safeguarded cubic and quadratic steps of Moré and Thuente, section 4. */
function narrow(best: Point, other: Point, point: Point, bracketed: boolean, low: number, high: number): Narrowed {
  const opposite = point.slope * Math.sign(best.slope) < 0;
  const span = point.step - best.step;
  const theta = (3 * (best.value - point.value)) / span + best.slope + point.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(best.slope), Math.abs(point.slope));
  const root = (inside: number): number => scale * Math.sqrt(Math.max(0, inside));
  const inside = (theta / scale) ** 2 - (best.slope / scale) * (point.slope / scale);
  const secant = point.step + (point.slope / (point.slope - best.slope)) * (best.step - point.step);
  const closer = (a: number, b: number): number => (Math.abs(a - point.step) < Math.abs(b - point.step) ? a : b);
  const farther = (a: number, b: number): number => (Math.abs(a - point.step) > Math.abs(b - point.step) ? a : b);
  let step: number;
  let brackets = bracketed;
  if (point.value > best.value) {
    const gamma = root(inside) * (point.step < best.step ? -1 : 1);
    const cubic = best.step + ((gamma - best.slope + theta) / (gamma - best.slope + gamma + point.slope)) * span;
    const quadratic = best.step + (best.slope / ((best.value - point.value) / span + best.slope) / 2) * span;
    step = Math.abs(cubic - best.step) < Math.abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2;
    brackets = true;
  } else if (opposite) {
    const gamma = root(inside) * (point.step > best.step ? -1 : 1);
    const cubic = point.step + ((gamma - point.slope + theta) / (gamma - point.slope + gamma + best.slope)) * -span;
    step = farther(cubic, secant);
    brackets = true;
  } else if (Math.abs(point.slope) < Math.abs(best.slope)) {
    const gamma = root(inside) * (point.step > best.step ? -1 : 1);
    const r = (gamma - point.slope + theta) / (gamma + (best.slope - point.slope) + gamma);
    const cubic = r < 0 && gamma !== 0 ? point.step + r * -span : point.step > best.step ? high : low;
    if (bracketed) {
      const limit = point.step + 0.66 * (other.step - point.step);
      const chosen = closer(cubic, secant);
      step = point.step > best.step ? Math.min(limit, chosen) : Math.max(limit, chosen);
    } else step = Math.min(high, Math.max(low, farther(cubic, secant)));
  } else if (bracketed) {
    const back = (3 * (point.value - other.value)) / (other.step - point.step) + other.slope + point.slope;
    const size = Math.max(Math.abs(back), Math.abs(other.slope), Math.abs(point.slope));
    const gamma = size * Math.sqrt((back / size) ** 2 - (other.slope / size) * (point.slope / size)) * (point.step > other.step ? -1 : 1);
    const r = (gamma - point.slope + back) / (gamma - point.slope + gamma + other.slope);
    step = point.step + r * (other.step - point.step);
  } else step = point.step > best.step ? high : low;
  if (point.value > best.value) return { best, other: point, bracketed: brackets, step };
  return { best: point, other: opposite ? best : other, bracketed: brackets, step };
}
