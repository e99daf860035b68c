/** The entitlement type `app-role`: a role of an enterprise application, assigned to a person. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, onlyId, who } from '../entitlement-type.ts';
import type { HttpCall } from '../http.ts';
import { type EntraCalls, EVENTUAL, literal, searching } from './client.ts';
import { give } from './give.ts';
import { checkParameters } from './parameters.ts';
import { type GraphUser, MOST, toSubject, USER_FIELDS, userPath } from './users.ts';

interface AppRole {
  readonly id: string;
  readonly value?: string | null;
  readonly displayName?: string | null;
  readonly allowedMemberTypes?: readonly string[];
  readonly isEnabled?: boolean;
}

interface ServicePrincipal {
  readonly id: string;
  readonly displayName?: string | null;
  readonly appRoles?: readonly AppRole[];
}

interface Assignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
  readonly principalDisplayName?: string | null;
  readonly principalType?: string | null;
  readonly resourceId: string;
}

/** Assigned when an application declares no role: https://learn.microsoft.com/graph/api/user-post-approleassignments */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/** The maximum number of terms in an `in` filter: https://learn.microsoft.com/graph/filter-query-parameter */
const MOST_IN = 15;

/**
 * The tag of enterprise applications in the portal. A tenant also has hundreds of Microsoft's own service principals.
 */
const ENTERPRISE = "tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp')";

export const appRole: EntitlementType<EntraCalls> = {
  type: 'app-role',

  /** The target is the application and the role, because a person can hold several roles of one application. */
  async resolve(calls, entitlement, context) {
    checkParameters(calls.vendor, entitlement);
    const { id, name } = entitlement;
    const found: ServicePrincipal[] = [];
    for await (const each of calls.pages<ServicePrincipal>(`looking for the application ${id ?? name}`, context, {
      method: 'GET',
      path: '/servicePrincipals',
      query: {
        // People copy either id from the portal.
        $filter:
          id === undefined
            ? `displayName eq ${literal(name ?? '')}`
            : `id eq ${literal(id)} or appId eq ${literal(id)}`,
        $select: 'id,displayName,appRoles',
      },
    }))
      if (id !== undefined || each.displayName === name) found.push(each);
    const application = onlyId(found, 'enterprise application', id ?? name ?? '', calls.vendor);
    return `${application}/${roleOf(calls, found[0], entitlement)}`;
  },

  async holds(calls, subject, { id }, context) {
    return (await assignmentsOf(calls, subject, id, context)).length > 0;
  },

  async held(calls, subject, { id }, context) {
    const found: HeldHere[] = (await assignmentsOf(calls, subject, id, context))
      .slice(0, 1)
      .map(() => ({ way: 'direct' }));
    for await (const each of assignmentsIn(calls, subject, id, {}, context)) {
      if (each.principalId === subject.id || each.appRoleId !== partsOf(id).role) continue;
      const through = each.principalDisplayName ?? undefined;
      found.push({ way: 'group', ...(through === undefined ? {} : { through }), apart: true });
    }
    return found;
  },

  give(calls, subject, target, context) {
    const { application, role } = partsOf(target.id);
    return give(
      calls,
      `assigning ${labelOf(target.label, target.entitlement)} to ${who(subject)}`,
      context,
      {
        method: 'POST',
        path: assignedPath(application),
        body: { principalId: subject.id, resourceId: application, appRoleId: role },
      },
      () => appRole.holds(calls, subject, target, context),
    );
  },

  async take(calls, subject, { id, label, entitlement }, context) {
    const { application } = partsOf(id);
    let requestId: string | undefined;
    for (const assignment of await assignmentsOf(calls, subject, id, context)) {
      const answer = await calls.find(`unassigning ${labelOf(label, entitlement)} from ${who(subject)}`, context, {
        method: 'DELETE',
        path: `${assignedPath(application)}/${encodeURIComponent(assignment)}`,
      });
      requestId = answer?.requestId ?? requestId;
    }
    return requestId;
  },

  /** Assignments contain only a person's id, so the people are read in batches. */
  async *members(calls, { id, label }, context): AsyncIterable<ProviderSubject> {
    const { application, role } = partsOf(id);
    const doing = `listing who has ${label}`;
    let bunch: string[] = [];
    for await (const each of calls.pages<Assignment>(doing, context, {
      method: 'GET',
      path: assignedPath(application),
      query: { $top: MOST },
    })) {
      if (each.principalType !== 'User' || each.appRoleId !== role) continue;
      bunch.push(each.principalId);
      if (bunch.length < MOST_IN) continue;
      yield* people(calls, bunch, doing, context);
      bunch = [];
    }
    yield* people(calls, bunch, doing, context);
  },

  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    const { query, ...searched } = searching(search);
    for await (const each of calls.pages<ServicePrincipal>('listing applications', context, {
      method: 'GET',
      path: '/servicePrincipals',
      query: { $filter: ENTERPRISE, $select: 'id,displayName,appRoles', $top: MOST, ...query },
      ...searched,
    })) {
      const info = { type: 'app-role', id: each.id, name: each.displayName ?? each.id };
      const roles = rolesForPeople(each);
      if (roles.length === 0) yield { ...info, description: 'Default access; no role to name.' };
      for (const role of roles) yield { ...info, description: `parameters: { role: ${nameOf(role)} }` };
    }
  },
};

/**
 * Ids of the assignments of exactly this role to the person directly. Assignments through a group are in the same list,
 * with the group's id as principal (https://learn.microsoft.com/graph/api/user-list-approleassignments). That page also
 * says that the plain list can be incomplete for people with many assignments. The indexed list is complete but lags.
 * So both must be empty before the result is "none".
 */
async function assignmentsOf(
  calls: EntraCalls,
  subject: ProviderSubject,
  id: string,
  context: CallContext,
): Promise<readonly string[]> {
  const { role } = partsOf(id);
  for (const indexed of [{}, { query: { $count: 'true' }, headers: EVENTUAL }]) {
    const found: string[] = [];
    for await (const each of assignmentsIn(calls, subject, id, indexed, context))
      if (each.principalId === subject.id && each.appRoleId === role) found.push(each.id);
    if (found.length > 0) return found;
  }
  return [];
}

/** All roles of the application that the person has, also through groups. */
function assignmentsIn(
  calls: EntraCalls,
  subject: ProviderSubject,
  id: string,
  { query, ...more }: Pick<HttpCall, 'query' | 'headers'>,
  context: CallContext,
): AsyncIterable<Assignment> {
  return calls.pages<Assignment>(`reading the applications of ${who(subject)}`, context, {
    method: 'GET',
    path: `${userPath(subject.id)}/appRoleAssignments`,
    query: { $filter: `resourceId eq ${partsOf(id).application}`, ...query },
    ...more,
  });
}

async function* people(
  calls: EntraCalls,
  ids: readonly string[],
  doing: string,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  if (ids.length === 0) return;
  for await (const user of calls.pages<GraphUser>(doing, context, {
    method: 'GET',
    path: '/users',
    query: { $filter: `id in (${ids.map(literal).join(',')})`, $select: USER_FIELDS },
  }))
    yield toSubject(user);
}

/**
 * The id of the role that `parameters.role` names by value, display name or id.
 * @throws ProviderError that lists the existing ones.
 */
function roleOf(calls: EntraCalls, application: ServicePrincipal | undefined, entitlement: Entitlement): string {
  const wanted = entitlement.parameters?.role;
  const roles = application === undefined ? [] : rolesForPeople(application);
  if (wanted === undefined && roles.length === 0) return DEFAULT_ACCESS;
  const known = roles.map(nameOf).join(', ');
  const label = application?.displayName ?? entitlement.name ?? entitlement.id;
  const refuse = (message: string): ProviderError =>
    new ProviderError('invalid', message, { system: calls.vendor.application });
  if (wanted === undefined) throw refuse(`${label} has roles: name one as parameters.role, of: ${known}.`);
  const [first, second] = roles.filter((each) => [each.value, each.displayName, each.id].includes(wanted));
  if (first === undefined)
    throw new ProviderError(
      'not_found',
      roles.length === 0
        ? `${label} has no roles for people; remove parameters.role.`
        : `${label} has no role "${wanted}" for people; it has: ${known}.`,
      { system: calls.vendor.application },
    );
  if (second !== undefined) throw refuse(`${label} has several roles called "${wanted}"; name the role by its id.`);
  return first.id;
}

function rolesForPeople(application: ServicePrincipal): readonly AppRole[] {
  return (application.appRoles ?? []).filter(
    (role) => role.isEnabled !== false && role.allowedMemberTypes?.includes('User') === true,
  );
}

function nameOf(role: AppRole): string {
  return role.value ?? role.displayName ?? role.id;
}

function labelOf(label: string, { parameters }: Entitlement): string {
  return parameters?.role === undefined ? label : `${label} (${parameters.role})`;
}

export function partsOf(id: string): { application: string; role: string } {
  const [application = '', role = ''] = id.split('/');
  return { application, role };
}

export function assignedPath(application: string): string {
  return `/servicePrincipals/${encodeURIComponent(application)}/appRoleAssignedTo`;
}
