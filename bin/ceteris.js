#!/usr/bin/env node
// The command's door: plain JavaScript, so that it can speak even when nothing is built yet.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const entry = new URL('../dist/cli/main.js', import.meta.url);

function refuse(code, message, remedy) {
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { code, message, remedy } })}\n`);
  else process.stderr.write(`error: ${message}\n  fix: ${remedy}\n`);
  process.exitCode = 2;
}

if (major < 20 || (major === 20 && minor < 19)) {
  refuse('NODE_TOO_OLD', `ceteris needs Node 20.19 or later, this is ${process.version}`, 'install a newer Node from https://nodejs.org');
} else if (!existsSync(entry)) {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  refuse('NOT_BUILT', 'ceteris is not built yet (dist is missing)', `run \`npm install && npm run build\` in ${folder}`);
} else {
  await import('./engine.js');
  const { main } = await import(entry.href);
  await main(process.argv.slice(2));
}
