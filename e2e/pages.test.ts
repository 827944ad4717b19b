/** Pages whose commands run as printed. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, ROOT } from './testing/ceteris.ts';

function commandsOf(page: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap((match) => (match[1] ?? '').split('\n')).filter((line) => line.trim() !== '');
}

function outputsOf(page: string): string[] {
  const study = project();
  cpSync(join(ROOT, 'experiments'), study.path('experiments'), { recursive: true });
  return commandsOf(page).map((command) => {
    const { code, stdout, stderr } = study.shell(command.replace(/^ceteris/, '$CETERIS'));
    expect({ command, code, stderr: code === 0 ? '' : stderr }).toEqual({ command, code: 0, stderr: '' });
    return stdout;
  });
}

describe('docs/payments/prompts.md', () => {
  it('its commands do what it says', () => {
    const [first, second, forecast] = outputsOf('payments/prompts.md');
    expect(first).toContain('You run the liquidity desk of BANK_A');
    expect(first).toContain('## Your cost nearby');
    const bold = JSON.parse(second ?? '') as { agent: string; user: string; schema: { type: string } };
    expect(bold).toMatchObject({ agent: 'BANK_B', schema: { type: 'object' } });
    expect(bold.user).toContain('Be bold.');
    expect(bold.user).not.toContain('## Your cost nearby');
    expect(forecast).toMatch(/anthropic:claude-sonnet-4-5 .* 150 calls, [\d,]+ input tokens, [\d,]+ output tokens, \$\d/);
  });

  it('a wrong bank is refused with the nearest', () => {
    expect(project().ceteris('prompt', 'payments/exp1', '--agent', 'BANK_C')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean BANK_A?'),
    });
  });
});

describe('docs/payments/learning.md', () => {
  it('its commands do what it says', () => {
    const [castro] = outputsOf('payments/learning.md');
    expect(castro).toContain('reinforce');
  }, 240_000);
});

describe('docs/method.md', () => {
  it('its commands do what it says', () => {
    const [, verified, replayed, , compared] = outputsOf('method.md');
    expect(verified).toContain('The run is what it says it is.');
    expect(replayed).toMatch(/^same {2}/);
    expect(compared).toMatch(/optimisation\.gate +own-cost +accept-all/);
  });

  it('points only to what exists', () => {
    for (const [, link = ''] of readFileSync(join(ROOT, 'docs/method.md'), 'utf8').matchAll(/\]\(([^)]+)\)/g))
      expect(existsSync(join(ROOT, 'docs', link)), link).toBe(true);
  });
});
