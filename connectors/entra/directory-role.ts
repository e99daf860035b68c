/**
 * The entitlement type `directory-role`: an active assignment of an Entra role, for the whole tenant or an administrative unit.
 *
 * By `unifiedRoleAssignment` and not by members of `directoryRole`: the latter know neither custom roles nor scopes, and
 * a built-in role has to be activated in the tenant before it has members at all
 * (https://learn.microsoft.com/graph/api/resources/directoryrole recommends the former).
 */
import type { Entitlement } from '../../domain/policy.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, onlyId, type Target, who } from '../entitlement-type.ts';
import { type EntraCalls, literal } from './client.ts';
import { give } from './give.ts';
import { checkParameters } from './parameters.ts';
import { type GraphUser, toSubject } from './users.ts';

interface RoleDefinition {
  readonly id: string;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly isEnabled?: boolean | null;
}

interface RoleAssignment {
  readonly id: string;
  readonly principalId?: string | null;
  readonly roleDefinitionId?: string | null;
  readonly directoryScopeId?: string | null;
  readonly principal?: GraphUser | null;
}

const TENANT = '/';
export const ASSIGNMENTS = '/roleManagement/directory/roleAssignments';
const DEFINITIONS = '/roleManagement/directory/roleDefinitions';

export const directoryRole: EntitlementType<EntraCalls> = {
  type: 'directory-role',

  async resolve(calls, entitlement, context) {
    checkParameters(calls.vendor, entitlement);
    const { id, name } = entitlement;
    const found: RoleDefinition[] = [];
    for await (const each of calls.pages<RoleDefinition>(`looking for the directory role ${id ?? name}`, context, {
      method: 'GET',
      path: DEFINITIONS,
      query: { $filter: id === undefined ? `displayName eq ${literal(name ?? '')}` : `id eq ${literal(id)}` },
    }))
      found.push(each);
    return onlyId(found, 'directory role', id ?? name ?? '', calls.vendor);
  },

  async holds(calls, subject, target, context) {
    return (await assignmentsOf(calls, subject, target, context)).length > 0;
  },

  give: (calls, subject, target, context) =>
    give(
      calls,
      `assigning the directory role ${target.label} to ${who(subject)}`,
      context,
      {
        method: 'POST',
        path: ASSIGNMENTS,
        body: {
          '@odata.type': '#microsoft.graph.unifiedRoleAssignment',
          principalId: subject.id,
          roleDefinitionId: target.id,
          directoryScopeId: scopeOf(target.entitlement),
        },
      },
      () => directoryRole.holds(calls, subject, target, context),
    ),

  async take(calls, subject, target, context) {
    let requestId: string | undefined;
    for (const assignment of await assignmentsOf(calls, subject, target, context)) {
      const answer = await calls.find(`taking the directory role ${target.label} from ${who(subject)}`, context, {
        method: 'DELETE',
        path: `${ASSIGNMENTS}/${encodeURIComponent(assignment)}`,
      });
      requestId = answer?.requestId ?? requestId;
    }
    return requestId;
  },

  async *members(calls, { id, label, entitlement }, context): AsyncIterable<ProviderSubject> {
    for await (const each of calls.pages<RoleAssignment>(`listing who has the directory role ${label}`, context, {
      method: 'GET',
      path: ASSIGNMENTS,
      query: { $filter: `roleDefinitionId eq ${literal(id)}`, $expand: 'principal' },
    })) {
      // Groups and service principals can have roles too.
      if (each.principal?.['@odata.type'] !== '#microsoft.graph.user') continue;
      if (each.directoryScopeId === scopeOf(entitlement)) yield toSubject(each.principal);
    }
  },

  /** The list supports only exact filters, so the search is done here. There are about a hundred roles. */
  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    for await (const each of calls.pages<RoleDefinition>('listing directory roles', context, {
      method: 'GET',
      path: DEFINITIONS,
    })) {
      const name = each.displayName ?? each.id;
      if (each.isEnabled === false || !name.toLowerCase().includes((search ?? '').toLowerCase())) continue;
      yield { type: 'directory-role', id: each.id, name, description: each.description ?? undefined };
    }
  },
};

/**
 * Ids of the person's direct assignments of the role at exactly this scope. An assignment through a group has the group
 * as principal.
 */
async function assignmentsOf(
  calls: EntraCalls,
  subject: ProviderSubject,
  { id, entitlement }: Target,
  context: CallContext,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of calls.pages<RoleAssignment>(`reading the directory roles of ${who(subject)}`, context, {
    method: 'GET',
    path: ASSIGNMENTS,
    query: { $filter: `principalId eq ${literal(subject.id)}` },
  }))
    if (each.roleDefinitionId === id && each.directoryScopeId === scopeOf(entitlement)) found.push(each.id);
  return found;
}

/** The tenant, or the scope in `parameters.scope`: `/administrativeUnits/{id}`, or `/{id}` of an application. */
function scopeOf({ parameters }: Entitlement): string {
  return parameters?.scope ?? TENANT;
}
