/** Finds out who asks: by an API token. */
import type { RequestHandler } from 'express';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Services } from '../services.ts';

/** Puts the principal where `principalOf` finds it. 401 without a valid token. */
export function authenticate(services: Services): RequestHandler {
  return (request, response, next) => {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const principal = token === undefined ? undefined : services.tokens.find(token, services.now());
    if (principal === undefined) {
      response.set('WWW-Authenticate', 'Bearer');
      throw new LeaseholdError(
        'LH_UNAUTHENTICATED',
        'Send a valid API token as "Authorization: Bearer …"; it may have expired.',
      );
    }
    response.locals.principal = principal;
    next();
  };
}
