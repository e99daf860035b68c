/** The entitlement type `team`: membership of a team as `member` or `maintainer`. */
import { choicesOf } from '../about.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, oneOf, onlyId, who } from '../entitlement-type.ts';
import { chosenParameter, onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { GitHubCalls } from './client.ts';
import { halves, owned } from './names.ts';
import { membershipOf } from './organisation.ts';
import { invited, toSubject } from './users.ts';

const ROLES = choicesOf(ABOUT, 'team', 'role');

export const team: EntitlementType<GitHubCalls> = {
  type: 'team',

  async resolve(calls, entitlement, context) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    if (entitlement.id !== undefined) return owned(calls, entitlement.id);
    const full = owned(calls, entitlement.name ?? '');
    const [org, name] = halves(full);
    const bySlug = await calls.find(`looking for the team ${name}`, context, (octokit) =>
      octokit.rest.teams.getByName({ org, team_slug: name }),
    );
    if (bySlug !== undefined) return `${org}/${bySlug.slug}`;
    const found: { id: string }[] = [];
    for await (const each of teamsOf(calls, org, context)) if (each.name === name) found.push({ id: each.slug });
    return `${org}/${onlyId(found, 'team', name, calls.vendor)}`;
  },

  oneValueOf: (calls, entitlement) => oneOf('role', chosenParameter(calls.vendor, entitlement, 'role', ROLES), ROLES),

  /** A pending invitation counts. Membership through a child team does not. */
  async holds(calls, subject, { id, entitlement }, context) {
    const [org, team_slug] = halves(id);
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    const found = await membershipIn(calls, subject, org, team_slug, context);
    if (found === undefined) return false;
    if (found.state === 'active' && (await isInherited(calls, subject, org, team_slug, context))) return false;
    if (found.role === role) return true;
    return role === 'member' && (await isOwner(calls, subject, org, context));
  },

  async held(calls, subject, { id, entitlement }, context) {
    const [org, team_slug] = halves(id);
    const found = await membershipIn(calls, subject, org, team_slug, context);
    if (found === undefined) return [];
    const parameters = { ...entitlement.parameters, role: found.role };
    if (found.state === 'pending') return [{ way: 'invitation', parameters }];
    if (await isInherited(calls, subject, org, team_slug, context))
      return [{ way: 'inherited', parameters, apart: true }];
    return [{ way: 'direct', parameters }];
  },

  async give(calls, subject, { id, label, entitlement }, context) {
    const [org, team_slug] = halves(id);
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    const { requestId } = await calls.run(`adding ${who(subject)} to ${label} as ${role}`, context, (octokit) =>
      octokit.rest.teams.addOrUpdateMembershipForUserInOrg({ org, team_slug, username: subject.login, role }),
    );
    return requestId;
  },

  async take(calls, subject, { id, label }, context) {
    const [org, team_slug] = halves(id);
    const { requestId } = await calls.run(`removing ${who(subject)} from ${label}`, context, (octokit) =>
      octokit.rest.teams.removeMembershipForUserInOrg({ org, team_slug, username: subject.login }),
    );
    return requestId;
  },

  async *members(calls, { id, label, entitlement }, context) {
    const [org, team_slug] = halves(id);
    const role = chosenParameter(calls.vendor, entitlement, 'role', ROLES);
    const doing = `listing the members of ${label}`;
    yield* membersAs(calls, org, team_slug, role, doing, context);
    if (role === 'member')
      for await (const subject of membersAs(calls, org, team_slug, 'maintainer', doing, context))
        if (await isOwner(calls, subject, org, context)) yield subject;
    for await (const invitation of calls.pages(doing, context, (octokit, page) =>
      octokit.rest.teams.listPendingInvitationsInOrg({ org, team_slug, ...page }),
    )) {
      // The invitation contains the role in the organisation. The role in the team is in the membership.
      const { login } = invitation;
      const pending =
        login === null
          ? { role: 'member' }
          : await calls.find(doing, context, (octokit) =>
              octokit.rest.teams.getMembershipForUserInOrg({ org, team_slug, username: login }),
            );
      const subject = pending?.role === role ? await invited(calls, invitation, context) : undefined;
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context) {
    const wanted = search?.toLowerCase() ?? '';
    for await (const { slug, name, description } of teamsOf(calls, calls.organisation, context))
      if (`${slug} ${name}`.toLowerCase().includes(wanted))
        yield { type: 'team', id: slug, name, description: description ?? undefined };
  },
};

function membershipIn(
  calls: GitHubCalls,
  subject: ProviderSubject,
  org: string,
  team_slug: string,
  context: CallContext,
) {
  return calls.find(`reading the membership of ${who(subject)}`, context, (octokit) =>
    octokit.rest.teams.getMembershipForUserInOrg({ org, team_slug, username: subject.login }),
  );
}

function teamsOf(calls: GitHubCalls, org: string, context: CallContext) {
  return calls.pages('listing teams', context, (octokit, page) => octokit.rest.teams.list({ org, ...page }));
}

/** Direct members of the team, without those of child teams. */
async function* membersAs(
  calls: GitHubCalls,
  org: string,
  team_slug: string,
  role: (typeof ROLES)[number] | 'all',
  doing: string,
  context: CallContext,
): AsyncIterable<ProviderSubject> {
  for await (const user of calls.pages(doing, context, (octokit, page) =>
    octokit.rest.teams.listMembersInOrg({ org, team_slug, role, ...page }),
  ))
    if (!inherits(user)) yield toSubject(user);
}

/** Octokit's types predate the field. */
function inherits(user: object): boolean {
  return 'inherited' in user && user.inherited === true;
}

/**
 * Whether a person is listed as a member only through a child team. The membership does not show it, but the list does
 * (https://docs.github.com/en/rest/teams/members#list-team-members). Most teams have no children.
 */
async function isInherited(
  calls: GitHubCalls,
  subject: ProviderSubject,
  org: string,
  team_slug: string,
  context: CallContext,
): Promise<boolean> {
  const children = await calls.find(`reading the child teams of ${team_slug}`, context, (octokit) =>
    octokit.rest.teams.listChildInOrg({ org, team_slug, per_page: 1 }),
  );
  if (children === undefined || children.length === 0) return false;
  for await (const user of calls.pages(`reading the membership of ${who(subject)}`, context, (octokit, page) =>
    octokit.rest.teams.listMembersInOrg({ org, team_slug, ...page }),
  ))
    if (String(user.id) === subject.id) return inherits(user);
  return false;
}

/** GitHub shows owners of the organisation as maintainers of every team that they are in. */
async function isOwner(
  calls: GitHubCalls,
  subject: ProviderSubject,
  org: string,
  context: CallContext,
): Promise<boolean> {
  const found = await membershipOf(calls, subject, org, context);
  return found?.role === 'admin' && found.state === 'active';
}
