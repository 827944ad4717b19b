/** Evidence: a number, and the query of the ledger that it comes from. A citation is run before it is believed. */
import { CeterisError, nearest } from '../../../../core/index.ts';
import { object, text } from './analyst.ts';

export interface Citation {
  readonly query: string;
  /** In the order of the query's parameters. */
  readonly arguments: readonly string[];
  readonly value: number;
}

export interface LedgerQuery {
  readonly description: string;
  readonly parameters: readonly string[];
  /** A single number; `$1`, `$2` stand for the arguments as SQL literals. */
  readonly sql: string;
  /** The same number from memory; null: there is no such row. */
  readonly value: (...values: readonly string[]) => number | null;
}

export type QueryCatalogue = Readonly<Record<string, LedgerQuery>>;

/** Cited values may be rounded by this much, relative to their size (at least 1). */
const TOLERANCE = 0.01;

/** @throws CeterisError EVIDENCE_UNKNOWN for a query or a row that doesn't exist */
export function runCitation(catalogue: QueryCatalogue, { query: name, arguments: values }: Omit<Citation, 'value'>): number {
  const query = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  if (query === undefined) {
    const near = nearest(name, Object.keys(catalogue));
    throw unknown(
      `there is no query ${JSON.stringify(name)}`,
      near === null ? `Cite one of ${Object.keys(catalogue).join(', ')}.` : `Did you mean ${near}?`,
    );
  }
  const value = values.length === query.parameters.length ? query.value(...values) : null;
  if (value !== null && Number.isFinite(value)) return value;
  throw unknown(
    `${citationText({ query: name, arguments: values })} gives nothing`,
    query.parameters.length === 0 ? `${name} takes no arguments.` : `${name} takes: ${query.parameters.join(', ')}.`,
  );
}

/** Runs every citation. @throws CeterisError EVIDENCE_UNKNOWN, or EVIDENCE_WRONG where the ledger says otherwise */
export function checkCitations(catalogue: QueryCatalogue, citations: readonly Citation[]): void {
  for (const citation of citations) {
    const actual = runCitation(catalogue, citation);
    if (!(Math.abs(citation.value - actual) <= TOLERANCE * Math.max(1, Math.abs(actual))))
      throw new CeterisError(
        'EVIDENCE_WRONG',
        `The evidence is wrong: ${citationText(citation)} is ${Number(actual.toPrecision(6))}, not ${citation.value}.`,
        'Cite what the ledger says.',
      );
  }
}

export const cite = (catalogue: QueryCatalogue, query: string, ...values: readonly (string | number)[]): Citation => {
  const args = values.map(String);
  return { query, arguments: args, value: runCitation(catalogue, { query, arguments: args }) };
};

export const citationText = ({ query, arguments: values }: Omit<Citation, 'value'>): string => `${query}(${values.join(', ')})`;

/** The SQL of a citation, ready to run on the run's ledger. */
export const citationSql = (catalogue: QueryCatalogue, { query, arguments: values }: Omit<Citation, 'value'>): string =>
  catalogue[query]!.sql.replace(/\$(\d)/g, (_, place: string) => literal(values[Number(place) - 1] ?? ''));

const literal = (value: string): string => (/^\d+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`);

/** What a model may cite, for its data. */
export const catalogueFacts = (catalogue: QueryCatalogue): { query: string; parameters: readonly string[]; description: string }[] =>
  Object.entries(catalogue).map(([query, { parameters, description }]) => ({ query, parameters, description }));

export const citationsSchema = (catalogue: QueryCatalogue): object => ({
  type: 'array',
  minItems: 1,
  maxItems: 6,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['query', 'arguments', 'value'],
    properties: {
      query: { type: 'string', enum: Object.keys(catalogue), description: 'a query of the ledger' },
      arguments: { type: 'array', maxItems: 3, items: { type: 'string' }, description: 'in the order of its parameters' },
      value: { type: 'number', description: 'what it gives' },
    },
  },
});

/** What a list of claims is called in an answer: the keys of type and claim, the types, what a claim is, and how many fit. */
export interface ClaimList {
  readonly type: string;
  readonly types: readonly string[];
  readonly claim: string;
  readonly about: string;
  readonly most: number;
}

/** Claims of a type, each with a confidence and citations. */
export const claimsSchema = (catalogue: QueryCatalogue, { type, types, claim, about, most }: ClaimList): object => ({
  type: 'array',
  minItems: 1,
  maxItems: most,
  items: object({
    [type]: { type: 'string', enum: [...types] },
    [claim]: text(about),
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    evidence: citationsSchema(catalogue),
  }),
});

/** Runs the citations of every claim. @throws CeterisError EVIDENCE_UNKNOWN, EVIDENCE_WRONG */
export const checkClaims = (catalogue: QueryCatalogue, claims: readonly { readonly evidence: readonly Citation[] }[]): void =>
  checkCitations(
    catalogue,
    claims.flatMap(({ evidence }) => evidence),
  );

const unknown = (cause: string, remedy: string): CeterisError =>
  new CeterisError('EVIDENCE_UNKNOWN', `The evidence does not exist: ${cause}.`, remedy);
