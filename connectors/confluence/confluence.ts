/** The Confluence Cloud connector: groups, and permissions or roles in spaces. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
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
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
