import { parse } from 'yaml';
import { z } from 'zod';
import { CeterisError, nearest } from '../../core/index.ts';
import { type Complaint, mostTelling } from '../../core/yaml/index.ts';

/** US dollars per million tokens. */
interface Rates {
  readonly input: number;
  /** Absent: as `input`. */
  readonly cachedInput?: number | undefined;
  /** Input that the provider stores for later calls. Absent: as `input`. */
  readonly cacheWrite?: number | undefined;
  readonly output: number;
}

export interface ModelPrice extends Rates {
  /** Where prompts beyond a length cost more, for the whole call. */
  readonly longPrompt?: (Rates & { readonly aboveInputTokens: number }) | undefined;
  /** Most tokens that the model can write, thinking included. */
  readonly maxOutputTokens?: number | undefined;
  /** Day on which somebody looked. */
  readonly asOf: string;
  readonly source?: string | undefined;
}

/** Prices by `provider:model`. */
export type PriceTable = ReadonlyMap<string, ModelPrice>;

const rate = z.number().min(0);
const rates = { input: rate, cached_input: rate.optional(), cache_write: rate.optional(), output: rate };
const priceSchema = z.strictObject({
  ...rates,
  long_prompt: z.strictObject({ ...rates, above_input_tokens: z.int().positive() }).optional(),
  max_output_tokens: z.int().positive().optional(),
  as_of: z.iso.date(),
  source: z.string().optional(),
});
const tableSchema = z.strictObject({
  currency: z.literal('USD'),
  per: z.literal('million tokens'),
  models: z.record(z.string().regex(/^[a-z]+:\S+$/, 'is not provider:model'), priceSchema),
});

/**
 * Reads a price table, YAML or JSON.
 * @throws CeterisError PRICES_INVALID
 */
export function readPriceTable(text: string, file?: string): PriceTable {
  let data: unknown;
  try {
    data = text.trimStart().startsWith('{') ? JSON.parse(text) : parse(text);
  } catch (error) {
    throw invalid((error as Error).message.split('\n')[0], file);
  }
  const read = tableSchema.safeParse(data);
  if (!read.success) {
    const issue = mostTelling(read.error.issues as unknown as readonly Complaint[]);
    throw invalid(`${issue.path.join('.') || 'the file'}: ${describe(issue)}`, file, issue.path.join('.'));
  }
  return new Map(Object.entries(read.data.models).map(([name, price]) => [name, toPrice(price)]));
}

/** The second table's prices win. */
export const mergePrices = (base: PriceTable, over: PriceTable): PriceTable => new Map([...base, ...over]);

/** A dated snapshot costs what its model costs: `gpt-5.2-2025-12-11`, `claude-sonnet-4-5-20250929`, `gemini-2.5-flash-001`. Nothing else is guessed. */
export function priceOf(prices: PriceTable, name: string): ModelPrice | null {
  return prices.get(name) ?? prices.get(name.replace(/([-@]\d{4}-?\d{2}-?\d{2}|-latest|-\d{3})$/, '')) ?? null;
}

/** Dollars of one call. */
export function costUsd(
  price: ModelPrice,
  tokens: { readonly input: number; readonly cachedInput: number; readonly cacheWrite: number; readonly output: number },
): number {
  const { longPrompt } = price;
  const rates = longPrompt !== undefined && tokens.input > longPrompt.aboveInputTokens ? longPrompt : price;
  const cached = Math.min(tokens.cachedInput, tokens.input);
  const written = Math.min(tokens.cacheWrite, tokens.input - cached);
  const fresh = tokens.input - cached - written;
  const { input, cachedInput = input, cacheWrite = input, output } = rates;
  return (fresh * input + cached * cachedInput + written * cacheWrite + tokens.output * output) / 1e6;
}

/** Dollars that no call of so many tokens can exceed. */
export function mostUsd(price: ModelPrice, inputTokens: number, outputTokens: number): number {
  const dearest = (rates: Rates): number =>
    (inputTokens * Math.max(rates.input, rates.cachedInput ?? 0, rates.cacheWrite ?? 0) + outputTokens * rates.output) / 1e6;
  const { longPrompt } = price;
  return Math.max(dearest(price), longPrompt !== undefined && inputTokens > longPrompt.aboveInputTokens ? dearest(longPrompt) : 0);
}

/** For budgets in dollars, which can't hold what they can't count. */
export const priceUnknown = (name: string): CeterisError =>
  new CeterisError(
    'PRICE_UNKNOWN',
    `No price is known for ${name}, so a budget in dollars can't be kept.`,
    'Add the model to a price table of your own and name it with --prices, or limit the run with --max-calls or --max-tokens instead.',
    { path: 'model' },
  );

type ReadRates = { input: number; cached_input?: number | undefined; cache_write?: number | undefined; output: number };
const toRates = ({ input, cached_input, cache_write, output }: ReadRates): Rates => ({
  input,
  cachedInput: cached_input,
  cacheWrite: cache_write,
  output,
});

function toPrice(read: z.output<typeof priceSchema>): ModelPrice {
  const { long_prompt: long } = read;
  return {
    ...toRates(read),
    longPrompt: long && { ...toRates(long), aboveInputTokens: long.above_input_tokens },
    maxOutputTokens: read.max_output_tokens,
    asOf: read.as_of,
    source: read.source,
  };
}

const KEYS = [...Object.keys(priceSchema.shape), ...Object.keys(tableSchema.shape), 'above_input_tokens'];

function describe({ code, message, keys: [key = ''] = [] }: Complaint): string {
  if (code !== 'unrecognized_keys') return message;
  const meant = nearest(key, KEYS);
  return `unknown key ${JSON.stringify(key)}${meant === null ? '' : `, did you mean ${meant}?`}`;
}

const invalid = (why: string, file: string | undefined, path?: string): CeterisError =>
  new CeterisError(
    'PRICES_INVALID',
    `The price table can't be read: ${why}.`,
    'Write `currency: USD`, `per: million tokens` and, under `models`, for each provider:model `input`, `output` and `as_of` (the day on which you looked); see docs/models.md.',
    { ...(file !== undefined && { file }), ...(path && { path }) },
  );
