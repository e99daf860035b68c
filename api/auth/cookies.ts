/** Reads and writes cookies. They are HttpOnly and SameSite, and Secure if the public address uses https. */
import type { CookieOptions, Request, Response } from 'express';

export type CookieName = 'session' | 'sign-in';

/** The browser restricts a `__Host-` cookie to https, this host and the path `/`. */
function cookieName(name: CookieName, secure: boolean): string {
  const plain = name === 'session' ? 'leasehold_session' : 'leasehold_sign_in';
  return secure ? `__Host-${plain}` : plain;
}

export function readCookie(request: Request, name: CookieName, secure: boolean): string | undefined {
  const wanted = `${cookieName(name, secure)}=`;
  const pair = (request.headers.cookie ?? '').split(/; */).find((each) => each.startsWith(wanted));
  return pair?.slice(wanted.length);
}

export function setCookie(
  response: Response,
  name: CookieName,
  secure: boolean,
  value: string,
  maxAgeMs: number,
): void {
  response.cookie(cookieName(name, secure), value, { ...options(secure), maxAge: maxAgeMs });
}

export function clearCookie(response: Response, name: CookieName, secure: boolean): void {
  response.clearCookie(cookieName(name, secure), options(secure));
}

function options(secure: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure, path: '/' };
}
