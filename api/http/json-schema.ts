/** Zod's schemas as JSON Schema: those that carry an id become components, the others stand where they are used. */
import { z } from 'zod';

export type JsonSchema = { readonly [member: string]: unknown };

/** `documentAs` of a schema's meta: what is documented in its place. */
export interface Documented {
  readonly documentAs?: z.ZodType;
}

export class SchemaCollection {
  private readonly found = new Map<string, JsonSchema>();

  /** A reference for a schema with an id, else the schema itself. */
  of(schema: z.ZodType): JsonSchema {
    const id = z.globalRegistry.get(schema)?.id;
    if (id === undefined) return this.inline(schema);
    if (!this.found.has(id)) {
      const json = this.inline(schema);
      // Zod may put the schema itself among the definitions and answer with a reference to it.
      if (!this.found.has(id)) this.found.set(id, json);
    }
    return { $ref: reference(id) };
  }

  /** The schema itself; what it refers to becomes components. */
  inline(schema: z.ZodType): JsonSchema {
    const { $schema, $defs, id, ...json } = z.toJSONSchema(schema, {
      // What callers send, and what handlers answer with before anything is filled in.
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
    // Every integer of JavaScript is that small; saying so everywhere helps nobody.
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
