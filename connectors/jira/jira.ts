/** The Jira Cloud connector: groups and roles in projects, through jira.js. The Jira side of Leasehold (`jira/`) is another thing. */
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs, resolver } from '../entitlement-type.ts';
import { createJiraCalls, type JiraCalls } from './client.ts';
import { group } from './group.ts';
import { projectRole } from './project-role.ts';
import { testJira } from './test-connection.ts';
import { findById, findUser } from './users.ts';

const TYPES: readonly EntitlementType<JiraCalls>[] = [group, projectRole];

export const createJiraConnector: ConnectorFactory = (options) => {
  const calls = createJiraCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: (entitlements, context) =>
      testJira(calls, entitlements, resolver(calls.vendor, calls, TYPES), context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
