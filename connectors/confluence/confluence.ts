/** The Confluence Cloud connector: groups, and permissions or roles in spaces. */
import { readCloudId } from '../atlassian.ts';
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ASKING } from '../organisation.ts';
import { ABOUT } from './about.ts';
import { type ConfluenceCalls, createConfluenceCalls } from './client.ts';
import { group } from './group.ts';
import { spacePermission } from './space-permission.ts';
import { spaceRole } from './space-role.ts';
import { confluenceTrials } from './test-connection.ts';
import { findById, findUser } from './users.ts';

const TYPES: readonly EntitlementType<ConfluenceCalls>[] = [group, spacePermission, spaceRole];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createConfluenceCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, confluenceTrials),
    organisation: (context) =>
      readCloudId(calls.vendor, options.url, (path) => calls.http.find(ASKING, context, { method: 'GET', path })),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
