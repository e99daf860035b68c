/**
 * The entitlement type `admin-role`: an administrator role of a person. A standard role is named by its type
 * (`HELP_DESK_ADMIN`), a custom one by its id, with its resource set in `parameters.resourceSet`
 * (https://developer.okta.com/docs/api/openapi/okta-management/guides/roles/). A role through a group does not count.
 */
import type { AssignRoleToUserRequest, CustomRole, StandardRole } from '@okta/okta-sdk-nodejs';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, who } from '../entitlement-type.ts';
import type { OktaCalls } from './client.ts';
import { toSubject } from './users.ts';

const STANDARD = [
  'SUPER_ADMIN',
  'ORG_ADMIN',
  'APP_ADMIN',
  'USER_ADMIN',
  'GROUP_MEMBERSHIP_ADMIN',
  'HELP_DESK_ADMIN',
  'API_ACCESS_MANAGEMENT_ADMIN',
  'REPORT_ADMIN',
  'READ_ONLY_ADMIN',
  'ACCESS_CERTIFICATIONS_ADMIN',
  'ACCESS_REQUESTS_ADMIN',
  'WORKFLOWS_ADMIN',
] as const;

/** https://developer.okta.com/docs/reference/error-codes/ */
const ASSIGNED_ALREADY = 'E0000090';

type Role = CustomRole | StandardRole;

export const adminRole: EntitlementType<OktaCalls> = {
  type: 'admin-role',

  async resolve(calls, entitlement) {
    const { id, name = id ?? '', parameters } = entitlement;
    if (STANDARD.some((type) => type === name)) return name;
    const system = calls.vendor.application;
    if (id === undefined)
      throw new ProviderError(
        'not_found',
        `Okta has no standard role "${name}"; it has: ${STANDARD.join(', ')}. Name a custom role by its id.`,
        { system },
      );
    if (parameters?.resourceSet === undefined)
      throw new ProviderError(
        'invalid',
        `The custom role ${id} needs parameters.resourceSet in the configuration: the id of the resource set that it is for.`,
        { system },
      );
    return id;
  },

  async give(calls, subject, { id, label, entitlement }, context) {
    try {
      const { requestId } = await calls.run(`giving ${who(subject)} the role ${label}`, context, (client) =>
        client.roleAssignmentApi.assignRoleToUser({
          userId: subject.id,
          assignRoleRequest: requestFor(id, entitlement),
        }),
      );
      return requestId;
    } catch (error) {
      // Another caller was faster, or our earlier attempt succeeded.
      if (error instanceof ProviderError && error.details.code === ASSIGNED_ALREADY) return error.details.requestId;
      throw error;
    }
  },

  async take(calls, subject, { id, label, entitlement }, context) {
    const held = await find(calls, subject, id, entitlement, context);
    if (held?.id === undefined) return undefined;
    const roleId = held.id;
    const { requestId } = await calls.run(`taking the role ${label} from ${who(subject)}`, context, (client) =>
      client.roleAssignmentApi.unassignRoleFromUser({ userId: subject.id, roleId }),
    );
    return requestId;
  },

  async holds(calls, subject, { id, entitlement }, context) {
    return (await find(calls, subject, id, entitlement, context)) !== undefined;
  },

  async held(calls, subject, { id, entitlement }, context) {
    const found: HeldHere[] = [];
    for await (const role of rolesOf(calls, subject, context)) {
      if (!matches(role, id, entitlement)) continue;
      if (role.assignmentType === 'USER') found.unshift({ way: 'direct' });
      else found.push({ way: 'group', apart: true });
    }
    return found;
  },

  /** Okta lists the people who have any role. Each person's roles are read one by one. */
  async *members(calls, { id, label, entitlement }, context) {
    const doing = `listing who has the role ${label}`;
    for await (const userId of assignees(calls, doing, context)) {
      const user = await calls.find(doing, context, (client) => client.userApi.getUser({ userId }));
      const subject = user === undefined ? undefined : toSubject(user);
      if (subject !== undefined && (await find(calls, subject, id, entitlement, context)) !== undefined) yield subject;
    }
  },

  async *list(_calls, search, _context) {
    for (const type of STANDARD)
      if (search === undefined || type.toLowerCase().includes(search.toLowerCase()))
        yield { type: 'admin-role', id: type, name: type };
  },
};

function requestFor(id: string, { parameters }: Entitlement): AssignRoleToUserRequest {
  const standard = STANDARD.find((type) => type === id);
  return standard === undefined
    ? { type: 'CUSTOM', role: id, resource_set: parameters?.resourceSet ?? '' }
    : { type: standard };
}

async function find(
  calls: OktaCalls,
  subject: ProviderSubject,
  id: string,
  entitlement: Entitlement,
  context: CallContext,
): Promise<Role | undefined> {
  for await (const role of rolesOf(calls, subject, context))
    if (role.assignmentType === 'USER' && matches(role, id, entitlement)) return role;
  return undefined;
}

/** The person's own roles, and those through groups. */
function rolesOf(calls: OktaCalls, subject: ProviderSubject, context: CallContext): AsyncIterable<Role> {
  return calls.stream<Role>(`reading the roles of ${who(subject)}`, context, (client) =>
    client.roleAssignmentApi.listAssignedRolesForUser({ userId: subject.id }),
  );
}

function matches(role: Role, id: string, { parameters }: Entitlement): boolean {
  if (role.type !== 'CUSTOM') return role.type === id;
  return 'role' in role && role.role === id && role.resource_set === parameters?.resourceSet;
}

/** Ids of people with roles, over all pages. The body of this list contains the next page's address. */
async function* assignees(calls: OktaCalls, doing: string, context: CallContext): AsyncIterable<string> {
  for (let after: string | undefined; ; ) {
    const { value: page } = await calls.run(doing, context, (client) =>
      client.roleAssignmentApi.listUsersWithRoleAssignments({ limit: 100, ...(after === undefined ? {} : { after }) }),
    );
    for (const { id } of page.value ?? []) if (id !== undefined) yield id;
    const next = page._links?.next?.href;
    after = next === undefined ? undefined : (new URL(next).searchParams.get('after') ?? undefined);
    if (after === undefined) return;
  }
}
