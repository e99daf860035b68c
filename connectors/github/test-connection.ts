/** Test Connection for GitHub: named checks, each with what to do about it. */
import { entitlementTrials, type TrialsOf } from '../checks.ts';
import type { CallContext } from '../connector.ts';
import type { Target } from '../entitlement-type.ts';
import type { GitHubCalls } from './client.ts';
import { halves } from './names.ts';

/** Longer than any login (39 characters), so it cannot exist. */
const NOBODY = 'leasehold-tries-with-a-login-that-nobody-has';

export const githubTrials: TrialsOf<GitHubCalls> = (calls, entitlements, resolve, context) => {
  const org = calls.organisation;
  return [
    {
      name: 'Can read the organisation',
      advice: 'Check settings.organisation, and that the token or the GitHub App may read it.',
      work: () => calls.run(`reading ${org}`, context, (octokit) => octokit.rest.orgs.get({ org })),
    },
    {
      name: 'Can read members',
      advice: 'Give the token the scope read:org, or the GitHub App "Members: read".',
      work: () =>
        calls.run('reading members', context, (octokit) => octokit.rest.orgs.listMembers({ org, per_page: 1 })),
    },
    ...entitlementTrials(
      entitlements,
      'Check its name, and give the permissions that docs/connectors/github.md lists for its type.',
      async (entitlement) => {
        const { type, target } = await resolve(entitlement, context);
        await TRIALS[type.type]?.(calls, target, context);
      },
    ),
  ];
};

/**
 * Whether membership can be changed, tested without a change: it is read, then a non-existent person is removed. GitHub
 * refuses for lack of permission (403), or finds no such person (204 or 404).
 */
const TRIALS: Readonly<Record<string, (calls: GitHubCalls, target: Target, context: CallContext) => Promise<unknown>>> =
  {
    async organisation(calls, { id: org, label }, context) {
      await calls.run(`reading ${label}`, context, (octokit) => octokit.rest.orgs.get({ org }));
      return calls.find(`trying to change ${label}`, context, (octokit) =>
        octokit.rest.orgs.removeMembershipForUser({ org, username: NOBODY }),
      );
    },
    async team(calls, { id, label }, context) {
      const [org, team_slug] = halves(id);
      await calls.run(`reading the team ${label}`, context, (octokit) =>
        octokit.rest.teams.getByName({ org, team_slug }),
      );
      return calls.find(`trying to change the team ${label}`, context, (octokit) =>
        octokit.rest.teams.removeMembershipForUserInOrg({ org, team_slug, username: NOBODY }),
      );
    },
    async repository(calls, { id, label }, context) {
      const [owner, repo] = halves(id);
      await calls.run(`reading the collaborators of ${label}`, context, (octokit) =>
        octokit.rest.repos.listCollaborators({ owner, repo, affiliation: 'direct', per_page: 1 }),
      );
      return calls.find(`trying to change the collaborators of ${label}`, context, (octokit) =>
        octokit.rest.repos.removeCollaborator({ owner, repo, username: NOBODY }),
      );
    },
    async 'organisation-role'(calls, { id, label }, context) {
      const [org, role] = halves(id);
      const role_id = Number(role);
      await calls.run(`reading the role ${label}`, context, (octokit) =>
        octokit.rest.orgs.getOrgRole({ org, role_id }),
      );
      return calls.find(`trying to change the role ${label}`, context, (octokit) =>
        octokit.rest.orgs.revokeOrgRoleUser({ org, username: NOBODY, role_id }),
      );
    },
  };
