/** Telling a request of our own pages from one that another site makes a browser send. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Services } from '../services.ts';
import type { Session } from './session.ts';

const CSRF_HEADER = 'X-CSRF-Token';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether the browser says, by Sec-Fetch-Site or by Origin, that another site is behind the request. */
export function isFromElsewhere({ publicUrl }: Pick<Services, 'publicUrl'>, request: Request): boolean {
  const site = request.get('sec-fetch-site');
  // `none`: typed in, or a bookmark. No page can set this header, and a form without a referrer has `Origin: null`.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('origin');
  if (origin === undefined) return false;
  return origin !== originOf(publicUrl) && hostOf(origin) !== request.get('host');
}

/** @throws LeaseholdError LH_FORBIDDEN for a write by cookie that does not carry the session's own token. */
export function requireCsrfToken(request: Request, session: Session): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const given = Buffer.from(request.get(CSRF_HEADER) ?? '');
  const expected = Buffer.from(session.csrf);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new LeaseholdError(
    'LH_FORBIDDEN',
    `Send the header ${CSRF_HEADER} with the csrfToken of GET /api/v1/me: a cookie alone changes nothing.`,
  );
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
