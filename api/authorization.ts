/** Who may do what: one table, used by every route and by the tests. */
import type { RequestHandler, Response } from 'express';
import { LeaseholdError } from '../domain/errors.ts';
import { samePerson } from '../domain/people.ts';
import type { Policy } from '../domain/policy.ts';
import type { Services } from './services.ts';
import type { Principal, Role } from './tokens.ts';

/** `any`: everything. `own`: what concerns an application they own, or a request they are part of. */
type Scope = 'any' | 'own';

export const ACTIONS = {
  'requests.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'requests.decide': { admin: 'any', operator: 'any', owner: 'any', approver: 'any' },
  'requests.retry': { admin: 'any', operator: 'any', owner: 'own' },
  'grants.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'grants.extend': { admin: 'any', operator: 'any', owner: 'own' },
  'revocations.read': { admin: 'any', operator: 'any', auditor: 'any' },
  'revocations.start': { admin: 'any', operator: 'any', owner: 'own' },
  'reviews.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'reviews.decide': { admin: 'any', operator: 'any', owner: 'own', approver: 'own' },
  'applications.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'applications.test': { admin: 'any', operator: 'any', owner: 'own' },
  'birthrights.read': { admin: 'any', operator: 'any', auditor: 'any' },
  'birthrights.reconcile': { admin: 'any', operator: 'any' },
  'configuration.read': { admin: 'any', operator: 'any', auditor: 'any' },
  'configuration.write': { admin: 'any' },
  simulate: { admin: 'any', operator: 'any', auditor: 'any', owner: 'any' },
  'audit.read': { admin: 'any', auditor: 'any', operator: 'any' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Action = keyof typeof ACTIONS;

/** How far an action reaches for a role; `undefined` when not at all. */
export function scopeOf(role: Role, action: Action): Scope | undefined {
  return (ACTIONS[action] as Partial<Record<Role, Scope>>)[role];
}

/** Whether somebody owns an application: by the configuration or by their token. */
export function owns(principal: Principal, application: string | null, policy: Policy): boolean {
  if (application === null) return false;
  if (principal.applications.includes(application)) return true;
  const owner = policy.applications.find((each) => each.key === application)?.owner;
  return owner !== undefined && samePerson(owner, principal.name);
}

/** The principal of a request that passed `authenticate`. */
export function principalOf(response: Response): Principal {
  return response.locals.principal as Principal;
}

/** Finds out who asks. 401 without a valid token. */
export function authenticate(services: Services): RequestHandler {
  return (request, response, next) => {
    const [, token] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const principal = token === undefined ? undefined : services.tokens.find(token, new Date());
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

/** The scope of an action for whoever asks. @throws LeaseholdError LH_FORBIDDEN when their role has none. */
export function requireScope(response: Response, action: Action): Scope {
  const { role } = principalOf(response);
  const scope = scopeOf(role, action);
  if (scope === undefined) throw new LeaseholdError('LH_FORBIDDEN', `The role ${role} may not do this; ask an admin.`);
  return scope;
}

/** @throws LeaseholdError LH_FORBIDDEN unless the scope is `any` or the application is theirs. */
export function requireApplication(
  response: Response,
  action: Action,
  application: string | null,
  policy: Policy,
): void {
  if (requireScope(response, action) === 'any' || owns(principalOf(response), application, policy)) return;
  throw new LeaseholdError(
    'LH_FORBIDDEN',
    'This concerns an application that is not yours; ask its owner or an admin.',
  );
}
