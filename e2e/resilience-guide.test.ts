/** The guides of the resilience world: every command that they print is accepted, and their TypeScript runs as printed. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { project, ROOT } from './testing/ceteris.ts';

const FOLDER = join(ROOT, 'docs', 'resilience');
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const commandsOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^ {4}ceteris /.test(line))
    .map((line) => line.trim().replace(/\s+#.*$/, ''));
const examplesOf = (text: string): string[] => [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

it('every command of docs/resilience is accepted', () => {
  const seen = new Set<string>();
  let played = 0;
  for (const { text } of pages) {
    const commands = commandsOf(text);
    if (commands.every((command) => seen.has(command))) continue;
    const study = project();
    cpSync(join(ROOT, 'experiments'), study.path('experiments'), { recursive: true });
    for (const command of commands) {
      if (seen.has(command) && !command.startsWith('ceteris init')) continue;
      seen.add(command);
      // Sessions of learning are played in tests of their own.
      const line = command.startsWith('ceteris run ') ? `${command} --dry-run` : command;
      const { code, stderr } = study.shell(line.replace(/^ceteris/, '$CETERIS'));
      expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
      played++;
    }
  }
  expect(played).toBeGreaterThan(7);
}, 120_000);

it('library examples of guide and README run as printed', () => {
  const examples = [...pages.flatMap(({ text }) => examplesOf(text)), ...examplesOf(readme)].filter((code) =>
    code.includes("from 'ceteris/resilience'"),
  );
  expect(examples.length).toBe(2);
  for (const code of examples) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^(\d+ % recover, in \d+ days \(effort quick\)\n\d+ routes of two sessions|\d+ \{ p: 0\.\d+, lo: 0\.\d+, hi: 0\.\d+ \})\n$/,
    );
  }
}, 60_000);

it('the guides point only to what exists, and each is reached from the first', () => {
  for (const { name, text } of pages) {
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1] ?? '').filter((link) => !link.startsWith('http'));
    expect({ name, dead: links.filter((link) => !existsSync(join(FOLDER, link))) }).toEqual({ name, dead: [] });
  }
  const guide = pages.find(({ name }) => name === 'guide.md')?.text ?? '';
  for (const { name } of pages) if (name !== 'guide.md') expect(guide).toContain(`(${name})`);
});
