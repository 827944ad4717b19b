/**
 * Random scenario files as the reference engine takes them: dense traffic between few banks with little money, so that
 * queues, liquidity saving, limits, splits and collateral meet in one run. Policies are mostly sensible trees.
 */
import fc from 'fast-check';
import type { Config } from './scenarios.ts';

const TRANSACTION_FIELDS = [
  ...['amount', 'remaining_amount', 'settled_amount', 'arrival_tick', 'deadline_tick', 'priority', 'is_split', 'is_past_deadline'],
  ...['is_overdue', 'is_in_queue2', 'overdue_duration', 'ticks_to_deadline', 'queue_age', 'cost_delay_this_tx_one_tick'],
  'cost_overdraft_this_amount_one_tick',
];
const AGENT_FIELDS = [
  ...['balance', 'credit_limit', 'unsecured_cap', 'available_liquidity', 'credit_used', 'credit_headroom', 'effective_liquidity'],
  ...['is_using_credit', 'liquidity_buffer', 'outgoing_queue_size', 'incoming_expected_count', 'liquidity_pressure', 'is_overdraft_capped'],
  ...['queue1_total_value', 'queue1_liquidity_gap', 'headroom', 'current_tick', 'rtgs_queue_size', 'queue2_size', 'rtgs_queue_value'],
  ...['total_agents', 'posted_collateral', 'max_collateral_capacity', 'remaining_collateral_capacity', 'collateral_utilization'],
  ...['collateral_haircut', 'allowed_overdraft_limit', 'overdraft_headroom', 'required_collateral_for_usage', 'excess_collateral'],
  ...['queue2_count_for_agent', 'queue2_nearest_deadline', 'ticks_to_nearest_queue2_deadline', 'cost_overdraft_bps_per_tick'],
  ...['cost_delay_per_tick_per_cent', 'cost_collateral_bps_per_tick', 'cost_split_friction', 'cost_deadline_penalty', 'cost_eod_penalty'],
  ...['system_ticks_per_day', 'system_current_day', 'system_tick_in_day', 'ticks_remaining_in_day', 'day_progress_fraction', 'is_eod_rush'],
  ...['system_queue2_pressure_index', 'my_throughput_fraction_today', 'expected_throughput_fraction_by_now', 'throughput_gap'],
  ...['bank_state_x', 'bank_state_y'],
];
const IDS = ['B', 'A', 'D', 'C', 'E'] as const;

type Tree = 'payment' | 'bank' | 'strategic' | 'closing';
const pick = <T>(...items: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...items);
const int = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const literal = (value: unknown): Config => ({ value });

const constant = fc.oneof(int(0, 6), int(-300, 3_000), pick(0.5, 0.9, 1, 1.5, 2, 1e-10)).map(literal);

function fieldOf(tree: Tree): fc.Arbitrary<unknown> {
  const agent = pick(...AGENT_FIELDS, ...(tree === 'bank' ? [] : ['overdraft_utilization']));
  return (tree === 'payment' ? fc.oneof(agent, pick(...TRANSACTION_FIELDS)) : agent).map((field) => ({ field }));
}

function operand(tree: Tree): fc.Arbitrary<unknown> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fieldOf(tree) },
    { weight: 2, arbitrary: constant },
    pick('a', 'b').map((param) => ({ param })),
  );
  // A literal zero below the line is refused when the policy is validated.
  const divisor = leaf.filter((o) => !((o as { value?: number }).value! < 1e-15));
  const compute = fc
    .oneof(
      fc.record({ op: pick('+', '-', '*'), left: leaf, right: leaf }),
      fc.record({ op: fc.constant('/'), left: leaf, right: fc.oneof({ weight: 5, arbitrary: pick(2, 3).map(literal) }, divisor) }),
      fc.record({ op: pick('max', 'min'), values: fc.array(leaf, { minLength: 1, maxLength: 3 }) }),
      fc.record({ op: pick('ceil', 'floor', 'round', 'abs'), value: leaf }),
      fc.record({ op: fc.constant('clamp'), value: leaf, min: leaf, max: leaf }),
      fc.record({ op: fc.constant('div0'), numerator: leaf, denominator: leaf, default: leaf }),
    )
    .map((c) => ({ compute: c }));
  return fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: compute });
}

function condition(tree: Tree): fc.Arbitrary<unknown> {
  const compare = fc.record({ op: pick('==', '!=', '<', '<=', '>', '>='), left: fieldOf(tree), right: operand(tree) });
  return fc.oneof(
    { weight: 5, arbitrary: compare },
    fc.record({ op: pick('and', 'or'), conditions: fc.array(compare, { maxLength: 3 }) }),
    fc.record({ op: fc.constant('not'), condition: compare }),
  );
}

/** An amount that is mostly small, and within what is left where `within` says so. */
const cents = (tree: Tree, within: string | null): fc.Arbitrary<unknown> =>
  fc
    .oneof(constant, operand(tree))
    .filter((o) => typeof (o as { value?: unknown }).value !== 'boolean')
    .map((o) => (within === null ? o : { compute: { op: 'min', values: [o, { field: within }] } }));

function action(tree: Tree): fc.Arbitrary<readonly [string, Config]> {
  const act = (name: string, parameters: fc.Arbitrary<unknown> = fc.constant({})): fc.Arbitrary<readonly [string, Config]> =>
    parameters.map((p) => [name, JSON.parse(JSON.stringify(p)) as Config] as const);
  const numbers = (model: Readonly<Record<string, fc.Arbitrary<number>>>): fc.Arbitrary<unknown> =>
    fc.record(Object.fromEntries(Object.entries(model).map(([key, values]) => [key, values.map(literal)])));
  const collateral = fc.record({
    amount: cents(tree, 'remaining_collateral_capacity'),
    auto_withdraw_after_ticks: maybe(fc.oneof(pick(0, 0.5, 1, 2, 4).map(literal))),
  });
  switch (tree) {
    case 'bank':
      return fc.oneof(
        act('NoAction'),
        act(
          'SetReleaseBudget',
          fc.record({
            max_value_to_release: cents(tree, null),
            focus_counterparties: maybe(fc.subarray([...IDS]).map(literal)),
            max_per_counterparty: maybe(cents(tree, null)),
          }),
        ),
        act('SetState', fc.record({ key: pick('bank_state_x', 'bank_state_y').map(literal), value: cents(tree, null) })),
        act('AddState', fc.record({ key: pick('bank_state_x', 'bank_state_y').map(literal), value: cents(tree, null) })),
      );
    case 'strategic':
    case 'closing':
      return fc.oneof(
        { weight: 2, arbitrary: act('PostCollateral', collateral) },
        { weight: 1, arbitrary: act('WithdrawCollateral', fc.record({ amount: cents(tree, null) })) },
        { weight: 2, arbitrary: act('HoldCollateral') },
      );
    case 'payment':
      return fc.oneof(
        {
          weight: 8,
          arbitrary: act(
            'Release',
            fc.record({ priority_flag: maybe(pick('HIGH', 'LOW', 'MEDIUM').map(literal)), timed_for_tick: maybe(cents(tree, null)) }),
          ),
        },
        { weight: 6, arbitrary: act('Release') },
        { weight: 4, arbitrary: act('Hold') },
        { weight: 2, arbitrary: act('Split', numbers({ num_splits: pick(2, 3, 2.7) })) },
        { weight: 1, arbitrary: act('PaceAndRelease', numbers({ num_splits: int(2, 4) })) },
        {
          weight: 2,
          arbitrary: act(
            'StaggerSplit',
            numbers({
              num_splits: int(2, 4),
              stagger_first_now: int(0, 2),
              stagger_gap_ticks: int(0, 3),
              priority_boost_children: int(-2, 9),
            }),
          ),
        },
        { weight: 2, arbitrary: act('Reprioritize', fc.record({ new_priority: cents(tree, null) })) },
        { weight: 1, arbitrary: act('Drop') },
        { weight: 1, arbitrary: act('WithdrawFromRtgs') },
        {
          weight: 1,
          arbitrary: act('ResubmitToRtgs', fc.record({ rtgs_priority: pick('HighlyUrgent', 'Urgent', 'Normal').map(literal) })),
        },
      );
  }
}

type Node = Readonly<Record<string, unknown>>;
/** Splitting trees split only what is large, so that parts come to an end; queue-2 actions act on what waits there. */
function node(tree: Tree, depth: number): fc.Arbitrary<Node> {
  const leaf = action(tree).map(([name, parameters]): Node => {
    const act = { type: 'action', action: name, parameters };
    const guarded = /Split|Pace/.test(name)
      ? { op: '>', left: { field: 'amount' }, right: { value: 400 } }
      : /Rtgs/.test(name)
        ? { op: '==', left: { field: 'is_in_queue2' }, right: { value: 1 } }
        : null;
    if (guarded === null) return act;
    return { type: 'condition', condition: guarded, on_true: act, on_false: { type: 'action', action: 'Release' } };
  });
  if (depth === 0) return leaf;
  return fc.oneof(
    leaf,
    fc.record({
      type: fc.constant('condition'),
      condition: condition(tree),
      on_true: node(tree, depth - 1),
      on_false: node(tree, depth - 1),
    }),
  );
}

function numbered(root: Node, next: () => string): Node {
  if (root.type === 'action') return { ...root, node_id: next() };
  return { ...root, node_id: next(), on_true: numbered(root.on_true as Node, next), on_false: numbered(root.on_false as Node, next) };
}

const TREES = {
  payment: node('payment', 2),
  bank: node('bank', 1),
  strategic: node('strategic', 1),
  closing: node('closing', 1),
} as const;

const document = fc
  .record({
    a: int(-5, 2_000),
    b: pick(0, 0.25, 1, 3),
    fraction: maybe(pick(0, 0.3, 1)),
    payment: TREES.payment,
    bank: fc.option(TREES.bank),
    strategic: fc.option(TREES.strategic),
    closing: fc.option(TREES.closing),
  })
  .map(({ a, b, fraction, ...trees }) => {
    let count = 0;
    const next = (): string => `n${count++}`;
    const root = (tree: Node | null): Node | null => tree && numbered(tree, next);
    return {
      version: '1.0',
      policy_id: 'random',
      parameters: { a, b, ...(fraction === undefined ? {} : { initial_liquidity_fraction: fraction }) },
      payment_tree: root(trees.payment),
      bank_tree: root(trees.bank),
      strategic_collateral_tree: root(trees.strategic),
      end_of_tick_collateral_tree: root(trees.closing),
    };
  });

const policy = fc.oneof(
  { weight: 6, arbitrary: document.map((policy) => ({ type: 'FromJson', policy }) as unknown) },
  { weight: 3, arbitrary: fc.constant<unknown>({ type: 'Fifo' }) },
  { weight: 1, arbitrary: int(1, 4).map((urgency_threshold): unknown => ({ type: 'Deadline', urgency_threshold })) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('LiquidityAware'),
      target_buffer: pick(0, 200),
      urgency_threshold: int(1, 4),
    }) as fc.Arbitrary<unknown>,
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('LiquiditySplitting'),
      max_splits: int(2, 4),
      min_split_amount: int(1, 9),
    }) as fc.Arbitrary<unknown>,
  },
);

const amounts = fc.oneof(
  fc.tuple(int(1, 400), int(1, 900)).map(([min, more]): Config => ({ type: 'Uniform', min, max: min + more })),
  fc.record({ type: pick('Normal', 'LogNormal'), mean: int(1, 900), std_dev: int(1, 900) }),
  pick(0.002, 0.02).map((lambda): Config => ({ type: 'Exponential', lambda })),
);
const priorities = fc.oneof(
  int(0, 10).map((value): Config => ({ type: 'Fixed', value })),
  fc.tuple(int(0, 5), int(0, 5)).map(([min, more]): Config => ({ type: 'Uniform', min, max: min + more })),
  fc.constant<Config>({ type: 'Categorical', values: [0, 3, 9], weights: [0.2, 0.5, 1] }),
);

function bank(id: string, others: readonly string[]): fc.Arbitrary<Config> {
  const weights = fc.subarray([...others], { minLength: 1 }).map((to) => Object.fromEntries(to.map((other, i) => [other, i + 1])));
  const single = fc
    .record({
      rate_per_tick: pick(0, 0.5, 1.5, 3),
      amount_distribution: amounts,
      counterparty_weights: weights,
      deadline_range: fc.tuple(int(1, 3), int(0, 8)).map(([min, more]) => [min, min + more]),
      priority_distribution: priorities,
    })
    .map((arrival_config): Config => ({ arrival_config }));
  const band = fc.record({
    rate_per_tick: pick(0, 0.4, 1),
    amount_distribution: amounts,
    deadline_offset_min: int(1, 2),
    deadline_offset_max: int(2, 8),
    counterparty_weights: fc.oneof(fc.constant({}), weights),
  });
  const bands = fc.record({ urgent: band, normal: maybe(band), low: maybe(band) }).map((arrival_bands): Config => ({ arrival_bands }));
  return fc
    .tuple(
      fc.record({
        opening_balance: fc.oneof(int(-200, 1_500), fc.constant(0)),
        unsecured_cap: fc.oneof(int(0, 800), fc.constant(0)),
        policy,
        posted_collateral: maybe(int(0, 900)),
        collateral_haircut: maybe(pick(0, 0.1, 0.35, 1)),
        max_collateral_capacity: maybe(int(0, 5_000)),
        liquidity_pool: maybe(int(0, 2_001)),
        limits: maybe(
          fc.record({
            bilateral_limits: fc.subarray([...others]).map((to) => Object.fromEntries(to.map((other, i) => [other, 900 + 700 * i]))),
            multilateral_limit: maybe(int(300, 6_000)),
          }),
        ),
        fraction: maybe(pick(0, 0.25, 0.333, 1)),
      }),
      fc.oneof({ weight: 2, arbitrary: single }, bands, fc.constant<Config>({})),
    )
    .map(([{ fraction, ...own }, extra]) => ({
      id,
      ...own,
      ...extra,
      ...(fraction === undefined || own.liquidity_pool === undefined ? {} : { liquidity_allocation_fraction: fraction }),
    }));
}

function event(ids: readonly string[], ticks: number): fc.Arbitrary<Config> {
  const pair = fc.shuffledSubarray([...ids], { minLength: 2, maxLength: 2 });
  const schedule = fc.oneof(
    int(0, ticks).map((tick): Config => ({ type: 'OneTime', tick })),
    fc.record({ type: fc.constant('Repeating'), start_tick: int(0, 4), interval: int(1, 5) }),
  );
  const what = fc.oneof(
    fc
      .tuple(pick('DirectTransfer', 'ScheduledSettlement'), pair, int(1, 900))
      .map(([type, [from_agent, to_agent], amount]): Config => ({ type, from_agent, to_agent, amount })),
    fc
      .record({ amount: int(1, 900), priority: maybe(int(0, 10)), deadline: maybe(int(1, 9)) })
      .chain((own) => pair.map(([from_agent, to_agent]): Config => ({ type: 'CustomTransactionArrival', from_agent, to_agent, ...own }))),
    fc.tuple(pick(...ids), int(-60, 500)).map(([agent, delta]): Config => ({ type: 'CollateralAdjustment', agent, delta })),
    pick(0.5, 2, 3).map((multiplier): Config => ({ type: 'GlobalArrivalRateChange', multiplier })),
    fc.tuple(pick(...ids), pick(0.5, 1.5)).map(([agent, multiplier]): Config => ({ type: 'AgentArrivalRateChange', agent, multiplier })),
    fc.tuple(pair, pick(0, 0.5, 5)).map(
      ([[agent, counterparty], new_weight]): Config => ({
        type: 'CounterpartyWeightChange',
        agent,
        counterparty,
        new_weight,
        auto_balance_others: true,
      }),
    ),
    fc
      .record({ min_ticks_multiplier: maybe(pick(0.5, 0.7, 1)), max_ticks_multiplier: maybe(pick(1, 1.3, 2.5)) })
      .map((own): Config => ({ type: 'DeadlineWindowChange', ...own })),
  );
  return fc.tuple(what, schedule).map(([own, when]) => ({ ...own, schedule: when }));
}

const penalty = fc.oneof(
  int(0, 300),
  pick(0, 12.5, 33.3, 777.7).map((bps_per_event): Config => ({ mode: 'rate', bps_per_event })),
);

/** Up to five banks, not in the order of their names, over up to three days. */
export function referenceScenario(): fc.Arbitrary<Config> {
  return fc
    .record({ banks: int(2, IDS.length), ticks_per_day: int(1, 9), num_days: int(1, 3), rng_seed: fc.nat() })
    .chain(({ banks, ...simulation }) => {
      const ids = IDS.slice(0, banks);
      const ticks = simulation.ticks_per_day * simulation.num_days;
      const pair = fc.shuffledSubarray([...ids], { minLength: 2, maxLength: 2 });
      const payment = fc
        .tuple(int(0, ticks - 1), pair, fc.oneof(int(1, 900), pick(100, 200, 300)), int(1, 9), int(0, 10))
        .map(([tick, [from, to], amount, offset, priority]) => [tick, from, to, amount, tick + offset, priority]);
      return fc
        .record({
          simulation: fc.constant(simulation),
          agents: fc.tuple(
            ...ids.map((id) =>
              bank(
                id,
                ids.filter((other) => other !== id),
              ),
            ),
          ),
          payments: fc.array(payment, { maxLength: 30 }),
          scenario_events: fc.array(event(ids, ticks), { maxLength: 4 }),
          cost_rates: fc.record({
            overdraft_bps_per_tick: pick(0, 0.0007, 7.5, 55.55),
            delay_cost_per_tick_per_cent: pick(0, 0.0023, 0.3),
            collateral_cost_per_tick_bps: pick(0, 4.2, 111.1),
            liquidity_cost_per_tick_bps: pick(0, 11.1, 83),
            deadline_penalty: penalty,
            eod_penalty: penalty,
            split_friction_cost: int(0, 20),
            overdue_delay_multiplier: pick(0, 1, 2.5, 5),
            priority_delay_multipliers: maybe(fc.constant({ urgent_multiplier: 1.5, low_multiplier: 0.6001 })),
          }),
          lsm_config: fc.record({
            enable_bilateral: fc.boolean(),
            enable_cycles: fc.boolean(),
            max_cycle_length: int(3, 5),
            max_cycles_per_tick: int(1, 10),
          }),
          deferred_crediting: fc.boolean(),
          deadline_cap_at_eod: fc.boolean(),
          eod_rush_threshold: pick(0.5, 0.8),
          queue1_ordering: pick('fifo', 'priority_deadline'),
          priority_mode: fc.boolean(),
          priority_escalation: fc.record({
            enabled: fc.boolean(),
            curve: fc.constant('linear'),
            start_escalating_at_ticks: int(0, 6),
            max_boost: int(0, 9),
          }),
          algorithm_sequencing: fc.boolean(),
          entry_disposition_offsetting: fc.boolean(),
          daily_liquidity_reallocation: fc.boolean(),
        })
        .map((config) => JSON.parse(JSON.stringify(config)) as Config);
    });
}
