/** The GitHub connector: organisations, teams, repositories and organisation roles, through Octokit. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { createGitHubCalls, type GitHubCalls } from './client.ts';
import { organisation, readOrganisationId } from './organisation.ts';
import { organisationRole } from './organisation-role.ts';
import { repository } from './repository.ts';
import { team } from './team.ts';
import { githubTrials } from './test-connection.ts';
import { findById, findUser } from './users.ts';

const TYPES: readonly EntitlementType<GitHubCalls>[] = [organisation, team, repository, organisationRole];

/**
 * No `suspend`: the API of an organisation cannot suspend an account, and managed users of an enterprise are suspended
 * through SCIM.
 */
export const createConnector: ConnectorFactory = (options) => {
  const calls = createGitHubCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, githubTrials),
    organisation: (context) => readOrganisationId(calls, context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
