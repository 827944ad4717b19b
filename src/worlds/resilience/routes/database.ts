/** The route file: one JSON object a line. What can't be read is refused with its line; nothing is rewritten. */
import { CeterisError, type ErrorPlace } from '../../../core/index.ts';
import { policyOf, type RouteRecord, routeSchema } from './record.ts';

export const writeRoutes = (routes: readonly RouteRecord[]): string => routes.map((route) => `${JSON.stringify(route)}\n`).join('');

/** @throws ROUTES_TRUNCATED, BAD_ROUTE, UNKNOWN_MOVE with file and line */
export function readRoutes(text: string, file: string): RouteRecord[] {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = { file, line: i + 1 };
    const raw = parseLine(line, i === last, place);
    const parsed = routeSchema.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const path = issue.path.join('.');
      throw new CeterisError(
        'BAD_ROUTE',
        `${path === '' ? 'The line' : path}: ${issue.message}.`,
        'Restore the file, or learn the routes again.',
        {
          ...place,
          path,
        },
      );
    }
    try {
      policyOf(parsed.data);
    } catch (error) {
      if (!(error instanceof CeterisError)) throw error;
      throw new CeterisError(error.code, error.message, error.remedy, {
        ...place,
        ...(error.place.path !== undefined && { path: error.place.path }),
      });
    }
    return [parsed.data];
  });
}

function parseLine(line: string, isLast: boolean, place: ErrorPlace): unknown {
  try {
    return JSON.parse(line);
  } catch {
    if (isLast) {
      throw new CeterisError(
        'ROUTES_TRUNCATED',
        `The route file ends within line ${place.line}: it was cut off while it was written.`,
        'Nothing was changed. Drop the last line to go on with the complete routes, or learn them again.',
        place,
      );
    }
    throw new CeterisError('BAD_ROUTE', `Line ${place.line} is no JSON.`, 'Restore the file, or learn the routes again.', place);
  }
}

/**
 * Routes of several sessions as one list: a route that is in two of them (by id, seed and calibration) stays once; another one with an id that
 * is taken gets its seed behind it, so that ids stay names.
 */
export function mergeRoutes(...sessions: readonly (readonly RouteRecord[])[]): RouteRecord[] {
  const merged = new Map<string, RouteRecord>();
  const taken = new Set<string>();
  for (const route of sessions.flat()) {
    const { seed, calibration } = route.provenance;
    const key = `${seed}/${calibration}/${route.route_id}`;
    if (merged.has(key)) continue;
    let id = route.route_id;
    for (let copy = 1; taken.has(id); copy++) id = copy === 1 ? `${route.route_id}@${seed}` : `${route.route_id}@${seed}.${copy}`;
    taken.add(id);
    merged.set(key, id === route.route_id ? route : { ...route, route_id: id });
  }
  return [...merged.values()];
}
