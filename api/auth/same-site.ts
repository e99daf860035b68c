/** Protection against cross-site request forgery. */
import { timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Services } from '../services.ts';
import type { Session } from './session.ts';

const CSRF_HEADER = 'X-CSRF-Token';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether Sec-Fetch-Site or Origin shows that another site triggered the request. */
export function isFromElsewhere({ publicUrl }: Pick<Services, 'publicUrl'>, request: Request): boolean {
  const site = request.get('sec-fetch-site');
  // `none`: a typed address or a bookmark. No page can set this header, and a form without a referrer has `Origin:
  // null`.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('origin');
  if (origin === undefined) return false;
  return origin !== originOf(publicUrl) && hostOf(origin) !== request.get('host');
}

/** @throws LeaseholdError LH_FORBIDDEN for a write with a cookie but without the CSRF token of the session. */
export function requireCsrfToken(request: Request, session: Session): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const given = Buffer.from(request.get(CSRF_HEADER) ?? '');
  const expected = Buffer.from(session.csrf);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new LeaseholdError(
    'LH_FORBIDDEN',
    `Send the header ${CSRF_HEADER} with the csrfToken of GET /api/v1/me. A cookie alone does not authorize writes.`,
  );
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
