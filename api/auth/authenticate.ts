/** Authenticates callers by API token or session cookie. */
import type { Request, RequestHandler } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import { noteFailure } from '../http/rate-limit.ts';
import type { Services } from '../services.ts';
import { hashOfToken } from '../tokens/token-file.ts';
import { type Principal, ROLES } from './principal.ts';
import { principalOfSession } from './roles.ts';
import { isFromElsewhere, requireCsrfToken } from './same-site.ts';
import { keepSession, readSession, type Session } from './session.ts';

/** The caller and the method of authentication. */
export interface Identity {
  readonly principal: Principal;
  /** Undefined for a token. */
  readonly session: Session | undefined;
}

/** Stores the principal for `principalOf`. 401 without a valid token or session, 403 for a forged write. */
export function authenticate(services: Services): RequestHandler {
  return async (request, response, next) => {
    const identity = await identify(services, request);
    if (identity === undefined) {
      noteFailure(services, request);
      response.set('WWW-Authenticate', 'Bearer');
      throw new LeaseholdError(
        'LH_UNAUTHENTICATED',
        'Sign in at /auth/login, or send a valid API token as "Authorization: Bearer …". Your token or session may have expired.',
      );
    }
    const { principal, session } = identity;
    if (session !== undefined) {
      requireCsrfToken(request, session);
      await keepSession(services, response, session);
    }
    response.locals.principal = principal;
    response.locals.session = session;
    next();
  };
}

/** A token takes precedence over the cookie. */
export async function identify(services: Services, request: Request): Promise<Identity | undefined> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(authorization) ?? [];
    const principal = token === undefined ? undefined : await principalOfToken(services, token);
    return principal === undefined ? undefined : { principal, session: undefined };
  }
  // The browser also adds the cookie to requests that other sites trigger.
  if (isFromElsewhere(services, request)) return undefined;
  const session = await readSession(services, request);
  return session === undefined ? undefined : { principal: await principalOfSession(services, session), session };
}

/** Looks up the token file first, then the tokens that the API created. */
async function principalOfToken(services: Services, token: string): Promise<Principal | undefined> {
  const now = services.now();
  const known = services.tokens.find(token, now);
  if (known !== undefined) return known;
  const made = await services.store.tokens.use(hashOfToken(token), now);
  const role = ROLES.find((each) => each === made?.role);
  if (made === undefined || role === undefined) return undefined;
  // A token's name is never a person's: its actions are not those of its creator.
  return { name: `token:${made.name}`, role, applications: made.applications, behind: made.createdBy };
}
