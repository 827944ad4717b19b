import { expect, test } from 'vitest';
import { ln } from '../../../core/index.ts';
import { householdState, SLOT } from '../state/index.ts';
import { excite, fadingOf } from './excitation.ts';
import { DEFAULT_SHOCKS } from './index.ts';

const household = () =>
  householdState({
    ageYears: 40,
    marital: 'married',
    earners: [{ wageCents: 500_000 }],
    cashCents: 0,
    essentialCents: 300_000,
    discretionaryCents: 0,
  });
const fade = fadingOf(DEFAULT_SHOCKS);

test('each pair of shocks fades at its own pace, and what they add is added up', () => {
  const s = household();
  excite(s, 'medical_emergency', DEFAULT_SHOCKS);
  for (let month = 0; month < 4; month++) fade(s);
  excite(s, 'market_crash', DEFAULT_SHOCKS);
  excite(s, 'job_loss', DEFAULT_SHOCKS);
  for (let month = 0; month < 3; month++) fade(s);
  expect(s[SLOT.jobHazard]).toBeCloseTo(ln(2) * Math.exp(-7 / 6) + ln(1.8) * Math.exp(-3 / 9), 12);
  expect(s[SLOT.divorceHazard]).toBeCloseTo(ln(1.5) * Math.exp(-3 / 18), 12);
  expect(s[SLOT.medicalHazard]).toBeCloseTo(ln(1.2) * Math.exp(-3 / 12), 12);
});

test('a second shock of a kind adds to what is left of the first', () => {
  const s = household();
  excite(s, 'natural_disaster', DEFAULT_SHOCKS);
  fade(s);
  excite(s, 'natural_disaster', DEFAULT_SHOCKS);
  fade(s);
  expect(s[SLOT.jobHazard]).toBeCloseTo(ln(1.5) * (Math.exp(-1 / 6) + Math.exp(-2 / 6)), 12);
});

test('where nothing came, nothing fades', () => {
  const s = household();
  const before = s.slice();
  fade(s);
  expect(s).toEqual(before);
});
