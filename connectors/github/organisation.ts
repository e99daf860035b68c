/** The entitlement type `organisation`: membership of an organisation as `member` or `admin` (an owner). */
import { choicesOf } from '../about.ts';
import type { CallContext, EntitlementInfo, ProviderSubject } from '../connector.ts';
import { type EntitlementType, oneOf, who } from '../entitlement-type.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import { chosenParameter, onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { GitHubCalls } from './client.ts';
import { invited, toSubject } from './users.ts';

const ROLES = choicesOf(ABOUT, 'organisation', 'role');
/** A former owner's role after ownership ends: a member as before, or no member. */
const AFTERWARDS = choicesOf(ABOUT, 'organisation', 'afterwards');

export const organisation: EntitlementType<GitHubCalls> = {
  type: 'organisation',

  async resolve(calls, entitlement) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    return entitlement.id ?? entitlement.name ?? '';
  },

  oneValueOf: (calls, entitlement) => oneOf('role', chosenParameter(calls.vendor, entitlement, 'role', ROLES), ROLES),

  /** A pending invitation counts. A membership that only an enterprise's team provides does not. */
  async holds(calls, subject, { id: org, entitlement }, context) {
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    const found = await membershipOf(calls, subject, org, context);
    return found !== undefined && found.direct_membership !== false && found.role === role;
  },

  async held(calls, subject, { id: org, entitlement }, context) {
    const found = await membershipOf(calls, subject, org, context);
    if (found === undefined) return [];
    const parameters = { ...entitlement.parameters, role: found.role };
    // An enterprise's team provides it; a membership of one's own can be given and ended beside it.
    if (found.direct_membership === false) return [{ way: 'inherited', parameters, apart: true }];
    return [{ way: found.state === 'pending' ? 'invitation' : 'direct', parameters }];
  },

  async give(calls, subject, { id: org, label, entitlement }, context) {
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    chosenParameter(calls.vendor, entitlement, 'afterwards', AFTERWARDS);
    return setRole(calls, `adding ${who(subject)} to ${label} as ${role}`, org, subject.login, role, context);
  },

  /**
   * Ends the membership, or cancels its invitation. A person who was granted ownership becomes a member again, because
   * removal would delete their private forks and end all their team memberships
   * (https://docs.github.com/en/rest/orgs/members).
   */
  async take(calls, subject, { id: org, label, entitlement }, context) {
    const ownership = chosenParameter(calls.vendor, entitlement, 'role', ROLES) === 'admin';
    const wasMember = ownership && chosenParameter(calls.vendor, entitlement, 'afterwards', AFTERWARDS) === 'member';
    if (wasMember && (await membershipOf(calls, subject, org, context))?.state === 'active') {
      const doing = `ending the ownership of ${who(subject)} of ${label}`;
      return setRole(calls, doing, org, subject.login, 'member', context);
    }
    const { requestId } = await calls.run(`removing ${who(subject)} from ${label}`, context, (octokit) =>
      octokit.rest.orgs.removeMembershipForUser({ org, username: subject.login }),
    );
    return requestId;
  },

  async *members(calls, { id: org, label, entitlement }, context) {
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    const doing = `listing the members of ${label}`;
    for await (const user of calls.pages(doing, context, (octokit, page) =>
      octokit.rest.orgs.listMembers({ org, role, ...page }),
    ))
      yield toSubject(user);
    for await (const invitation of calls.pages(doing, context, (octokit, page) =>
      octokit.rest.orgs.listPendingInvitations({ org, role: role === 'member' ? 'direct_member' : role, ...page }),
    )) {
      const subject = await invited(calls, invitation, context);
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const { value } = await calls.run('reading the organisation', context, (octokit) =>
      octokit.rest.orgs.get({ org: calls.organisation }),
    );
    const { login, description } = value.data;
    const found: EntitlementInfo = {
      type: 'organisation',
      id: login,
      name: login,
      description: description ?? undefined,
    };
    if (search === undefined || login.toLowerCase().includes(search.toLowerCase())) yield found;
  },
};

/** The number of the organisation; its login can change (https://docs.github.com/en/rest/orgs/orgs#get-an-organization). */
export function readOrganisationId(calls: GitHubCalls, context: CallContext): Promise<string> {
  return readOrganisation(calls.vendor, /^\d+$/, async () => {
    const { value } = await calls.run(ASKING, context, (octokit) => octokit.rest.orgs.get({ org: calls.organisation }));
    // A page of HTML has no members.
    return value.data.id === undefined ? undefined : String(value.data.id);
  });
}

/** `undefined` for a person who is neither a member nor invited. */
export function membershipOf(calls: GitHubCalls, subject: ProviderSubject, org: string, context: CallContext) {
  return calls.find(`reading the membership of ${who(subject)}`, context, (octokit) =>
    octokit.rest.orgs.getMembershipForUser({ org, username: subject.login }),
  );
}

async function setRole(
  calls: GitHubCalls,
  doing: string,
  org: string,
  username: string,
  role: (typeof ROLES)[number],
  context: CallContext,
): Promise<string | undefined> {
  const { requestId } = await calls.run(doing, context, (octokit) =>
    octokit.rest.orgs.setMembershipForUser({ org, username, role }),
  );
  return requestId;
}
