/** Errors and pages in the Directory API's format. */
import type { Response } from 'express';
import type { GoogleState } from './state.ts';

/** The state that the route files share. */
export interface GoogleContext {
  readonly state: GoogleState;
  save(): void;
}

const REASONS: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['invalid', 'Invalid Input'],
  401: ['authError', 'Invalid Credentials'],
  403: ['forbidden', 'Not Authorized to access this resource/api'],
  404: ['notFound', 'Resource Not Found'],
  409: ['duplicate', 'Entity already exists.'],
  429: ['rateLimitExceeded', 'Rate Limit Exceeded'],
  500: ['backendError', 'Internal error encountered.'],
  503: ['backendError', 'The service is currently unavailable.'],
};

/** An error as Google writes it: https://developers.google.com/workspace/admin/directory/v1/guides/troubleshoot-error-codes */
export function sendGoogleError(response: Response, status: number, message?: string, reason?: string): void {
  const [usualReason, usualMessage] = REASONS[status] ?? ['backendError', 'Internal error encountered.'];
  const text = message ?? usualMessage;
  response.status(status).json({
    error: {
      code: status,
      message: text,
      errors: [{ message: text, domain: 'global', reason: reason ?? usualReason }],
    },
  });
}

/** One page of a list, and the token for the next one. */
export function sendPage(
  response: Response,
  kind: string,
  name: string,
  items: readonly object[],
  { usual, most }: { readonly usual: number; readonly most: number },
): void {
  const { maxResults, pageToken } = response.req.query;
  const size = Number(maxResults ?? usual);
  if (!Number.isInteger(size) || size < 1 || size > most) {
    const message = `Invalid value '${maxResults}'. Values must be within the range: [1, ${most}]`;
    sendGoogleError(response, 400, message);
    return;
  }
  const start = pageToken === undefined ? 0 : Number(Buffer.from(String(pageToken), 'base64url').toString());
  const end = start + size;
  response.json({
    kind: `admin#directory#${kind}`,
    // Google omits an empty list.
    ...(items.length === 0 ? {} : { [name]: items.slice(start, end) }),
    ...(end < items.length ? { nextPageToken: Buffer.from(String(end)).toString('base64url') } : {}),
  });
}

/** A `query` of one clause: field, `=` or a prefix, value. `undefined` for any other form. */
export function readQuery(query: string): { field: string; matches(value: unknown): boolean } | undefined {
  const [, field, operator, quoted, bare, star] =
    /^(\w+)(=|:)(?:'((?:[^'\\]|\\.)*)'|([^\s*']+))(\*?)$/.exec(query) ?? [];
  if (field === undefined || (operator === ':') !== (star === '*')) return undefined;
  const wanted = (quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '').toLowerCase();
  return {
    field,
    matches(value) {
      const text = String(value).toLowerCase();
      return operator === '=' ? text === wanted : text.startsWith(wanted);
    },
  };
}
