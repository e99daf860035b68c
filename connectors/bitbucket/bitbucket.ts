/** The Bitbucket Cloud connector: user groups, and permissions on repositories and projects, of one workspace. */
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs, resolver } from '../entitlement-type.ts';
import { type BitbucketCalls, createBitbucketCalls } from './client.ts';
import { group } from './group.ts';
import { findById, findMember } from './members.ts';
import { project, repository } from './permissions.ts';
import { testBitbucket } from './test-connection.ts';

const TYPES: readonly EntitlementType<BitbucketCalls>[] = [group, repository, project];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createBitbucketCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: (entitlements, context) =>
      testBitbucket(calls, entitlements, resolver(calls.vendor, calls, TYPES), context),
    findSubject: (query, context) => findMember(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
