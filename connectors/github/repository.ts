/** The entitlement type `repository`: a collaborator of a repository, with a permission. */
import type { Entitlement } from '../../domain/policy.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, oneOf, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import type { GitHubCalls } from './client.ts';
import { halves, owned } from './names.ts';
import { sameLogin, toSubject } from './users.ts';

/** GitHub has two words for one permission: `pull` in requests, `read` in answers. */
const WRITTEN: Readonly<Record<string, string>> = { read: 'pull', write: 'push' };
const BUILT_IN = ['pull', 'triage', 'push', 'maintain', 'admin'];

export const repository: EntitlementType<GitHubCalls> = {
  type: 'repository',

  async resolve(calls, entitlement) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    return owned(calls, entitlement.id ?? entitlement.name ?? '');
  },

  /** Custom roles of the organisation have no order. */
  oneValueOf: (_calls, entitlement) => oneOf('permission', permissionOf(entitlement), BUILT_IN),

  /** A pending invitation counts. Access through a team, the organisation or ownership does not. */
  async holds(calls, subject, { id, entitlement }, context) {
    const permission = permissionOf(entitlement);
    for await (const each of collaborators(calls, id, context)) {
      if (String(each.id) !== subject.id) continue;
      const shown = written(each.role_name);
      return shown === permission || (await elsewhere(calls, id, shown, context)).has(subject.id);
    }
    for await (const each of invitations(calls, id, context))
      if (isFor(each, subject) && !each.expired && offers(each, permission)) return true;
    return false;
  },

  /** GitHub shows a collaborator's highest permission of any source. */
  async held(calls, subject, { id, entitlement }, context) {
    const as = (permission: string) => ({ parameters: { ...entitlement.parameters, permission } });
    for await (const each of collaborators(calls, id, context)) {
      if (String(each.id) !== subject.id) continue;
      const shown = written(each.role_name);
      if (!(await elsewhere(calls, id, shown, context)).has(subject.id)) return [{ way: 'direct', ...as(shown) }];
      // Their own permission is not shown; as in `holds`, it counts as the asked one.
      return [{ way: 'direct' }, { way: 'inherited', ...as(shown), apart: true }];
    }
    for await (const each of invitations(calls, id, context))
      if (isFor(each, subject) && !each.expired) return [{ way: 'invitation', ...as(written(each.permissions)) }];
    // Through a team, the organisation or ownership.
    const [owner, repo] = halves(id);
    const highest = await calls.find(`reading the permission of ${who(subject)} on ${id}`, context, (octokit) =>
      octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: subject.login }),
    );
    if (highest === undefined || highest.permission === 'none') return [];
    return [{ way: 'inherited', ...as(written(highest.role_name)), apart: true }];
  },

  async give(calls, subject, { id, label, entitlement }, context) {
    const [owner, repo] = halves(id);
    const permission = permissionOf(entitlement);
    // A pending invitation that offers another permission or has expired. GitHub would not update it.
    const useless = (each: Invitation) => each.expired === true || !offers(each, permission);
    await cancelInvitations(calls, subject, id, useless, context);
    const { requestId } = await calls.run(`giving ${who(subject)} ${permission} on ${label}`, context, (octokit) =>
      octokit.rest.repos.addCollaborator({ owner, repo, username: subject.login, permission }),
    );
    return requestId;
  },

  async take(calls, subject, { id, label, entitlement }, context) {
    const [owner, repo] = halves(id);
    const permission = permissionOf(entitlement);
    const cancelled = await cancelInvitations(calls, subject, id, (each) => offers(each, permission), context);
    if (cancelled !== undefined) return cancelled;
    const { requestId } = await calls.run(`removing ${who(subject)} from ${label}`, context, (octokit) =>
      octokit.rest.repos.removeCollaborator({ owner, repo, username: subject.login }),
    );
    return requestId;
  },

  async *members(calls, { id, entitlement }, context) {
    const permission = permissionOf(entitlement);
    const known = new Map<string, ReadonlySet<string>>();
    for await (const each of collaborators(calls, id, context)) {
      const shown = written(each.role_name);
      if (shown !== permission && !known.has(shown)) known.set(shown, await elsewhere(calls, id, shown, context));
      if (shown === permission || known.get(shown)?.has(String(each.id))) yield toSubject(each);
    }
    for await (const each of invitations(calls, id, context))
      if (each.invitee !== null && !each.expired && offers(each, permission)) yield toSubject(each.invitee);
  },

  async *list(calls, search, context) {
    const org = calls.organisation;
    const wanted = search?.toLowerCase() ?? '';
    for await (const { name, description } of calls.pages('listing repositories', context, (octokit, page) =>
      octokit.rest.repos.listForOrg({ org, ...page }),
    ))
      if (name.toLowerCase().includes(wanted))
        yield { type: 'repository', id: name, name, description: description ?? undefined };
  },
};

interface Invitation {
  readonly id: number;
  readonly invitee: { readonly id: number; readonly login: string } | null;
  readonly permissions: string;
  readonly expired?: boolean | undefined;
}

function permissionOf({ parameters }: Entitlement): string {
  return written(parameters?.permission ?? 'pull');
}

function written(permission: string): string {
  return WRITTEN[permission] ?? permission;
}

/** An invitation shows one of GitHub's built-in permissions, never a custom role. */
function offers({ permissions }: Invitation, permission: string): boolean {
  return written(permissions) === permission || !BUILT_IN.includes(permission);
}

function isFor({ invitee }: Invitation, subject: ProviderSubject): boolean {
  return invitee !== null && sameLogin(invitee.login, subject.login);
}

function collaborators(calls: GitHubCalls, id: string, context: CallContext) {
  const [owner, repo] = halves(id);
  return calls.pages(`listing the collaborators of ${id}`, context, (octokit, page) =>
    octokit.rest.repos.listCollaborators({ owner, repo, affiliation: 'direct', ...page }),
  );
}

function invitations(calls: GitHubCalls, id: string, context: CallContext): AsyncIterable<Invitation> {
  const [owner, repo] = halves(id);
  return calls.pages<Invitation>(`listing the invitations to ${id}`, context, (octokit, page) =>
    octokit.rest.repos.listInvitations({ owner, repo, ...page }),
  );
}

/** @returns GitHub's id of the last request, or `undefined` if there was nothing to cancel. */
async function cancelInvitations(
  calls: GitHubCalls,
  subject: ProviderSubject,
  id: string,
  which: (invitation: Invitation) => boolean,
  context: CallContext,
): Promise<string | undefined> {
  const [owner, repo] = halves(id);
  const found: Invitation[] = [];
  for await (const each of invitations(calls, id, context)) if (isFor(each, subject) && which(each)) found.push(each);
  let last: string | undefined;
  for (const { id: invitation_id } of found) {
    const { requestId } = await calls.run(`cancelling the invitation of ${who(subject)} to ${id}`, context, (octokit) =>
      octokit.rest.repos.deleteInvitation({ owner, repo, invitation_id }),
    );
    last = requestId ?? String(invitation_id);
  }
  return last;
}

/**
 * Ids of people who have a permission without being collaborators: owners of the organisation, and members of teams
 * that have the repository with it. GitHub shows a collaborator's highest permission from all sources
 * (https://docs.github.com/en/rest/collaborators/collaborators#list-repository-collaborators), so these people may also
 * be collaborators with less.
 */
async function elsewhere(
  calls: GitHubCalls,
  id: string,
  permission: string,
  context: CallContext,
): Promise<ReadonlySet<string>> {
  const [owner, repo] = halves(id);
  const doing = `reading who has ${permission} on ${id}`;
  const found = new Set<string>();
  if (permission === 'admin')
    for await (const user of calls.pages(doing, context, (octokit, page) =>
      octokit.rest.orgs.listMembers({ org: owner, role: 'admin', ...page }),
    ))
      found.add(String(user.id));
  for await (const team of calls.pages(doing, context, (octokit, page) =>
    octokit.rest.repos.listTeams({ owner, repo, ...page }),
  )) {
    if (written(team.permission) !== permission) continue;
    for await (const user of calls.pages(doing, context, (octokit, page) =>
      octokit.rest.teams.listMembersInOrg({ org: owner, team_slug: team.slug, ...page }),
    ))
      found.add(String(user.id));
  }
  return found;
}
