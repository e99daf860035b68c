/** Converts Zod schemas to JSON Schema. Schemas with an id become components; the others are inlined. */
import { z } from 'zod';

export type JsonSchema = { readonly [member: string]: unknown };

/** `documentAs` in a schema's meta: the schema to document instead. */
export interface Documented {
  readonly documentAs?: z.ZodType;
}

export class SchemaCollection {
  private readonly found = new Map<string, JsonSchema>();

  /** A reference to a schema with an id, else the schema itself. */
  of(schema: z.ZodType): JsonSchema {
    const id = z.globalRegistry.get(schema)?.id;
    if (id === undefined) return this.inline(schema);
    if (!this.found.has(id)) {
      const json = this.inline(schema);
      // Zod may put the schema itself into the definitions and return a reference.
      if (!this.found.has(id)) this.found.set(id, json);
    }
    return { $ref: reference(id) };
  }

  /** The schema itself. Referenced schemas become components. */
  inline(schema: z.ZodType): JsonSchema {
    const { $schema, $defs, id, ...json } = z.toJSONSchema(schema, {
      // The input side: request bodies, and responses before defaults are filled in.
      io: 'input',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => this.replace(zodSchema, jsonSchema),
    }) as Record<string, unknown>;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      if (!this.found.has(name)) this.found.set(name, pointingToComponents(definition));
    }
    return pointingToComponents(json);
  }

  components(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private replace(schema: z.core.$ZodTypes, json: Record<string, unknown>): void {
    const documented = (z.globalRegistry.get(schema) as Documented | undefined)?.documentAs;
    if (documented !== undefined) {
      for (const member of Object.keys(json)) if (member !== 'description') delete json[member];
      Object.assign(json, this.of(documented));
    }
    // Every JavaScript integer has these limits, so they are noise.
    if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
    if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  }
}

function reference(id: string): string {
  return `#/components/schemas/${id}`;
}

function pointingToComponents(value: unknown): JsonSchema {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) =>
      key === '$ref' && typeof member === 'string' ? member.replace(/^#\/\$defs\//, '#/components/schemas/') : member,
    ),
  ) as JsonSchema;
}
