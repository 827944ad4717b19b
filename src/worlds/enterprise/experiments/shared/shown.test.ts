import { expect, it } from 'vitest';
import { countryName, shownModel, shownPath } from './shown.ts';

it('outputs name files and models without the folders of the machine', () => {
  expect(shownModel('script:/home/someone/all.ndjson')).toBe('script:all.ndjson');
  expect(shownModel('replay:C:\\runs\\20260101-abc')).toBe('replay:20260101-abc');
  expect(shownModel('openai:gpt-5.2')).toBe('openai:gpt-5.2');
  expect(shownPath('/data/tanzania/household_targets.csv')).toBe('household_targets.csv');
  expect(shownPath('scenarios/bust.yaml')).toBe('scenarios/bust.yaml');
  expect(countryName('tanzania')).toBe('Tanzania');
});
