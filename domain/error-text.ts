/**
 * The text and code of an error. Node puts the actual failure into causes and AggregateErrors, and may leave `code`
 * undefined.
 */

/** How deep causes are followed: a cause may be its own. */
const DEPTH = 6;

/** The error, then the errors that it gathers and its causes, outermost first. */
export function* errorChain(error: unknown, depth = DEPTH): Generator<Error> {
  if (!(error instanceof Error) || depth === 0) return;
  yield error;
  if (error instanceof AggregateError) for (const each of error.errors) yield* errorChain(each, depth - 1);
  yield* errorChain(error.cause, depth - 1);
}

/** The outermost `code` that is a text, such as `ECONNREFUSED`. */
export function errorCode(error: unknown): string | undefined {
  for (const each of errorChain(error)) {
    if ('code' in each && typeof each.code === 'string' && each.code !== '') return each.code;
  }
  return undefined;
}

/** The outermost message that is not empty; without one, the code or the error's name. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  for (const { message } of errorChain(error)) if (message !== '') return message;
  return errorCode(error) ?? error.name;
}
