import { setTimeout as delay } from 'node:timers/promises';
import { type ConnectionLike, isGrpcServiceError } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../workflows/contract/search-attributes.ts';

/** The Temporal services used here: both the client's and the worker's connection have them. */
export type TemporalServices = Pick<ConnectionLike, 'workflowService' | 'operatorService'>;

/** Temporal's numbers for the types that we use (temporal.api.enums.v1.IndexedValueType). */
const TYPE_NUMBERS = { KEYWORD: 2, DATETIME: 6 } as const;

/** gRPC status codes that are answers here, not faults. */
const INVALID_ARGUMENT = 3;
const ALREADY_EXISTS = 6;

/** Milliseconds: caches of a server's parts are refreshed within seconds. */
const VISIBLE_WITHIN = 60_000;
const LOOK_EVERY = 100;

/** The search attributes cannot be set up. The message says what to do. */
class SearchAttributesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SearchAttributesError';
  }
}

/**
 * The names of our search attributes that a namespace lacks, or has with another type. A worker must not start while
 * there are any: the first upsert of an unknown attribute would block its run until someone adds it.
 */
export async function missingSearchAttributes(connection: TemporalServices, namespace: string): Promise<string[]> {
  const present = await presentTypes(connection, namespace);
  return SEARCH_ATTRIBUTES.filter(({ name, type }) => present.get(name) !== TYPE_NUMBERS[type]).map(({ name }) => name);
}

/**
 * @param setUp registers what is missing.
 * @throws when something is missing and is not registered. The message says what to do.
 */
export async function requireSearchAttributes(
  connection: TemporalServices,
  namespace: string,
  setUp: boolean,
): Promise<void> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return;
  if (setUp) return registerSearchAttributes(connection, namespace);
  throw new SearchAttributesError(
    `The namespace ${namespace} lacks the search attributes ${missing.join(', ')}. Run \`npm run temporal:setup\` first.`,
  );
}

/**
 * Registers our search attributes in a namespace and waits until they can be used; does nothing when they exist.
 * @throws SearchAttributesError when a name is taken by an attribute of another type, or the server refuses.
 */
export async function registerSearchAttributes(connection: TemporalServices, namespace: string): Promise<void> {
  const present = await presentTypes(connection, namespace);
  const mistyped = SEARCH_ATTRIBUTES.filter(
    ({ name, type }) => present.has(name) && present.get(name) !== TYPE_NUMBERS[type],
  );
  if (mistyped.length > 0) {
    throw new SearchAttributesError(
      `Namespace ${namespace} has ${mistyped.map(({ name }) => name).join(', ')} with another type than ` +
        `${mistyped.map(({ type }) => type.toLowerCase()).join(', ')}: remove that attribute or use another namespace.`,
    );
  }
  const lacking = SEARCH_ATTRIBUTES.filter(({ name }) => !present.has(name));
  if (lacking.length > 0) {
    try {
      await addSearchAttributes(connection, namespace, lacking);
    } catch (error) {
      // Another process was faster.
      if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw refused(error, namespace);
    }
  }
  await untilUsable(connection, namespace);
}

/** Asks the server to add search attributes, and nothing more: the time-skipping test server understands only that. */
export async function addSearchAttributes(
  connection: TemporalServices,
  namespace: string,
  attributes: readonly (typeof SEARCH_ATTRIBUTES)[number][] = SEARCH_ATTRIBUTES,
): Promise<void> {
  const searchAttributes = Object.fromEntries(attributes.map(({ name, type }) => [name, TYPE_NUMBERS[type]]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

async function untilUsable(connection: TemporalServices, namespace: string): Promise<void> {
  const deadline = Date.now() + VISIBLE_WITHIN;
  while (!(await areUsable(connection, namespace))) {
    if (Date.now() > deadline)
      throw new SearchAttributesError(
        `Temporal took the search attributes of namespace ${namespace} but does not show them after ${VISIBLE_WITHIN / 1000} s: try again.`,
      );
    await delay(LOOK_EVERY);
  }
}

/**
 * A listed attribute is not enough: the server's parts that check a query, or an upsert, learn of it a moment later.
 */
async function areUsable(connection: TemporalServices, namespace: string): Promise<boolean> {
  if ((await missingSearchAttributes(connection, namespace)).length > 0) return false;
  const query = SEARCH_ATTRIBUTES.map(({ name }) => `${name} IS NULL`).join(' AND ');
  try {
    await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1, query });
    return true;
  } catch (error) {
    if (!isGrpcServiceError(error)) throw error;
    if (error.code === INVALID_ARGUMENT) return false;
    throw error;
  }
}

async function presentTypes(connection: TemporalServices, namespace: string): Promise<ReadonlyMap<string, number>> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return new Map(Object.entries(customAttributes ?? {}));
  } catch (error) {
    throw refused(error, namespace);
  }
}

function refused(error: unknown, namespace: string): SearchAttributesError {
  const why = isGrpcServiceError(error) ? error.details : String(error);
  return new SearchAttributesError(
    `Temporal does not let us see or add the search attributes of namespace ${namespace} (${why}): add ` +
      `${SEARCH_ATTRIBUTES.map(({ name, type }) => `${name} (${type.toLowerCase()})`).join(', ')} with its own tools.`,
  );
}
