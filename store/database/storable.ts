/** Makes text storable in PostgreSQL: people's words come from outside and may hold any character. */

/** U+0000, and half of a surrogate pair, which remains when a text is cut inside an emoji. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Replaces each character that cannot be stored with U+FFFD, the sign for a lost character. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '\uFFFD');
}

/**
 * A value as it will come back from the database: without undefined members, and with storable texts. Otherwise one
 * such character in a justification would fail every retry of the save of its request.
 */
export function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  ) as Value;
}
