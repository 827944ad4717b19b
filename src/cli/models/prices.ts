import { readText } from '../config/read-file.ts';
import { DEFAULT_PRICES, mergePrices, type ModelPrice, type PriceTable, readPriceTable } from '../../decide/index.ts';

/** The built-in price table under the user's own. */
export const pricesFrom = (file: string | undefined): PriceTable =>
  file === undefined ? DEFAULT_PRICES : mergePrices(DEFAULT_PRICES, readPriceTable(readText(file), file));

/** As price files write it. */
export const priceFacts = (price: ModelPrice): Record<string, unknown> => ({
  input: price.input,
  ...(price.cachedInput === undefined ? {} : { cached_input: price.cachedInput }),
  output: price.output,
  as_of: price.asOf,
});

export const priceText = (price: ModelPrice | null): string =>
  price === null
    ? 'no price known: name a table with --prices'
    : `$${price.input} in, $${price.output} out per million tokens (as of ${price.asOf})`;
