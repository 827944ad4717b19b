import type { ShockTable } from './table.ts';

/** `experiments/resilience/shocks/shocks.yaml` as data, for callers without files; a test holds the two together. */
export const DEFAULT_SHOCKS: ShockTable = {
  market_crash: {
    probability: 0.15,
    impact_range: [-0.4, -0.1],
    recovery_time_range: [12, 36],
    category: 'investment',
    age_factors: [
      {
        below: 200,
        factor: 1,
      },
    ],
    legacy: 'investments x (1 + share)',
    calibrated: {
      contraction_factor: 1,
      excites: [
        {
          type: 'job_loss',
          factor: 1.8,
          decay_months: 9,
        },
      ],
      numbers: {
        months_low: 1,
        months_high: 6,
        yield_fall: 0.008,
      },
      effect:
        'equities fall by the share over months_low to months_high months, yields by up to yield_fall; crashes also come out of contractions, without being drawn here',
      monthly_hazard: 0.0041667,
      age_factors: [
        {
          below: 200,
          factor: 1,
        },
      ],
    },
  },
  job_loss: {
    probability: 0.08,
    impact_range: [-0.6, -0.2],
    recovery_time_range: [6, 24],
    category: 'income',
    age_factors: [
      {
        below: 35,
        factor: 1.5,
      },
      {
        below: 56,
        factor: 1,
      },
      {
        below: 200,
        factor: 0.8,
      },
    ],
    legacy: 'income x (1 + share), for good',
    calibrated: {
      contraction_factor: 2,
      excites: [
        {
          type: 'divorce',
          factor: 1.5,
          decay_months: 18,
        },
        {
          type: 'medical_emergency',
          factor: 1.2,
          decay_months: 12,
        },
      ],
      numbers: {
        second_earner_share: 0.1,
      },
      effect:
        'pay stops until work is found; benefit on claim; lower pay after (13 % in expansions, 26 % in contractions for long tenure, half for short), fading with a half-life of 15 years. In the worse half of severities a second earner loses the job too',
      monthly_hazard: 0.006,
      age_factors: [
        {
          below: 35,
          factor: 1.5,
        },
        {
          below: 56,
          factor: 1,
        },
        {
          below: 200,
          factor: 0.8,
        },
      ],
    },
  },
  medical_emergency: {
    probability: 0.12,
    impact_range: [0.1, 0.3],
    recovery_time_range: [3, 18],
    category: 'expense',
    age_factors: [
      {
        below: 30,
        factor: 0.5,
      },
      {
        below: 50,
        factor: 1,
      },
      {
        below: 200,
        factor: 1.5,
      },
    ],
    legacy: 'a bill of share x all assets, out of cash',
    calibrated: {
      contraction_factor: 1,
      excites: [
        {
          type: 'job_loss',
          factor: 2,
          decay_months: 6,
        },
      ],
      numbers: {
        median_dollars: 2000,
        log_sd: 1.1,
        uninsured_factor: 8,
        disability_probability: 0.35,
        pay_cut: 0.15,
      },
      effect:
        'a bill, lognormal with median_dollars and log_sd, at most what the plan still charges this year; without insurance x uninsured_factor and without limit. With disability_probability pay falls by pay_cut for 12 to 36 months',
      monthly_hazard: 0.003,
      age_factors: [
        {
          below: 30,
          factor: 1,
        },
        {
          below: 50,
          factor: 1.3333,
        },
        {
          below: 65,
          factor: 2.3333,
        },
        {
          below: 200,
          factor: 4,
        },
      ],
    },
  },
  divorce: {
    probability: 0.05,
    impact_range: [-0.5, -0.2],
    recovery_time_range: [24, 60],
    category: 'legal',
    age_factors: [
      {
        below: 25,
        factor: 0.3,
      },
      {
        below: 30,
        factor: 0.6,
      },
      {
        below: 51,
        factor: 1.2,
      },
      {
        below: 200,
        factor: 0.6,
      },
    ],
    legacy: 'cash less half of share x net worth',
    calibrated: {
      contraction_factor: 1,
      excites: [
        {
          type: 'job_loss',
          factor: 1.2,
          decay_months: 12,
        },
      ],
      numbers: {
        fee_low: 5000,
        fee_high: 20000,
        spending_factor: 0.71,
      },
      effect:
        "couples only: assets and debts are halved, fees of fee_low to fee_high dollars, the partner's pay goes, spending falls to spending_factor",
      monthly_hazard: 0.0012,
      age_factors: [
        {
          below: 25,
          factor: 0.3,
        },
        {
          below: 30,
          factor: 0.6,
        },
        {
          below: 51,
          factor: 1.2,
        },
        {
          below: 200,
          factor: 0.6,
        },
      ],
    },
  },
  natural_disaster: {
    probability: 0.03,
    impact_range: [0.15, 0.4],
    recovery_time_range: [6, 36],
    category: 'property',
    age_factors: [
      {
        below: 200,
        factor: 1,
      },
    ],
    legacy: 'real estate x (1 - share), cash less 30 % of the damage',
    calibrated: {
      contraction_factor: 1,
      excites: [
        {
          type: 'job_loss',
          factor: 1.5,
          decay_months: 6,
        },
      ],
      numbers: {
        uncovered_share: 0.1,
        repair_share: 0.3,
        contents_months: 12,
        displaced_share: 0.3,
        small_claim_hazard: 0.0045,
        small_claim_dollars: 4000,
      },
      effect:
        'damage of share x home. Insured: the deductible and uncovered_share of the damage are paid, the rest is repaired. Uninsured: the home loses the damage and repair_share of it is paid. Renters lose contents of contents_months of essential spending x share. Living elsewhere costs displaced_share of essential spending a month for 3 to 12 months',
      monthly_hazard: 0.00025,
      age_factors: [
        {
          below: 200,
          factor: 1,
        },
      ],
    },
  },
  interest_rate_spike: {
    probability: 0.2,
    impact_range: [-0.2, -0.05],
    recovery_time_range: [6, 24],
    category: 'interest_rate',
    age_factors: [
      {
        below: 200,
        factor: 1,
      },
    ],
    legacy: 'bonds x (1 + share)',
    calibrated: {
      contraction_factor: 1,
      excites: [],
      numbers: {
        rise_low: 0.015,
        rise_high: 0.035,
        house_low: 0.03,
        house_high: 0.08,
      },
      effect:
        'the ten-year yield rises by rise_low to rise_high over 6 months: bonds fall, card and credit-line rates rise by as much, new loans cost more, houses fall by house_low to house_high over 12 months',
      monthly_hazard: 0.0041667,
      age_factors: [
        {
          below: 200,
          factor: 1,
        },
      ],
    },
  },
  inflation_shock: {
    probability: 0.25,
    impact_range: [-0.15, -0.05],
    recovery_time_range: [12, 48],
    category: 'inflation',
    age_factors: [
      {
        below: 200,
        factor: 1,
      },
    ],
    legacy: 'cash, investments and bonds x (1 + share)',
    calibrated: {
      contraction_factor: 1,
      excites: [],
      numbers: {
        months: 24,
      },
      effect: 'prices end 1 / (1 + share) higher after months months; wages follow by three fifths, half a year behind',
      monthly_hazard: 0.0041667,
      age_factors: [
        {
          below: 200,
          factor: 1,
        },
      ],
    },
  },
};
