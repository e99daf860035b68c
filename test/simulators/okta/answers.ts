/** Errors and pages in Okta's format. */
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { OktaState } from './state.ts';

/** The state that the route files share. */
export interface OktaContext {
  readonly state: OktaState;
  save(): void;
}

const ERRORS: Readonly<Record<number, readonly [code: string, summary: string]>> = {
  400: ['E0000001', 'Api validation failed'],
  401: ['E0000011', 'Invalid token provided'],
  403: ['E0000006', 'You do not have permission to perform the requested action'],
  404: ['E0000007', 'Not found: Resource not found'],
  429: ['E0000047', 'API call exceeded rate limit due to too many requests.'],
  500: ['E0000009', 'Internal Server Error'],
  503: ['E0000009', 'Service unavailable'],
};

/** An error as Okta writes it. */
export function sendOktaError(response: Response, status: number, code?: string, summary?: string): void {
  const [usualCode, usualSummary] = ERRORS[status] ?? ['E0000009', 'Internal Server Error'];
  response.status(status).json({
    errorCode: code ?? usualCode,
    errorSummary: summary ?? usualSummary,
    errorLink: code ?? usualCode,
    errorId: `oae${randomUUID().slice(0, 18)}`,
    errorCauses: [],
  });
}

/** One page of a list, and the `Link` to the next: `after` is the id of the last item. */
export function sendPage<Item extends { readonly id: string }>(
  response: Response,
  items: readonly Item[],
  query: Readonly<Record<string, unknown>>,
  show: (item: Item) => unknown,
  most = 200,
): void {
  const limit = Math.min(most, Math.max(1, Number(query.limit ?? most)));
  const start = query.after === undefined ? 0 : items.findIndex((item) => item.id === query.after) + 1;
  const page = items.slice(start, start + limit);
  const here = new URL(response.req.originalUrl, `${response.req.protocol}://${response.req.get('host')}`);
  response.append('Link', `<${here.href}>; rel="self"`);
  const last = page.at(-1);
  if (last !== undefined && start + limit < items.length) {
    here.searchParams.set('after', last.id);
    here.searchParams.set('limit', String(limit));
    response.append('Link', `<${here.href}>; rel="next"`);
  }
  response.json(page.map(show));
}
