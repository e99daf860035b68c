/** Answer formats of the simulated Bitbucket: errors, pages, accounts. */
import type { Request, Response } from 'express';
import type { BitbucketAccount, BitbucketState } from './state.ts';

/** The state that the route files share. */
export interface BitbucketContext {
  readonly state: BitbucketState;
  save(): void;
}

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Token is invalid, expired, or not supported for this endpoint.',
  402: 'You have reached your plan’s user limit.',
  403: 'Your credentials lack one or more required privilege scopes.',
  404: 'Resource not found',
  429: 'Rate limit for this resource has been exceeded',
  500: 'Something went wrong',
  503: 'Service unavailable',
};

export function sendBitbucketError(response: Response, status: number, message?: string, detail?: unknown): void {
  response.status(status).json({
    type: 'error',
    error: { message: message ?? MESSAGES[status] ?? 'Error', ...(detail === undefined ? {} : { detail }) },
  });
}

/** API 1.0 writes errors as plain text. */
export function sendPlainError(response: Response, status: number, message: string): void {
  response.status(status).type('text').send(message);
}

/** One page; `next` is a full address. */
export function sendPage<Item>(
  request: Request,
  response: Response,
  items: readonly Item[],
  show: (item: Item) => unknown,
): void {
  const pagelen = Math.min(100, Math.max(1, Number(request.query.pagelen ?? 10)));
  const page = Math.max(1, Number(request.query.page ?? 1));
  const next = new URL(request.originalUrl, `${request.protocol}://${request.get('host')}`);
  next.searchParams.set('page', String(page + 1));
  response.json({
    pagelen,
    page,
    size: items.length,
    values: items.slice((page - 1) * pagelen, page * pagelen).map(show),
    ...(page * pagelen < items.length ? { next: next.href } : {}),
  });
}

export function showAccount({ uuid, account_id, nickname, display_name }: BitbucketAccount): object {
  return { type: 'user', uuid, account_id, nickname, display_name, links: {} };
}

/** By UUID in braces, or by Atlassian account id. */
export function findAccount(state: BitbucketState, id: string): BitbucketAccount | undefined {
  return state.members.find((each) => each.uuid === id || each.account_id === id);
}

/** `name="…"`, `slug="…"`, `key="…"`, `name ~ "…"`, joined by `OR`; `undefined` for anything else. */
export function parseFilter(q: unknown): ((item: { id: string; name: string }) => boolean) | undefined {
  if (q === undefined) return () => true;
  const terms = String(q)
    .split(/ OR /)
    .map((term) => /^(name|slug|key) ?(=|~) ?"((?:[^"\\]|\\.)*)"$/.exec(term));
  if (terms.some((term) => term === null)) return undefined;
  return (item) =>
    terms.some((term) => {
      const [, field, operator, text = ''] = term ?? [];
      const value = field === 'name' ? item.name : item.id;
      const wanted = text.replace(/\\(.)/g, '$1');
      return operator === '=' ? value === wanted : value.toLowerCase().includes(wanted.toLowerCase());
    });
}
