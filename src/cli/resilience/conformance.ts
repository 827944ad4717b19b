import { checkedValue } from '../../core/yaml/index.ts';
import { readYamlFile } from '../config/read-file.ts';
/** A file of small problems and pairs of moves (`instances`, `commutators`): exact values and order brackets as one JSON object. */
import { z } from 'zod';
import { smallInstanceSchema, solveSmall } from '../../worlds/resilience/mesh/index.ts';
import { orderBracket, PLAIN_MOVES, plainSheetSchema } from '../../worlds/resilience/moves/index.ts';

const letter = z.enum(Object.keys(PLAIN_MOVES) as [string, ...string[]]);
/** Cases may carry notes of their own: keys that nothing reads are let through. */
const schema = z.object({
  instances: z.array(z.object(smallInstanceSchema.shape)).default([]),
  commutators: z.array(z.object({ id: z.string(), pair: z.tuple([letter, letter]), state: z.object(plainSheetSchema.shape) })).default([]),
});

export function* resilienceConformance(file: string): Generator<unknown> {
  const cases = checkedValue(readYamlFile(file), schema);
  yield {
    instances: cases.instances.map((instance) => solveSmall(instance)),
    commutators: cases.commutators.map(({ id, pair: [a, b], state }) => ({ id, pair: [a, b], ...orderBracket(state, a, b) })),
  };
}
