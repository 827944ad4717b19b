/** What asking would look like and cost, before anybody is asked: no key, no provider. */
import { describe, expect, it } from 'vitest';
import { project } from './testing/ceteris.ts';

const ASKING = [
  ['payments/exp2', 'payments.policy'],
  ['loans/market', 'loans.rate'],
  ['loans/collusion', 'loans.rate'],
  ['enterprise/simulate', 'enterprise.household'],
  ['enterprise/predict', 'enterprise.household'],
  ['resilience/train', 'resilience.move'],
  ['resilience/evaluate --set model_mode=plan', 'resilience.plan'],
] as const;

describe.each(ASKING)('%s', (experiment, role) => {
  const offline = (command: string) => project().shell(`OPENAI_API_KEY='' OPENAI_BASE_URL='http://127.0.0.1:9' $CETERIS ${command}`);

  it('shows a prompt and its schema', () => {
    const { stdout, code } = offline(`prompt ${experiment} --model openai:gpt-5.2 --json`);
    expect(code).toBe(0);
    const prompt = JSON.parse(stdout) as { role: string; system: string; user: string; schema: object };
    expect(prompt.role).toBe(role);
    expect(prompt.system.length).toBeGreaterThan(40);
    expect(prompt.user.length).toBeGreaterThan(40);
    expect(prompt.schema).toMatchObject({ type: 'object' });
  });

  it('says what the run will take at most: calls, tokens, price', () => {
    const { stdout, code } = offline(`run ${experiment} --model openai:gpt-5.2 --dry-run`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/at most: [\d,]+ calls, [\d,]+ input tokens, [\d,]+ output tokens, \$[\d.,]+\./);
  });
});

it('where rules decide there is no prompt, and the way to one is said', () => {
  const { stderr, code } = project().shell('$CETERIS prompt resilience/train');
  expect(code).toBe(2);
  expect(stderr).toContain('--model openai:');
});
