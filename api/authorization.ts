/** The permission table, used by every route and by the tests. */
import type { Response } from 'express';
import { LeaseholdError } from '../domain/errors.ts';
import { samePerson } from '../domain/people.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal, Role } from './auth/principal.ts';

/** `any`: everything. `own`: applications that the caller owns, and requests that the caller takes part in. */
export type Scope = 'any' | 'own';

export const ACTIONS = {
  'requests.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'requests.decide': { admin: 'any', operator: 'any', owner: 'any', approver: 'any' },
  'requests.retry': { admin: 'any', operator: 'any', owner: 'own' },
  'grants.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'grants.extend': { admin: 'any', operator: 'any', owner: 'own' },
  // The caller's own access: list, extend if the rule needs no approval, and give up.
  'access.read': { admin: 'own', operator: 'own', auditor: 'own', owner: 'own', approver: 'own' },
  'access.change': { admin: 'own', operator: 'own', auditor: 'own', owner: 'own', approver: 'own' },
  'revocations.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'revocations.start': { admin: 'any', operator: 'any', owner: 'own' },
  'reviews.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'reviews.decide': { admin: 'any', operator: 'any', owner: 'own', approver: 'own' },
  'applications.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'applications.test': { admin: 'any', operator: 'any', owner: 'own' },
  'connectors.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'any', approver: 'any' },
  'birthrights.read': { admin: 'any', operator: 'any', auditor: 'any' },
  'birthrights.reconcile': { admin: 'any', operator: 'any' },
  'ledger.reconcile': { admin: 'any' },
  'portal.check': { admin: 'any', operator: 'any' },
  'doctor.run': { admin: 'any', operator: 'any' },
  'rules.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'configuration.read': { admin: 'any', operator: 'any', auditor: 'any' },
  // Also tests of drafts, because a draft sends credentials to any address it names.
  'configuration.write': { admin: 'any' },
  'configuration.approve': { admin: 'any' },
  'tokens.read': { admin: 'any', auditor: 'any' },
  'tokens.write': { admin: 'any' },
  simulate: { admin: 'any', operator: 'any', auditor: 'any', owner: 'any' },
  'simulate.replay': { admin: 'any', operator: 'any', auditor: 'any' },
  'audit.read': { admin: 'any', auditor: 'any', operator: 'any' },
  'overview.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'events.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'me.read': { admin: 'own', operator: 'own', auditor: 'own', owner: 'own', approver: 'own' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Action = keyof typeof ACTIONS;

/** The scope of an action for a role; `undefined` if the role may not perform it. */
export function scopeOf(role: Role, action: Action): Scope | undefined {
  return rolesOf(action)[role];
}

/** The roles that may perform an action, with the scope for each. */
export function rolesOf(action: Action): Partial<Record<Role, Scope>> {
  return ACTIONS[action];
}

/** The keys of the applications that a caller owns by the configuration or by token. */
export function ownedBy(principal: Principal, policy: Policy): readonly string[] {
  const named = policy.applications.filter(({ owner }) => owner !== undefined && samePerson(owner, principal.name));
  return [...new Set([...principal.applications, ...named.map((each) => each.key)])];
}

/** Whether a caller owns an application. */
export function owns(principal: Principal, application: string | null, policy: Policy): boolean {
  return application !== null && ownedBy(principal, policy).includes(application);
}

/** The principal of a request that passed `authenticate`. */
export function principalOf(response: Response): Principal {
  return response.locals.principal as Principal;
}

/** The scope of an action for a caller. @throws LeaseholdError LH_FORBIDDEN when the role has none. */
export function requireScope(response: Response, action: Action): Scope {
  const { role } = principalOf(response);
  const scope = scopeOf(role, action);
  if (scope === undefined) throw new LeaseholdError('LH_FORBIDDEN', `The role ${role} may not do this. Ask an admin.`);
  return scope;
}
