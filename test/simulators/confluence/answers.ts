/** Answer formats of the simulated Confluence: errors, pages, and people in the forms of its two API versions. */
import type { Request, Response } from 'express';
import type { ConfluenceAccount, ConfluenceState } from './state.ts';

/** The state that the route files share. */
export interface ConfluenceContext {
  readonly state: ConfluenceState;
  save(): void;
  /** Whether the caller may change things. */
  mayChange(request: Request): boolean;
}

/** API v1. */
export function sendErrorV1(response: Response, status: number, message: string): void {
  response.status(status).json({
    statusCode: status,
    data: { authorized: status !== 403, valid: status !== 400, errors: [], successful: false },
    message,
  });
}

/** API v2. */
export function sendErrorV2(response: Response, status: number, title: string, detail: string | null = null): void {
  response.status(status).json({ errors: [{ status, code: title.toUpperCase().replaceAll(' ', '_'), title, detail }] });
}

/** A page by `start`. Confluence may return fewer items than requested: never more than `most`. */
export function sendPageV1<Item>(
  request: Request,
  response: Response,
  items: readonly Item[],
  show: (item: Item) => unknown,
  most = 200,
): void {
  const start = Number(request.query.start ?? 0);
  const limit = Math.min(most, Number(request.query.limit ?? 25));
  const results = items.slice(start, start + limit).map(show);
  response.json({ results, start, limit, size: results.length, _links: { context: '/wiki' } });
}

/** A page by an opaque cursor; `next` is an address below the host. */
export function sendPageV2<Item>(
  request: Request,
  response: Response,
  items: readonly Item[],
  show: (item: Item) => unknown,
): void {
  const limit = Math.min(250, Number(request.query.limit ?? 25));
  const start = request.query.cursor === undefined ? 0 : Number(atob(String(request.query.cursor)));
  const next = new URL(request.originalUrl, 'http://confluence.invalid');
  next.searchParams.set('cursor', btoa(String(start + limit)));
  response.json({
    results: items.slice(start, start + limit).map(show),
    _links: { base: '/wiki', ...(start + limit < items.length ? { next: `${next.pathname}${next.search}` } : {}) },
  });
}

export function showUser({ accountId, displayName, email, emailHidden }: ConfluenceAccount): object {
  return {
    type: 'known',
    accountId,
    accountType: 'atlassian',
    email: emailHidden ? '' : email,
    publicName: displayName,
    displayName,
  };
}
