/** Who may do what: one table, used by every route and by the tests. */
import type { Response } from 'express';
import { LeaseholdError } from '../domain/errors.ts';
import { samePerson } from '../domain/people.ts';
import type { Policy } from '../domain/policy.ts';
import type { Principal, Role } from './auth/principal.ts';

/** `any`: everything. `own`: what concerns an application they own, or a request they are part of. */
export type Scope = 'any' | 'own';

export const ACTIONS = {
  'requests.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own', approver: 'own' },
  'requests.decide': { admin: 'any', operator: 'any', owner: 'any', approver: 'any' },
  'requests.retry': { admin: 'any', operator: 'any', owner: 'own' },
  'grants.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'grants.extend': { admin: 'any', operator: 'any', owner: 'own' },
  // What one holds oneself: to look at, to keep for longer where the rule asks nobody, and to give up.
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
  'portal.check': { admin: 'any', operator: 'any' },
  'doctor.run': { admin: 'any', operator: 'any' },
  'rules.read': { admin: 'any', operator: 'any', auditor: 'any', owner: 'own' },
  'configuration.read': { admin: 'any', operator: 'any', auditor: 'any' },
  // Also what is tried before it is saved: it sends credentials to whatever address it names.
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

/** How far an action reaches for a role; `undefined` when not at all. */
export function scopeOf(role: Role, action: Action): Scope | undefined {
  return rolesOf(action)[role];
}

/** Which roles may do an action, and how far it reaches for each. */
export function rolesOf(action: Action): Partial<Record<Role, Scope>> {
  return ACTIONS[action];
}

/** The keys of the applications that somebody owns: by the configuration or by their token. */
export function ownedBy(principal: Principal, policy: Policy): readonly string[] {
  const named = policy.applications.filter(({ owner }) => owner !== undefined && samePerson(owner, principal.name));
  return [...new Set([...principal.applications, ...named.map((each) => each.key)])];
}

/** Whether somebody owns an application. */
export function owns(principal: Principal, application: string | null, policy: Policy): boolean {
  return application !== null && ownedBy(principal, policy).includes(application);
}

/** The principal of a request that passed `authenticate`. */
export function principalOf(response: Response): Principal {
  return response.locals.principal as Principal;
}

/** The scope of an action for whoever asks. @throws LeaseholdError LH_FORBIDDEN when their role has none. */
export function requireScope(response: Response, action: Action): Scope {
  const { role } = principalOf(response);
  const scope = scopeOf(role, action);
  if (scope === undefined) throw new LeaseholdError('LH_FORBIDDEN', `The role ${role} may not do this; ask an admin.`);
  return scope;
}
