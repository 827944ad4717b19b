/** What an experiment's schema says of its keys, as plain rows: for help, `info`, nearest names and defaults. */
import { z, type ZodType } from 'zod';

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly default?: unknown;
}

export interface KeyRow {
  /** Dot path. */
  readonly key: string;
  readonly type: string;
  readonly description: string;
  readonly default: unknown;
}

/** The schema of what a file may say (before defaults), with every part that JSON Schema can express. */
export class SchemaKeys {
  readonly #root: JsonSchema;

  constructor(schema: ZodType) {
    this.#root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  }

  /** Alternatives that a value at this schema may take, references resolved. */
  #variants(schema: JsonSchema): JsonSchema[] {
    if (schema.$ref !== undefined) {
      const target = schema.$ref === '#' ? this.#root : this.#root.$defs?.[schema.$ref.replace('#/$defs/', '')];
      return target === undefined ? [] : this.#variants(target);
    }
    const nested = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
    return nested.length === 0 ? [schema] : nested.flatMap((item) => this.#variants(item));
  }

  #at(path: readonly PropertyKey[]): JsonSchema[] {
    let here = this.#variants(this.#root);
    for (const part of path) {
      here = here.flatMap((schema) => {
        const own = schema.properties?.[String(part)];
        const rest = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
        const next = typeof part === 'number' || /^\d+$/.test(String(part)) ? (schema.items ?? own ?? rest) : (own ?? rest);
        return next === undefined ? [] : this.#variants(next);
      });
    }
    return here;
  }

  /** Known keys below a path, in the schema's order. */
  keysAt(path: readonly PropertyKey[]): string[] {
    return [...new Set(this.#at(path).flatMap((schema) => Object.keys(schema.properties ?? {})))];
  }

  /** Whether any key may stand below this path: maps by bank id, free-form objects, texts that name a file. */
  isOpen(path: readonly PropertyKey[]): boolean {
    return this.#at(path).some(
      (schema) =>
        (schema.type === undefined && schema.properties === undefined && schema.enum === undefined && schema.const === undefined) ||
        schema.type === 'array' ||
        (schema.type === 'object' &&
          schema.additionalProperties !== false &&
          (schema.properties === undefined || schema.additionalProperties !== undefined)),
    );
  }

  rows(): KeyRow[] {
    const rows: KeyRow[] = [];
    const walk = (schema: JsonSchema, key: string, depth: number): void => {
      const variants = this.#variants(schema);
      const objects = variants.filter((item) => item.properties !== undefined);
      if (key !== '' && (objects.length === 0 || schema.description !== undefined)) {
        rows.push({
          key,
          type: [...new Set(variants.map(typeText))].join(' | '),
          description: schema.description ?? variants[0]?.description ?? '',
          default: schema.default,
        });
      }
      if (depth > 4) return;
      for (const item of objects) {
        for (const [name, child] of Object.entries(item.properties ?? {})) walk(child, key === '' ? name : `${key}.${name}`, depth + 1);
      }
    };
    walk(this.#root, '', 0);
    return rows.filter((row, i) => rows.findIndex((other) => other.key === row.key) === i);
  }
}

function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((item) => JSON.stringify(item)).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  return (schema.type as string | undefined) ?? 'any';
}
