/** The entitlement type `organisation-role`: a role of the organisation, assigned to one of its members. */
import type { CallContext } from '../connector.ts';
import { type EntitlementType, onlyId, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { GitHubCalls } from './client.ts';
import { halves, owned } from './names.ts';
import { toSubject } from './users.ts';

export const organisationRole: EntitlementType<GitHubCalls> = {
  type: 'organisation-role',

  async resolve(calls, entitlement, context) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    if (entitlement.id !== undefined) return owned(calls, entitlement.id);
    const org = calls.organisation;
    const name = entitlement.name ?? '';
    const found = (await rolesOf(calls, org, context)).filter((each) => each.name === name);
    const ids = found.map((each) => ({ id: String(each.id) }));
    return `${org}/${onlyId(ids, 'organisation role', name, calls.vendor)}`;
  },

  async holds(calls, subject, { id }, context) {
    for await (const user of assigned(calls, id, context)) if (String(user.id) === subject.id) return true;
    return false;
  },

  async give(calls, subject, { id, label }, context) {
    const [org, role_id] = halves(id);
    const { requestId } = await calls.run(`giving ${who(subject)} the role ${label}`, context, (octokit) =>
      octokit.rest.orgs.assignUserToOrgRole({ org, username: subject.login, role_id: Number(role_id) }),
    );
    return requestId;
  },

  async take(calls, subject, { id, label }, context) {
    const [org, role_id] = halves(id);
    const { requestId } = await calls.run(`taking the role ${label} from ${who(subject)}`, context, (octokit) =>
      octokit.rest.orgs.revokeOrgRoleUser({ org, username: subject.login, role_id: Number(role_id) }),
    );
    return requestId;
  },

  async *members(calls, { id }, context) {
    for await (const user of assigned(calls, id, context)) yield toSubject(user);
  },

  async *list(calls, search, context) {
    const wanted = search?.toLowerCase() ?? '';
    for (const { id, name, description } of await rolesOf(calls, calls.organisation, context))
      if (name.toLowerCase().includes(wanted))
        yield { type: 'organisation-role', id: String(id), name, description: description ?? undefined };
  },
};

/** GitHub returns all of them at once. */
async function rolesOf(calls: GitHubCalls, org: string, context: CallContext) {
  const { value } = await calls.run('listing the roles of the organisation', context, (octokit) =>
    octokit.rest.orgs.listOrgRoles({ org }),
  );
  return value.data.roles ?? [];
}

/** People who have the role directly; a role through a team does not count. */
async function* assigned(calls: GitHubCalls, id: string, context: CallContext) {
  const [org, role_id] = halves(id);
  for await (const user of calls.pages(`listing who has the role ${id}`, context, (octokit, page) =>
    octokit.rest.orgs.listOrgRoleUsers({ org, role_id: Number(role_id), ...page }),
  ))
    if (user.assignment !== 'indirect') yield user;
}
