import { expect, test } from 'vitest';
import { DEFAULT_PARAMETERS, householdState, macroState, pathDraws } from '../state/index.ts';
import { contextAt, planQuestion } from './index.ts';

const state = householdState({
  ageYears: 40,
  marital: 'single',
  earners: [{ wageCents: 500_000 }],
  cashCents: 900_000,
  essentialCents: 300_000,
  discretionaryCents: 100_000,
});
const question = planQuestion([], state, contextAt({ state, macro: macroState(), month: 2 }, 60, pathDraws(1)(0), DEFAULT_PARAMETERS));
const parse = (rules: unknown) => question.parse(JSON.stringify({ reason: 'so', rules }));

test('a plan becomes the rules that planners play, bounds of one look together', () => {
  const rules = [
    {
      when: [
        { look: 'cash_months', is: '>=', than: 1 },
        { look: 'cash_months', is: '<', than: 3 },
        { look: 'cash_months', is: '<', than: 2 },
        { look: 'unemployed', is: '>', than: 0 },
      ],
      move: 'trim(level=2)',
    },
    { when: [], move: 'claim_benefit' },
  ];
  expect(parse(rules)).toEqual({
    kind: 'list',
    rules: [
      { if: { cash_months: { ge: 1, lt: 2 }, unemployed: { gt: 0 } }, do: { op: 'trim', level: 2 } },
      { if: {}, do: { op: 'claim_benefit' } },
    ],
  });
});

test.each([
  [
    'a rule that nobody meets',
    [
      {
        when: [
          { look: 'cash_months', is: '<', than: 1 },
          { look: 'cash_months', is: '>=', than: 1 },
        ],
        move: 'wait',
      },
    ],
    'cash_months as rule 1',
  ],
  ['a move that is not on the menu', [{ when: [], move: 'fly' }], 'move'],
  ['a look that there is not', [{ when: [{ look: 'luck', is: '<', than: 1 }], move: 'wait' }], 'look'],
  ['no rule at all', [], 'rules'],
])('refused, with words for the next try: %s', (_what, rules, words) => {
  expect(() => parse(rules)).toThrow(words);
});

test('the model is told the household, what rules may look at and every move, and nothing that only the simulation knows', () => {
  const user = question.prompt?.user;
  expect(user).toContain('- cash_months: 3');
  expect(user).toContain('- surplus_months: take-home pay less');
  expect(user).toContain('- pay_extra(months=0.5,order=avalanche,keep=1): pay down debt');
  expect(user).not.toMatch(/twin|hazard|draws|seed/);
});
