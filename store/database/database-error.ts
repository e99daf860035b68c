/** The error that leaves the store when a query fails: a sentence, never the statement or its values. */
import { DrizzleQueryError } from 'drizzle-orm';
import { errorCode, errorText } from '../../domain/error-text.ts';

/** The database refused a query or was lost while it ran. */
export class DatabaseError extends Error {
  /** PostgreSQL's SQLSTATE or Node's code of the socket's failure, where there is one. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(`The database failed: ${message}; see that it runs and is reachable, then try again.`);
    this.name = 'DatabaseError';
    this.code = code;
  }
}

/** The connection was lost between COMMIT and its answer. */
export class LostInCommit extends DatabaseError {
  constructor(code: string | undefined) {
    super('the connection was lost during a commit, so the change may or may not be stored', code);
    this.name = 'LostInCommit';
  }
}

/**
 * Drizzle writes the statement and its parameters into the message of a failed query, and that message goes to logs, to
 * the run's details and so into Temporal's history. The parameters hold people's reasons, and once the signing key.
 * The cause is left out too: PostgreSQL's `detail` quotes the row.
 */
export function asDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const cause = error instanceof DrizzleQueryError ? (error.cause ?? new Error('it gave no reason')) : error;
  return new DatabaseError(errorText(cause), errorCode(cause));
}

function withoutValues(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? asDatabaseError(error) : error;
}

/** The same repository, whose methods fail with a `DatabaseError` where a query failed. */
export function withSafeErrors<Repository extends object>(repository: Repository): Repository {
  const safe = Object.entries(repository).map(([name, method]) => [
    name,
    (...input: unknown[]) => {
      const answer: unknown = method(...input);
      return isStream(answer) ? safeStream(answer) : safePromise(answer);
    },
  ]);
  return Object.fromEntries(safe) as Repository;
}

async function safePromise(answer: unknown): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    throw withoutValues(error);
  }
}

async function* safeStream(answer: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* answer;
  } catch (error) {
    throw withoutValues(error);
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}
