/** The keys that a schema accepts at a place, for correcting a misspelt one. */
import type { z } from 'zod';
import type { Path } from './part.ts';

type Schema = z.core.$ZodType;

/** All keys that some branch of the schema accepts there; none if it accepts any key. */
export function keysAt(schema: Schema, path: Path): readonly string[] {
  const [step, ...rest] = path;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      return keysAt(def.innerType, path);
    case 'pipe':
      return keysAt(def.in, path);
    case 'union':
      return [...new Set(def.options.flatMap((option) => keysAt(option, path)))];
    case 'array':
      return step === undefined ? [] : keysAt(def.element, rest);
    case 'record':
      return step === undefined ? namesOf(def.keyType) : keysAt(def.valueType, rest);
    case 'object': {
      if (step === undefined) return Object.keys(def.shape);
      const next = def.shape[String(step)] ?? def.catchall;
      return next === undefined ? [] : keysAt(next, rest);
    }
    default:
      return [];
  }
}

function namesOf(keyType: Schema): readonly string[] {
  const { def } = (keyType as z.core.$ZodTypes)._zod;
  return def.type === 'enum' ? Object.values(def.entries).map(String) : [];
}
