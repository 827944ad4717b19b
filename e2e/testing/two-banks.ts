/** A recording of two banks, one of them without image and speed. */
export const TWO_BANKS = {
  schema: 'loan-replay/1',
  id: 'two',
  engine: 'logit',
  seed: 7,
  config: { rounds: 2, consumer_count: 10 },
  banks: [
    { id: 'A', equity_start: 3_000_000, portfolio_balance_start: 10_000_000, image_score: 0.8, execution_speed: 0.7 },
    { id: 'B', equity_start: 3_000_000, portfolio_balance_start: 10_000_000 },
  ],
  decisions: {
    rates_bps: [
      [450, 480],
      [440, 460],
    ],
  },
};
