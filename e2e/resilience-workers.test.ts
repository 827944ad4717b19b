/** The resilience world's runs, whoever computes them. */
import { expect, it } from 'vitest';
import { project } from './testing/ceteris.ts';

it('11.6 a training session has the same digest on one worker as on eight', () => {
  const study = project();
  const digestOf = (workers: number): unknown =>
    study.json('run', 'resilience/train', '--scenarios', '10', '--quiet', '--executor', 'threads', '--workers', String(workers))['digest'];
  const alone = digestOf(1);
  expect(alone).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOf(8)).toBe(alone);
});
