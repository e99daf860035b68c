/** Errors and pages in Graph's format. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import { matchesFilter, UnsupportedQuery } from './filter.ts';
import type { EntraState } from './state.ts';

/** The state that the route files share. */
export interface EntraContext {
  readonly state: EntraState;
  save(): void;
  /** The maximum page size, whatever `$top` says. */
  readonly pageSize: number;
}

const CODES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['Request_BadRequest', 'The request is invalid.'],
  401: ['InvalidAuthenticationToken', 'Access token is empty or invalid.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  429: ['TooManyRequests', 'Too many requests.'],
  500: ['InternalServerError', 'An unexpected error occurred.'],
  503: ['serviceNotAvailable', 'The service is temporarily unavailable.'],
};

/** An error as Graph writes it: https://learn.microsoft.com/graph/errors */
export function sendGraphError(response: Response, status: number, message?: string, code?: string): void {
  const [usualCode, usualMessage] = CODES[status] ?? ['UnknownError', 'Unknown error.'];
  response.status(status).json({
    error: {
      code: code ?? usualCode,
      message: message ?? usualMessage,
      innerError: {
        date: new Date().toISOString().slice(0, 19),
        'request-id': response.get('request-id') ?? randomUUID(),
        'client-request-id': response.get('client-request-id') ?? randomUUID(),
      },
    },
  });
}

interface ListOptions<Item> {
  /** Properties that `$filter` supports on this list. */
  readonly filterable: readonly string[];
  /** The properties that `$search` reads; absent: the list is not searchable. */
  searchText?(item: Item): string;
  show(item: Item): Readonly<Record<string, unknown>>;
}

/** One page of a list, filtered, and the `@odata.nextLink` to the next. */
export function sendList<Item extends object>(
  response: Response,
  { pageSize }: EntraContext,
  items: readonly Item[],
  options: ListOptions<Item>,
): void {
  const { req: request } = response;
  const query = request.query as Readonly<Record<string, string | undefined>>;
  const eventual = request.get('consistencylevel')?.toLowerCase() === 'eventual';
  try {
    const found = chosen(items, query, eventual, options);
    const start = Number(query.$skiptoken ?? 0);
    const page = found.slice(start, start + Math.min(topOf(query), pageSize));
    const here = new URL(request.originalUrl, `${request.protocol}://${request.get('host')}`);
    const end = start + page.length;
    here.searchParams.set('$skiptoken', String(end));
    response.json({
      '@odata.context': `${here.origin}/v1.0/$metadata#collection`,
      ...(eventual && query.$count === 'true' ? { '@odata.count': found.length } : {}),
      ...(end < found.length ? { '@odata.nextLink': here.href } : {}),
      value: page.map((item) => select(options.show(item), query.$select)),
    });
  } catch (error) {
    if (!(error instanceof UnsupportedQuery)) throw error;
    sendGraphError(response, 400, error.message, 'Request_UnsupportedQuery');
  }
}

function topOf(query: Readonly<Record<string, string | undefined>>): number {
  const top = Number(query.$top ?? 100);
  if (!Number.isInteger(top) || top < 1 || top > 999)
    throw new UnsupportedQuery("Invalid page size specified: '$top' must be between 1 and 999.");
  return top;
}

function chosen<Item extends object>(
  items: readonly Item[],
  { $filter, $search }: Readonly<Record<string, string | undefined>>,
  eventual: boolean,
  { filterable, searchText }: ListOptions<Item>,
): readonly Item[] {
  const found = $filter === undefined ? items : items.filter(matchesFilter($filter, filterable));
  if ($search === undefined) return found;
  if (!eventual || searchText === undefined)
    throw new UnsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  const words = $search
    .replace(/^"displayName:|"$/g, '')
    .toLowerCase()
    .split(/\s+/);
  return found.filter((item) => words.every((word) => searchText(item).toLowerCase().includes(word)));
}

/** Only the properties in `$select`, and those that are always present. */
export function select(shown: Readonly<Record<string, unknown>>, names: unknown): Readonly<Record<string, unknown>> {
  if (typeof names !== 'string') return shown;
  const wanted = [...names.split(','), '@odata.type', 'manager', 'principal'];
  return Object.fromEntries(Object.entries(shown).filter(([name]) => wanted.includes(name)));
}
