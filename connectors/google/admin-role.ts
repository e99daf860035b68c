/** The entitlement type `admin-role`: an administrator role, for the whole company or one organisational unit. */
import type { admin_directory_v1 } from '@googleapis/admin';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, onlyId, type Target, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import { CUSTOMER, type GoogleCalls } from './client.ts';
import { next, toSubject } from './users.ts';

type RoleAssignment = admin_directory_v1.Schema$RoleAssignment;

/** The largest pages: https://developers.google.com/workspace/admin/directory/reference/rest/v1/roles/list and /roleAssignments/list */
const MOST_ROLES = 100;
const MOST_ASSIGNMENTS = 200;

export const adminRole: EntitlementType<GoogleCalls> = {
  type: 'admin-role',

  /** Google has no search for roles, so all are read; there are some dozens. */
  async resolve(calls, entitlement, context) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    const { id, name } = entitlement;
    const found: { id: string }[] = [];
    for await (const role of rolesOf(calls, `looking for the role ${name ?? id}`, context))
      if (id === undefined ? role.roleName === name : role.roleId === id) found.push({ id: role.roleId });
    return onlyId(found, 'administrator role', name ?? id ?? '', calls.vendor);
  },

  async holds(calls, subject, target, context) {
    return (await assignmentsOf(calls, subject, target, context)).length > 0;
  },

  async held(calls, subject, target, context) {
    const found: HeldHere[] = [];
    for await (const each of assignmentsIn(calls, subject, true, context)) {
      if (each.roleId !== target.id || !isScope(each, target.entitlement)) continue;
      if (each.assignedTo === subject.id) found.unshift({ way: 'direct' });
      else found.push({ way: 'group', apart: true });
    }
    return found;
  },

  async give(calls, subject, target, context) {
    const doing = `giving the role ${target.label} to ${who(subject)}`;
    try {
      await calls.run(doing, context, 'rolemanagement', (directory) =>
        directory.roleAssignments.insert({
          customer: CUSTOMER,
          requestBody: { assignedTo: subject.id, roleId: target.id, ...scopeOf(target.entitlement) },
        }),
      );
    } catch (error) {
      // Another caller was quicker: a refusal of an assignment that exists by now is a success.
      const refused = error instanceof ProviderError && error.kind === 'invalid';
      if (!refused || !(await adminRole.holds(calls, subject, target, context))) throw error;
    }
    return undefined;
  },

  async take(calls, subject, target, context) {
    for (const roleAssignmentId of await assignmentsOf(calls, subject, target, context))
      await calls.find(`taking the role ${target.label} from ${who(subject)}`, context, 'rolemanagement', (directory) =>
        directory.roleAssignments.delete({ customer: CUSTOMER, roleAssignmentId }),
      );
    return undefined;
  },

  async *members(calls, { id, label, entitlement }, context): AsyncIterable<ProviderSubject> {
    const doing = `listing who has the role ${label}`;
    let people: ReadonlyMap<string, ProviderSubject> | undefined;
    for await (const page of calls.pages(doing, context, 'rolemanagement', (directory, pageToken) =>
      directory.roleAssignments.list({
        customer: CUSTOMER,
        roleId: id,
        maxResults: MOST_ASSIGNMENTS,
        ...next(pageToken),
      }),
    ))
      for (const { assignedTo, assigneeType, ...scope } of page.items ?? []) {
        if (typeof assignedTo !== 'string' || assigneeType === 'group' || !isScope(scope, entitlement)) continue;
        people ??= await administrators(calls, doing, context);
        const person = people.get(assignedTo) ?? (await personOf(calls, assignedTo, doing, context));
        if (person !== undefined) yield person;
      }
  },

  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    for await (const { roleId, roleName, roleDescription } of rolesOf(calls, 'listing roles', context)) {
      const name = roleName ?? roleId;
      if (name.toLowerCase().includes((search ?? '').toLowerCase()))
        yield { type: 'admin-role', id: roleId, name, description: roleDescription ?? undefined };
    }
  },
};

async function* rolesOf(
  calls: GoogleCalls,
  doing: string,
  context: CallContext,
): AsyncIterable<admin_directory_v1.Schema$Role & { readonly roleId: string }> {
  for await (const page of calls.pages(doing, context, 'rolemanagement', (directory, pageToken) =>
    directory.roles.list({ customer: CUSTOMER, maxResults: MOST_ROLES, ...next(pageToken) }),
  ))
    for (const role of page.items ?? []) if (typeof role.roleId === 'string') yield { ...role, roleId: role.roleId };
}

/**
 * Ids of the person's direct assignments of the role at exactly this scope. Google omits assignments through a group
 * unless the request asks for them
 * (https://developers.google.com/workspace/admin/directory/reference/rest/v1/roleAssignments/list).
 */
async function assignmentsOf(
  calls: GoogleCalls,
  subject: ProviderSubject,
  { id, entitlement }: Target,
  context: CallContext,
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of assignmentsIn(calls, subject, false, context))
    if (each.assignedTo === subject.id && each.roleId === id && isScope(each, entitlement))
      if (typeof each.roleAssignmentId === 'string') found.push(each.roleAssignmentId);
  return found;
}

/** @param indirect also assignments to groups that the person is in. */
async function* assignmentsIn(
  calls: GoogleCalls,
  subject: ProviderSubject,
  indirect: boolean,
  context: CallContext,
): AsyncIterable<RoleAssignment> {
  for await (const page of calls.pages(
    `reading the roles of ${who(subject)}`,
    context,
    'rolemanagement',
    (directory, pageToken) =>
      directory.roleAssignments.list({
        customer: CUSTOMER,
        userKey: subject.id,
        maxResults: MOST_ASSIGNMENTS,
        ...(indirect ? { includeIndirectRoleAssignments: true } : {}),
        ...next(pageToken),
      }),
  ))
    yield* page.items ?? [];
}

function scopeOf({ parameters }: Entitlement): { scopeType: string; orgUnitId?: string } {
  const orgUnitId = parameters?.orgUnitId;
  return orgUnitId === undefined ? { scopeType: 'CUSTOMER' } : { scopeType: 'ORG_UNIT', orgUnitId };
}

/**
 * Whether an assignment has the scope of the entitlement. A conditional assignment has less scope than any entitlement.
 */
function isScope({ scopeType, orgUnitId, condition }: RoleAssignment, entitlement: Entitlement): boolean {
  const wanted = scopeOf(entitlement);
  if (condition != null && condition !== '') return false;
  return scopeType === wanted.scopeType && (orgUnitId ?? undefined) === wanted.orgUnitId;
}

/** All administrators by id, in one or two pages. One call per assignment would be hundreds. */
async function administrators(
  calls: GoogleCalls,
  doing: string,
  context: CallContext,
): Promise<ReadonlyMap<string, ProviderSubject>> {
  const found = new Map<string, ProviderSubject>();
  for (const query of ['isAdmin=true', 'isDelegatedAdmin=true'])
    for await (const page of calls.pages(doing, context, 'user.readonly', (directory, pageToken) =>
      directory.users.list({ customer: CUSTOMER, query, maxResults: 500, ...next(pageToken) }),
    ))
      for (const user of page.users ?? []) {
        const subject = toSubject(user);
        if (subject !== undefined) found.set(subject.id, subject);
      }
  return found;
}

/** A person that the lagging search for administrators does not show yet; `undefined` for a service account. */
async function personOf(
  calls: GoogleCalls,
  userKey: string,
  doing: string,
  context: CallContext,
): Promise<ProviderSubject | undefined> {
  const user = await calls.find(doing, context, 'user.readonly', (directory) => directory.users.get({ userKey }));
  return user === undefined ? undefined : toSubject(user);
}
