// How much of a chain of small functions V8 may melt into one. A household's month is such a chain, and the default, 920 bytecodes, ends in
// the middle of it: numbers are boxed from there on. With room for all of it a month takes 325 ns instead of 423 (`npm run bench resilience`);
// results are the same. Known to the engines of Node 20 to 26; one that doesn't know it would say so on every start.
import { setFlagsFromString } from 'node:v8';

if (Number.parseInt(process.versions.node, 10) <= 26) setFlagsFromString('--max-inlined-bytecode-size-cumulative=2500');
