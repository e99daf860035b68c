/** Restores the reading order of documents: a database stores the members of an object in its own order. */
import { z } from 'zod';
import { configurationSchema } from './schema.ts';

/** The parts of a JSON Schema that define the order of members. */
interface Schema {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
}

type Root = Schema & { readonly $defs?: Readonly<Record<string, Schema>> };

/** The same document with its members in the order of the schema. Members that the schema does not name stay last. */
export function inReadingOrder(document: unknown): unknown {
  const root = z.toJSONSchema(configurationSchema, { io: 'input', unrepresentable: 'any' }) as Root;
  const ordered = (value: unknown, schemas: readonly Schema[]): unknown => {
    if (Array.isArray(value)) {
      const items = variantsOf(
        schemas.flatMap((each) => asSchema(each.items)),
        root,
      );
      return value.map((each) => ordered(each, items));
    }
    if (typeof value !== 'object' || value === null) return value;
    const names = schemas.flatMap((each) => [
      ...Object.keys(each.properties ?? {}),
      ...(each.propertyNames?.enum ?? []),
    ]);
    const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => place(a) - place(b))
        .map(([name, member]) => {
          const below = schemas.flatMap((each) => asSchema(each.properties?.[name] ?? each.additionalProperties));
          return [name, ordered(member, variantsOf(below, root))];
        }),
    );
  };
  return ordered(document, variantsOf([root], root));
}

/** All schemas that a value may match, with references resolved. */
function variantsOf(schemas: readonly Schema[], root: Root): readonly Schema[] {
  return schemas.flatMap((schema) => {
    const { $ref, anyOf = [], oneOf = [], allOf = [] } = schema;
    const named = $ref === undefined ? undefined : root.$defs?.[$ref.replace('#/$defs/', '')];
    const more = [...(named === undefined ? [] : [named]), ...anyOf, ...oneOf, ...allOf];
    return [schema, ...variantsOf(more, root)];
  });
}

function asSchema(schema: Schema | boolean | undefined): readonly Schema[] {
  return typeof schema === 'object' ? [schema] : [];
}
