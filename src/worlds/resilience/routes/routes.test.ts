import { describe, expect, test } from 'vitest';
import { generateTrainingScenarios, loadTrainingResults, runTrainingSession, saveTrainingResults } from '../experiments/index.ts';
import { compileRule, listPlanner, RULE_BOOK, WAIT } from '../planners/index.ts';
import {
  adapt,
  drawScenarios,
  learnRoute,
  meanOf,
  mergeRoutes,
  pairedDifference,
  PathSet,
  policyOfSeed,
  raceRoutes,
  readRoutes,
  readSeedRoutes,
  routeBase,
  retrieve,
  situationOf,
  writeRoutes,
} from './index.ts';
import { DEFAULT_SHOCKS } from '../shocks/index.ts';
import { HARDY } from '../state/index.ts';

const scenarios = generateTrainingScenarios(24, { seed: 11 });
const session = runTrainingSession(scenarios);

describe('a session', () => {
  test('has the fields of the earlier system, and files with its names', () => {
    expect(session.result.num_scenarios).toBe(24);
    expect([...saveTrainingResults(session).keys()]).toEqual([
      'routes.jsonl',
      'successful_routes.json',
      'training_history.json',
      'evaluation.json',
    ]);
    for (const route of JSON.parse(saveTrainingResults(session).get('successful_routes.json') ?? '[]'))
      expect(Object.keys(route)).toEqual(
        expect.arrayContaining([
          'route_id',
          'shock_type',
          'shock_magnitude',
          'success_score',
          'recovery_time',
          'edge_path',
          'commutator_sequence',
        ]),
      );
  });
  test('load(save(x)) = x', () =>
    expect(loadTrainingResults(saveTrainingResults(session).get('routes.jsonl') ?? '')).toEqual(
      JSON.parse(JSON.stringify(session.routes)),
    ));
  test('the same scenarios give the same bytes', () =>
    expect(writeRoutes(runTrainingSession(scenarios).routes)).toBe(writeRoutes(session.routes)));
  test('a session under other dynamics learns on them and says so', () => {
    const few = scenarios.slice(0, 12);
    const hardy = runTrainingSession(few, { dynamics: { equityDriver: HARDY } }).routes;
    const own = runTrainingSession(few).routes;
    expect(hardy[0].provenance.calibration).not.toBe(own[0].provenance.calibration);
    expect(hardy.map(({ outcome }) => outcome.cost.mean)).not.toEqual(own.map(({ outcome }) => outcome.cost.mean));
  });
  test('merging two sessions keeps every route once', () => {
    const other = runTrainingSession(generateTrainingScenarios(12, { seed: 12 })).routes;
    expect(mergeRoutes(session.routes, session.routes, other)).toHaveLength(session.routes.length + other.length);
  });
});

describe('retrieval', () => {
  test('a scenario that was learned on finds its own route first', () => {
    const base = routeBase(session.routes);
    const own = scenarios.find(({ split }) => split === 'train');
    if (own === undefined) throw new Error('no training scenario');
    const [first] = retrieve(base, own.person, own.shocks, DEFAULT_SHOCKS, 3);
    expect(first.distance).toBeCloseTo(0, 9);
    expect(first.route.route_id).toBe(own.scenario_id.replace('scenario', 'route'));
  });
});

const RACE = { candidates: 10, firstPaths: 64, mostPaths: 256, checkPaths: 256, seed: 'race' };
const MONTHS = 48;

describe('a race', () => {
  const own = scenarios.filter(({ split, shocks }) => split === 'train' && shocks.length > 0);
  const base = routeBase(session.routes);

  test('a stored person’s own twin gets a policy whose regret is 1 % at most, but for chance', () => {
    // What may be played: its own route, the rule book, waiting. Regret is against each of them on fresh paths.
    for (const scenario of own.slice(0, 3)) {
      const situation = situationOf(scenario, DEFAULT_SHOCKS, MONTHS);
      const { planner } = raceRoutes(base, { person: scenario.person, shocks: scenario.shocks, situation }, DEFAULT_SHOCKS, RACE);
      const fresh = new PathSet(situation, ['twin', scenario.scenario_id], 0, 400);
      const route = session.routes.find(({ scenario_id: id }) => id === scenario.scenario_id);
      const played = fresh.costs(planner);
      for (const rival of [listPlanner('own', route?.policy as never), RULE_BOOK, WAIT]) {
        const allowed = fresh.costs(rival).map((cost) => 1.01 * cost);
        expect(pairedDifference(played, allowed).lo).toBeLessThanOrEqual(0);
      }
    }
  });
  test('an outlier is said to be out of support, and nobody’s route is played on it', () => {
    const [scenario] = own;
    const { household } = scenario.person;
    const outlier = {
      ...scenario.person,
      ageYears: 99,
      incomeCents: 900_000_000_00,
      household: { ...household, dependants: 20, cashCents: 5_000_000_000, retirementCents: 90_000_000_000, essentialCents: 100_000 },
    };
    const situation = situationOf({ person: outlier, shocks: scenario.shocks }, DEFAULT_SHOCKS, MONTHS);
    const raced = raceRoutes(base, { person: outlier, shocks: scenario.shocks, situation }, DEFAULT_SHOCKS, {
      ...RACE,
      mostPaths: 64,
      checkPaths: 64,
    });
    expect(raced.outOfSupport).toBe(true);
    expect(raced.fellBack).toBe(true);
    expect(['rule-book', 'wait']).toContain(raced.chosen);
  });
  test('without routes it falls back too', () => {
    const [scenario] = own;
    const situation = situationOf(scenario, DEFAULT_SHOCKS, MONTHS);
    const raced = raceRoutes(routeBase([]), { person: scenario.person, shocks: scenario.shocks, situation }, DEFAULT_SHOCKS, RACE);
    expect(raced.fellBack).toBe(true);
  });
  test('what is played is not worse than waiting on fresh paths, beyond chance', () => {
    for (const scenario of drawScenarios('held-out', 8, { table: DEFAULT_SHOCKS }).filter(({ shocks }) => shocks.length > 0)) {
      const situation = situationOf(scenario, DEFAULT_SHOCKS, MONTHS);
      const { planner } = raceRoutes(base, { person: scenario.person, shocks: scenario.shocks, situation }, DEFAULT_SHOCKS, RACE);
      const fresh = new PathSet(situation, ['fresh', scenario.scenario_id], 0, 200);
      expect(pairedDifference(fresh.costs(planner), fresh.costs(WAIT), 0.999).lo).toBeLessThanOrEqual(0);
    }
  });
  test('rules that a household can never play are dropped', () => {
    const renter = own.find(({ person }) => (person.household.homeCents ?? 0) === 0) ?? own[0];
    const { initial } = situationOf(renter, DEFAULT_SHOCKS, MONTHS);
    const list = adapt(
      {
        kind: 'list',
        rules: [
          { if: {}, do: { op: 'rent_room' } },
          { if: {}, do: { op: 'trim', level: 1 } },
        ],
      },
      initial,
    );
    expect(list.rules.map(({ do: { op } }) => op)).toEqual(['trim']);
  });
});

describe('learning', () => {
  test('a route is never dearer than the rule book on the paths that it was learned on', () => {
    const scenario = scenarios.find(({ shocks }) => shocks[0]?.type === 'job_loss') ?? scenarios[0];
    const paths = new PathSet(situationOf(scenario, DEFAULT_SHOCKS, MONTHS), ['learn'], 0, 16);
    const learned = learnRoute(paths, { rounds: 1, confidence: 1 });
    expect(learned.cost).toBeLessThanOrEqual(learned.ruleBookCost);
    expect(meanOf(paths.costs(listPlanner('again', learned.policy)))).toBeCloseTo(learned.cost, 9);
  });
});

describe('files of the earlier system', () => {
  const OLD = JSON.stringify([
    {
      route_id: 'route_001',
      shock_type: 'market_crash',
      shock_magnitude: -0.25,
      success_score: 0.85,
      recovery_time: 180,
      edge_path: ['edge_0_rebalance', 'failed_edge_1'],
      commutator_sequence: [
        { operation_type: 'rebalance', capital_required: 25000, risk_change: -0.05, success_probability: 0.9 },
        { operation_type: 'income_optimization', capital_required: 10, risk_change: 0.01, success_probability: 0.7 },
      ],
    },
  ]);
  test('are read, and their sequences can be played', () => {
    const [route] = readSeedRoutes(OLD, 'successful_routes.json');
    const policy = policyOfSeed(route);
    expect(policy.rules.map(({ do: { op } }) => op)).toEqual(['to_target', 'side_gig']);
    const paths = new PathSet(situationOf(scenarios[0], DEFAULT_SHOCKS, 24), ['old'], 0, 2);
    expect(paths.costs(listPlanner('old', policy)).every(Number.isFinite)).toBe(true);
  });
  test('the files that a session writes have the old form too', () => {
    const text = saveTrainingResults(session).get('successful_routes.json') ?? '';
    expect(readSeedRoutes(text, 'successful_routes.json')).toHaveLength(JSON.parse(text).length);
  });
  test('a wrong field names its path', () =>
    expect(() => readSeedRoutes(OLD.replace('"rebalance"', '"rebalanse"'), 'x.json')).toThrow(
      expect.objectContaining({ code: 'BAD_ROUTE', place: { file: 'x.json', path: '0.commutator_sequence.0.operation_type' } }),
    ));
  test('a file that was cut off says so', () =>
    expect(() => readSeedRoutes(OLD.slice(0, -9), 'x.json')).toThrow(expect.objectContaining({ code: 'ROUTES_TRUNCATED' })));
});

describe('bad files', () => {
  const text = writeRoutes(session.routes);
  test('a file that was cut off says so, with its line', () =>
    expect(() => readRoutes(text.slice(0, -40), 'routes.jsonl')).toThrow(
      expect.objectContaining({ code: 'ROUTES_TRUNCATED', place: { file: 'routes.jsonl', line: session.routes.length } }),
    ));
  test('an unknown move in a route is refused', () =>
    expect(() => readRoutes(text.replace('"op":"claim_benefit"', '"op":"claim_benefits"'), 'routes.jsonl')).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_MOVE' }),
    ));
  test('rules look only at what there is', () => {
    expect(() => compileRule({ if: { cash_month: { lt: 1 } } as never, do: { op: 'wait' } })).toThrow(/can't look at/);
    expect(() => listPlanner('x', { kind: 'list', rules: [{ if: {}, do: { op: 'trim', level: 'low' } }] })).toThrow(
      expect.objectContaining({ code: 'BAD_MOVE' }),
    );
  });
});
