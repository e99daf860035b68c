/** The Bitbucket Cloud connector: user groups, and permissions on repositories and projects, of one workspace. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { type BitbucketCalls, createBitbucketCalls } from './client.ts';
import { group } from './group.ts';
import { findById, findMember } from './members.ts';
import { project, repository } from './permissions.ts';
import { bitbucketTrials } from './test-connection.ts';
import { readWorkspaceId } from './workspace.ts';

const TYPES: readonly EntitlementType<BitbucketCalls>[] = [group, repository, project];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createBitbucketCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, bitbucketTrials),
    organisation: (context) => readWorkspaceId(calls, context),
    findSubject: (query, context) => findMember(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
