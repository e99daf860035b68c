/** Text that PostgreSQL cannot keep, made keepable: people's words come from outside and may hold anything. */

/** U+0000, and half of a surrogate pair, which is what cutting a text inside an emoji leaves behind. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** Puts U+FFFD, the sign for a character that is lost, in the place of each character that cannot be stored. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '\uFFFD');
}

/**
 * A value as it will come back from the database: without undefined members, and with storable texts. Without this a
 * single such character in a justification would fail the save of its request on every retry, for ever.
 */
export function storable<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  ) as Value;
}
